#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes fr_clauses.conllu: sentences of recoupe's own by patterns, with clauses after verbs of saying and asking, which
the treebanks have too few of for a press reader. The same sentences each time (fixed seed). Trees after UD French Sequoia.

    tools/treebank/make_clauses.py > tools/treebank/fr_clauses.conllu
"""
import random

from trees import Node, case, write

COUNT = 300


def noun(text, *right):
    """"l'accord", "le nouveau plan": determiner, adjectives, noun."""
    parts = text.replace("'", "' ").split()
    left = []
    for part in parts[:-1]:
        left.append(("det", Node(part, "DET")) if part in DETERMINERS else ("nummod" if part in NUMBERS else "amod",
                    Node(part, "NUM" if part in NUMBERS else "ADJ")))
    return Node(parts[-1], "NOUN" if not parts[-1][0].isupper() else "PROPN", "_", left, right)


DETERMINERS = {"le", "la", "les", "l'", "un", "une", "des", "son", "sa", "ses", "cette", "ce", "leur"}
NUMBERS = {"deux", "trois", "quatre", "vingt", "cent"}


def person(first, last, title=None):
    name = Node(first, "PROPN", right=[("flat:name", Node(last, "PROPN"))])
    return noun(title, ("appos", name)) if title else name


def subjects():
    return random.choice([
        lambda: person(*random.choice([("Claire", "Vasseur"), ("Marc", "Delmas"), ("Nadia", "Benali"), ("Hugo", "Lenoir"), ("Olena", "Kovalenko")])),
        lambda: person(*random.choice([("Claire", "Vasseur"), ("Marc", "Delmas"), ("Nadia", "Benali")]),
                       random.choice(["la ministre", "le maire", "le général", "la porte-parole", "le président", "l'ambassadeur"])),
        lambda: noun(random.choice(["le gouvernement", "le ministère", "la police", "l'armée", "le Kremlin", "le syndicat", "la direction",
                                    "l'organisation", "le président", "la chancelière", "le procureur", "la Pologne", "l'Italie", "le Canada"])),
        lambda: noun(random.choice(["Varsovie", "Ottawa", "Moscou", "Bruxelles", "Pékin"])),
    ])()


def verb(form, subject=None, auxiliaries=(), right=(), passive=False, left=()):
    before = [("nsubj:pass" if passive else "nsubj", subject)] if subject else []
    before += list(left)
    before += [(relation, Node(word, "AUX")) for relation, word in auxiliaries]
    return Node(form, "VERB", "_", before, right)


def time():
    return ("obl:mod", random.choice([
        lambda: Node(random.choice(["lundi", "mardi", "jeudi", "vendredi", "samedi"]), "NOUN"),
        lambda: Node("lundi", "NOUN", right=[("nmod", Node("soir", "NOUN"))]),
        lambda: case("dans", noun("un communiqué")),
        lambda: case("à", noun("la presse")),
        lambda: case("devant", noun("les journalistes")),
    ])())


def clauses(mood):
    """A finite clause without its mark: conditional, pluperfect, present or subjunctive."""
    if mood == "subjunctive":
        return random.choice([
            lambda: verb("libère", pronoun(), right=[("obj", noun(random.choice(["les otages", "deux prisonniers", "la ville"])))]),
            lambda: verb("cesse", pronoun(), right=[("obj", noun("ses livraisons"))]),
            lambda: verb("revienne", pronoun(), right=[("obl:arg", case("à", noun("la table")))]),
            lambda: verb("retire", pronoun(), right=[("obj", noun("ses troupes"))]),
            lambda: verb("paie", pronoun(), right=[("obj", noun("sa dette"))]),
            lambda: verb("respecte", noun("le pays"), right=[("obj", noun("l'accord"))]),
        ])()
    return random.choice([
        lambda: verb("fermée", noun(random.choice(["l'usine", "la gare", "la frontière", "l'école"])), [("aux:pass", "serait")], passive=True),
        lambda: verb("signé", noun(random.choice(["l'accord", "le contrat", "le texte"])), [("aux:tense", "avait"), ("aux:pass", "été")], passive=True),
        lambda: verb("reprendraient", noun("les négociations"), right=[("obl:mod", Node("lundi", "NOUN"))]),
        lambda: verb("arriverait", noun("l'aide"), right=[("obl:mod", case("avant", noun("l'hiver")))]),
        lambda: verb("livrerait", noun(random.choice(["son pays", "Berlin", "le Danemark"])),
                     right=[("obj", noun(random.choice(["trois chars", "vingt drones", "des missiles"])))]),
        lambda: verb("tués", noun("quatre soldats"), [("aux:tense", "avaient"), ("aux:pass", "été")], passive=True),
        lambda: verb("mènera", noun("la justice"), right=[("obj", noun("une enquête"))]),
        lambda: verb("menace", noun("la grève"), right=[("obj", noun("les hôpitaux"))]),
        lambda: verb("voté", noun("le parlement"), [("aux:tense", "avait")], right=[("obj", noun("la loi")), ("obl:mod", Node("mardi", "NOUN"))]),
        lambda: verb("menti", pronoun(), [("aux:tense", "avait")], right=[("obl:mod", case("devant", noun("les juges")))]),
    ])()


def pronoun():
    return Node(random.choice(["il", "elle", "elle", "ils"]), "PRON")


def marked(clause):
    vowel = clause.first()[0].lower() in "aeiouéè"
    clause.left.insert(0, ("mark", Node("qu'" if vowel else "que", "SCONJ")))
    return clause


def infinitive(preposition):
    form, obj = random.choice([("libérer", "les otages"), ("quitter", "la région"), ("reprendre", "les négociations"), ("fermer", "l'aéroport"),
                               ("publier", "le rapport"), ("livrer", "deux avions"), ("augmenter", "les salaires")])
    return Node(form, "VERB", "_", [("mark", Node(preposition, "ADP"))], [("obj", noun(obj))])


def said(past, right, subject=None):
    auxiliaries = [("aux:tense", "a")] if past else []
    return verb(random.choice(SAID if past else SAYS), subject or subjects(), auxiliaries, right)


SAID = ["affirmé", "déclaré", "annoncé", "assuré", "indiqué", "expliqué", "rappelé", "confirmé", "estimé", "reconnu", "précisé", "soutenu"]
SAYS = ["affirme", "déclare", "annonce", "assure", "indique", "explique", "rappelle", "confirme", "estime", "reconnaît", "précise", "soutient"]


def sentence():
    kind = random.randrange(10)
    if kind < 4:
        times = [time()] if random.random() < 0.7 else []
        return said(random.random() < 0.7, times + [("ccomp", marked(clauses("indicative")))])
    if kind < 6:
        asked = random.choice(["exigé", "obtenu", "demandé", "attendu"])
        whom = [("obl:arg", case("de" if asked != "demandé" else "à", noun(random.choice(["la Pologne", "la Turquie", "la Hongrie", "Kiev", "Tokyo"]))))]
        return verb(asked, subjects(), [("aux:tense", "a")], whom * (random.random() < 0.8) + [("ccomp", marked(clauses("subjunctive")))])
    if kind < 8:
        form, preposition = random.choice([("demandé", "à"), ("ordonné", "à"), ("proposé", "à"), ("promis", "à"), ("interdit", "à")])
        whom = [("obl:arg", case(preposition, noun(random.choice(["Madrid", "la police", "la Turquie", "l'armée", "Kiev"]))))]
        times = [("obl:mod", Node("mercredi", "NOUN"))] if random.random() < 0.5 else []
        return verb(form, subjects(), [("aux:tense", "a")], times + whom + [("xcomp", infinitive("de"))])
    clause = clauses("indicative")
    comma = ("punct", Node(",", "PUNCT"))
    if kind == 8:
        source = case("selon", subjects())
        source.left.insert(0, comma)
        clause.right.append(("obl:mod", source))
        return clause
    told = Node(random.choice(SAID), "VERB", "_", [comma, ("aux:tense", Node("a", "AUX"))],
                ([time()] if random.random() < 0.6 else []) + [("nsubj", subjects())])
    clause.right.append(("parataxis:insert", told))
    return clause


random.seed(4)
print("# Sentences of recoupe's own (Apache-2.0), written by make_clauses.py: clauses after verbs of saying and asking.")
for n in range(COUNT):
    write(f"clause-{n + 1}", sentence())
