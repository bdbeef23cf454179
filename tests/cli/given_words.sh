# SPDX-License-Identifier: Apache-2.0
# parse --tokenized and --conllu keep the words of their inputs: what parse printed comes back the
# same, a file that is not CoNLL-U is refused with its line and leaves the others.
set -e
cd "$WORK"
printf 'Le maire parle du port. Il est parti.\n\nElle reste.\n' >text.txt
"$RECOUPE" parse -q --lang fr text.txt >first.conllu
"$RECOUPE" parse -q --lang fr --conllu first.conllu >second.conllu
cmp <(grep -v '^#' first.conllu) <(grep -v '^#' second.conllu)
printf 'Le 1er mai , il pleut .\nElle reste .\n' | "$RECOUPE" parse -q --lang fr --tokenized - >words.conllu
test "$(grep -c '^[0-9]' words.conllu)" = 10
test "$(grep -c '^# sent_id' words.conllu)" = 2
printf '1\tmot\n' >bad.conllu
status=0
"$RECOUPE" parse --lang fr --conllu bad.conllu first.conllu >out 2>complaint || status=$?
test $status = 1
grep -q 'line 1 is not CoNLL-U' complaint
cmp out second.conllu
status=0
"$RECOUPE" parse -q --tokenized --conllu first.conllu >out 2>complaint || status=$?
test $status = 2
