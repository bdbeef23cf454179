# SPDX-License-Identifier: Apache-2.0
"""Reads every export of a dossier of examples/press with the readers that its users have: the official IATI 2.03 schema (of
pyIATI), followthemoney, networkx, icalendar, geojson, conllu, pandas, the standard library. Arguments: the program, a folder
for what is made. A reader that is not there is named and its format left unread; RECOUPE_READERS=all makes that a failure."""
import csv, datetime, importlib, importlib.util, io, json, os, pathlib, re, subprocess, sys

program, work = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
top = pathlib.Path(__file__).resolve().parents[2]
dossier = work / "readers.recoupe"
missing = []


def run(*arguments, **options):
    return subprocess.run([program, *map(str, arguments)], check=True, stdout=subprocess.PIPE, cwd=top, **options).stdout


def export(name):
    path = work / f"out.{name}"
    path.write_bytes(run("export", dossier, "--format", name, "--now", "2025-12-03"))
    return path


def reader(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        missing.append(name)
        return None


for old in work.glob("readers.recoupe*"):
    old.unlink()
run("add", "--quiet", dossier, "examples/press")
compare = json.loads(run("compare", dossier))
documents = {d["id"]: d for d in map(json.loads, export("jsonl").read_text("utf-8").splitlines())}

# jsonl: what the program prints of a dossier gives the same comparison again.
assert json.loads(run("reduce", work / "out.jsonl")) == compare, "jsonl does not come back"

etree, iati = reader("lxml.etree"), importlib.util.find_spec("iati") # only its schemas: it asks for old packages
if not iati:
    missing.append("iati (pyIATI)")
if etree and iati:
    folder = pathlib.Path(iati.origin).parent / "resources/standard/2-03/schemas"
    schema = etree.XMLSchema(etree.parse(str(folder / "iati-activities-schema.xsd")))
    tree = etree.parse(str(export("iati")))
    assert schema.validate(tree), schema.error_log
    print(f"iati: {len(tree.getroot())} activities valid by the official schema 2.03")

ftm = reader("followthemoney")
if ftm:
    kinds, identifiers, named = {}, set(), set()
    for line in export("ftm").read_text("utf-8").splitlines():
        given = json.loads(line)
        entity = ftm.model.get_proxy(given, cleaned=False)
        assert not set(given["properties"]) - set(entity.schema.properties), given
        for prop, value in entity.itervalues():
            assert prop.type.clean(value, proxy=entity) == value, (entity.schema.name, prop.name, value)
            if prop.type.name == "entity":
                named.add(value)
        assert entity.id not in identifiers
        identifiers.add(entity.id)
        kinds[entity.schema.name] = kinds.get(entity.schema.name, 0) + 1
        again = ftm.model.get_proxy(entity.to_dict()).to_dict()["properties"]
        assert {name: sorted(values) for name, values in again.items()} == \
            {name: sorted(values) for name, values in given["properties"].items()}, given
    assert named <= identifiers and kinds["Article"] == len(documents), kinds
    print("ftm:", kinds)

networkx = reader("networkx")
if networkx:
    graphs = [networkx.read_graphml(export("graphml")), networkx.read_gexf(export("gexf"))]
    shapes = [(sorted(data["label"] for _, data in graph.nodes(data=True)),
               sorted((graph.nodes[a]["label"], graph.nodes[b]["label"], data["type"], data["verdict"], int(data["weight"]))
                      for a, b, data in graph.edges(data=True))) for graph in graphs]
    assert shapes[0] == shapes[1] and shapes[0][0] and shapes[0][1]
    for graph, write, read in ((graphs[0], networkx.generate_graphml, networkx.parse_graphml), (graphs[1], networkx.generate_gexf, None)):
        text = "\n".join(write(graph))
        again = read(text) if read else networkx.read_gexf(io.BytesIO(text.encode()))
        assert networkx.utils.graphs_equal(networkx.Graph(again), networkx.Graph(graph)) or again.number_of_edges() == graph.number_of_edges()
    print(f"graphml, gexf: {len(shapes[0][0])} nodes, {len(shapes[0][1])} edges, the same in both")

icalendar = reader("icalendar")
if icalendar:
    raw = export("ics").read_bytes()
    calendar = icalendar.Calendar.from_ical(raw)
    events = calendar.walk("VEVENT")
    assert not calendar.errors and events and not any(event.errors for event in events)
    due = {row["deadline"] for row in compare["ledger"] if row["deadline"]}
    assert {event["DTSTART"].dt.isoformat() for event in events} >= {day for day in due if len(day) == 10}
    assert len({str(event["UID"]) for event in events}) == len(events)
    assert icalendar.Calendar.from_ical(calendar.to_ical()) == calendar
    print(f"ics: {len(events)} deadlines")

geojson = reader("geojson")
if geojson:
    collection = geojson.loads(export("geojson").read_text("utf-8"))
    assert collection.is_valid, collection.errors()
    assert json.loads(geojson.dumps(collection)) == json.loads(export("geojson").read_text("utf-8"))
    print(f"geojson: {len(collection.features)} features")

conllu = reader("conllu")
if conllu:
    text = export("conllu").read_text("utf-8")
    sentences = conllu.parse(text)
    assert "".join(sentence.serialize() for sentence in sentences).split() == text.split(), "conllu does not come back"
    assert sum("newdoc id" in sentence.metadata for sentence in sentences) == len(documents)
    print(f"conllu: {len(sentences)} sentences")

# CSV as a spreadsheet takes it: UTF-8, no row of another width; GDELT's 61 columns, tab-separated.
rows = list(csv.DictReader(io.StringIO(export("csv").read_bytes().decode(), newline="")))
assert rows and all(None not in row and None not in row.values() for row in rows)
assert len(rows) == sum(len(d[kind]) for d in documents.values() for kind in ("quotes", "events", "commitments"))
lines = export("gdelt").read_text("utf-8").splitlines()
assert lines and {line.count("\t") for line in lines} == {60}
for line in lines:
    cells = line.split("\t")
    datetime.datetime.strptime(cells[1], "%Y%m%d")
    coded = [cells[26].isdigit(), cells[27].isdigit(), cells[29] in ("1", "2", "3", "4")]
    assert all(coded) or not any(cells[26:30]), cells[25:30]
if reader("pandas"):
    import pandas
    assert len(pandas.read_csv(work / "out.gdelt", sep="\t", header=None, dtype=str)) == len(lines)
    assert len(pandas.read_csv(work / "out.csv")) == len(rows)
print(f"csv: {len(rows)} rows; gdelt: {len(lines)} events")

# W3C annotations: both selectors find the words in the article's text, the third those of the source's bytes.
page = json.loads(export("webannotation").read_text("utf-8"))
assert page["@context"] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage"
found = 0
for item in page["items"]:
    assert item["type"] == "Annotation" and item["id"].startswith("urn:recoupe:") and item["body"] and item["target"]
    text = documents[item["id"].split(":")[2]]["text"]
    selectors = item["target"]["selector"]
    spots = {one["type"]: one for one in (selectors if isinstance(selectors, list) else [selectors])}
    quote, position = spots["TextQuoteSelector"], spots["TextPositionSelector"]
    assert text[position["start"]:position["end"]] == quote["exact"]
    assert text[:position["start"]].endswith(quote.get("prefix", "")) and text[position["end"]:].startswith(quote.get("suffix", ""))
    found += 1
assert found == sum(len(d[kind]) for d in documents.values() for kind in ("mentions", "times", "amounts", "quotes", "events", "commitments"))

# GDELT's Global Quotation Graph: words before, quoted and after stand so in the article.
quotes = 0
texts = {(d["url"] or d["source"]): d["text"] for d in documents.values()}
for article in map(json.loads, export("gqg").read_text("utf-8").splitlines()):
    assert list(article) == ["date", "url", "title", "lang", "quotes"], list(article)
    for one in article["quotes"]:
        assert one["pre"] + one["quote"] + one["post"] in texts[article["url"]]
        quotes += 1
assert quotes
print(f"webannotation: {found} annotations; gqg: {quotes} quotes; plover: {len(export('plover').read_text('utf-8').splitlines())} lines")
for name in missing:
    print(f"not read: {name} is not installed here")
sys.exit(bool(missing) and os.environ.get("RECOUPE_READERS") == "all")
