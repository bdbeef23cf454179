# SPDX-License-Identifier: Apache-2.0
# --knowledge FILE: a user's own entities are found, come before ours, and a wrong line is named.
set -e
cd "$WORK"
cat >mine.txt <<'END'
# entities of a newsroom
@ kind=organisation country=FRA
fr:Coopérative du Val-Clair ; CVC | cameo=FRABUS wikidata=Q42
Kremlin | cameo=FRABUS
@ kind=person
Ana Volkert | country=DEU cameo=DEUGOV
END
printf 'La CVC a rompu avec Ana Volkert. Le Kremlin se tait.\n' >text.txt
"$RECOUPE" extract --lang fr --knowledge mine.txt text.txt >out
grep -q '"name":"CVC","wikidata":"Q42","country":"FRA","cameo":"FRABUS"' out
grep -q '"name":"Ana Volkert","wikidata":null,"country":"DEU","cameo":"DEUGOV"' out
grep -q '"name":"Kremlin","wikidata":null,"country":"FRA"' out
# without the file nothing is known of them
"$RECOUPE" extract --lang fr text.txt >out
! grep -q 'Q42\|DEUGOV' out
grep -q '"name":"Kremlin","wikidata":null,"country":"RUS"' out
# wrong lines and files: status 2, one line with the file's name and the line's number
refused() {
    set +e; "$RECOUPE" extract --knowledge "$1" text.txt >out 2>err; got=$?; set -e
    cat err; [ $got = 2 ]; [ "$(wc -l <err)" = 1 ]; [ ! -s out ]; grep -qF "$1: $2" err
}
printf 'Foo | wikidata=Q1\n' >nokind.txt; refused nokind.txt 'line 1: the kind is missing'
printf '# a\n@ kind=person\nFoo | planet=Mars\n' >attribute.txt; refused attribute.txt 'line 3: unknown attribute'
printf '@ kind=person\n%s | country=FRA\n' "$(yes a | head -40 | tr '\n' ' ')" >long.txt; refused long.txt 'line 2: a name is empty or has too many parts'
printf '\377\376 | kind=person\n' >bytes.txt; refused bytes.txt 'no UTF-8 text'
refused absent.txt 'cannot be opened'
