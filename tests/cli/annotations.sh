# SPDX-License-Identifier: Apache-2.0
# The web annotations of a dossier name bytes of the original files: their checksums are those of
# the files, and the bytes at each place hold the annotated words.
set -e
command -v python3 >/dev/null || { echo "python3 is not there: skipped"; exit 0; }
cd "$WORK"
"$RECOUPE" add -q d.db "$TOP/examples/press" >/dev/null
"$RECOUPE" export d.db --format webannotation >a.json
python3 - "$TOP/examples/press" <<'PY'
import hashlib, html, json, pathlib, re, sys
files = {hashlib.sha256(p.read_bytes()).hexdigest(): p.read_bytes() for p in pathlib.Path(sys.argv[1]).iterdir()}
items = json.load(open("a.json"))["items"]
def letters(text): # without tags, references and white space
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]*>", "", text)).replace("\u00ad", ""))
wrong = 0
for item in items:
    target = item["target"]
    quote, _, place = target["selector"]
    raw = files[target["schema:sha256"]][place["start"]:place["end"]]
    words = letters(quote["exact"])
    if not any(words == letters(raw.decode(c, "replace")) for c in ("utf-8", "cp1252")):
        wrong += 1
        print(quote["exact"], "is not", raw)
assert len(items) > 100 and wrong == 0, (len(items), wrong)
PY
