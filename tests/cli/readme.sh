# SPDX-License-Identifier: Apache-2.0
# Every line of the README's sample output is made by the demo, in that order ("…" stands for lines
# left out). UPDATE=1 puts the first lines of today's demo there.
set -e
cd "$TOP"
"$RECOUPE" report --now 2025-12-03 --width 100 examples/press >"$WORK/demo"
if [ -n "${UPDATE:-}" ]; then
    { sed -n '1,/^<!-- sample/p' README.md; echo '```'; head -n 48 "$WORK/demo"; echo '…'; echo '```'
      awk '/^<!-- sample/ { found = 1 } found == 2 { print } found == 1 && /^```/ { if (++marks == 2) found = 2 }' README.md; } >"$WORK/README"
    cp "$WORK/README" README.md
fi
awk '/^<!-- sample/ { found = 1 } found && /^```/ { inside = !inside; if (!inside) exit; next } inside' README.md >"$WORK/sample"
[ "$(wc -l <"$WORK/sample")" -ge 10 ]
python3 - "$WORK/sample" "$WORK/demo" <<'P'
import sys
sample, demo = (open(p, encoding="utf-8").read().splitlines() for p in sys.argv[1:])
at = 0
for line in sample:
    if line == "…":
        continue
    assert line in demo[at:], f"not in the demo: {line!r}"
    at = demo.index(line, at) + 1
P
