// SPDX-License-Identifier: Apache-2.0
// The report's own words in French and English: headings, names of types, stages, statuses,
// verdicts; dates and numbers as people write them.
#ifndef RECOUPE_REPORT_WORDS_H
#define RECOUPE_REPORT_WORDS_H

#include "doc/comparison.h"

// id, French, English
#define REPORT_WORDS(X)                                                                            \
    X(TITLE, "Recoupement", "Cross-check")                                                         \
    X(ARTICLE, "article", "article")                                                               \
    X(ARTICLES, "articles", "articles")                                                            \
    X(ORIGIN, "origine indépendante", "independent origin")                                        \
    X(ORIGINS, "origines indépendantes", "independent origins")                                    \
    X(STORY, "histoire", "story")                                                                  \
    X(STORIES, "histoires", "stories")                                                             \
    X(NO_STORY, "Hors histoire", "Outside any story")                                              \
    X(CLAIM, "affirmation", "claim")                                                               \
    X(CLAIMS, "affirmations", "claims")                                                            \
    X(DISPUTED_HEADING, "Les sources se contredisent", "Sources contradict each other")            \
    X(CORROBORATED_HEADING, "Dit par plusieurs origines", "Said by several origins")               \
    X(SINGLE_HEADING, "Repose sur une seule origine", "Rests on one origin")                       \
    X(DISPUTED, "contestée", "disputed")                                                           \
    X(CORROBORATED, "recoupée", "corroborated")                                                    \
    X(SINGLE, "d’une seule origine", "of a single origin")                                         \
    X(DISPUTED_MANY, "contestées", "disputed")                                                     \
    X(CORROBORATED_MANY, "recoupées", "corroborated")                                              \
    X(AND, "et", "and")                                                                            \
    X(OTHER_PLACE, "autre passage", "other passage")                                               \
    X(OTHER_PLACES, "autres passages", "other passages")                                           \
    X(LEDGER, "Qui doit quoi à qui", "Who owes what to whom")                                      \
    X(GIVER, "Donneur", "Giver")                                                                   \
    X(RECEIVER, "Bénéficiaire", "Receiver")                                                        \
    X(WHAT, "Objet", "What")                                                                       \
    X(AMOUNT, "Montant", "Amount")                                                                 \
    X(STAGE, "Stade", "Stage")                                                                     \
    X(HISTORY, "Étapes", "History")                                                                \
    X(DEADLINE, "Échéance", "Deadline")                                                            \
    X(PASSED, "dépassée", "passed")                                                                \
    X(VIA, "par", "via")                                                                           \
    X(OMISSIONS, "Ce que certains taisent", "What some leave out")                                 \
    X(SILENT, "n’en dit rien", "says nothing of it")                                               \
    X(SILENT_MANY, "n’en disent rien", "say nothing of it")                                        \
    X(SAYS, "le dit", "says so")                                                                   \
    X(OTHERWISE, "en désaccord", "in conflict")                                                    \
    X(COPIED, "copié", "copied")                                                                   \
    X(CHANGES, "Ce qui a changé", "What has changed")                                              \
    X(NO_CHANGES, "Rien de nouveau.", "Nothing new.")                                              \
    X(CHANGE_NEW, "Nouveau", "New")                                                                \
    X(CHANGE_CONFIRMED, "Confirmé par d’autres", "Confirmed by others")                            \
    X(CHANGE_CHANGED, "Mis à jour", "Updated")                                                     \
    X(CHANGE_DISPUTED, "Désormais contesté", "Now disputed")                                       \
    X(CHANGE_DENIED, "Démenti", "Denied")                                                          \
    X(CHANGE_WITHDRAWN, "N’est plus dit", "No longer said")                                        \
    X(COPIES, "Mêmes textes", "Same texts")                                                        \
    X(COPY_ORIGINAL, "origine", "original")                                                        \
    X(CONTAINED, "repris dans", "contained in")                                                    \
    X(TIMELINE, "Chronologie", "Timeline")                                                         \
    X(UNDATED, "sans date", "undated")                                                             \
    X(QUOTES, "Qui dit quoi", "Who says what")                                                     \
    X(NOBODY, "sans nom", "unnamed")                                                               \
    X(SOURCES, "Les articles", "The articles")                                                     \
    X(MATRIX, "Qui rapporte quoi", "Who reports what")                                             \
    X(SUMMARY, "En bref", "In short")                                                              \
    X(FROM, "du", "from")                                                                          \
    X(TO, "au", "to")                                                                              \
    X(DATE_UNKNOWN, "date inconnue", "date unknown")                                           \
    X(NEGATIVE, "nié", "denied")                                                                   \
    X(POSITIVE, "affirmé", "affirmed")                                                             \
    X(HEDGED, "au conditionnel", "hedged")                                                         \
    X(ACCORDING, "selon", "according to")                                                          \
    X(DIFFERENCE_COMPATIBLE, "compatible", "compatible")                                           \
    X(DIFFERENCE_UPDATE, "mise à jour", "update")                                                  \
    X(DIFFERENCE_CONFLICT, "désaccord", "conflict")                                                \
    X(FIELD_WHEN, "date", "date")                                                                  \
    X(FIELD_COUNT, "nombre", "count")                                                              \
    X(FIELD_MONEY, "montant", "money")                                                             \
    X(FIELD_STAGE, "stade", "stage")                                                               \
    X(FIELD_ACTORS, "acteurs", "actors")                                                           \
    X(FIELD_RECIPIENTS, "destinataires", "recipients")                                             \
    X(FIELD_POLARITY, "fait", "fact")                                                              \
    X(FIELD_STATUS, "état", "status")                                                              \
    X(UNKNOWN_PARTY, "?", "?")                                                                     \
    X(WHY, "rapproché car", "joined because")                                                      \
    X(NEUTRAL,                                                                                     \
      "recoupe dit qui affirme quoi et si les autres affirment la même chose ; il ne dit pas qui " \
      "a raison. Relevé automatique : chaque ligne renvoie aux mots de l’article.",                \
      "recoupe says who says what, and whether the others say the same; it does not say who is "   \
      "right. Made by machine: every line leads back to the words of the article.")                \
    X(NOTHING, "Rien à signaler.", "Nothing to report.")                                           \
    X(MORE, "autres", "more")                                                                      \
    X(CONTENTS, "Sommaire", "Contents")                                                            \
    X(THEME, "Clair ou sombre", "Light or dark")                                                   \
    X(FINDINGS, "Relevé", "Findings")                                                              \
    X(PLACE, "signes", "characters")                                                               \
    X(COMMITMENT, "engagement", "commitment")                                                      \
    X(COMMITMENTS, "engagements suivis", "commitments tracked")                                    \
    X(CHARACTER, "signe", "character")                                                             \
    X(CHARACTERS, "signes", "characters")                                                          \
    X(SEARCH, "Chercher", "Search")                                                                \
    X(NO_HITS, "Rien trouvé.", "Nothing found.")                                                   \
    X(SEARCH_HELP, "Des mots, des \"expressions\", des champs :",                                  \
      "Words, \"phrases\", fields:")                                                               \
    X(ORIGINS_TITLE, "D’où viennent les textes", "Where the texts come from")

