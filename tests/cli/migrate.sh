# SPDX-License-Identifier: Apache-2.0
# Dossiers as earlier versions of the program wrote them (tests/dossiers, made by the builds of their days: two
# articles of examples/press, a rejected event, two names merged) are read, brought forward when written to,
# and rebuilt to the same findings; nothing of what is permanent changes. And plain SQLite reads every table and view.
set -e
export LC_ALL=C.UTF-8
cd "$TOP"
plain() { python3 - "$@" <<'PY'
import sqlite3, sys
path, version = sys.argv[1], int(sys.argv[2])
c = sqlite3.connect(path)
one = lambda sql: c.execute(sql).fetchone()[0]
assert one("pragma user_version") == version, one("pragma user_version")
assert one("pragma integrity_check") == "ok" and not c.execute("pragma foreign_key_check").fetchall()
names = [r[0] for r in c.execute("select name from sqlite_schema where type in ('table', 'view') and name not like 'sqlite_%'")]
for name in names:
    c.execute(f'select * from "{name}"').fetchall()
if version == 4:
    assert {"v_timeline", "v_ledger", "v_quotes", "v_claims", "v_omissions", "v_statements", "v_commitments", "v_parties",
            "v_findings"} <= set(names)
    assert one("select count(*) from documents_search where documents_search match 'fleuve'") == one("select count(*) from "
               "documents where text like '%fleuve%' or title like '%fleuve%'")
    assert one("select count(*) from v_findings") == sum(one(f"select count(*) from {t}") for t in ("events", "quotes", "commitments"))
    hits = c.execute("select f.finding, f.document from findings_search s join v_findings f on f.key = s.rowid where "
                     "findings_search match 'what : event'").fetchall()
    assert hits and {h[0][0] for h in hits} == {"v"}, hits
    c.execute("insert into documents_search (documents_search) values ('integrity-check')")
    c.execute("insert into findings_search (findings_search) values ('integrity-check')")
    parties = c.execute("select text, name from v_parties").fetchall()
    assert parties and all(text for text, _ in parties), parties
c.execute("select id, text, sha256, hex(zstd) from documents join originals on document = number order by id")
for row in c.execute("select d.id, d.text, d.sha256, hex(o.zstd) from documents d join originals o on o.document = d.number "
                     "where source not like '%crue-03%' order by d.id"):
    print(row)
for row in c.execute("select what, document, kind, name, value, undone is null from corrections order by number"):
    print(row)
PY
}
findings() { "$RECOUPE" export "$1" --format jsonl | python3 -c '
import json, sys
for d in sorted((json.loads(line) for line in sys.stdin), key=lambda d: d["id"]):
    print(json.dumps({k: d[k] for k in ("id", "entities", "mentions", "times", "amounts", "quotes", "events", "commitments")}, sort_keys=True))'; }
for version in 1 2 3; do
    db="$WORK/format-$version.db"
    gunzip -c "tests/dossiers/format-$version.db.gz" >"$db"
    plain "$db" "$version" >"$WORK/permanent"
    cp "$db" "$WORK/as-it-was.db"
    # A view of one's own does not stand in the way, and reads on.
    python3 -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("create view mine as select * from v_quotes")' "$db"
    "$RECOUPE" correct "$db" list >/dev/null
    # What only reads leaves it as it is: it is read, or says what it needs.
    "$RECOUPE" export "$WORK/as-it-was.db" --format jsonl >"$WORK/out" 2>"$WORK/err" || grep -q 'recoupe rebuild' "$WORK/err"
    gunzip -c "tests/dossiers/format-$version.db.gz" | cmp - "$WORK/as-it-was.db"
    if "$RECOUPE" add "$db" examples/press/crue-03* >"$WORK/out" 2>"$WORK/err"; then
        plain "$db" 4 | cmp - "$WORK/permanent"
        [ "$(wc -l <"$WORK/err")" = 0 ]
    else
        grep -q 'recoupe rebuild' "$WORK/err"
    fi
    "$RECOUPE" rebuild "$db" >/dev/null
    "$RECOUPE" add --quiet "$db" examples/press/crue-03* >/dev/null
    plain "$db" 4 | cmp - "$WORK/permanent"
    findings "$db" >"$WORK/findings-$version"
    cmp "$WORK/findings-1" "$WORK/findings-$version"
    "$RECOUPE" correct "$db" undo 1 >/dev/null # the index gives up and takes in words of one article
    plain "$db" 4 >/dev/null
    ! cmp -s "$WORK/findings-1" <(findings "$db")
done
# Two writers at once bring a dossier forward once.
gunzip -c tests/dossiers/format-3.db.gz >"$WORK/two.db"
"$RECOUPE" add --quiet "$WORK/two.db" examples/press >/dev/null &
"$RECOUPE" add --quiet "$WORK/two.db" examples/press >/dev/null
wait $!
plain "$WORK/two.db" 4 >/dev/null
[ "$("$RECOUPE" add "$WORK/two.db" examples/press)" = '{"added":0,"known":15,"documents":15}' ]
# A file of an earlier version that can only be read has no index of this version, and says so.
gunzip -c tests/dossiers/format-3.db.gz >"$WORK/old.db"
set +e; "$RECOUPE" search "$WORK/old.db" fleuve 2>"$WORK/err" >/dev/null; got=$?; set -e
[ $got = 1 ]; grep -q 'no index of this version' "$WORK/err"
# Articles alone first, the rest later: the same dossier in the end; a search says that some wait.
"$RECOUPE" add --quiet --later "$WORK/later.db" examples/press >/dev/null
"$RECOUPE" search "$WORK/later.db" fleuve 2>&1 >/dev/null | grep -q 'rebuild --missing'
"$RECOUPE" add "$WORK/later.db" examples/press | grep -q '"added":0,"known":15'
[ "$("$RECOUPE" rebuild --missing "$WORK/later.db")" = '{"rebuilt":15}' ]
[ "$("$RECOUPE" rebuild --missing "$WORK/later.db")" = '{"rebuilt":0}' ]
"$RECOUPE" add --quiet "$WORK/once.db" examples/press >/dev/null
cmp <("$RECOUPE" export "$WORK/later.db" --format jsonl) <("$RECOUPE" export "$WORK/once.db" --format jsonl)
cmp <("$RECOUPE" search "$WORK/later.db" fleuve) <("$RECOUPE" search "$WORK/once.db" fleuve)
plain "$WORK/later.db" 4 >/dev/null
# The kept comparison is the one that compare prints.
"$RECOUPE" compare "$WORK/once.db" >"$WORK/compare.json"
python3 - "$WORK/once.db" "$WORK/compare.json" <<'PY'
import json, sqlite3, sys
c, said = sqlite3.connect(sys.argv[1]), json.load(open(sys.argv[2], encoding="utf-8"))
rows = lambda sql: c.execute(sql).fetchall()
assert rows("select claim, verdict, origins, statements, summary from v_claims") == \
    [(k["id"], k["verdict"], k["origins"], len(k["support"]), k["summary"]) for k in said["claims"]]
assert rows("select entry, goods, stage, deadline from v_ledger") == [(l["id"], l["goods"], l["stage"], l["deadline"]) for l in said["ledger"]]
assert rows("select claim, document from v_omissions") == sorted(
    ((o["claim"], d) for o in said["omissions"] for d in o["absent_from"]), key=lambda row: rows("select claim, document from v_omissions").index(row))
assert len(rows("select * from v_omissions")) == sum(len(o["absent_from"]) for o in said["omissions"])
texts = dict(rows("select id, text from documents"))
for k in said["claims"]:
    assert [r[0] for r in c.execute("select sentence from v_statements where claim = ?", (k["id"],))] == \
        [texts[s["document"]][s["start"]:s["end"]] for s in k["support"]]
PY
