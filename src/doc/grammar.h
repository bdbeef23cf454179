// SPDX-License-Identifier: Apache-2.0
// The words of Universal Dependencies 2 as enums and bits: part-of-speech tags, relations,
// morphological features (one bit a Feature=Value pair). One list each; names, parsing and
// printing come from the lists.
#ifndef RECOUPE_DOC_GRAMMAR_H
#define RECOUPE_DOC_GRAMMAR_H

#include "base/list.h"

#define UPOS_TAGS(X)                                                                               \
    X(ADJ) X(ADP) X(ADV) X(AUX) X(CCONJ) X(DET) X(INTJ) X(NOUN) X(NUM) X(PART) X(PRON) X(PROPN)    \
    X(PUNCT) X(SCONJ) X(SYM) X(VERB) X(X)

enum upos {
    UPOS_NONE,
#define X(name) UPOS_##name,
    UPOS_TAGS(X)
#undef X
        UPOS_COUNT,
};

// C name, text; the universal relation is the text before ':'.
#define RELATIONS(X)                                                                               \
    X(ROOT, "root") X(ACL, "acl") X(ACL_RELCL, "acl:relcl") X(ADVCL, "advcl")                      \
    X(ADVCL_CLEFT, "advcl:cleft") X(ADVCL_RELCL, "advcl:relcl") X(ADVMOD, "advmod")                \
    X(ADVMOD_EMPH, "advmod:emph") X(AMOD, "amod") X(APPOS, "appos") X(AUX, "aux")                  \
    X(AUX_CAUS, "aux:caus") X(AUX_PASS, "aux:pass") X(AUX_TENSE, "aux:tense") X(CASE, "case")      \
    X(CC, "cc") X(CC_PRECONJ, "cc:preconj") X(CCOMP, "ccomp") X(CLF, "clf")                        \
    X(COMPOUND, "compound") X(COMPOUND_PRT, "compound:prt") X(CONJ, "conj") X(COP, "cop")          \
    X(CSUBJ, "csubj") X(CSUBJ_PASS, "csubj:pass") X(CSUBJ_OUTER, "csubj:outer") X(DEP, "dep")      \
    X(DEP_COMP, "dep:comp") X(DET, "det") X(DET_PREDET, "det:predet") X(DISCOURSE, "discourse")    \
    X(DISLOCATED, "dislocated") X(EXPL, "expl") X(EXPL_COMP, "expl:comp")                          \
    X(EXPL_PASS, "expl:pass") X(EXPL_PV, "expl:pv") X(EXPL_SUBJ, "expl:subj") X(FIXED, "fixed")    \
    X(FLAT, "flat")                                                                                \
    X(FLAT_FOREIGN, "flat:foreign") X(FLAT_NAME, "flat:name") X(GOESWITH, "goeswith")              \
    X(IOBJ, "iobj") X(IOBJ_AGENT, "iobj:agent") X(LIST, "list") X(MARK, "mark") X(NMOD, "nmod")    \
    X(NMOD_APPOS, "nmod:appos") X(NMOD_POSS, "nmod:poss") X(NMOD_UNMARKED, "nmod:unmarked")        \
    X(NSUBJ, "nsubj") X(NSUBJ_CAUS, "nsubj:caus") X(NSUBJ_OUTER, "nsubj:outer")                    \
    X(NSUBJ_PASS, "nsubj:pass") X(NUMMOD, "nummod") X(OBJ, "obj") X(OBJ_AGENT, "obj:agent")        \
    X(OBJ_LVC, "obj:lvc") X(OBL, "obl") X(OBL_AGENT, "obl:agent") X(OBL_ARG, "obl:arg")            \
    X(OBL_MOD, "obl:mod") X(OBL_UNMARKED, "obl:unmarked") X(ORPHAN, "orphan")                      \
    X(PARATAXIS, "parataxis") X(PARATAXIS_INSERT, "parataxis:insert") X(PUNCT, "punct")            \
    X(REPARANDUM, "reparandum") X(VOCATIVE, "vocative") X(XCOMP, "xcomp")

// Subtypes and their universal relations.
#define SUBTYPES(X)                                                                                \
    X(ACL_RELCL, ACL) X(ADVCL_CLEFT, ADVCL) X(ADVCL_RELCL, ADVCL) X(ADVMOD_EMPH, ADVMOD)           \
    X(AUX_CAUS, AUX) X(AUX_PASS, AUX) X(AUX_TENSE, AUX) X(CC_PRECONJ, CC)                          \
    X(COMPOUND_PRT, COMPOUND) X(CSUBJ_PASS, CSUBJ) X(CSUBJ_OUTER, CSUBJ) X(DEP_COMP, DEP)          \
    X(DET_PREDET, DET) X(EXPL_COMP, EXPL) X(EXPL_PASS, EXPL) X(EXPL_PV, EXPL) X(EXPL_SUBJ, EXPL)   \
    X(FLAT_FOREIGN, FLAT) X(FLAT_NAME, FLAT) X(IOBJ_AGENT, IOBJ) X(NMOD_APPOS, NMOD)               \
    X(NMOD_POSS, NMOD) X(NMOD_UNMARKED, NMOD) X(NSUBJ_CAUS, NSUBJ) X(NSUBJ_OUTER, NSUBJ)           \
    X(NSUBJ_PASS, NSUBJ) X(OBJ_AGENT, OBJ) X(OBJ_LVC, OBJ) X(OBL_AGENT, OBL) X(OBL_ARG, OBL)       \
    X(OBL_MOD, OBL) X(OBL_UNMARKED, OBL) X(PARATAXIS_INSERT, PARATAXIS)

