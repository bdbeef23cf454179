#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Between the BIO files of named-entity sets and the contract's JSON (for score/score_ner.py).

usage: convert_ner.py records LANG GROUP < GOLD.tsv > RECORDS.jsonl   GROUP sentences make one record
       convert_ner.py bio < EXTRACT.jsonl > SYSTEM.tsv                one line a piece of text, with its tag

The scorer compares offsets of the text without white space, so the pieces need not be gold tokens. Only proper
names (name: true) count; person PER, organisation ORG, place and country LOC, all else MISC.
"""
import json, re, sys

LABEL = {"person": "PER", "organisation": "ORG", "place": "LOC", "country": "LOC"}
NO_SPACE_BEFORE = re.compile(r"^(?:[.,;:!?)\]}%…»”]|'s|'|’s|n't|'re|'ve|'ll|'d|'m)")
NO_SPACE_AFTER = re.compile(r"(?:['’(\[{«“]|^[\"$£€])$")


def sentences(lines):
    tokens = []
    for line in lines:
        line = line.rstrip("\n")
        if not line:
            if tokens:
                yield tokens
            tokens = []
        elif not line.startswith("# "):
            tokens.append(line.split("\t")[0])
    if tokens:
        yield tokens


def joined(tokens, lang):
    """Text of a tokenised sentence, with spaces where a reader would put them."""
    text, quotes = "", 0
    for i, token in enumerate(tokens):
        space = bool(text) and not NO_SPACE_AFTER.search(tokens[i - 1])
        if token == '"':
            space, quotes = space and quotes % 2 == 0, quotes + 1
        elif i and tokens[i - 1] == '"' and quotes % 2 == 1:
            space = False
        elif lang == "fr" and token in ";:!?»":
            pass
        elif NO_SPACE_BEFORE.match(token) and not (lang == "fr" and token == "«"):
            space = False
        text += (" " if space else "") + token
    return text


def records(lang, group):
    batch, number = [], 0

    def flush():
        print(json.dumps({"id": str(number), "lang": lang, "text": "\n".join(batch)}, ensure_ascii=False))

    for tokens in sentences(sys.stdin):
        batch.append(joined(tokens, lang))
        if len(batch) == group:
            flush()
            batch, number = [], number + 1
    if batch:
        flush()


def bio():
    for line in sys.stdin:
        document = json.loads(line)
        text, at = document["text"], 0
        mentions = sorted((m for m in document["mentions"] if m["name"]), key=lambda m: (m["start"], -m["end"]))
        for mention in mentions:
            if mention["start"] < at:
                continue
            for word in text[at:mention["start"]].split():
                print(word + "\tO")
            for i, word in enumerate(text[mention["start"]:mention["end"]].split()):
                print(f"{word}\t{'I' if i else 'B'}-{LABEL.get(mention['kind'], 'MISC')}")
            at = mention["end"]
        for word in text[at:].split():
            print(word + "\tO")
        print()


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "records":
        records(sys.argv[2], int(sys.argv[3]))
    elif sys.argv[1:] == ["bio"]:
        bio()
    else:
        sys.exit(__doc__)
