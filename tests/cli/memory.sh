# SPDX-License-Identifier: Apache-2.0
# Memory is bounded by the input: at most 16 times a page of press, 64 times a page that is made to need
# much, 128 times other such input, and 48 MB for the program. Hostile inputs of up to 3 MB; one whose text is too long is refused in one line.
set -e
command -v python3 >/dev/null || { echo "python3 is not there: skipped"; exit 0; }
case $RECOUPE in *asan* | *tsan* | *poison*) echo "not under a sanitizer: skipped"; exit 0 ;; esac
cd "$WORK"
python3 - "$RECOUPE" <<'PY'
import os, subprocess, sys
SIZE = 3 << 20
press = "<p>La ville a reçu deux navires et trois avions <b>mardi</b> matin &amp; <a href='x'>le maire</a> a parl&eacute; devant la presse.</p>\n"
rss = "<rss><channel><item><description>"
inputs = { # name: (start, what is repeated, times the input)
    "press.html": ("<html><article>", press, 16), "open.html": ("", "<div>", 64), "inline.html": ("<p>", "<b>a", 64),
    "references.html": ("<p>", "a&gt", 64), "attributes.html": ("<p ", "a=b ", 64), "lines.txt": ("", "a\n", 128),
    "press.xml": ("<rss><channel>", f"<item><description><![CDATA[{press}]]></description></item>", 16),
    "references.xml": (rss, "&#9;a", 128), "open.xml": ("<rss><channel>", "<item>", 128), "escaped.xml": (rss, "&amp;lt;a&gt;", 128),
    "escapes.jsonl": ('{"text":"', "a\\n", 128), "records.jsonl": ("", '{"text":"Le port a rouvert."}\n', 16),
}
for name, (start, unit, times) in inputs.items():
    size = SIZE // 8 if name in ("press.xml", "open.xml", "records.jsonl") else SIZE # many documents take time
    data = (start + unit * (size // len(unit.encode()))).encode()
    open(name, "wb").write(data)
    child = subprocess.Popen([sys.argv[1], "read", "--jobs", "1", name], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    complaint = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    status, peak = os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024
    print(f"{name}: {peak:.0f} MB, {peak * (1 << 20) / len(data):.0f} times the input, exit status {status}")
    assert status in (0, 1) and complaint.count(b"\n") <= 1, complaint[:500]
    assert peak <= 48 + times * len(data) / (1 << 20), (name, peak)
PY
