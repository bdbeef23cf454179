#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes lexicon/{fr,en}/ordinary_words.txt: words that texts write in lower case, from public-domain text.

usage: make_common_words.py DATA OUT     (DATA: the folder that holds language/; OUT: lexicon)

French: books of Project Gutenberg (public domain, CC0 extraction) and debates of the National Assembly (CC0 /
Licence Ouverte); English: State of the Union and inaugural addresses (US government, public domain). A word is taken
when it stands in lower case MINIMUM times and at least 8 times in 9 (names are nearly always capital).
"""
import collections, os, re, subprocess, sys

SOURCES = {"fr": (["raw/fr/gutenberg_fr", "raw/fr/assemblee_debats_2013-2018"], 40), "en": (["raw/en/state_union", "raw/en/inaugural"], 6)}
WORD = re.compile(r"[^\W\d_]{2,}")


def text(folder, stem):
    for name in sorted(os.listdir(os.path.dirname(os.path.join(folder, stem)))):
        if name.startswith(os.path.basename(stem)):
            path = os.path.join(os.path.dirname(os.path.join(folder, stem)), name)
            yield subprocess.run(["zstd", "-dcq", path], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8", "replace")


def main(data, out):
    for lang, (stems, minimum) in SOURCES.items():
        lower, upper = collections.Counter(), collections.Counter()
        for stem in stems:
            for content in text(data + "/language", stem):
                for line in content.split("\n"):
                    for i, word in enumerate(WORD.findall(line)):
                        if word.islower():
                            lower[word] += 1
                        elif i and word[1:].islower():  # the first word of a line says nothing
                            upper[word.lower()] += 1
        words = sorted(w for w, n in lower.items() if n >= minimum and upper[w] * 8 <= n)
        with open(f"{out}/{lang}/ordinary_words.txt", "w", encoding="utf-8") as f:
            f.write("# Ordinary words: a capital at the start of a sentence or heading does not make them names.\n"
                    "# Made by tools/make_common_words.py: do not edit. Counted in public-domain text.\n[ordinary]\n")
            for i in range(0, len(words), 14):
                f.write(" ".join(words[i:i + 14]) + "\n")
        print(lang, len(words))


if __name__ == "__main__":
    main(*sys.argv[1:]) if len(sys.argv) == 3 else sys.exit(__doc__)
