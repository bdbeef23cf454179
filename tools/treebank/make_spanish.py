#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Spanish sentences of recoupe's own by patterns, to prove that recoupe-train learns a third language from a UD treebank:

    tools/treebank/make_spanish.py train >es_train.conllu; tools/treebank/make_spanish.py dev >es_dev.conllu

Half of the nouns, verbs and names of dev do not occur in train.
"""
import random, sys

from trees import Node, case, write

PART = sys.argv[1] if len(sys.argv) > 1 else "train"
random.seed(8 if PART == "train" else 9)
COUNT = 500 if PART == "train" else 80


def some(known, new):
    return random.choice(known if PART == "train" or random.random() < 0.5 else new)


NOUNS = ([("alcalde", "Masc"), ("ministra", "Fem"), ("puente", "Masc"), ("ley", "Fem"), ("escuela", "Fem"), ("acuerdo", "Masc"), ("huelga", "Fem"),
          ("gobierno", "Masc"), ("carretera", "Fem"), ("contrato", "Masc"), ("vecina", "Fem"), ("juez", "Masc"), ("fábrica", "Fem"), ("informe", "Masc")],
         [("alcaldesa", "Fem"), ("ministro", "Masc"), ("norma", "Fem"), ("convenio", "Masc"), ("tribunal", "Masc"), ("propuesta", "Fem"), ("hospital", "Masc")])
VERBS = (["abrió", "cerró", "aprobó", "rechazó", "firmó", "anunció", "publicó", "suspendió", "defendió"], ["inauguró", "retiró", "presentó", "criticó"])
PARTICIPLES = (["aprobado", "cerrado", "firmado", "publicado", "abierto"], ["rechazado", "presentado"])
ADJECTIVES = ([("nuevo", "nueva"), ("viejo", "vieja"), ("pequeño", "pequeña"), ("público", "pública")], [("largo", "larga"), ("único", "única")])
NAMES = (["Sevilla", "Bilbao", "Ana", "Madrid", "Pedro", "Lima"], ["Zaragoza", "Lucía", "Quito"])
DAYS = ["lunes", "martes", "jueves", "sábado"]


def noun():
    form, gender = some(*NOUNS)
    feats = f"Gender={gender}|Number=Sing"
    the = Node({"Masc": random.choice(["el", "un"]), "Fem": random.choice(["la", "una"])}[gender], "DET", feats)
    node = Node(form, "NOUN", feats, [("det", the)])
    if random.random() < 0.3:
        node.right.append(("amod", Node(some(*ADJECTIVES)[gender == "Fem"], "ADJ", feats)))
    if random.random() < 0.25:
        node.right.append(("nmod", Node(some(*NAMES), "PROPN", "_", [("case", Node("de", "ADP"))])))
    return node


def subject():
    return Node(some(*NAMES), "PROPN") if random.random() < 0.25 else noun()


def clause():
    kind = random.randrange(5)
    past = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"
    if kind == 0:
        verb = Node(some(*PARTICIPLES), "VERB", "VerbForm=Part", [("nsubj:pass", noun()), ("aux:pass", Node("fue", "AUX", past))],
                    [("obl", case("por", noun()))])
    elif kind == 1:
        verb = Node(some(*PARTICIPLES), "VERB", "VerbForm=Part",
                    [("nsubj", subject()), ("aux", Node("ha", "AUX", "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"))], [("obj", noun())])
    else:
        verb = Node(some(*VERBS), "VERB", past, [("nsubj", subject())], [("obj", noun())])
        if kind == 2:
            verb.left.insert(1, ("advmod", Node("no", "ADV", "Polarity=Neg")))
    if random.random() < 0.3:
        verb.right.append(("obl", case("en", Node(some(*NAMES), "PROPN"))))
    if random.random() < 0.3:
        day = Node(random.choice(DAYS), "NOUN", "Gender=Masc|Number=Sing", [("det", Node("el", "DET", "Gender=Masc|Number=Sing"))])
        verb.right.append(("obl", day))
    return verb


def sentence():
    if random.random() < 0.3:
        inner = clause()
        inner.left.insert(0, ("mark", Node("que", "SCONJ")))
        return Node(random.choice(["dijo", "afirmó", "explicó"]), "VERB", "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
                    [("nsubj", subject())], [("ccomp", inner)])
    first = clause()
    if random.random() < 0.2:
        second = clause()
        second.left.insert(0, ("cc", Node("y", "CCONJ")))
        first.right.append(("conj", second))
    return first


print("# Sentences of recoupe's own (Apache-2.0), written by make_spanish.py.")
for number in range(COUNT):
    write(f"es-{PART}-{number + 1}", sentence())
