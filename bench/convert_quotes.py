#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Between the quote sets of ../shared/data/events/quotes and recoupe.

usage: convert_quotes.py input GOLD.jsonl          -> JSONL that `recoupe extract` reads
       convert_quotes.py output DOCUMENTS.jsonl    -> what score_quotes.py reads
"""
import json
import sys


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in ("input", "output"):
        sys.exit(__doc__)
    for line in open(sys.argv[2], encoding="utf-8"):
        item = json.loads(line)
        if sys.argv[1] == "input":
            out = {"id": item["id"], "text": item["text"], "lang": item["lang"]}
            if item.get("date"):
                out["published"] = item["date"]
        else:
            names = {e["id"]: e["name"] for e in item["entities"]}
            quotes = []
            for q in item["quotes"]:
                quote = {"content": [q["start"], q["end"]], "type": q["mode"]}
                speaker = q["speaker"]
                if speaker:
                    quote["speaker"] = names.get(speaker.get("entity")) or speaker["text"]
                    if speaker.get("end"):
                        quote["source"] = [speaker["start"], speaker["end"]]
                if q.get("cue_end"):
                    quote["cue"] = [q["cue_start"], q["cue_end"]]
                quotes.append(quote)
            out = {"id": item["source_id"], "quotes": quotes}
        print(json.dumps(out, ensure_ascii=False))


if __name__ == "__main__":
    main()
