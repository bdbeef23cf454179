# SPDX-License-Identifier: Apache-2.0
# The same inputs give the same bytes, whatever the number of workers, the locale, the order of the
# files; and once more.
set -e
cd "$TOP"
for verb in read parse extract compare report; do
    "$RECOUPE" $verb --jobs 1 examples/press >"$WORK/1"
    "$RECOUPE" $verb --jobs 1 examples/press >"$WORK/again"
    "$RECOUPE" $verb --jobs 2 examples/press >"$WORK/2"
    "$RECOUPE" $verb --jobs 8 examples/press >"$WORK/8"
    LC_ALL=C "$RECOUPE" $verb --jobs 2 examples/press >"$WORK/c"
    LC_ALL=fr_FR.UTF-8 "$RECOUPE" $verb --jobs 2 examples/press >"$WORK/fr"
    for other in again 2 8 c fr; do cmp "$WORK/1" "$WORK/$other"; done
    [ -s "$WORK/1" ]
done
ls examples/press/* | sort -r | xargs "$RECOUPE" compare >"$WORK/reversed"
"$RECOUPE" compare examples/press >"$WORK/forward"
cmp "$WORK/forward" "$WORK/reversed"
"$RECOUPE" map examples/press | shuf --random-source=/bin/ls | "$RECOUPE" reduce - >"$WORK/reduced"
cmp "$WORK/forward" "$WORK/reduced"
