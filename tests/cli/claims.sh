# SPDX-License-Identifier: Apache-2.0
# A person's decisions on claims: kept by the places of their statements, replayed by compare, after a
# rebuild, and from an export; undone.
set -eu
cd "$WORK"
article() { # site, text
    printf '{"id":"%s","title":"Vernes","site":"%s.example","published":"2025-03-06","lang":"fr","text":"%s"}\n' "$1" "$1" "$2"
}
{
    article a "La police de Vernes a arrêté douze manifestants lundi. Le maire de Vernes, Paul Ardin, a accusé la région de négligence."
    article b "Lundi, douze manifestants ont été arrêtés à Vernes par la police. Les pompiers ont évacué quarante habitants mardi."
    article c "Paul Ardin, maire de Vernes, reproche à la région sa négligence."
} >in.jsonl
"$RECOUPE" add desk.db in.jsonl >/dev/null
# The ids of the claims that a document's words stand in, and all claims as "sites: what".
claims() {
    "$RECOUPE" "$@" | python3 -c '
import json, sys
comparison = json.load(sys.stdin)
site = {d["id"]: d["source_id"] for d in comparison["documents"]}
for claim in comparison["claims"]:
    print(claim["id"], "".join(sorted(site[s["document"]] for s in claim["support"])), claim["type"])'
}
id_of() { "$RECOUPE" compare desk.db | python3 -c '
import json, sys
print(next(d["id"] for d in json.load(sys.stdin)["documents"] if d["source_id"] == sys.argv[1]))' "$1"; }

claims compare desk.db >before
grep -q '^k[0-9]* ab COERCE$' before
arrest=$(sed -n 's/ ab COERCE//p' before)

# Two claims of one: split, kept after a rebuild, in an export, and undone.
"$RECOUPE" correct desk.db split "$arrest" "$(id_of b)" >said
grep -q '^correction 1: split' said
claims compare desk.db >split
! grep -q ' ab COERCE' split
grep -q ' a COERCE' split
"$RECOUPE" rebuild desk.db >/dev/null
claims compare desk.db | cmp - split
"$RECOUPE" export desk.db --format jsonl >out.jsonl
grep -q '"decisions":\[{"number":1,"what":"split"' out.jsonl
claims reduce out.jsonl | cmp - split
"$RECOUPE" correct desk.db list | grep -q 'split.*claim "'
"$RECOUPE" correct desk.db undo 1 >/dev/null
claims compare desk.db | cmp - before

# One claim of two, whatever the words.
accuse=$(sed -n 's/ a*c* ACCUSE//p' before | head -n 1)
"$RECOUPE" correct desk.db merge "$arrest" "$accuse" >/dev/null
claims compare desk.db >merged
[ "$(wc -l <merged)" -lt "$(wc -l <before)" ]
"$RECOUPE" rebuild desk.db >/dev/null
claims compare desk.db | cmp - merged
"$RECOUPE" correct desk.db undo 2 >/dev/null

# No claim at all; and one told by somebody else.
"$RECOUPE" correct desk.db reject "$arrest" >/dev/null
claims compare desk.db >rejected
! grep -q COERCE rejected
"$RECOUPE" rebuild desk.db >/dev/null
claims compare desk.db | cmp - rejected
"$RECOUPE" correct desk.db undo 3 >/dev/null
"$RECOUPE" correct desk.db reattribute "$arrest" "Paul Ardin" >/dev/null
"$RECOUPE" compare desk.db >/dev/null
"$RECOUPE" export desk.db --format jsonl | grep -q '"said_by":\[{"entity":"e[0-9]*","text":"Paul Ardin"'

# What is refused, in words.
set +e
for words in "merge $arrest k99" "merge $arrest $arrest" "split $arrest nobody" "reject k99" "merge $arrest"; do
    "$RECOUPE" correct desk.db $words >out 2>err
    [ $? = 2 ] && [ "$(wc -l <err)" = 1 ] || { echo "not refused: $words"; exit 1; }
done
exit 0
