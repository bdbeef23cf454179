# SPDX-License-Identifier: Apache-2.0
# extract --explain: every event and commitment names its rule's file and line as they stand in
# lexicon/, and words that are in the text; without the option nothing of it is printed.
set -e
cat > "$WORK/in.jsonl" <<'EOF'
{"lang":"fr","text":"La Suède a menacé de sanctionner la Norvège. L'Italie a suspendu les livraisons d'obus à la Grèce."}
{"lang":"en","text":"Sweden threatened to impose sanctions on Norway. Canada delivered tanks to Poland."}
EOF
"$RECOUPE" extract --quiet --explain "$WORK/in.jsonl" > "$WORK/out.jsonl"
"$RECOUPE" extract --quiet "$WORK/in.jsonl" > "$WORK/plain.jsonl"
WORK=$WORK TOP=$TOP python3 - <<'EOF'
import json, os
top, work = os.environ["TOP"], os.environ["WORK"]
plain = [json.loads(line) for line in open(work + "/plain.jsonl", encoding="utf-8")]
seen = set()
for n, line in enumerate(open(work + "/out.jsonl", encoding="utf-8")):
    d = json.loads(line)
    explained = {e["finding"]: e for e in d.pop("explanations")}
    assert d == plain[n], "--explain changes the findings"
    for finding in d["events"] + d["commitments"]:
        e = explained.pop(finding["id"])
        assert finding["rule"] in [r["rule"] for r in e["rules"]], finding
        for r in e["rules"]:
            text = open(f"{top}/{r['file']}", encoding="utf-8").read().splitlines()[r["line"] - 1]
            assert text == r["text"] and text.split()[0] in ("verb", "noun", "adj"), r
        for w in e["words"]:
            assert d["text"][w["start"]:w["end"]] == w["text"], w
            seen.add((w["as"], w["text"]))
    assert not explained, explained
for wanted in [("anchor", "menacé"), ("act", "sanctionner"), ("recipient", "Norvège"), ("operator", "suspendu"),
               ("condition", "tanks"), ("giver", "Canada"), ("receiver", "Poland")]:
    assert wanted in seen, (wanted, seen)
EOF
