// SPDX-License-Identifier: Apache-2.0
// What the files of factuality share: classes of words, negation, verb groups, conditions.
// factuality_clause.c reads one clause, factuality_source.c finds who says it, factuality.c
// puts clause and governors together.
#ifndef RECOUPE_EXTRACT_FACTUALITY_PARTS_H
#define RECOUPE_EXTRACT_FACTUALITY_PARTS_H

#include "extract/factuality.h"

#define FACTUALITY_NEAR 8 // words from an infinitive back to what governs it, without a tree

// name in the lexicon, bit
#define FACTUALITY_CLASSES(X)                                                                      \
    X(NEGATION, "negation")   /* pas, aucun */                                                     \
    X(DENIAL, "denial")       /* refuser, éviter: what they govern does not take place */          \
    X(POSSIBLE, "possible")   /* pouvoir, envisager; éventuel */                                   \
    X(PLANNED, "planned")     /* devoir, prévoir, vouloir; prochain */                             \
    X(ANNOUNCED, "announced") /* annoncer, promettre */                                            \
    X(DEMANDED, "demanded")   /* demander, exiger, falloir */                                      \
    X(REPORT, "report")       /* dire, déclarer */                                                 \
    X(HEARSAY, "hearsay")     /* reportedly, prétendument, sembler */                              \
    X(CONDITION, "condition") /* si, en_cas, à_moins; if */                                        \
    X(PURPOSE, "purpose")     /* pour, afin */                                                     \
    X(ACCORDING, "according") /* selon */                                                          \
    X(SOURCE, "source")       /* source, témoin: nobody is named */                                \
    X(WITHOUT, "without")     /* sans */                                                           \
    X(ASKED, "asked")         /* demander si, ignorer si: no condition */                          \
    X(FUTURE, "future")       /* will, shall, going; aller */                                      \
    X(ONGOING, "ongoing")     /* continuer, poursuivre; en_cours */                                \
    X(MODAL, "modal")         /* pouvoir, devoir, vouloir: their conditional is no hearsay */      \
    X(FACTIVE, "factive")     /* commencer, réussir: what they govern takes place */               \
    X(UNTIL, "until")         /* jusqu'à ce que, until: what follows is still to come */           \
    X(DOUBT, "doubt")         /* craindre, douter: what they govern is possible */                 \
    X(OPINION, "opinion")     /* croire, penser: denied, they deny what they govern */             \
    X(WISH, "wish")           /* vouloir que, pourvu que: somebody else is to do it */             \
    X(STOP, "stop")           /* cesser de: no longer; "ne cesse de": still */                     \
    X(ABLE, "able")           /* "n'a pu", "ne cesse": ne alone denies */                          \
    X(LIMIT, "limit")         /* seulement, only, même: "pas seulement", "même si" */              \
    X(CALLED_OFF, "called_off") /* annuler: its subject does not take place */                     \
    X(WOULD, "would")         /* the English conditional */                                        \
    X(PERHAPS, "perhaps")     /* peut-être, perhaps */                                             \
    X(AWAITED, "awaited")     /* attendre, expect: their passive subject is to come */            \
    X(MOTION, "motion")       /* partir, mourir: être makes their past, no passive */              \
    X(EXCEPTION, "exception") /* unless, à moins: a condition whatever the tense */

enum factuality_class_number {
#define X(name, text) CLASS_NUMBER_##name,
    FACTUALITY_CLASSES(X)
#undef X
        CLASS_COUNT
};
enum factuality_class {
#define X(name, text) CLASS_##name = 1 << CLASS_NUMBER_##name,
    FACTUALITY_CLASSES(X)
#undef X
};
_Static_assert(CLASS_COUNT < 32, "classes are bits of a word");

// What the finite or non-finite group of one verb says.
struct verb_group {
    uint32_t first, verb;
    feature_set finite_features; // of its finite word, 0: none
    uint32_t classes;            // of its auxiliaries
    bool finite, participle, passive, progressive, perfect;
    bool conditional; // the mood: "-rait", "would"
    bool future, imperative;
};

uint32_t factuality_class_of(const struct factuality_words *words, const struct view *view,
                             uint32_t word);
// Classes of the two words at `word` together: en_cas, à_moins.
uint32_t factuality_pair_class(const struct factuality_words *words, const struct view *view,
                               uint32_t word);
enum relation factuality_relation(const struct view *view, uint32_t word);

// factuality_clause.c
void verb_group_read(const struct factuality_words *words, const struct view *view, uint32_t verb,
                     struct verb_group *group);
bool verb_negated(const struct factuality_words *words, const struct view *view, uint32_t verb);
bool noun_negated(const struct factuality_words *words, const struct view *view, uint32_t noun);
// The verb (or noun) whose finite complement clause holds the verb, or NO_INDEX.
uint32_t clause_governor(const struct factuality_words *words, const struct view *view,
                         uint32_t verb);
// Tense and mood of the clause of a verb into result (status NONE: plain).
void clause_read(const struct factuality_words *words, const struct view *view, uint32_t verb,
                 struct factuality *result);
// What adjectives and the predicate say of an act that is a noun.
void noun_read(const struct factuality_words *words, const struct view *view, uint32_t noun,
               struct factuality *result);

#endif