enum relation {
    RELATION_NONE,
#define X(name, text) RELATION_##name,
    RELATIONS(X)
#undef X
        RELATION_COUNT,
};

// C name, "Feature=Value"; sorted as CoNLL-U prints them. At most 64.
#define FEATURES(X)                                                                                \
    X(ABBR, "Abbr=Yes") X(CASE_ACC, "Case=Acc") X(CASE_GEN, "Case=Gen") X(CASE_NOM, "Case=Nom")    \
    X(DEFINITE_DEF, "Definite=Def") X(DEFINITE_IND, "Definite=Ind") X(DEGREE_CMP, "Degree=Cmp")    \
    X(DEGREE_POS, "Degree=Pos") X(DEGREE_SUP, "Degree=Sup") X(EMPH, "Emph=No")                     \
    X(FOREIGN, "Foreign=Yes") X(GENDER_FEM, "Gender=Fem") X(GENDER_MASC, "Gender=Masc")            \
    X(GENDER_NEUT, "Gender=Neut") X(MOOD_CND, "Mood=Cnd") X(MOOD_IMP, "Mood=Imp")                  \
    X(MOOD_IND, "Mood=Ind") X(MOOD_SUB, "Mood=Sub") X(NUMFORM_DIGIT, "NumForm=Digit")              \
    X(NUMFORM_ROMAN, "NumForm=Roman") X(NUMFORM_WORD, "NumForm=Word")                              \
    X(NUMTYPE_CARD, "NumType=Card") X(NUMTYPE_FRAC, "NumType=Frac")                                \
    X(NUMTYPE_MULT, "NumType=Mult") X(NUMTYPE_ORD, "NumType=Ord")                                  \
    X(NUMBER_PLUR, "Number=Plur") X(NUMBER_SING, "Number=Sing")                                    \
    X(NUMBER_PTAN, "Number=Ptan") X(PERSON_1, "Person=1") X(PERSON_2, "Person=2")                  \
    X(PERSON_3, "Person=3") X(POLARITY_NEG, "Polarity=Neg") X(POSS, "Poss=Yes")                    \
    X(PRONTYPE_ART, "PronType=Art") X(PRONTYPE_DEM, "PronType=Dem")                                \
    X(PRONTYPE_EMP, "PronType=Emp") X(PRONTYPE_EXC, "PronType=Exc")                                \
    X(PRONTYPE_IND, "PronType=Ind") X(PRONTYPE_INT, "PronType=Int")                                \
    X(PRONTYPE_NEG, "PronType=Neg") X(PRONTYPE_PRS, "PronType=Prs")                                \
    X(PRONTYPE_RCP, "PronType=Rcp") X(PRONTYPE_REL, "PronType=Rel")                                \
    X(PRONTYPE_TOT, "PronType=Tot") X(REFLEX, "Reflex=Yes")                                        \
    X(TENSE_FUT, "Tense=Fut") X(TENSE_IMP, "Tense=Imp") X(TENSE_PAST, "Tense=Past")                \
    X(TENSE_PRES, "Tense=Pres") X(TYPO, "Typo=Yes") X(VERBFORM_FIN, "VerbForm=Fin")                \
    X(VERBFORM_GER, "VerbForm=Ger") X(VERBFORM_INF, "VerbForm=Inf")                                \
    X(VERBFORM_PART, "VerbForm=Part")                                                              \
    X(VOICE_ACT, "Voice=Act") X(VOICE_PASS, "Voice=Pass")

enum feature {
#define X(name, text) FEATURE_##name,
    FEATURES(X)
#undef X
        FEATURE_COUNT,
};

typedef uint64_t feature_set;
#define FEATURE_BIT(name) ((feature_set)1 << FEATURE_##name)

const char *upos_name(enum upos upos);           // "VERB"; "_" for NONE
enum upos upos_from_name(struct slice name);     // NONE if unknown
const char *relation_name(enum relation relation); // with subtype; "_" for NONE
// Unknown subtypes fall back to their universal relation; NONE if that is unknown too.
enum relation relation_from_name(struct slice name);
enum relation relation_universal(enum relation relation); // ACL_RELCL -> ACL
feature_set features_from_text(struct slice text); // "Mood=Ind|Number=Sing"; unknown pairs dropped
void features_write(feature_set features, struct buffer *out); // "_" when empty

#endif
