// SPDX-License-Identifier: Apache-2.0
// Build-time: holds the tree to the rules of the house. Reads tools/layers.txt and every source
// file named on the command line; fails on an include that crosses the layers, a stage that
// includes another stage, a file over 800 lines, a function over 70, a banned call, a file whose
// first lines do not say what it is for, a line over 100 characters, a header that nobody includes,
// a module without a test.
#include <ctype.h>
#include <glob.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILE_LINES_MOST 800
#define FUNCTION_LINES_MOST 70
#define COLUMNS_MOST 100
#define LINE_SIZE 4096

static const char *const banned[] = {"strcpy", "strcat", "sprintf", "gets", "strtok", "atoi",
                                     "atol", "atof", "sscanf", "scanf", "fscanf", "setlocale",
                                     "rand", "srand", "alloca", "system", "popen", "tmpnam",
                                     "qsort", "strtod", "localtime", "gmtime", "mktime"};
static const char *const banned_in_rooms[] = {"printf", "fprintf", "puts", "fputs", "exit",
                                              "perror", "putchar", "getenv"};
static const char *const banned_in_stages[] = {"malloc", "calloc", "realloc", "free", "fopen",
                                               "open", "time", "clock_gettime"};
static char layers[64][256];
static int layer_count, problems;
static const char *const *files;
static int file_count;

static void problem(const char *file, int line, const char *format, const char *what)
{
    printf("%s:%d: ", file, line);
    printf(format, what);
    printf("\n");
    problems++;
}

static void room_of(const char *file, char room[32])
{
    const char *start = strncmp(file, "src/", 4) == 0 ? file + 4 : file;
    size_t size = strcspn(start, "/");
    snprintf(room, 32, "%.*s", (int)(size < 31 ? size : 31), start);
}

static bool may_include(const char *room, const char *other)
{
    char wanted[64];
    if (strcmp(room, other) == 0)
        return true;
    snprintf(wanted, sizeof wanted, " %s ", other);
    for (int i = 0; i < layer_count; i++) {
        size_t size = strlen(room);
        if (strncmp(layers[i], room, size) == 0 && layers[i][size] == ':')
            return strstr(layers[i], wanted) != NULL;
    }
    return false;
}

static void check_include(const char *file, int number, const char *line)
{
    char room[32], other[32];
    const char *name = strchr(line, '"');
    if (!name)
        return;
    room_of(file, room);
    if (strncmp(name + 1, "recoupe.h", 9) == 0)
        snprintf(other, sizeof other, "include");
    else
        room_of(name + 1, other);
    if (!may_include(room, other))
        problem(file, number, "this room may not include %s", name);
}

// True when call stands in line as a word followed by '(' and is no part of a longer name.
static bool calls(const char *line, const char *call)
{
    size_t size = strlen(call);
    for (const char *at = strstr(line, call); at; at = strstr(at + 1, call)) {
        bool starts = at == line || !(isalnum((unsigned char)at[-1]) || at[-1] == '_' ||
                                      at[-1] == '.' || at[-1] == '>');
        if (starts && at[size] == '(')
            return true;
    }
    return false;
}

// Blanks out strings and comments, so that words in them are no calls.
static void strip(char *line)
{
    bool quoted = false;
    for (char *at = line; *at; at++) {
        if (!quoted && at[0] == '/' && at[1] == '/') {
            *at = 0;
            return;
        }
        if (*at == '"' && (at == line || at[-1] != '\\'))
            quoted = !quoted;
        else if (quoted)
            *at = ' ';
    }
}

static void check_calls(const char *file, int number, const char *line, const char *room)
{
    bool stage = strcmp(room, "parse") == 0 || strcmp(room, "extract") == 0;
    bool prints = strcmp(room, "cli") == 0 || strcmp(room, "train") == 0;
    for (size_t i = 0; i < sizeof banned / sizeof *banned; i++) {
        if (calls(line, banned[i]) && !(strcmp(room, "train") == 0 && i >= 18))
            problem(file, number, "%s is banned", banned[i]);
    }
    for (size_t i = 0; !prints && i < sizeof banned_in_rooms / sizeof *banned_in_rooms; i++) {
        if (calls(line, banned_in_rooms[i]))
            problem(file, number, "%s is banned outside cli/", banned_in_rooms[i]);
    }
    for (size_t i = 0; stage && i < sizeof banned_in_stages / sizeof *banned_in_stages; i++) {
        if (calls(line, banned_in_stages[i]))
            problem(file, number, "%s is banned in stages", banned_in_stages[i]);
    }
}

// Characters of UTF-8, not bytes.
static void check_width(const char *file, int number, const char *line)
{
    int columns = 0;
    for (; *line && *line != '\n'; line++)
        columns += ((unsigned char)*line & 0xC0) != 0x80;
    if (columns > COLUMNS_MOST)
        problem(file, number, "%s", "a line of more than 100 characters");
}

