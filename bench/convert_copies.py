#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""convert_copies.py COMPARE.json PAIRS.jsonl

Scores the copies of a compare object against labelled pairs ({a, b, label: copy|reuse|weak|…}):
recall of `copy` and `reuse`, precision of what is listed (weak and unlisted pairs are wrong).
The input of `compare` is made by convert_clusters.py from the documents. Standard library only.
"""
import collections
import json
import sys


def main(arguments):
    if len(arguments) != 2:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    with open(arguments[0], encoding='utf-8') as text:
        comparison = json.load(text)
    name = {d['id']: d['source_id'] for d in comparison['documents']}
    listed = {frozenset((name[p['inner']], name[p['outer']]))
              for group in comparison['copies'] for p in group['pairs']}
    gold = {}
    with open(arguments[1], encoding='utf-8') as lines:
        for line in lines:
            row = json.loads(line)
            gold[frozenset((row['a'], row['b']))] = row['label']
    found = collections.Counter(gold.get(pair, 'unlisted') for pair in listed)
    total = collections.Counter(gold.values())
    for label in sorted(total):
        print('%-16s %5d of %5d  %.3f' % (label, found[label], total[label],
                                          found[label] / total[label]))
    right = found['copy'] + found['reuse']
    print('listed %d, unlisted in gold %d, precision %.3f' % (
        len(listed), found['unlisted'], right / len(listed) if listed else 1))
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