enum report_word {
#define X(id, fr, en) WORD_##id,
    REPORT_WORDS(X)
#undef X
        WORD_COUNT,
};

const char *word_of(enum language language, enum report_word word);
const char *type_word(enum language language, enum event_type type);       // "Aide"
// The act by its PLOVER mode where that says more than its type ("Cessez-le-feu"), else the type.
const char *act_word(enum language language, enum event_type type, struct slice mode);
const char *stage_word(enum language language, enum commitment_stage stage); // "promis"
const char *status_word(enum language language, enum status status);       // "annoncé"
const char *category_word(enum language language, enum category category);
const char *verdict_word(enum language language, enum verdict verdict);
// The same for a number of claims: "contestées".
const char *verdict_words(enum language language, enum verdict verdict, uint32_t count);
// Of a difference; the name itself where it has no word.
const char *field_word(enum language language, const char *field);
const char *relation_word(enum language language, enum difference_relation relation);

// "14 juillet 2025", "14 July 2025", "juillet 2025", "4 juillet" (XXXX-07-04), "un mardi"
// (XXXX-WXX-2), "semaine du 7 juillet 2025". False, and nothing written, when it names no date
// (PRESENT_REF, XXXX-WXX, a duration).
bool word_date(struct buffer *out, enum language language, struct slice value);
// "14/07" for axes.
void word_short_date(struct buffer *out, enum language language, struct slice value);
// "1 500 000" / "1,500,000"; large round sums as "240 millions".
void word_number(struct buffer *out, enum language language, struct slice value);
// "1 article", "3 articles"
void word_count(struct buffer *out, enum language language, uint32_t count, enum report_word one,
                enum report_word many);
// A value of a difference, by its field: a date, a number, a stage, yes or no.
void word_value(struct buffer *out, enum language language, const char *field, struct slice value);

#endif
