// SPDX-License-Identifier: Apache-2.0
// What the tables say of themselves: --help, man pages (recoupe help man [VERB]) and completions
// (recoupe help completion bash|zsh|fish).
#include "cli/verbs.h"

#include <stdio.h>
#include <string.h>

static const char formats[] =
    "An INPUT is a file, a folder (walked in sorted order) or - for standard input.\n"
    "Results go to standard output, all else to standard error. Exit status: 0 all read, 1 some\n"
    "input could not be read, 2 wrong usage, 3 the program failed.\n";

void help_print_usage(void)
{
    puts("usage: recoupe VERB [OPTION]... [INPUT]...\n\n"
         "Reads press articles and says what they say happened, where sources agree, where a "
         "thing\n"
         "rests on one origin, where they conflict, and what each leaves out.\n\nverbs:");
    for (const struct verb *verb = verbs; verb->name; verb++)
        printf("  %-9s %s\n", verb->name, verb->help);
    printf("\n%s`recoupe VERB --help` lists a verb's options.\n", formats);
}

void help_print_first(void)
{
    puts("recoupe reads press articles, French and English, and says what they say happened, "
         "where they\n"
         "agree, where a thing rests on one origin, where they conflict, and what each leaves "
         "out.\n\n"
         "Three things to try first:\n"
         "  recoupe report FOLDER                 the articles of a folder, cross-checked, on this "
         "terminal\n"
         "  recoupe add desk.db FOLDER && recoupe serve desk.db    a dossier, and its page in a "
         "browser\n"
         "  recoupe search desk.db 'who:France what:AID'           sentences in it, by who does "
         "what\n\n"
         "`recoupe --help` lists all verbs.");
}

static void print_options(const struct verb *verb, bool common)
{
    for (const struct option_row *row = option_rows; row->name; row++) {
        char name[64];
        if (row->common != common || !verb_has_option(verb, row))
            continue;
        snprintf(name, sizeof name, "--%s%s%s", row->name, row->argument ? " " : "",
                 row->argument ? row->argument : "");
        printf("  %c%c %-18s %s\n", row->letter ? '-' : ' ', row->letter ? row->letter : ' ', name,
               row->help);
    }
}

void help_print_verb(const struct verb *verb)
{
    printf("usage: recoupe %s [OPTION]... %s\n\n%s.\n", verb->name, verb->arguments, verb->help);
    if (verb->more)
        printf("%s\n", verb->more);
    if (!verb->run)
        printf("This version cannot do it yet.\n");
    puts("\noptions:");
    print_options(verb, false);
    print_options(verb, true);
}

static void print_man_options(const struct verb *verb)
{
    for (const struct option_row *row = option_rows; row->name; row++) {
        if (!verb_has_option(verb, row))
            continue;
        puts(".TP");
        if (row->letter)
            printf(".BR \\-%c , ", row->letter);
        else
            printf(".BR ");
        printf("\\-\\-%s", row->name);
        if (row->argument)
            printf(" \" \" \\fI%s\\fP", row->argument);
        printf("\n%s\n", row->help);
    }
}

// A line each, with what it does behind '#'. An example that does not begin with the program's name
// gets it.
static void print_man_examples(const struct verb *verb)
{
    puts(".SH EXAMPLES\n.nf");
    for (const char *at = verb->examples; *at;) {
        size_t size = strcspn(at, "\n");
        bool named = memchr(at, '=', strcspn(at, " ")) != NULL; // RECOUPE_TOKEN=…
        printf("%s%.*s\n", named ? "" : "recoupe ", (int)size, at);
        at += size + (at[size] == '\n');
    }
    puts(".fi");
}

static void print_man_verb(const struct verb *verb)
{
    printf(".TH RECOUPE-%s 1 \"\" \"recoupe " RECOUPE_VERSION "\"\n.SH NAME\nrecoupe-%s \\- %s\n",
           verb->name, verb->name, verb->help);
    printf(".SH SYNOPSIS\n.B recoupe %s\n[\\fIOPTION\\fP]... %s\n", verb->name, verb->arguments);
    printf(".SH DESCRIPTION\n%s.\n", verb->help);
    if (verb->more)
        printf("%s\n", verb->more);
    if (!verb->run)
        puts("This version refuses it, with exit status 2.");
    puts(".SH OPTIONS");
    print_man_options(verb);
    print_man_examples(verb);
    puts(".SH EXIT STATUS\n0 all inputs were read; 1 some input could not be read (each is "
         "named);\n"
         "2 wrong usage; 3 the program itself failed.\n.SH SEE ALSO\n.BR recoupe (1)");
}

