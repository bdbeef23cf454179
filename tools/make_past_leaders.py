#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes lexicon/knowledge/past_leaders.txt: heads of state and government since 1950 with their time in office, from
OEDA's Phoenix actor dictionary (MIT licence), whose entries for them go ELI, GOV with dates, ELI.

usage: tools/make_past_leaders.py ../shared/data/events/knowledge
"""
import glob, gzip, re, sys

TOP = __file__.rsplit("/", 2)[0]
SMALL = {"al", "el", "bin", "ibn", "ben", "bint", "de", "la", "le", "du", "da", "do", "dos", "von", "van", "der", "den", "of", "y", "e", "ould",
         "ul", "ud", "as", "ad", "ar"}
ISO = {"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "BUR": "MMR", "JAP": "JPN", "PAL": "PSE", "GME": "DEU", "GMW": "DEU", "BYS": "BLR", "CZE": "CZE",
       "SUN": "RUS", "YUG": "SRB", "SCG": "SRB", "YMN": "YEM", "VDR": "VNM", "CSK": "CZE"}


def title(name):
    words = [w for w in name.strip("_").split("_") if w]
    out = []
    for i, word in enumerate(words):
        parts = [p.lower() if (p.lower() in SMALL and (i or k or len(word.split("-")) > 1)) else p.capitalize()
                 for k, p in enumerate(word.split("-"))]
        out.append("-".join(parts))
    text = " ".join(w.upper() if "." in w else w for w in out)
    return re.sub(r"\b(Mc|O')([a-z])", lambda m: m.group(1) + m.group(2).upper(), text)


def day(text):
    """yymmdd or yyyymmdd as yyyy-mm-dd."""
    if len(text) == 6:
        text = ("19" if int(text[:2]) > 14 else "20") + text
    if len(text) != 8 or not ("01" <= text[4:6] <= "12" and "01" <= text[6:8] <= "31"):
        return None
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}"


def entries(folder):
    names, codes = [], []
    for line in gzip.open(folder + "/MIT_Phoenix.Countries.actors.txt.gz", "rt", encoding="utf-8", errors="replace"):
        line = line.split("#")[0].rstrip()
        if not line:
            continue
        if line.startswith("+"):
            names.append(line[1:].split("[")[0].strip())
            continue
        if not line.startswith((" ", "\t")):
            if names and codes:
                yield names, codes
            names, codes = [line.split("[")[0].strip()], []
        codes += re.findall(r"\[([A-Z]+)(?: +([<>]?)(\d+)(?:-(\d+))?)?\]", line)
    if names and codes:
        yield names, codes


def known():
    have = set()
    for path in glob.glob(TOP + "/lexicon/knowledge/*.txt"):
        if path.endswith("past_leaders.txt"):
            continue
        for line in open(path, encoding="utf-8"):
            if line[0] not in "#@>\n[":
                have.update(re.sub(r"^(fr|en):", "", n.strip()).lower() for n in line.split("|")[0].split(";"))
    return have


def main():
    have, lines = known(), {}
    for names, codes in entries(sys.argv[1]):
        roles = [c[0] for c in codes]
        spells = [c for c in codes if len(c[0]) == 6 and c[0].endswith("GOV") and c[2] and c[1] != "<"]
        if not spells or not any(r.endswith("ELI") and len(r) == 6 for r in roles):
            continue
        country = ISO.get(spells[0][0][:3], spells[0][0][:3])
        first, last = day(spells[0][2]), spells[-1][3] and day(spells[-1][3])
        if not first or (last and last < "1950"):
            continue
        if not last and first < "2005":
            continue  # an end that the dictionary does not know
        shown = []
        for name in names:
            name = title(name)
            if re.search(r"^(Mr|Mrs|President|King|Queen|Prime|Prince|General|Gen|Emir|Sultan|Pope|Us|American|Colonel|Col|Senator|Minister|Premier|"
                         r"Chancellor|Leader|Captain|Sir|Lord|Dr|Sheikh|Shaikh)\b", name) or not re.match(r"^[^\W\d][\w .'’-]*$", name):
                continue
            if (" " in name or name in ("Hirohito", "Rafsanjani", "Suharto", "Sukarno")) and name.lower() not in have and name not in shown:
                shown.append(name)
        if shown:
            dates = f" from={first}" + (f" to={last}" if last else " to=2014-01-30")
            lines[shown[0]] = " ; ".join(shown[:4]) + f" | country={country} cameo={country}GOV{dates}"
    with open(TOP + "/lexicon/knowledge/past_leaders.txt", "w", encoding="utf-8") as out:
        out.write("# Heads of state and of government between 1950 and 2014 with their time in office (the last spell's end; January 2014 where it went on).\n"
                  "# Made by tools/make_past_leaders.py: do not edit.\n"
                  "# Source: OEDA Phoenix, Countries.actors (MIT licence, Copyright (c) 2014 Open Event Data Alliance).\n@ kind=person past=yes\n")
        for key in sorted(lines):
            out.write(lines[key] + "\n")
    print(len(lines))


if __name__ == "__main__":
    main()