static void check_head(const char *file, int number, const char *line)
{
    bool comment = strncmp(line, "//", 2) == 0 || strncmp(line, "/*", 2) == 0 ||
                   strncmp(line, " *", 2) == 0;
    if (number == 1 && !strstr(line, "SPDX-License-Identifier"))
        problem(file, number, "%s", "the first line is the SPDX line");
    if (number == 2 && !comment)
        problem(file, number, "%s", "the lines after the SPDX line say what the file is for");
}

static void check_file(const char *file)
{
    char line[LINE_SIZE], room[32];
    int number = 0, body_start = 0;
    FILE *stream = fopen(file, "r");
    if (!stream) {
        problem(file, 0, "%s", "cannot be read");
        return;
    }
    room_of(file, room);
    while (fgets(line, sizeof line, stream)) {
        check_head(file, ++number, line);
        check_width(file, number, line);
        if (strncmp(line, "#include", 8) == 0)
            check_include(file, number, line);
        strip(line);
        check_calls(file, number, line, room);
        if (line[0] == '{')
            body_start = number;
        if (line[0] == '}' && body_start) {
            if (number - body_start - 1 > FUNCTION_LINES_MOST)
                problem(file, body_start, "%s", "a function of more than 70 lines");
            body_start = 0;
        }
    }
    if (number > FILE_LINES_MOST)
        problem(file, number, "%s", "a file of more than 800 lines");
    fclose(stream);
}

static bool file_mentions(const char *file, const char *what)
{
    char line[LINE_SIZE];
    bool found = false;
    FILE *stream = fopen(file, "r");
    while (stream && !found && fgets(line, sizeof line, stream))
        found = strncmp(line, "#include", 8) == 0 && strstr(line, what) != NULL;
    if (stream)
        fclose(stream);
    return found;
}

static void check_header_used(const char *file)
{
    bool used = false;
    for (int i = 0; i < file_count && !used; i++)
        used = strcmp(files[i], file) != 0 && file_mentions(files[i], file + 4);
    if (!used)
        problem(file, 1, "%s", "nobody includes this header");
}

// True when a test file of the pattern exists and (header != NULL) includes header.
static bool test_exists(const char *pattern, const char *header)
{
    glob_t found = {0};
    bool exists = false;
    if (glob(pattern, 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc && !exists; i++)
            exists = !header || file_mentions(found.gl_pathv[i], header);
    }
    globfree(&found);
    return exists;
}

// A module (a file's name up to the first '_') of a stage's room has a test of its own, or one
// that includes its header. Elsewhere a test of the room's door is enough.
static void check_tested(const char *file)
{
    char room[32], module[64], path[256], header[256];
    room_of(file, room);
    if (strcmp(room, "cli") == 0 || strcmp(room, "train") == 0 || strcmp(room, "engine") == 0)
        return; // tested from outside: tests/cli and the golden cases run them whole
    const char *name = strrchr(file, '/') + 1;
    bool stage = strcmp(room, "parse") == 0 || strcmp(room, "extract") == 0;
    snprintf(module, sizeof module, "%.*s", (int)strcspn(name, "_."), name);
    snprintf(path, sizeof path, stage ? "tests/unit/%s_%s*test.c" : "tests/unit/%s_*test.c", room,
             module);
    snprintf(header, sizeof header, "%.*s.h", (int)(strlen(file) - 6), file + 4);
    if (test_exists(path, NULL) || test_exists("tests/unit/*_test.c", header))
        return;
    snprintf(path, sizeof path, "tests/unit/%s_test.c", room);
    if (stage || !test_exists(path, NULL))
        problem(file, 1, "module without a test: neither its own nor one that includes %s", header);
}

static void read_layers(void)
{
    FILE *stream = fopen("tools/layers.txt", "r");
    char line[200];
    while (stream && fgets(line, sizeof line, stream) && layer_count < 64) {
        line[strcspn(line, "\n")] = 0;
        if (*line && *line != '#')
            snprintf(layers[layer_count++], sizeof *layers, "%s ", line);
    }
    if (!stream || layer_count == 0) {
        printf("tools/layers.txt cannot be read: run from the top of the tree\n");
        exit(2);
    }
    fclose(stream);
}

int main(int argc, char **argv)
{
    files = (const char *const *)argv + 1;
    file_count = argc - 1;
    read_layers();
    for (int i = 0; i < file_count; i++) {
        check_file(files[i]);
        if (strncmp(files[i], "src/", 4) != 0)
            continue;
        if (files[i][strlen(files[i]) - 1] == 'h')
            check_header_used(files[i]);
        else
            check_tested(files[i]);
    }
    printf("house: %d files, %d problems\n", file_count, problems);
    return problems > 0;
}
