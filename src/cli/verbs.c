// SPDX-License-Identifier: Apache-2.0
// The verbs and options of the command line, one row each.
#include "cli/verbs.h"

#include <string.h>

const struct verb verbs[] = {
    {"read", recoupe_read, TAKES_INPUTS, "[INPUT]...", "clean articles: one document object a line",
     "date,lang,offset,state,timeout,url",
     "Formats are told by content: HTML, plain text, RSS, Atom, JSON Feed, WARC, JSON Lines, each "
     "also inside gzip, zstd or brotli. Text given as JSON Lines \"text\" is taken to the letter.",
     "read examples/press # a folder\nread --lang fr - <examples/press/crue-01-agence.txt # "
     "standard input"},
    {"parse", recoupe_parse, TAKES_INPUTS, "[INPUT]...",
     "sentences, words, tags, lemmas, trees: CoNLL-U",
     "date,lang,offset,state,timeout,url,tokenized,conllu",
     "Universal Dependencies 2, with names as NE=B-PER in the last column. With --tokenized or "
     "--conllu the words of the inputs are kept as they are.",
     "parse examples/press/crue-01-agence.txt\nparse --lang fr --tokenized words.txt # one "
     "sentence a line, as it is cut"},
    {"extract", recoupe_extract, TAKES_INPUTS, "[INPUT]...",
     "everything found: one document object a line",
     "date,knowledge,lang,offset,state,timeout,url,explain,stop-after",
     "Mentions, entities, times, amounts, quotes, events and commitments, each with its span and "
     "the id of the rule that made it. A line of --knowledge FILE is  Name ; fr:Nom ; en:Name | "
     "kind=person country=FRA cameo=FRAGOV wikidata=Q42 from=2024-01-31 to=2025-06-30  (kind: "
     "person, organisation, place, country, weapon, programme, work, event, other; all else may be "
     "absent; a name after fr: or en: counts in that language alone; ~ before a name: only where "
     "the text also has the full name). A line @ kind=… gives what the lines after it share; # "
     "opens a comment. These entities come before the program's own. With --explain a key "
     "\"explanations\" gives, for each event and commitment, the lines of the rule files and the "
     "words that they matched.",
     "extract --date 2025-12-03 examples/press # a date for what states none\nextract --explain "
     "examples/press/crue-01-agence.txt # why each event was coded"},
    {"compare", recoupe_compare, TAKES_INPUTS | MAY_TAKE_DOSSIER, "INPUT...|DOSSIER",
     "the cross-check: one compare object", "date,knowledge,lang,now,since,against,explain",
     "Copies, stories, claims with verdicts and differences, the ledger, omissions, the timeline.",
     "compare examples/press\ncompare --since 2025-03-12 desk.db # what is new since that day"},
    {"report", recoupe_report, TAKES_INPUTS | MAY_TAKE_DOSSIER, "INPUT...|DOSSIER",
     "the cross-check for a person: text, md or html",
     "date,knowledge,lang,now,since,against,explain,format,headings,color,width",
     "Formats: text (default), md, html (one self-contained file).",
     "report examples/press\nreport --format html --output report.html desk.db"},
    {"add", recoupe_add, TAKES_DOSSIER | TAKES_INPUTS, "DOSSIER [INPUT]...",
     "add articles to a dossier (SQLite); again changes nothing",
     "date,knowledge,lang,later,offset,state,timeout,url",
     "With --later the articles alone are stored, many times as fast; `recoupe rebuild DOSSIER "
     "--missing` then looks for what they say.",
     "add desk.db examples/press # again changes nothing\nadd --later desk.db examples/press"},
    {"rebuild", recoupe_rebuild, TAKES_DOSSIER, "DOSSIER",
     "remake all findings from the stored articles", "knowledge,missing",
     "A person's corrections are replayed after that. The claims, omissions and ledger that SQL "
     "reads in the dossier are made anew, too.",
     "rebuild desk.db # after an upgrade\nrebuild desk.db --missing # what add --later left"},
    {"search", recoupe_search, TAKES_DOSSIER | TAKES_QUERY, "DOSSIER QUERY...",
     "full-text and fielded search", "color,format,limit",
     "Words are found by their stems, without accents and case; \"words in quotes\" as they are "
     "written; livr* what begins so. What stands side by side must all hold; AND says the same, OR "
     "either, NOT or - not, parentheses what belongs together; OR binds before AND: a b OR c is a "
     "(b OR c). Fields: who: (acts, gives or speaks) whom: (receives) said: (is made responsible) "
     "where: (names, or codes such as RUSGOV); what: (a PLOVER type, its French or English name, a "
     "category of goods); when:2025, when:2025-07, when:2025-07-01..2025-07-14, when:..2025-07; "
     "amount:500, amount:>1,5M, amount:>=2, amount:<2Md, amount:\"100..200 drones\", amount:\"5M "
     "EUR\"; stage:delivered; status:announced; kind:quote, event or commitment; site: lang: "
     "origin: of the article. who:(a OR b) asks both in one field. Fields about findings give "
     "findings, the newest article's first, with the sentence; else articles are given, with the "
     "sentence that has most of the words. A query that cannot be read is shown with a caret under "
     "the wrong word. On a terminal the sentences are printed with the words in bold (--format "
     "text), else a JSON object a hit (--format json). docs/dossier.md has the grammar as a table.",
     "search desk.db 'helicoptères OR bateaux'\nsearch desk.db 'who:Norvège what:AID' --limit "
     "5\nsearch desk.db 'who:(Norvège OR Canada) NOT status:planned'\nsearch desk.db "
     "'amount:>1M' --format text"},
    {"correct", recoupe_correct, TAKES_DOSSIER | TAKES_WORDS, "DOSSIER ACTION [WORD]...",
     "merge, split, reject, re-attribute; list, undo", NULL,
     "Findings: reject DOCUMENT q3; reattribute DOCUMENT q3 NAME; split DOCUMENT m7; entities: "
     "merge NAME NAME. Claims, by the ids that compare prints of the dossier: merge k3 k9 (one "
     "claim), split k3 DOCUMENT (what the article states is another), reject k3 (none), "
     "reattribute k3 NAME. A decision on a claim is kept by the places of its statements in the "
     "texts: it holds after a rebuild, with other rules and models, and goes with export --format "
     "jsonl. list; undo 4.",
     "correct desk.db list\ncorrect desk.db merge Chine Pékin # the second name becomes the "
     "first\ncorrect desk.db undo 1"},
    {"serve", recoupe_serve, TAKES_DOSSIER, "DOSSIER", "the page and the JSON API on 127.0.0.1",
     "listen,now,port,token",
     "The page, in French and English: desk (new, changed, disputed), stories, claims, ledger, who "
     "says what, actors (a graph, a map), articles with every finding marked and corrected in two "
     "clicks, search. /report is the same without script; /api/openapi.json describes the JSON "
     "API. Without --listen only programs of this machine are answered; with it, whoever brings "
     "the token: a browser opens /?token=TOKEN once, a program sends Authorization: Bearer TOKEN. "
     "Only the page itself may correct. No request leaves the machine.",
     "serve desk.db --port 8737\nRECOUPE_TOKEN=abcdefghijklmnop0123 recoupe serve desk.db --listen "
     "127.0.0.1 # others bring that token"},
    {"export", recoupe_export, TAKES_DOSSIER, "DOSSIER", "export in the format of another tool",
     "format,headings,now",
     "Formats: csv, jsonl, gdelt, gdelt-mentions, plover, gqg, iati, graphml, gexf, geojson, "
     "webannotation, ics, "
     "ftm, conllu.",
     "export desk.db --format csv --output claims.csv\nexport desk.db --format iati --now "
     "2025-12-03"},
    {"watch", recoupe_watch, TAKES_DOSSIER | TAKES_WORDS, "DOSSIER FEED|LIST...",
     "poll feeds and add what is new: one line an article",
     "alert,alert-command,alert-feed,interval,once,timeout",
     "A feed is an http or https address; a list is OPML or a file with an address a line. Each "
     "host's robots.txt is heeded, and a host is asked one thing at a time. A feed that fails "
     "waits longer and longer, up to a day. What was taken stands in the dossier: no restart loses "
     "or doubles an item. An alert is a search: recoupe watch desk.db feeds.opml --alert 'who:OTAN "
     "what:AID'.",
     "watch desk.db http://127.0.0.1:9/feed.xml --once --alert 'who:OTAN what:AID'"},
    {"map", recoupe_map, TAKES_INPUTS, "[INPUT]...", "first half of compare: keyed JSON lines",
     "date,knowledge,lang,offset,state,timeout,url", NULL,
     "map examples/press/crue-01-agence.txt examples/press/crue-04-herald.html --output "
     "mapped.jsonl"},
    {"reduce", recoupe_reduce, TAKES_INPUTS, "[INPUT]...",
     "second half of compare: from what map printed", "now,explain", NULL,
     "reduce mapped.jsonl"},
    {"mcp", recoupe_mcp, TAKES_DOSSIER, "DOSSIER",
     "Model Context Protocol server on standard input and output", NULL, NULL,
     "mcp desk.db </dev/null # an assistant starts it so, and asks on its input"},
    {"stages", recoupe_stages, TAKES_INPUTS, "[INPUT]...",
     "the stage table; with inputs, the time of each stage", NULL, NULL,
     "stages examples/press/crue-01-agence.txt # the time of each stage"},
    {"version", recoupe_version, 0, "", "version, models, data and their checksums", NULL, NULL,
     "version"},
    {0},
};

