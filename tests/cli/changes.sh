# SPDX-License-Identifier: Apache-2.0
# What is new since yesterday: --since and --against in compare and in the three forms of report.
# Uses examples/press: the flood of 11 to 14 March 2025, ships, herrings.
set -eu
cd "$WORK"
press="$TOP/examples/press"
old() { ls "$press"/crue-0[12]*; }
all() { ls "$press"/crue-*; }

"$RECOUPE" compare $(old) >old.json
"$RECOUPE" compare --against old.json $(old) >same.json
grep -q '"changes":\[\]' same.json
! grep -q '"changes"' old.json

"$RECOUPE" compare --against old.json $(all) >new.json
for kind in new confirmed disputed; do grep -q "\"change\":\"$kind\"" new.json; done
! grep -q '"change":"withdrawn"' new.json

# The articles of before, by date, give the same changes as last time's file (but for its ids).
"$RECOUPE" compare --since 2025-03-12 "$press"/crue-0[1-5]* >since.json
"$RECOUPE" compare "$press"/crue-0[12]* >old.json
"$RECOUPE" compare --against old.json "$press"/crue-0[1-5]* >against.json
strip() { sed 's/.*"changes"//; s/"was":[^,]*,//g' "$1"; }
[ "$(strip since.json)" = "$(strip against.json)" ]

# The report says it first, in each form; without a question nothing of it stands there.
for format in text md html; do
    "$RECOUPE" report --format $format --headings fr --since 2025-03-12 $(all) >report
    grep -q 'Ce qui a changé' report
    grep -q 'contesté' report
    "$RECOUPE" report --format $format --headings fr $(all) >report
    ! grep -q 'Ce qui a changé' report
done
"$RECOUPE" report --headings fr --against new.json $(all) | grep -q 'Rien de nouveau'

# Wrong questions.
set +e
"$RECOUPE" compare --since mardi $(all) 2>err; [ $? = 2 ] || exit 1
grep -q -- '--since' err || exit 1
echo '{"claims":[' >broken.json
"$RECOUPE" compare --against broken.json $(all) >out 2>err; got=$?
[ $got = 1 ] || [ $got = 3 ] || exit 1
[ "$(wc -l <err)" = 1 ] && grep -q broken.json err || exit 1
"$RECOUPE" compare --against missing.json $(all) >out 2>err && exit 1
[ "$(wc -l <err)" = 1 ] && grep -q missing.json err || exit 1
exit 0
