#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scores recoupe on our own gold of tests/gold (no ../shared needed). Odd numbers were looked at while tuning,
even ones ("unseen") were not.

usage: gold.py quotes [--show] | factuality | agreement
"""
import json, os, pathlib, re, subprocess, sys, tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent
GOLD = TOP / "tests/gold"
RECOUPE = os.environ.get("RECOUPE", str(TOP / "build/recoupe"))
MODES = {"d": "direct", "i": "indirect", "m": "mixed"}
MARK = re.compile(r"\[(\d)([dim]) |\{(\d) |<(\d) |[\]}>]")


def quotes_read(path):
    """Lines "001 text with [1d content], {1 speaker}, <1 cue> => 1=Resolved Name"; ¶ is a line end."""
    for line in open(path, encoding="utf-8"):
        number, marked = line.rstrip("\n").split(" ", 1)
        marked, _, names = marked.partition(" => ")
        text, stack, spans, at = "", [], {}, 0
        for mark in MARK.finditer(marked):
            text += marked[at:mark.start()]
            at = mark.end()
            if mark.group() in "]}>":
                kind, n, start = stack.pop()
                spans.setdefault((kind, n), (start, len(text)))
            else:
                kind = "content " + mark.group(2) if mark.group(1) else "speaker" if mark.group(3) else "cue"
                stack.append((kind, mark.group(1) or mark.group(3) or mark.group(4), len(text)))
        text = (text + marked[at:]).replace("¶", "\n")
        resolved = dict(re.findall(r"(\d)=(.+?)(?= \d=|$)", names))
        quotes = []
        for (kind, n), (a, b) in sorted(spans.items()):
            if kind.startswith("content"):
                source = spans.get(("speaker", n))
                name = resolved.get(n) or (text[source[0]:source[1]] if source else None)
                quotes.append({"start": a, "end": b, "mode": MODES[kind[-1]], "speaker": None if name == "-" else name,
                               "cue": spans.get(("cue", n))})
        yield number, text, quotes


def trim(text, a, b):
    while a < b and (not text[a].isalnum()):
        a += 1
    while b > a and (not text[b - 1].isalnum()):
        b -= 1
    return a, b


def key(name):
    words = re.findall(r"\w+", (name or "").lower())
    return words[-1] if words else ""


def match(gold, system, text):
    """One to one, best overlap first, at least half of the longer."""
    pairs = []
    for g, x in enumerate(gold):
        for s, y in enumerate(system):
            a, b = trim(text, x["start"], x["end"])
            c, d = trim(text, y["start"], y["end"])
            share = max(0, min(b, d) - max(a, c)) / max(b - a, d - c, 1)
            if share >= .5:
                pairs.append((share, g, s))
    used, found = set(), []
    for share, g, s in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if ("g", g) not in used and ("s", s) not in used:
            used |= {("g", g), ("s", s)}
            found.append((gold[g], system[s], share))
    return found


def system_quotes(items):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for number, text, _ in items:
            f.write(json.dumps({"id": number, "lang": "fr", "text": text}, ensure_ascii=False) + "\n")
        f.flush()
        out = subprocess.run([RECOUPE, "extract", "--quiet", f.name], capture_output=True, text=True, check=True).stdout
    for line in out.splitlines():
        d = json.loads(line)
        names = {e["id"]: e["name"] for e in d["entities"]}
        for q in d["quotes"]:
            s = q["speaker"]
            q["names"] = [names.get(s["entity"]), s["text"]] if s else []
        yield d["source_id"], d["quotes"]


def speaker_right(gold, system):
    """Who speaks, by the last word of the resolved name; nobody must stay nobody."""
    if gold["speaker"] is None:
        return not system["names"]
    wanted = {key(n) for n in gold["speaker"].split("|")}
    resolved = [n for n in system["names"] if n][:1]
    return any(key(n) in wanted for n in resolved)


def quotes(show=False):
    """{half: figures}"""
    items = list(quotes_read(GOLD / "quotes/fr.txt"))
    system = dict(system_quotes(items))
    halves = {"tuned": [0] * 7, "unseen": [0] * 7}
    for number, text, gold in items:
        half = "tuned" if int(number) % 2 else "unseen"
        c, found = halves[half], match(gold, system[number], text)
        right = [speaker_right(g, s) for g, s, _ in found]
        modes = [g["mode"] == s["mode"] for g, s, _ in found]
        exact = [trim(text, g["start"], g["end"]) == trim(text, s["start"], s["end"]) for g, s, _ in found]
        cued = [s["cue"] is not None and s["cue_start"] < g["cue"][1] and s["cue_end"] > g["cue"][0]
                for g, s, _ in found if g["cue"]]
        for i, n in enumerate((len(gold), len(system[number]), len(found), sum(right), sum(modes), sum(exact), sum(cued))):
            c[i] += n
        if show and half == "tuned" and (len(found) < max(len(gold), len(system[number])) or not all(right + modes)):
            print(number, text)
            for g in gold:
                print("    gold  ", g["mode"], "|", text[g["start"]:g["end"]], "|", g["speaker"])
            for s in system[number]:
                print("    system", s["mode"], "|", s["text"], "|", s["names"], s["rule"])
    figures = {}
    for half, (g, s, m, right, modes, exact, cued) in halves.items():
        p, r = m / s, m / g
        figures[half] = {"content p": p, "content r": r, "content f1": 2 * p * r / (p + r), "exact": exact / m,
                         "speaker": right / m, "mode": modes / m, "quotes": g}
    return figures


def factuality():
    """{half: {field: share}} from the C test, which calls the module on every clause."""
    out = subprocess.run([TOP / "build/tests/run", "gold_factuality"], cwd=TOP, capture_output=True, text=True,
                         env={**os.environ, "GOLD": "1"}).stdout
    figures = {"tuned": {}, "unseen": {}}
    for half, field, right, of in re.findall(r"^(tuned|unseen) (\w+) (\d+) of (\d+)$", out, re.M):
        figures[half][field] = int(right) / int(of)
    return figures


def agreement():
    """How far the second readings (second.txt, made from the bare text) agree with the first."""
    first = {n: (t, q) for n, t, q in quotes_read(GOLD / "quotes/fr.txt")}
    same = spans = speakers = modes = theirs = 0
    for line in open(GOLD / "quotes/fr.second.txt", encoding="utf-8"):
        number, _, rest = line.rstrip("\n").partition(" ")
        text, gold = first[number]
        second = [re.match(r"([dim]) (.+?)\.\.(.+?)\|(.+)", part.strip()).groups() for part in rest.split(" ; ") if part.strip()]
        theirs += len(second)
        spans += len(gold)
        left = list(gold)
        for mode, begin, end, name in second:
            for g in left:
                plain = re.sub(r"[«»“”\"\s]+", " ", text[g["start"]:g["end"]]).strip(" .,!?»")
                if plain.startswith(begin[:12].strip()) and plain.endswith(end):
                    same += 1
                    modes += MODES[mode] == g["mode"]
                    speakers += key(name) in {key(n) for n in (g["speaker"] or "-").split("|")} | \
                        ({""} if g["speaker"] is None else set())
                    left.remove(g)
                    break
            else:
                print("second only:", number, mode, begin, end, name)
        for g in left:
            print("first only: ", number, g["mode"], text[g["start"]:g["end"]], "|", g["speaker"])
    print(f"quotes: first {spans}, second {theirs}, same {same}, F1 {2 * same / (spans + theirs):.3f}, "
          f"mode {modes / same:.3f}, speaker {speakers / same:.3f}")
    letters = dict(h="happened", u="underway", a="announced", p="planned", s="possible", d="demanded", c="conditional")
    second = {}
    for line in open(GOLD / "factuality/second.txt", encoding="utf-8"):
        number, code, *rest = line.split()
        second[number] = (code[0], letters[code[1]], "hedged" if "~" in rest else "plain", ([r for r in rest if r != "~"] or ["-"])[0])
    count, agreed = [0] * 4, [0] * 4
    for name in ("fr", "en"):
        for line in open(GOLD / f"factuality/{name}.txt", encoding="utf-8"):
            if not line[:1].isdigit():
                continue
            text, labels = line.rstrip("\n").split(" | ")
            number, fields = text.split()[0], labels.split(" ", 3)
            for i, (a, b) in enumerate(zip(fields, second[number])):
                if a != "*":
                    count[i] += 1
                    right = b in a.split("|")
                    agreed[i] += right
                    if not right:
                        print(text, "first", a, "second", b)
    print("factuality: " + ", ".join(f"{n} {a / c:.3f}" for n, a, c in
                                     zip(("polarity", "status", "hedged", "said_by"), agreed, count)))


def main():
    if len(sys.argv) < 2 or sys.argv[1] not in ("quotes", "factuality", "agreement"):
        sys.exit(__doc__)
    if sys.argv[1] == "agreement":
        agreement()
        return
    figures = quotes("--show" in sys.argv) if sys.argv[1] == "quotes" else factuality()
    for half, values in figures.items():
        print(half, ", ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in values.items()))


if __name__ == "__main__":
    main()
