# SPDX-License-Identifier: Apache-2.0
"""Reads every export of a dossier of examples/press with the readers that its users have: the official IATI 2.03 schema (of
pyIATI), followthemoney, networkx, icalendar, geojson, conllu, udtools, pandas, LibreOffice, Gephi's importer, Apache Annotator, the
standard library. Arguments: the program, a folder
for what is made. A reader that is not there is named and its format left unread; RECOUPE_READERS=all makes that a failure."""
import csv, datetime, importlib, importlib.util, io, json, os, pathlib, re, shutil, subprocess, sys

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
if reader("udtools"):
    from udtools import Validator
    state = Validator(lang="ud", level=1).validate_files([str(work / "out.conllu")])
    assert not state.error_counter or not sum(sum(kind.values()) if isinstance(kind, dict) else kind for kind in state.error_counter.values()), state.error_counter
    print("conllu: valid (udtools, level 1: the format)")

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

# GDELT's mentions: 16 columns, each of an event of the table of events; characters are where they say.
mentions = [line.split("\t") for line in export("gdelt-mentions").read_text("utf-8").splitlines()]
events = {line.split("\t")[0]: line.split("\t") for line in lines}
by_source = {(d["url"] or d["source"]): d for d in documents.values()}
assert mentions and {len(cells) for cells in mentions} == {16} and {cells[0] for cells in mentions} == set(events)
for cells in mentions:
    d = by_source[cells[5]]
    assert cells[3] == ("1" if d["url"] else "2") and int(cells[12]) == len(d["text"]) and cells[1] == events[cells[0]][59]
    datetime.datetime.strptime(cells[2], "%Y%m%d%H%M%S") if cells[2] else None
    at, sentence = int(cells[9]), d["sentences"][int(cells[6]) - 1]
    assert sentence["start"] <= at < sentence["end"] + 200, cells
    assert at in {e["anchor"]["start"] for e in d["events"]} | {s["start"] for s in d["sentences"]}, cells
    for place in (int(cells[7]), int(cells[8])):
        assert place == -1 or place in {p.get("start") for e in d["events"] for p in e["actors"] + e["recipients"]}, cells
assert sum(int(e[31]) for e in events.values()) == len(mentions), "NumMentions and the table of mentions"
if "pandas" not in missing:
    table = pandas.read_csv(work / "out.gdelt-mentions", sep="\t", header=None, dtype=str)
    joined = table.merge(pandas.read_csv(work / "out.gdelt", sep="\t", header=None, dtype=str), left_on=0, right_on=0)
    assert len(joined) == len(mentions)
    polecat = pandas.read_csv(export("plover"), sep="\t", dtype=str, quoting=csv.QUOTE_NONE)
    assert list(polecat.columns)[:3] == ["Event ID", "Event Date", "Event Type"] and len(polecat.columns) == 40
    assert set(polecat["Event Type"].dropna()) <= set("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST "
                                             "SANCTION MOBILIZE COERCE ASSAULT".split()) and len(polecat) == len(events)
print(f"gdelt-mentions: {len(mentions)} of {len(events)} events")

# LibreOffice's Calc opens the CSV: cell for cell what Python reads.
office = shutil.which("soffice")
if office:
    subprocess.run([office, "--headless", f"-env:UserInstallation=file://{work.resolve()}/office", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
                    "--infilter=CSV:44,34,76,1,,0,false,true,false", "--outdir", str(work / "calc"), str(work / "out.csv")],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    if reader("openpyxl"):
        import openpyxl
        sheet = openpyxl.load_workbook(work / "calc/out.xlsx").active
        calc = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        mine = list(csv.reader(io.StringIO((work / "out.csv").read_bytes().decode(), newline="")))
        assert len(calc) == len(mine) and len(calc[0]) == len(mine[0]), (len(calc), len(mine))
        assert [row[9] for row in calc] == [row[9] for row in mine], "the words came through Calc"
        print(f"csv: {len(calc)} rows of {len(calc[0])} cells through LibreOffice Calc")
else:
    missing.append("soffice (libreoffice-calc-nogui)")

# Gephi's own importer (gephi-toolkit of Maven Central): all nodes; acts between the same two are one edge there.
gephi = list(work.glob("gephi-toolkit-*.jar"))
if gephi and shutil.which("java"):
    said = subprocess.run(["java", "-Djava.awt.headless=true", "-cp", str(gephi[0]), "tests/readers/GephiRead.java", str(export("graphml")),
                           str(export("gexf"))], check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=top, timeout=180)
    pairs = re.findall(r'<edge [^>]*source="([^"]*)" target="([^"]*)"', (work / "out.gexf").read_text("utf-8"))
    nodes = (work / "out.gexf").read_text("utf-8").count("<node ")
    assert pairs and [line.split()[1:] for line in said.stdout.splitlines()] == 2 * [[str(nodes), str(len(set(pairs))), "0"]], (said.stdout, nodes, len(set(pairs)))
    print(f"graphml, gexf: {nodes} nodes, {len(set(pairs))} edges in Gephi, nothing to complain of")
else:
    missing.append("gephi-toolkit")

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
selector = work / "node_modules/@apache-annotator/selector"
if selector.exists() and shutil.which("node"):
    said = subprocess.run(["node", "tests/readers/annotations.mjs", str(selector), str(work / "out.jsonl"), str(work / "out.webannotation")],
                          check=True, stdout=subprocess.PIPE, text=True, cwd=top)
    assert int(said.stdout) == found
    print(f"webannotation: {found} found by @apache-annotator/selector")
else:
    missing.append("@apache-annotator/selector")
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