#define SET(member) offsetof(struct settings, member)
const struct option_row option_rows[] = {
    {"alert", 0, OPTION_ALERT, SET(alerts), "QUERY",
     "tell what a search finds in new articles (many times)", false},
    {"alert-command", 0, OPTION_TEXT, SET(job.alert_command), "COMMAND",
     "run it with each alert as JSON on its input",
     false},
    {"alert-feed", 0, OPTION_TEXT, SET(job.alert_feed), "FILE", "append alerts to that Atom feed",
     false},
    {"against", 0, OPTION_TEXT, SET(job.against), "FILE",
     "say what is new, confirmed, changed, disputed, denied or withdrawn since that compare object",
     false},
    {"color", 0, OPTION_TEXT, SET(color), "WHEN", "auto, always or never (NO_COLOR is heeded)",
     false},
    {"conllu", 0, OPTION_FLAG, SET(job.conllu), NULL, "inputs are CoNLL-U: their words are kept",
     false},
    {"date", 0, OPTION_TEXT, SET(job.date), "DAY",
     "publication date where a document states none, YYYY-MM-DD", false},
    {"explain", 0, OPTION_FLAG, SET(job.explain), NULL,
     "say why: statements were joined, events coded", false},
    {"format", 'f', OPTION_TEXT, SET(job.format), "NAME", "output format", false},
    {"headings", 0, OPTION_TEXT, SET(job.headings), "LANG", "language of the headings, fr or en",
     false},
    {"help", 'h', OPTION_FLAG, SET(help), NULL, "say what a verb does, and leave", true},
    {"interval", 0, OPTION_NUMBER, SET(job.interval), "MINUTES",
     "between two visits of a feed (default 30)", false},
    {"jobs", 'j', OPTION_NUMBER, SET(job.jobs), "N", "workers (default: one a processor)", true},
    {"knowledge", 'k', OPTION_TEXT, SET(job.knowledge), "FILE",
     "entities of one's own, a line each (see recoupe help man extract)", false},
    {"lang", 'l', OPTION_TEXT, SET(job.language), "LANG",
     "language of the articles, instead of detection",
     false},
    {"later", 0, OPTION_FLAG, SET(job.later), NULL,
     "store the articles alone; `rebuild --missing` does the rest", false},
    {"limit", 'n', OPTION_NUMBER, SET(job.limit), "N", "most hits, up to 1000 (default 100)",
     false},
    {"listen", 0, OPTION_TEXT, SET(job.listen), "ADDRESS",
     "answer there instead of 127.0.0.1; asks for --token", false},
    {"missing", 0, OPTION_FLAG, SET(job.missing), NULL,
     "only of articles that were added with --later", false},
    {"now", 0, OPTION_TEXT, SET(job.now), "DAY", "day to which deadlines are compared", false},
    {"offset", 0, OPTION_TEXT, SET(job.offset), "N",
     "start at that record of one WARC file, as in its \"source\"", false},
    {"once", 0, OPTION_FLAG, SET(job.once), NULL, "one round, then leave (for cron)", false},
    {"output", 'o', OPTION_TEXT, SET(output), "FILE", "write there instead of standard output",
     true},
    {"port", 'p', OPTION_NUMBER, SET(job.port), "N", "TCP port (default 8737)", false},
    {"quiet", 'q', OPTION_FLAG, SET(quiet), NULL, "no progress, no warnings", true},
    {"since", 0, OPTION_TEXT, SET(job.since), "DAY",
     "the same against the articles published before that day, YYYY-MM-DD", false},
    {"state", 0, OPTION_TEXT, SET(job.state), "FILE",
     "with --url: read only what has changed since FILE was last written", false},
    {"stop-after", 0, OPTION_TEXT, SET(job.stop_after), "STAGE", "last stage to run", false},
    {"timeout", 0, OPTION_NUMBER, SET(job.timeout), "SECONDS",
     "longest wait for one address (default 30)", false},
    {"token", 0, OPTION_TEXT, SET(job.token), "TOKEN",
     "what every request must bring (or RECOUPE_TOKEN in the environment)", false},
    {"tokenized", 0, OPTION_FLAG, SET(job.tokenized), NULL,
     "inputs are words: a sentence a line, blanks between words", false},
    {"url", 0, OPTION_TEXT, SET(job.url), "ADDRESS",
     "ask for one http or https address (robots.txt is heeded) and read it", false},
    {"version", 'V', OPTION_FLAG, SET(version), NULL, "print the version, and leave", true},
    {"width", 0, OPTION_NUMBER, SET(job.width), "N", "columns of the text report", false},
    {0},
};

const struct verb *verb_find(const char *name)
{
    for (const struct verb *verb = verbs; verb->name; verb++) {
        if (strcmp(verb->name, name) == 0)
            return verb;
    }
    return NULL;
}

bool verb_has_option(const struct verb *verb, const struct option_row *row)
{
    size_t size = strlen(row->name);
    if (row->common)
        return true;
    for (const char *at = verb->options; at && *at; at += strcspn(at, ",")) {
        at += *at == ',';
        if (strncmp(at, row->name, size) == 0 && (at[size] == ',' || at[size] == 0))
            return true;
    }
    return false;
}
