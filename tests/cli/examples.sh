# SPDX-License-Identifier: Apache-2.0
# The examples of every man page run, in their order, over one dossier; servers until they are stopped.
set -e
ln -s "$TOP/examples" "$WORK/examples"
printf 'La Norvège livre deux navires .\n' >"$WORK/words.txt"
cd "$WORK"
recoupe() { "$RECOUPE" "$@"; }
add=$("$RECOUPE" add desk.db examples/press); [ -n "$add" ]
for verb in $("$RECOUPE" help verbs); do
    "$RECOUPE" help man "$verb" | sed -n '/^\.SH EXAMPLES/,/^\.fi/p' | grep -v '^\.' >examples.txt
    [ -s examples.txt ] || { echo "$verb has no example"; exit 1; }
    while read -r line; do
        echo "$line"
        case "$line" in
        *"recoupe serve"*)
            # On a port of its own: whoever tests here may have the usual one in use.
            line=$(sed 's/ --port 8737//; s/serve desk.db/serve desk.db --port 0/; s/recoupe serve/timeout -s INT 2 "$RECOUPE" serve/' <<<"$line")
            eval "$line" 2>served.txt || true
            grep -q 'serving on' served.txt || [ -n "$(grep 'cannot be had' served.txt)" ] ;;
        *"recoupe watch"*) eval "$line" || [ $? = 1 ] ;; # nobody answers there
        *) eval "$line" >out.txt ;;
        esac
    done <examples.txt
done
