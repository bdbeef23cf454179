# SPDX-License-Identifier: Apache-2.0
# iati, geojson and conllu against what their standards ask, and what the dossier keeps for them.
set -e
export LC_ALL=C.UTF-8
"$RECOUPE" add --quiet "$WORK/desk.db" examples/press >/dev/null
for format in iati geojson conllu jsonl; do "$RECOUPE" export "$WORK/desk.db" --format $format >"$WORK/out.$format"; done
"$RECOUPE" parse examples/press >"$WORK/parsed.conllu"
"$RECOUPE" extract examples/press >"$WORK/extracted.jsonl"
python3 - "$WORK" lexicon/coordinates.txt <<'PY'
import datetime, json, re, sys
import xml.etree.ElementTree as tree
work, places = sys.argv[1:]

# CoNLL-U: what parse gives, article by article, to the letter.
def blocks(name):
    text = open(f"{work}/{name}", encoding="utf-8").read()
    return sorted(re.split(r"(?=^# newdoc)", text, flags=re.M)[1:])
assert blocks("out.conllu") == blocks("parsed.conllu") and len(blocks("out.conllu")) == 15

# The structure of each text is what read gave.
def structures(name):
    return {d["id"]: d["structure"] for d in map(json.loads, open(f"{work}/{name}", encoding="utf-8"))}
assert structures("out.jsonl") == structures("extracted.jsonl")
both = [sorted(open(f"{work}/{name}", encoding="utf-8")) for name in ("out.jsonl", "extracted.jsonl")]
assert both[0] == both[1], "what the dossier gives back is what extract found, to the letter"
assert any(p["kind"] == "heading" for s in structures("out.jsonl").values() for p in s), "examples/press has headings"

# GeoJSON (RFC 7946): members, ranges, longitude first.
known = {line.split(" ", 4)[0]: line.split() for line in open(places, encoding="utf-8") if len(line.split()) == 4}
collection = json.load(open(f"{work}/out.geojson", encoding="utf-8"))
assert collection["type"] == "FeatureCollection" and len(collection["features"]) > 10
ids = set()
for feature in collection["features"]:
    assert set(feature) == {"type", "id", "geometry", "properties"} and feature["type"] == "Feature"
    assert feature["id"] not in ids
    ids.add(feature["id"])
    of = feature["properties"]
    if feature["geometry"] is None:
        assert of["precision"] is None
        continue
    assert feature["geometry"]["type"] == "Point" and of["precision"] in ("town", "country")
    longitude, latitude = feature["geometry"]["coordinates"]
    assert -180 <= longitude <= 180 and -90 <= latitude <= 90
    if of["precision"] == "country":
        assert known[of["country"]][2:] == [f"{latitude:.2f}", f"{longitude:.2f}"], of
    assert of["documents"]
towns = {f["properties"]["place"]: f["geometry"]["coordinates"] for f in collection["features"] if f["geometry"]}
assert abs(towns["Norvège"][1] - 65) < 5 and {f["properties"]["kind"] for f in collection["features"]} == {"place", "claim"}

# IATI 2.03: the elements of an activity in the order of its schema, mandatory ones there, codes of its lists.
ORDER = """iati-identifier reporting-org title description participating-org other-identifier activity-status activity-date
contact-info activity-scope recipient-country recipient-region location sector tag country-budget-items humanitarian-scope
policy-marker collaboration-type default-flow-type default-finance-type default-aid-type default-tied-status budget
planned-disbursement capital-spend transaction document-link related-activity""".split()
ONCE = {"iati-identifier", "reporting-org", "title", "activity-status"}
MANDATORY = ONCE | {"description", "participating-org", "activity-date"}
CODES = {("reporting-org", "type"): "90", ("participating-org", "role"): "1 2 3 4", ("participating-org", "type"): "10 15 21 40 90",
         ("activity-status", "code"): "1 2 3 4 5 6", ("activity-date", "type"): "1 2 3 4", ("transaction-type", "code"): "2 3"}
root = tree.parse(f"{work}/out.iati").getroot()
assert root.tag == "iati-activities" and root.get("version") == "2.03" and len(root) >= 10
identifiers = [activity.findtext("iati-identifier") for activity in root]
assert len(set(identifiers)) == len(identifiers)
for activity in root:
    names = [child.tag for child in activity]
    assert names == sorted(names, key=ORDER.index), names
    assert MANDATORY <= set(names) and all(names.count(name) == 1 for name in ONCE), names
    for element in activity.iter():
        for (tag, name), values in CODES.items():
            if element.tag == tag and element.get(name) is not None:
                assert element.get(name) in values.split(), (tag, name, element.get(name))
        for name in ("iso-date", "value-date"):
            if element.get(name) is not None:
                datetime.date.fromisoformat(element.get(name))
        if element.tag in ("title", "description", "reporting-org", "participating-org", "provider-org", "receiver-org"):
            assert element.find("narrative") is not None and element.find("narrative").text
        if element.tag == "value":
            assert re.fullmatch(r"[A-Z]{3}", element.get("currency")) and float(element.text) > 0
        if element.tag == "recipient-country":
            assert re.fullmatch(r"[A-Z]{2}", element.get("code"))
    for transaction in activity.iter("transaction"):
        assert [child.tag for child in transaction][:3] == ["transaction-type", "transaction-date", "value"]
assert {c.get("code") for c in root.iter("recipient-country")} >= {"MZ", "PH"}
assert any(v.text == "240000000" and v.get("currency") == "EUR" for v in root.iter("value")), "the boats' price"
PY
