# SPDX-License-Identifier: Apache-2.0
# watch: feeds from a list and OPML on a host of our own that stalls, lies, circles and sends garbage; what is new is told
# once, over restarts and kills; alerts by line, Atom feed and command; conditional requests; back-off; robots.txt.
set -e
. "$TOP/tests/cli/helpers/loopback.sh"
item() { printf '<item><title>%s</title><guid>%s</guid><link>/%s</link><pubDate>Mon, 14 Jul 2025 10:00:00 +0200</pubDate><description>%s</description></item>' "$2" "$1" "$1" "$3"; }
feed() { printf '<rss version="2.0"><channel><title>%s</title>%s</channel></rss>' "$1" "$2"; }
port=$(item 1 "Le port rouvre" "Le port de Vallorne a rouvert mardi matin, a annoncé le maire devant la presse.")
aid=$(item 2 "La Norvège livre" "La Norvège a livré lundi deux navires à l'Estonie, a annoncé le ministère norvégien.")
strike=$(item 3 "Grève" "Les pêcheurs de la baie ont manifesté mercredi devant la mairie de Vallorne.")
feed "Le Cap" "$port$aid" >cap.xml
feed "La Baie" "$port" >baie.xml
feed "Le Phare" "$strike" >phare.xml
one=http://127.0.0.1:$first two=http://127.0.0.1:$second three=http://127.0.0.1:$third
printf '# feeds\n%s/feed.xml?cap.xml\n%s/stall\n%s/lie\n%s/circle\n' $two $two $one $one >list.txt
cat >feeds.opml <<X
<?xml version="1.0"?><opml version="2.0"><body><outline text="Mer"><outline type="rss" xmlUrl="$one/feed.xml?baie.xml&amp;x=1"/>
<outline type="rss" xmlUrl="$one/garbage"/><outline type="rss" xmlUrl="$two/feed.xml?none"/><outline xmlUrl="$three/feed.xml?cap.xml"/>
<outline xmlUrl="$one/page"/><outline xmlUrl="$one/private"/><outline xmlUrl="$two/busy"/></outline></body></opml>
X
cp baie.xml 'baie.xml&x=1'
watch() { set +e; timeout 100 "$RECOUPE" watch desk.db list.txt feeds.opml "$two/feed.xml?phare.xml" --once --timeout 2 "$@" >out 2>err; got=$?; set -e; cat out err; }
watch --alert 'who:Norvège what:AID' --alert 'manifesté' --alert-feed alerts.xml --alert-command 'cat >>alerts.jsonl'
[ $got = 1 ] # some feeds could not be read: each is named in one line
[ "$(grep -c ^new out)" = 4 ]
[ "$(grep -c ^alert out)" = 2 ]
grep -q "^new.*Le Cap.*La Norvège livre.*$two/2" out
for dead in stall lie circle garbage 'feed.xml?none' "$third" page private busy; do grep -qF "$dead" err; done
[ "$(wc -l <err)" = 9 ]
[ "$(wc -l <alerts.jsonl)" = 2 ]
python3 - <<'PY'
import json, xml.dom.minidom
alerts = [json.loads(line) for line in open("alerts.jsonl")]
assert {a["rule"] for a in alerts} == {"who:Norvège what:AID", "manifesté"}, alerts
assert len(xml.dom.minidom.parse("alerts.xml").getElementsByTagName("entry")) == 2
PY
"$RECOUPE" read alerts.xml | grep -q '"title":"Grève"'
# Again: nothing is new, feeds are asked whether they changed, what failed is left alone.
: >requests
watch --alert 'manifesté' --alert-feed alerts.xml
[ $got = 0 ]; [ ! -s out ]
grep -q 'second /feed.xml?cap.xml "' requests
if grep -q 'stall\|circle\|garbage\|busy\|none' requests; then exit 1; fi
# One new item, one changed: the new one is told, the other no second time.
feed "Le Cap" "$(item 9 "Une digue" "La digue de Vallorne a cédé jeudi soir, a dit la préfecture.")${port/mardi/mercredi}$aid" >cap.xml
watch
[ "$(cat out | wc -l)" = 1 ]; grep -q "Une digue" out
# Killed at any moment: the items of a long feed are each told and kept once.
items=$(for i in $(seq 100 160); do item $i "Note $i" "La mairie de Vallorne a publié la note numéro $i lundi matin au port."; done)
feed "Le Cap" "$items" >cap.xml
for delay in 0.6 0.8 1.0 1.3; do timeout -s KILL $delay "$RECOUPE" watch desk.db "$two/feed.xml?cap.xml" --once >>told 2>/dev/null || true; done
"$RECOUPE" watch desk.db "$two/feed.xml?cap.xml" --once >>told
"$RECOUPE" watch desk.db "$two/feed.xml?cap.xml" --once >>told
[ "$(sort told | uniq -d | wc -l)" = 0 ]
"$RECOUPE" export desk.db --format jsonl | grep -o '"title":"Note [0-9]*"' | sort | uniq -c | awk '$1 != 1 { exit 1 } END { exit NR != 61 }'
# Politeness: a host is asked one thing at a time, with a second between; other hosts do not wait for it.
for i in 1 2 3; do feed "Le Phare $i" "$(item 20$i "Phare $i" "Le phare numéro $i a été rallumé mardi soir au port.")" >polite$i.xml; done
: >requests.times
"$RECOUPE" watch polite.db "$two/feed.xml?polite1.xml" "$two/feed.xml?polite2.xml" "$two/feed.xml?polite3.xml" "$one/feed.xml?polite1.xml" --once >out
[ "$(grep -c ^new out)" = 4 ]
python3 - <<'PY'
rows = [line.split() for line in open("requests.times")]
times = {name: sorted(float(t) for n, path, t in rows if n == name and path != "/robots.txt") for name in ("first", "second")}
assert len(times["second"]) == 3 and all(b - a > 0.9 for a, b in zip(times["second"], times["second"][1:])), rows
assert times["first"][-1] < times["second"][-1], "another host waited"
PY
# A feed that stalls for its whole time does not keep the others from being told.
feed "La Baie" "$(item 301 "La baie" "La baie de Vallorne a été fermée jeudi matin par la préfecture.")" >alive.xml
"$RECOUPE" watch stall.db "$one/stall" "$two/feed.xml?alive.xml" --once --timeout 30 >out 2>err & watching=$!
for _ in $(seq 150); do grep -q '^new.*La baie' out && break; sleep 0.1; done
kill -0 $watching; grep -q '^new.*La baie' out
kill -INT $watching; wait $watching || true
# The unit for systemd is one.
if command -v systemd-analyze >/dev/null && mkdir -p run && chmod 700 run; then
    sed "s|ExecStart=recoupe|ExecStart=$RECOUPE|" "$TOP/tools/recoupe-watch@.service" >"$WORK/recoupe-watch@desk.service"
    XDG_RUNTIME_DIR=$WORK/run systemd-analyze --user verify "$WORK/recoupe-watch@desk.service"
fi
# Wrong usage.
set +e
"$RECOUPE" watch desk.db --once 2>err; [ $? = 2 ] || exit 1
"$RECOUPE" watch desk.db $two/feed.xml --once --alert 'what:NOTHING' 2>err; [ $? = 2 ] || exit 1
