# SPDX-License-Identifier: Apache-2.0
# Wrong usage gives exit status 2 and a sentence; help and man pages come from the tables.
set -e
status() { set +e; "$@" >"$WORK/out" 2>"$WORK/err"; got=$?; set -e; }
status "$RECOUPE" nonsense; [ $got = 2 ]; grep -q "there is no verb 'nonsense'" "$WORK/err"
status "$RECOUPE" read --nonsense; [ $got = 2 ]; grep -q "no option" "$WORK/err"
status "$RECOUPE" read --date 2025-13-01 /dev/null; [ $got = 2 ]
status "$RECOUPE" extract --lang xx /dev/null; [ $got = 2 ]
status "$RECOUPE" add; [ $got = 2 ]; grep -q 'dossier' "$WORK/err"
status "$RECOUPE" --help; [ $got = 0 ]; [ ! -s "$WORK/err" ]
for verb in $("$RECOUPE" help verbs); do
    grep -q "  $verb " "$WORK/out"
    "$RECOUPE" "$verb" --help | grep -q "usage: recoupe $verb"
    "$RECOUPE" help man "$verb" | head -n 1 | grep -q '^.TH'
done
"$RECOUPE" help completion bash | bash -n
[ "$("$RECOUPE" --version)" = "$("$RECOUPE" version | head -n 1)" ]
