#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scores amounts against the sentences of tests/gold/amounts.

usage: score_gold_amounts.py input GOLD.txt                       -> JSONL that `recoupe extract` reads
       score_gold_amounts.py score GOLD.txt DOCUMENTS.jsonl [-v]  -> figures as JSON; -v: the errors too

Gold: one sentence a line with [span|kind value modifier unit]; a range is low..high.
Spans count when both ends agree; `value` is, of the spans that agree, the share whose number (both ends
of a range) is right, `all fields` the share whose kind, modifier and unit are right too.
"""
import json
import re
import sys
from decimal import Decimal

MODIFIERS = {"more_than", "at_least", "less_than", "at_most", "about", "between"}


def read_gold(path):
    """(text, {(start, end): fields}) of each line."""
    items = []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            continue
        text, spans, at = "", {}, 0
        for found in re.finditer(r"\[([^\]|]*)\|([^\]]*)\]", line):
            text += line[at:found.start()]
            words = found.group(2).split()
            low, _, high = words[1].partition("..")
            rest = [w for w in words[2:] if w not in MODIFIERS]
            modifier = next((w for w in words[2:] if w in MODIFIERS), None)
            unit = " ".join(rest) or ("%" if words[0] == "percent" else None)
            spans[len(text), len(text) + len(found.group(1))] = {
                "kind": words[0], "value": low, "value_to": high or None, "modifier": modifier, "unit": unit}
            text += found.group(1)
            at = found.end()
        items.append((text + line[at:], spans))
    return items


def same_number(a, b):
    return (a is None) == (b is None) and (a is None or Decimal(a) == Decimal(b))


def score(items, documents, verbose):
    gold = predicted = both = value = fields = 0
    for (text, spans), document in zip(items, documents):
        assert document["text"] == text, text
        found = {(a["start"], a["end"]): a for a in document["amounts"]}
        gold, predicted = gold + len(spans), predicted + len(found)
        for place in sorted(set(spans) | set(found)):
            want, got = spans.get(place), found.get(place)
            if want and got:
                both += 1
                right = same_number(want["value"], got["value"]) and same_number(want["value_to"], got["value_to"])
                value += right
                whole = right and all(want[k] == got[k] for k in ("kind", "modifier", "unit"))
                fields += whole
                if whole:
                    continue
            if verbose:
                print("%s\n   %s: want %s got %s" % (text, text[place[0]:place[1]], want,
                      got and {k: got[k] for k in ("kind", "value", "value_to", "modifier", "unit", "rule")}), file=sys.stderr)
    return {"span p": both / max(predicted, 1), "span r": both / max(gold, 1), "value": value / max(both, 1),
            "all fields": fields / max(both, 1), "gold": gold}


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("input", "score"):
        sys.exit(__doc__)
    items = read_gold(sys.argv[2])
    if sys.argv[1] == "input":
        for number, (text, _) in enumerate(items):
            print(json.dumps({"id": str(number), "text": text}, ensure_ascii=False))
        return
    documents = sorted((json.loads(line) for line in open(sys.argv[3], encoding="utf-8")),
                       key=lambda d: int(d["source_id"]))
    print(json.dumps(score(items, documents, "-v" in sys.argv)))


if __name__ == "__main__":
    main()
