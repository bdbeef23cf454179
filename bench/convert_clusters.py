#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""convert_clusters.py records GOLD.jsonl[.gz] > INPUT.jsonl     records for `recoupe compare -`
   convert_clusters.py stories COMPARE.json > PRED.jsonl          {id, cluster} for score_clusters.py
   convert_clusters.py documents GOLD.jsonl[.gz] > DOCUMENTS.jsonl  document objects without findings

Between the cluster sets of ../shared/data/events and the program. Standard library only.
"""
import gzip
import hashlib
import json
import sys


def rows(path):
    opener = gzip.open if path.endswith('.gz') else open
    with opener(path, 'rt', encoding='utf-8') as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def record(row):
    out = {'id': row['id'], 'title': row.get('title'), 'text': row['text'], 'lang': row.get('lang'),
           'site': row.get('source'), 'url': row.get('url'), 'published': row.get('date')}
    return {key: value for key, value in out.items() if value}


def document(row):
    out = record(row)
    out['source'] = out['source_id'] = row['id']
    out['id'] = hashlib.sha256(row['id'].encode()).hexdigest()[:16]
    out['published'] = {'value': row['date'], 'basis': 'metadata'} if row.get('date') else None
    return out


def stories(path):
    with open(path, encoding='utf-8') as text:
        comparison = json.load(text)
    name = {d['id']: d['source_id'] for d in comparison['documents']}
    for story in comparison['stories']:
        for one in story['documents']:
            yield {'id': name[one], 'cluster': story['id']}


def main(arguments):
    if len(arguments) != 2 or arguments[0] not in ('records', 'documents', 'stories'):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    if arguments[0] == 'stories':
        out = stories(arguments[1])
    else:
        out = map(record if arguments[0] == 'records' else document, rows(arguments[1]))
    for row in out:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + '\n')
    return 0


if __name__ == '__main__':
    sys.stdout.reconfigure(encoding='utf-8')
    sys.exit(main(sys.argv[1:]))
