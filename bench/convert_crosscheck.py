#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""convert_crosscheck.py answers DACCORD.jsonl RECOUPE                  accuracy, and P R F1 of contradictions
   convert_crosscheck.py articles ECB_MENTIONS.jsonl.gz > INPUT.jsonl one record an article, a sentence a line
   convert_crosscheck.py gold ECB_MENTIONS.jsonl.gz > GOLD.jsonl      event mentions and their chains, for score_clusters.py
   convert_crosscheck.py chains ECB_MENTIONS.jsonl.gz COMPARE.json EXTRACT.jsonl > PRED.jsonl
                                                                      the claim of the event whose anchor shares the mention's words

Between the cross-check sets of ../shared/data/events and the program. Each pair of sentences is compared by itself, as two outlets'; they
contradict each other when a claim that holds both has a conflict. A mention that no claim holds is a chain of its own. Standard library only.
"""
import gzip, json, subprocess, sys


def rows(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def opposed(row, compare):
    """Whether compare, given the two sentences and nothing else, holds them in one claim with a conflict."""
    records = [{"id": side, "text": row[side], "lang": row["lang"], "site": side + ".example"} for side in "ab"]
    return any(len({s["document"] for s in claim["support"]}) == 2 and any(d["relation"] == "conflict" for d in claim["differences"])
               for claim in compare(records)["claims"])


def answers(path, program):
    def compare(records):
        lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        return json.loads(subprocess.run([program, "compare", "--quiet", "-"], input=lines, capture_output=True, text=True, check=True).stdout)

    gold = {row["id"]: row["label"] == "contradiction" for row in rows(path)}
    said = {row["id"] for row in rows(path) if opposed(row, compare)}
    right = sum(gold[pair] for pair in said)
    precision, recall = right / len(said) if said else 0.0, right / sum(gold.values())
    yield {"accuracy": sum((pair in said) == label for pair, label in gold.items()) / len(gold), "precision": precision, "recall": recall,
           "f1": 2 * precision * recall / (precision + recall) if said and right else 0.0}


def articles(path):
    for row in rows(path):
        yield {"id": row["doc"], "lang": "en", "site": row["doc"] + ".example", "text": "\n".join(s["text"] for s in row["sentences"])}


def mentions(row):
    """Events of the sentences whose annotation was checked: elsewhere chains were not looked for."""
    return [m for m in row["mentions"] if m["type"].startswith(("ACTION", "NEG_ACTION")) and m["sent"] in row["validated_sentences"]]


def gold(path):
    for row in rows(path):
        yield from ({"id": m["mention"], "cluster": m["chain"]} for m in mentions(row))


def chains(path, compared, extracted):
    comparison = json.load(open(compared, encoding="utf-8"))
    claim_of = {(s["document"], s.get("event") or s.get("commitment")): claim["id"] for claim in comparison["claims"] for s in claim["support"]}
    documents = {d["source_id"]: d for d in rows(extracted)}
    for row in rows(path):
        document = documents[row["doc"]]
        start = {}
        for sentence in row["sentences"]:
            start[sentence["sent"]] = document["text"].find(sentence["text"].strip())
        for mention in mentions(row):
            yield {"id": mention["mention"], "cluster": found(mention, row, start, document, claim_of) or mention["mention"]}


def found(mention, row, start, document, claim_of):
    text = next(s["text"].strip() for s in row["sentences"] if s["sent"] == mention["sent"])
    place = text.find(mention["text"].split("...")[0])
    if start[mention["sent"]] < 0 or place < 0:
        return None
    begin = start[mention["sent"]] + place
    end = begin + len(mention["text"])
    for finding in document["events"] + document["commitments"]:
        anchor = finding["anchor"]
        if anchor["start"] < end and begin < anchor["end"] and (document["id"], finding["id"]) in claim_of:
            return claim_of[document["id"], finding["id"]]
    return None


VERBS = {"answers": answers, "articles": articles, "gold": gold, "chains": chains}

if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in VERBS:
        sys.exit(__doc__.strip())
    for line in VERBS[sys.argv[1]](*sys.argv[2:]):
        print(json.dumps(line, ensure_ascii=False))
