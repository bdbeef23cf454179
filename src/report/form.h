// SPDX-License-Identifier: Apache-2.0
// What the three forms of the report word alike: lines of plain text, not yet escaped for any
// form. The forms themselves: text.c, markdown.c, html.c.
#ifndef RECOUPE_REPORT_FORM_H
#define RECOUPE_REPORT_FORM_H

#include "report/view.h"

// The order in which verdicts are shown: what is disputed first.
struct form_verdict {
    enum verdict verdict;
    enum report_word heading;
};
#define FORM_VERDICT_COUNT 3
extern const struct form_verdict form_verdicts[FORM_VERDICT_COUNT];

// "15 articles · 12 origines indépendantes · 3 histoires · 3 avril 2025 – 27 juin 2025"
void form_summary_counts(const struct view *view, struct buffer *out);
// "2 contestées · 12 recoupées · 46 d’une seule origine"
void form_verdicts_line(const struct view *view, struct buffer *out);
// Words that bring their own quotation marks get no second pair.
bool form_has_quotes(struct slice words);
// The words of a quote; direct: quotation marks are still to be put around them.
struct slice form_said_words(const struct view *view, const struct said *said, bool *direct);
// What stands before them in a list: our mark, nothing where they bring theirs, a dash for reports.
const char *form_said_opening(struct slice words, bool direct);
// Heading, date and manner of a claim that shares its sentence with others.
void form_bundle_heading(const struct view *view, const struct claim *claim,
                         const struct evidence *evidence, struct buffer *out);
// Takes out what the headings have said already.
void form_forget_manner(struct evidence *evidence);
// "et 2 autres passages : [4] 1058–1225, [5] 0–155"
void form_other_places(const struct view *view, const evidence_list *groups, uint32_t shown,
                       struct buffer *out);
// "Titre — 5 articles, 2 contestées, 3 recoupées": a line of the contents.
#define FORM_CONTENTS_MOST 12
void form_contents_line(const struct view *view, const struct story_view *story,
                        struct buffer *out);
void form_story_title(const struct view *view, const struct story_view *story, struct buffer *out);
void form_story_counts(const struct view *view, const struct story_view *story,
                       struct buffer *out);
// "Norvège → Ukraine : un système Patriot, 200 millions EUR, par PURL — livré"
void form_ledger_title(const struct view *view, const struct ledger_row *row, struct buffer *out);
// Goods, count and money of a row, without the parties.
void form_ledger_what(const struct view *view, const struct ledger_row *row, struct buffer *out);
// "promis (14 juillet 2025)"
void form_ledger_step(const struct view *view, const struct ledger_step *step, struct buffer *out);
void form_deadline(const struct view *view, const struct ledger_row *row, struct buffer *out);
bool form_deadline_passed(const struct view *view, const struct ledger_row *row);
// "[1], [3] repris dans [2] (97 %)"
void form_copy_group(const struct view *view, const struct copy_group *group, struct buffer *out);
// The kinds of change in the order in which they are shown, and the heading of each.
struct form_change {
    enum change_kind kind;
    enum report_word heading;
};
#define FORM_CHANGE_COUNT 6
extern const struct form_change form_changes[FORM_CHANGE_COUNT];
// The changes of one kind that are to be shown: places in comparison->changes.
void form_changes_of(const struct view *view, enum change_kind kind, index_list *changes);
// "Menace : Chine → Pays-Bas, 14 juillet 2025 (1 → 3 origines indépendantes)"
void form_change_line(const struct view *view, const struct change *change, struct buffer *out);
// "Le Quotidien du Rhône, 3 avril 2025, AFP"
void form_source_line(const struct view *view, const struct document *document,
                      struct buffer *out);
// Documents that carry a claim, each once, in reading order.
void form_claim_documents(const struct view *view, const struct claim *claim,
                          index_list *documents);

void report_text(const struct view *view, struct buffer *out);
void report_markdown(const struct view *view, struct buffer *out);
void report_html(const struct view *view, struct buffer *out);

#endif
