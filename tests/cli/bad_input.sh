# SPDX-License-Identifier: Apache-2.0
# Bad input gives one clear line on standard error that names it, exit status 1, and the other
# inputs' results all the same.
set -e
cd "$WORK"
good="$TOP/examples/press/crue-01-agence.txt"
status() { set +e; "$@" >out 2>err; got=$?; set -e; }
# check NAME: NAME is refused by name in one line, the good file is read.
check() {
    status "$RECOUPE" extract "$1" "$good"
    echo "$1: status $got"; cat err
    [ $got = 1 ]
    [ "$(wc -l <err)" = 1 ]
    grep -qF "$1" err
    [ "$(wc -l <out)" = 1 ]
}
: >empty.txt
head -c 20000 /dev/urandom | tr -d '\n' >binary.bin
printf '\0\0' >>binary.bin
awk 'BEGIN { for (i = 0; i < 900000; i++) print "La ville a reçu deux navires et trois avions mardi matin." }' >huge.txt
gzip -c "$good" | head -c 300 >truncated.txt.gz
cp "$good" unreadable.txt; chmod 000 unreadable.txt
check missing
check empty.txt
check binary.bin
check huge.txt
check truncated.txt.gz
if [ "$(id -u)" != 0 ]; then check unreadable.txt; fi
chmod 600 unreadable.txt

# Invalid UTF-8 is mended, not refused: the text stays valid and the rest is read.
printf 'Le port a rouvert.\n\nLe maire \377\376 a parl\303 mardi devant la presse locale.\n' >invalid.txt
status "$RECOUPE" read invalid.txt
[ $got = 0 ]; iconv -f utf-8 -t utf-8 out >/dev/null

# A WARC with broken lengths: the sound records are read, the broken one is named.
record() { printf 'WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:%s>\r\nWARC-Target-URI: http://example/%s\r\nContent-Type: text/html\r\nContent-Length: %s\r\n\r\n%s\r\n\r\n' "$1" "$1" "$2" "$3"; }
page='<html lang="fr"><body><article><h1>Le port</h1><p>Le port de la ville a rouvert mardi matin, a annoncé le maire devant la presse.</p></article></body></html>'
{ record a $(printf %s "$page" | wc -c) "$page"; record b 99999999 "$page"; } >broken.warc
status "$RECOUPE" read broken.warc
cat err; [ $got = 1 ]; grep -qF broken.warc err; [ "$(wc -l <out)" = 1 ]

# JSON Lines: a broken line is named with its number; the others are read.
printf '{"id":"1","text":"Le port a rouvert mardi."}\n{"id":2,\n{"id":"3","text":"La mairie a fermé."}\n' >lines.jsonl
status "$RECOUPE" read lines.jsonl
cat err; [ $got = 1 ]; [ "$(wc -l <out)" = 2 ]; grep -q 'lines.jsonl' err; grep -q '2' err

# A full disk is noticed.
status "$RECOUPE" read "$good"; [ $got = 0 ]
if [ -w /dev/full ]; then
    set +e; "$RECOUPE" read "$good" >/dev/full 2>err; got=$?; set -e
    [ $got = 3 ]; grep -qi 'space' err
fi

# An --output that cannot be written whole: one line, status 3, nothing half-written, the old file kept.
# (Past a size limit the write fails; a pipe in place of the file cannot be synced. A build for coverage
# would write its counts past that limit too: they go elsewhere.)
echo old >kept.json
set +e; (trap '' XFSZ; ulimit -f 1; GCOV_PREFIX="$WORK/gcov" GCOV_ERROR_FILE=/dev/null "$RECOUPE" extract --output kept.json "$good" "$good" "$good" "$good") 2>err; got=$?; set -e
cat err; [ $got = 3 ]; [ "$(wc -l <err)" = 1 ]; [ "$(cat kept.json)" = old ]; [ ! -e kept.json.part ]
mkfifo kept.json.part; cat kept.json.part >/dev/null &
status "$RECOUPE" read --output kept.json "$good"; wait
cat err; [ $got = 3 ]; [ "$(wc -l <err)" = 1 ]; [ "$(cat kept.json)" = old ]; [ ! -e kept.json.part ]

# A mapped input that shrinks while it is read: one line and status 3, no crash without a word.
awk 'BEGIN { for (i = 0; i < 300000; i++) print "{\"text\":\"Le port de la ville a rouvert mardi, a dit le maire.\"}" }' >shrinks.jsonl
"$RECOUPE" read --jobs 1 shrinks.jsonl >/dev/null 2>err & pid=$!
sleep 0.15; : >shrinks.jsonl
set +e; wait $pid; got=$?; set -e
cat err; [ $got = 0 ] || [ $got = 1 ] || { [ $got = 3 ] && [ "$(wc -l <err)" = 1 ] && grep -q shrank err; }
