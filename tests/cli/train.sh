# SPDX-License-Identifier: Apache-2.0
# recoupe-train gives the same bytes twice: the whole chain of a parser on a short schedule (tagger, two
# teachers, their silver sentences, pupil), once stopped in the middle and gone on from its state.
set -e
train=$(dirname "$RECOUPE")/recoupe-train
test -x "$train"
cd "$WORK"
mkdir -p data/raw/en
grep -h '^[A-Za-z]' "$TOP"/ARCHITECTURE.md "$TOP"/docs/rules.md | head -c 30000 >text.txt
"$RECOUPE" parse -q --lang en text.txt >bank.conllu
head -c 6000 text.txt >data/raw/en/state_union.txt
head -c 2000 text.txt >data/raw/en/inaugural.txt
head -c 1000 text.txt >data/raw/en/flores101.txt
mkdir -p events/clusters data/demo
echo '{"text": "The committee met on Monday and voted for the new rules."}' >data/demo/ntrex_en.jsonl
gzip -c data/demo/ntrex_en.jsonl >events/clusters/ecbplus.jsonl.gz
learn() {
    part=$1
    shift
    ${run:-} "$train" "$@" --lang en --treebank bank.conllu --development bank.conllu --data data \
        --models "$part" --epochs 2 >>"$part/log" 2>&1
}
chain() {
    mkdir "$1"
    learn "$1" tag --output "$1/en.tag"
    for seed in 7 11; do
        learn "$1" tree --cache "$1/tags" --seed $seed --state "$1/$seed"
    done
    learn "$1" silver --cache "$1/tags" --state "$1/7,$1/11" --output "$1/silver"
    if [ "${2:-}" = stopped ]; then
        (run=exec && learn "$1" tree --cache "$1/tags" --silver "$1/silver" --state "$1/pupil") &
        while kill -0 $! 2>/dev/null && [ ! -s "$1/pupil" ]; do sleep 0.02; done
        kill -9 $! 2>/dev/null || true
        wait $! 2>/dev/null || true
    fi
    learn "$1" tree --cache "$1/tags" --silver "$1/silver" --state "$1/pupil" --output "$1/en.tree"
}
chain first
chain second stopped
for file in en.tag tags silver en.tree; do
    test -s first/$file
    cmp first/$file second/$file
done
# another seed gives another parser
learn first tree --cache first/tags --silver first/silver --seed 8 --output other.tree
status=0
cmp -s first/en.tree other.tree || status=$?
test $status = 1
