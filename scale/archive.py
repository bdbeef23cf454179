# SPDX-License-Identifier: Apache-2.0
"""The archive: articles by the million, as WARC files (or anything `recoupe` reads), over Apache Spark.

usage: spark-submit scale/archive.py [--recoupe PROGRAM] [--key all|day|month|lang] --out FOLDER PATH...

`recoupe map` runs over a few paths a task and prints a JSON object an article; the objects travel by key; `recoupe reduce`
runs once a key and writes FOLDER/KEY.json: copies, stories and claims of that key's articles, byte for byte what one
`recoupe compare` prints on the same articles. `all` is one comparison of everything (reduce is about a twentieth of the
work); `day`, `month` and `lang` part what need not be compared. A record that cannot be read is a line of FOLDER/errors.txt and
costs nothing else; a task whose worker dies is run again by Spark, and `reduce` takes each article once.
"""
import argparse, json, pathlib, subprocess, sys

PATHS_A_TASK = 4
PART_OF_DATE = {"day": 10, "month": 7}


def keyed(line, by):
    """(key, line) of what `recoupe map` printed of one article."""
    article = json.loads(line)
    if by in PART_OF_DATE:
        published = article["published"] or {}
        return (published.get("value") or "undated")[:PART_OF_DATE[by]], line
    return (article["lang"] or "other" if by == "lang" else "all"), line


def mapped(recoupe, by):
    """A function for mapPartitions: paths in, ("article", key, line) and ("error", None, line) out."""
    def run(paths):
        paths = list(paths)
        if not paths:
            return
        done = subprocess.run([recoupe, "map", "--jobs", "1", *paths], capture_output=True)
        if done.returncode not in (0, 1):  # 1: some input was bad and is named; else the task failed
            raise RuntimeError(f"recoupe map: {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")
        # Only "\n" ends a line: str.splitlines would cut at U+2028 or U+0085 inside an article too.
        for line in done.stdout.decode().split("\n")[:-1]:
            yield ("article", *keyed(line, by))
        for line in done.stderr.decode(errors="replace").split("\n")[:-1]:
            yield "error", None, line
    return run


def reduced(recoupe, out):
    """A function over (key, lines): writes out/KEY.json, gives (key, number of articles)."""
    def run(item):
        key, lines = item
        lines = sorted(set(lines))
        target = pathlib.Path(out, f"{key}.json")
        subprocess.run([recoupe, "reduce", "--jobs", "1", "--output", str(target), "-"],
                       input="".join(line + "\n" for line in lines).encode(), check=True)
        return key, len(lines)
    return run


def run(context, recoupe, by, paths, out):
    """Paths to comparisons; returns {key: articles}."""
    pathlib.Path(out).mkdir(parents=True, exist_ok=True)
    tasks = max(1, len(paths) // PATHS_A_TASK)
    results = context.parallelize(sorted(paths), tasks).mapPartitions(mapped(recoupe, by)).cache()
    errors = results.filter(lambda r: r[0] == "error").map(lambda r: r[2]).collect()
    pathlib.Path(out, "errors.txt").write_text("".join(e + "\n" for e in sorted(errors)))
    articles = results.filter(lambda r: r[0] == "article").map(lambda r: (r[1], r[2]))
    return dict(articles.groupByKey().map(reduced(recoupe, out)).collect())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--recoupe", default="recoupe")
    parser.add_argument("--key", default="all", choices=["all", "day", "month", "lang"])
    parser.add_argument("--out", required=True)
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()
    from pyspark import SparkContext
    context = SparkContext(appName="recoupe archive")
    for key, count in sorted(run(context, options.recoupe, options.key, options.paths, options.out).items()):
        print(f"{key}: {count} articles")
    context.stop()


if __name__ == "__main__":
    sys.exit(main())