static void print_man(void)
{
    puts(".TH RECOUPE 1 \"\" \"recoupe " RECOUPE_VERSION "\"\n.SH NAME\nrecoupe \\- cross-check "
         "press articles\n.SH SYNOPSIS\n.B recoupe\n.I VERB\n[\\fIOPTION\\fP]... "
         "[\\fIINPUT\\fP]...\n"
         ".SH DESCRIPTION\nReads a pile of press articles, French and English, and says what they "
         "say\n"
         "happened, where sources agree, where a thing rests on one origin, where they conflict, "
         "and\n"
         "what each leaves out. It never says what is true.\n.SH VERBS");
    for (const struct verb *verb = verbs; verb->name; verb++)
        printf(".TP\n.B %s %s\n%s\n", verb->name, verb->arguments, verb->help);
    printf(".SH INPUTS AND EXIT STATUS\n%s", formats);
    puts(".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nno colours on the terminal");
}

static void print_words(const struct verb *verb)
{
    for (const struct option_row *row = option_rows; row->name; row++) {
        if (verb_has_option(verb, row))
            printf(" --%s", row->name);
    }
}

static void print_bash(void)
{
    puts("# bash completion for recoupe\n_recoupe() {\n    local word=${COMP_WORDS[COMP_CWORD]}\n"
         "    if [ \"$COMP_CWORD\" = 1 ]; then");
    printf("        COMPREPLY=($(compgen -W '");
    for (const struct verb *verb = verbs; verb->name; verb++)
        printf("%s ", verb->name);
    puts("--help --version' -- \"$word\"))\n        return\n    fi\n    case \"$word\" in\n    "
         "-*) case \"${COMP_WORDS[1]}\" in");
    for (const struct verb *verb = verbs; verb->name; verb++) {
        printf("        %s) COMPREPLY=($(compgen -W '", verb->name);
        print_words(verb);
        puts("' -- \"$word\")) ;;");
    }
    puts("        esac ;;\n    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n    esac\n}\n"
         "complete -o filenames -F _recoupe recoupe");
}

static void print_fish(void)
{
    for (const struct verb *verb = verbs; verb->name; verb++) {
        printf("complete -c recoupe -n __fish_use_subcommand -a %s -d '%s'\n", verb->name,
               verb->help);
        for (const struct option_row *row = option_rows; row->name; row++) {
            if (verb_has_option(verb, row))
                printf("complete -c recoupe -n '__fish_seen_subcommand_from %s' -l %s%s\n",
                       verb->name,
                       row->name, row->argument ? " -r" : "");
        }
    }
}

// What zsh takes for its own inside '…[…]…'.
static void print_escaped(const char *text)
{
    for (; *text; text++) {
        if (*text == '[' || *text == ']' || *text == ':' || *text == '\\')
            putchar('\\');
        if (*text == '\'')
            fputs("'\\'", stdout);
        putchar(*text);
    }
}

static void print_zsh(void)
{
    puts("#compdef recoupe\n_recoupe() {\n  local -a verbs\n  verbs=(");
    for (const struct verb *verb = verbs; verb->name; verb++) {
        printf("    '%s:", verb->name);
        print_escaped(verb->help);
        puts("'");
    }
    puts("  )\n  if (( CURRENT == 2 )); then\n    _describe verb verbs\n    return\n  fi\n  case "
         "$words[2] in");
    for (const struct verb *verb = verbs; verb->name; verb++) {
        printf("    %s) _arguments '*:file:_files'", verb->name);
        for (const struct option_row *row = option_rows; row->name; row++) {
            if (!verb_has_option(verb, row))
                continue;
            printf(" \\\n      '--%s[", row->name);
            print_escaped(row->help);
            printf("]%s%s%s'", row->argument ? ":" : "", row->argument ? row->argument : "",
                   row->argument ? ":_files" : "");
        }
        puts(" ;;");
    }
    puts("  esac\n}\n_recoupe \"$@\"");
}

int help_run(int argc, char **argv)
{
    const char *what = argc > 0 ? argv[0] : "", *which = argc > 1 ? argv[1] : "";
    const struct verb *verb = verb_find(*which ? which : what);
    if (!*what)
        help_print_usage();
    else if (strcmp(what, "man") == 0 && !*which)
        print_man();
    else if (strcmp(what, "man") == 0 && verb)
        print_man_verb(verb);
    else if (strcmp(what, "verbs") == 0)
        for (verb = verbs; verb->name; verb++)
            puts(verb->name);
    else if (strcmp(what, "completion") == 0 && strcmp(which, "bash") == 0)
        print_bash();
    else if (strcmp(what, "completion") == 0 && strcmp(which, "zsh") == 0)
        print_zsh();
    else if (strcmp(what, "completion") == 0 && strcmp(which, "fish") == 0)
        print_fish();
    else if (verb && !*which)
        help_print_verb(verb);
    else {
        fprintf(stderr, "recoupe: there is no help on '%s'\n", *which ? which : what);
        return RECOUPE_USAGE;
    }
    return RECOUPE_OK;
}
