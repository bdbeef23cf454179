#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Between the sets of ../shared/data/events/events and recoupe.

usage: convert_events.py input GOLD.jsonl...                         -> JSONL that `recoupe extract` reads
       convert_events.py output DOCUMENTS.jsonl [--yield] [--mirror] -> what score_events.py reads

The first keeps each record's id, text, language and date; the second makes events of the
contract's: code, PLOVER type, actor codes and words. --yield writes CONCEDE and RETREAT as YIELD,
the name that PLV has for both. --mirror writes what two parties do together (meetings, talks, deals) once from each
side, as PETRARCH's sets do, a visit as visit and as reception.
"""
import json
import sys


def parties(event, key):
    return [p["cameo"] for p in event[key] if p.get("cameo")], [p["text"] for p in event[key]]


def event_of(event, fold):
    source, source_text = parties(event, "actors")
    target, target_text = parties(event, "recipients")
    plover = event["type"]
    if fold and plover in ("CONCEDE", "RETREAT"):
        plover = "YIELD"
    return {"code": event["cameo"], "plover": plover, "source": source, "target": target,
            "source_text": source_text, "target_text": target_text,
            "negated": event["polarity"] == "negative", "mode": event["mode"]}


# Families of codes that CAMEO calls reciprocal: agreeing to meet or work together, meeting, deals, exchange.
TOGETHER = ("031", "036", "037", "04", "057", "060", "061", "062", "164")


def mirrored(event):
    """The same act from the other side, where the set writes both."""
    code = event["code"] or ""
    if not event["source"] or not event["target"] or not code.startswith(TOGETHER):
        return []
    other = {"042": "043", "043": "042"}.get(code, code)
    return [dict(event, code=other, source=event["target"], target=event["source"],
                 source_text=event["target_text"], target_text=event["source_text"])]


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("input", "output"):
        sys.exit(__doc__)
    fold, mirror = "--yield" in sys.argv, "--mirror" in sys.argv
    for path in (a for a in sys.argv[2:] if not a.startswith("--")):
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                if sys.argv[1] == "input":
                    kept = {k: record[k] for k in ("id", "text", "lang") if record.get(k)}
                    date = record.get("date") or ""
                    if len(date) == 8 and date.isdigit():
                        date = "%s-%s-%s" % (date[:4], date[4:6], date[6:])
                    if len(date) == 10:
                        kept["published"] = date
                    print(json.dumps(kept, ensure_ascii=False))
                else:
                    events = [event_of(e, fold) for e in record["events"]]
                    if mirror:
                        events = [e for one in events for e in (one, *mirrored(one))]
                    print(json.dumps({"id": record["source_id"], "events": events}, ensure_ascii=False))


if __name__ == "__main__":
    main()
