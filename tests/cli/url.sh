# SPDX-License-Identifier: Apache-2.0
# read --url: one address, politely: robots.txt, limits, redirects, what is no answer. On a host of our own on the loopback.
set -e
. "$TOP/tests/cli/helpers/loopback.sh"
# url STATUS ADDRESS [WORD...]: exit status; the words are in the output or the complaint.
url() {
    expected=$1 address=$2; shift 2
    set +e; timeout 60 "$RECOUPE" read --timeout 2 --url "$address" >out 2>err; got=$?; set -e
    echo "$address: $got"; cat err
    [ $got = "$expected" ]
    for word in "$@"; do cat out err | grep -qF -- "$word"; done
    [ $got = 0 ] || { [ ! -s out ]; [ "$(wc -l <err)" = 1 ]; grep -qF "127.0.0.1" err; }
}
host=http://127.0.0.1
url 0 $host:$first/page "Le port de la ville a rouvert" "\"url\":\"$host:$first/page\"" "\"url\":\"$host:$first/b\"" '"source":"http://'
url 0 $host:$first/latin "annoncé le maire"
url 0 $host:$first/redirect "\"url\":\"$host:$first/page\""
url 0 $host:$first/private/open "annoncé"
url 1 $host:$first/private "robots.txt does not allow"
url 1 $host:$first/to-private "robots.txt does not allow"
url 0 $host:$second/page "annoncé"
url 1 $host:$third/page "robots.txt does not answer"
url 1 $host:$first/to-file "no web address"
url 1 $host:$first/circle "redirects too often"
url 1 $host:$first/empty "empty"
url 1 $host:$first/garbage
url 1 $host:$first/stall
url 1 $host:$first/lie
url 1 $host:$first/endless "larger than 32 MB"
url 1 $host:$first/missing "404"
url 1 $host:1/page
grep -q " /robots.txt .* recoupe/" requests
if grep -q "first /private -" requests; then exit 1; fi
set +e; "$RECOUPE" read --url file:///etc/passwd >out 2>err; got=$?; set -e
[ $got = 1 ]; grep -q "no http or https" err; [ ! -s out ]
set +e; "$RECOUPE" read --url $host:$first/page x.txt >out 2>err; got=$?; set -e
[ $got = 2 ]

# --state: the second time only whether the page has changed; another address has a line of its own.
again() { "$RECOUPE" read --state seen --url "$host:$first/$1" >out 2>err; }
again "tagged?a"; grep -qF "annoncé" out; [ "$(wc -l <seen)" = 1 ]
again "tagged?a"; [ ! -s out ]; grep -q "has not changed" err
grep -qF 'first /tagged?a "a" recoupe/' requests
again "tagged?b"; grep -qF "annoncé" out; [ "$(wc -l <seen)" = 2 ]
again "page"; again "page"; grep -qF "annoncé" out; [ "$(wc -l <seen)" = 3 ]
again "tagged?b"; [ ! -s out ]; [ "$(wc -l <seen)" = 3 ]
cp seen before
set +e; again "missing"; got=$?; set -e; [ $got = 1 ]; cmp seen before
echo "no state" >seen
set +e; again "tagged?b"; got=$?; set -e; [ $got = 1 ]; grep -q "seen.*line 1" err; [ "$(cat seen)" = "no state" ]
set +e; "$RECOUPE" read --state seen x.txt >out 2>err; got=$?; set -e
[ $got = 2 ]; grep -q -- "--state" err
