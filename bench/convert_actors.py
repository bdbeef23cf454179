#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Actor phrases ("French soldiers") to the country and CAMEO code that the entities of the phrase carry.

usage: convert_actors.py records < ACTORS.jsonl > RECORDS.jsonl
       convert_actors.py score ACTORS.jsonl < EXTRACT.jsonl          prints a JSON object; --list: the misses;
                                                                     --tuned, --held: that half alone

A bare phrase is given an act ("... killed four people on Monday."): unnamed people are no entity, their code stands with the party
of the event. The phrase's code is that party's, else that of the longest mention that has a country or code, the first of equals.
An actor with "expect": {"country": "FRA", "code_1": "MIL"}; "" asks for none.
"""
import json, sys


ACT = " killed four people on Monday."


def records():
    for line in sys.stdin:
        item = json.loads(line)
        text = item["text"].strip()
        if not text.endswith("."):
            text = text[:1].upper() + text[1:] + ACT
        record = {"id": item["id"], "lang": item["lang"], "text": text}
        if item.get("date"):
            record["published"] = item["date"]
        print(json.dumps(record, ensure_ascii=False))


def found(document):
    entities = {e["id"]: e for e in document["entities"]}
    best, size = {}, 0
    for mention in document["mentions"]:
        entity = entities.get(mention["entity"])
        if entity and (entity.get("country") or entity.get("cameo")) and mention["end"] - mention["start"] > size:
            best, size = entity, mention["end"] - mention["start"]
    party = next((p for e in document["events"] for p in e["actors"] if p.get("cameo")), None)
    if party and document["text"].endswith(ACT) and len(party["cameo"]) > 3:
        country = party["cameo"][:3]
        best = {"cameo": party["cameo"], "country": best.get("country") if country in ("---", "IGO", "NGO", "IMG") else country}
    return best


def score(path, listing, half):
    documents = {d["source_id"]: d for d in map(json.loads, sys.stdin)}
    right = {"country": 0, "sector": 0, "none": 0}
    count = dict(right)
    for line in open(path, encoding="utf-8"):
        item = json.loads(line)
        if half and item.get("held", False) != (half == "--held"):
            continue
        expect = item["expect"]
        entity = found(documents[item["id"]])
        country, cameo = entity.get("country") or "", entity.get("cameo") or ""
        sector = cameo[3:6]
        checks = []
        if expect.get("country"):
            bodies = {"EUR": "IGOEUR", "UNO": "IGOUNO"}  # NGEC's codes for the European Union, the United Nations
            checks.append(("country", expect["country"] in (country, cameo[:3])
                           or cameo.startswith(bodies.get(expect["country"], "?"))))
        elif expect.get("country") == "":
            checks.append(("none", not country))
        if expect.get("code_1"):
            checks.append(("sector", expect["code_1"] in (sector, cameo[:3])))
        for key, good in checks:
            count[key] += 1
            right[key] += good
            if listing and not good:
                print(f"{key:8} {item['text']!r} wanted {expect} got {country} {cameo}")
    if not listing:
        print(json.dumps({key: round(right[key] / count[key], 3) for key in count if count[key]}))


if __name__ == "__main__":
    if sys.argv[1:] == ["records"]:
        records()
    elif len(sys.argv) >= 3 and sys.argv[1] == "score":
        score(sys.argv[2], "--list" in sys.argv, next((a for a in sys.argv if a in ("--held", "--tuned")), None))
    else:
        sys.exit(__doc__)
