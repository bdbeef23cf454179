# SPDX-License-Identifier: Apache-2.0
# The dossier: adding twice changes nothing, what SQLite says of it, searching, rebuilding gives the
# same, a newer version is refused, a kill in the middle loses no committed article, a full disk is said.
set -e
cd "$TOP"
db="$WORK/d.recoupe"
status() { set +e; "$@" >"$WORK/out" 2>"$WORK/err"; got=$?; set -e; }
dump() { "$RECOUPE" compare "$db"; }
"$RECOUPE" add "$db" examples/press >"$WORK/first"; cat "$WORK/first"
grep -q '"added":15' "$WORK/first"
dump >"$WORK/before"
"$RECOUPE" add "$db" examples/press | grep -q '"added":0,"known":15'
dump >"$WORK/after"
cmp "$WORK/before" "$WORK/after"
"$RECOUPE" compare examples/press >"$WORK/direct"
cmp "$WORK/before" "$WORK/direct"
"$RECOUPE" rebuild "$db" | grep -q '"rebuilt":15'
dump >"$WORK/after"
cmp "$WORK/before" "$WORK/after"
"$RECOUPE" search "$db" hélicoptères | grep -q '"kind":"document"'
"$RECOUPE" search "$db" helicopteres | grep -q '"kind":"document"'
# A hit has its sentence and the places of the words in it; for a person they are marked.
"$RECOUPE" search "$db" 'fleuve morts' --limit 1 | python3 -c '
import json, subprocess, sys
hit = json.loads(sys.stdin.readline())
assert hit["marks"] and all(hit["start"] <= m["start"] < m["end"] <= hit["end"] for m in hit["marks"]), hit
at = [hit["text"][m["start"] - hit["start"]:m["end"] - hit["start"]] for m in hit["marks"]]
assert "fleuve" in at, at'
"$RECOUPE" search "$db" 'fleuve morts' --limit 1 --format text | grep -q '[*]fleuve[*]'
"$RECOUPE" search "$db" fleuve --limit 1 --format text --color always | grep -q "$(printf '\033')\[1mfleuve$(printf '\033')\[0m"
status "$RECOUPE" search "$db" fleuve --format csv; [ $got = 2 ]
status "$RECOUPE" search "$db" 'été when:(hier OR 2025)'; [ $got = 2 ]
grep -A1 '  été when' "$WORK/err" | tail -1 | grep -q '^            ^^^^$'
status "$RECOUPE" search "$db" nonsensefield:x; [ $got = 2 ] || [ ! -s "$WORK/out" ]
status "$RECOUPE" add examples/press/crue-01-agence.txt examples/press; [ $got != 0 ]; cat "$WORK/err"

# A newer dossier is refused with one line.
cp "$db" "$WORK/newer.recoupe"
python3 - "$WORK/newer.recoupe" <<'P'
import sqlite3, sys
c = sqlite3.connect(sys.argv[1]); c.execute("pragma user_version = 999"); c.commit()
P
status "$RECOUPE" search "$WORK/newer.recoupe" x
[ $got = 1 ] || [ $got = 3 ]; [ "$(wc -l <"$WORK/err")" = 1 ]; grep -q newer.recoupe "$WORK/err"

# Killed while adding: the file is sound and adding again completes it.
kdb="$WORK/killed.recoupe"
for i in 1 2 3; do
    "$RECOUPE" add "$kdb" examples/press >/dev/null 2>&1 & sleep 0.0$i; kill -9 $! 2>/dev/null || true; wait $! 2>/dev/null || true
done
"$RECOUPE" add "$kdb" examples/press | grep -q '"documents":15'
python3 - "$kdb" <<'P'
import sqlite3, sys
assert sqlite3.connect(sys.argv[1]).execute("pragma integrity_check").fetchone()[0] == "ok"
P

# Ctrl-C: what was added is committed, said, and the same command goes on.
idb="$WORK/interrupted.recoupe"
for i in $(seq 40); do sed "s/^/Note $i. /" examples/press/crue-01-agence.txt; echo; done | split -l 12 - "$WORK/note-"
set +e; timeout -s INT 0.4 "$RECOUPE" add "$idb" "$WORK"/note-* >"$WORK/out" 2>"$WORK/err"; set -e
if grep -q stopped "$WORK/err"; then grep -q 'the same command goes on' "$WORK/err"; grep -q '"added":' "$WORK/out"; fi
"$RECOUPE" add "$idb" "$WORK"/note-* >"$WORK/out"
"$RECOUPE" add "$idb" "$WORK"/note-* | grep -q '"added":0'

# A full disk: one line, status 3, the dossier stays sound.
if command -v mount >/dev/null && [ "$(id -u)" = 0 ] && mkdir -p "$WORK/small" && mount -t tmpfs -o size=80k tmpfs "$WORK/small" 2>/dev/null; then
    status "$RECOUPE" add "$WORK/small/d.recoupe" examples/press
    cat "$WORK/err"; umount "$WORK/small"
    [ $got = 3 ]; [ "$(wc -l <"$WORK/err")" = 1 ]
fi
