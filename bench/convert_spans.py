#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Between the sets of ../shared/data/times and recoupe.

usage: convert_spans.py input GOLD.jsonl...        -> JSONL that `recoupe extract` reads
       convert_spans.py output DOCUMENTS.jsonl     -> what score_spans.py reads

The first keeps each item's id, text, language and reference time; the second makes spans of the
contract's times and amounts, with the scorer's names of types and English names of units. The
contract gives a date and its hour as two spans; sets that mark them as one (Recognizers, chrono)
get them joined: the hour's value carries the day already.
"""
import json
import re
import sys

JOINED = re.compile(r"^(?:recognizers|chrono)-")
GAP = re.compile(r"[\s,]*(?:à|a|au|le|la|de|du|vers|sur|pour|at|on|in|@|ce|cet|dans le|of)?[\s,]*")

KINDS = {"number": "NUMBER", "count": "NUMBER", "money": "MONEY", "percent": "PERCENT",
         "age": "AGE", "ordinal": "ORDINAL", "fraction": "NUMBER", "length": "QUANTITY",
         "mass": "QUANTITY", "area": "QUANTITY", "volume": "QUANTITY", "speed": "QUANTITY",
         "temperature": "QUANTITY"}
MODIFIERS = {"more_than": "MORE_THAN", "at_least": "EQUAL_OR_MORE", "less_than": "LESS_THAN",
             "at_most": "EQUAL_OR_LESS", "about": "APPROX"}
UNITS = {"km": "kilometre", "m": "metre", "cm": "centimetre", "mm": "millimetre", "dm": "decimetre",
         "µm": "micrometre", "nm": "nanometre", "mi": "mile", "ft": "foot", "in": "inch", "yd": "yard",
         "nmi": "nautical mile", "ly": "light-year", "kg": "kilogram", "g": "gram",
         "mg": "milligram", "µg": "microgram", "t": "tonne", "kt": "kiloton", "Mt": "megaton",
         "lb": "pound", "oz": "ounce", "m²": "square metre", "km²": "square kilometre",
         "cm²": "square centimetre", "mm²": "square millimetre", "ha": "hectare", "ac": "acre", "mi²": "square mile",
         "ft²": "square foot", "m³": "cubic metre", "cm³": "cubic centimetre", "km³": "cubic kilometre", "L": "litre", "cL": "centilitre", "dL": "decilitre",
         "mL": "millilitre", "hL": "hectolitre", "gal": "gallon", "bbl": "barrel", "pt": "pint", "km/h": "kilometre per hour",
         "m/s": "metre per second", "mph": "mile per hour", "kn": "knot", "°C": "degree celsius",
         "°F": "degree fahrenheit", "K": "kelvin", "°": "degree", "kW": "kilowatt", "MW": "megawatt",
         "GW": "gigawatt", "W": "watt", "kWh": "kilowatt-hour", "MB": "megabyte", "GB": "gigabyte",
         "TB": "terabyte", "kB": "kilobyte", "GHz": "gigahertz", "MHz": "megahertz", "Hz": "hertz",
         "an": "year", "mois": "month", "jour": "day", "semaine": "week", "heure": "hour",
         "minute": "minute", "seconde": "second"}


def span_of(item):
    span = {"start": item["start"], "end": item["end"], "value": item["value"]}
    if "kind" not in item:
        span["type"] = item["type"]
        if item.get("mod"):
            span["mod"] = item["mod"]
        return span
    span["type"] = KINDS[item["kind"]]
    if item.get("value_to") is not None:
        span["value"] = "%s/%s" % (item["value"], item["value_to"])
        if span["type"] == "NUMBER":
            span["type"] = "NUMRANGE"
    if item.get("modifier") in MODIFIERS:
        span["mod"] = MODIFIERS[item["modifier"]]
    if span["type"] == "MONEY":
        span["currency"] = item.get("unit")
    elif item.get("unit"):
        span["unit"] = UNITS.get(item["unit"], item["unit"])
        if item["kind"] == "count" and item["unit"] in UNITS:
            span["type"] = "QUANTITY"
    return span


def join(text, spans):
    """Joins a day and an hour that stand side by side, in either order."""
    out = []
    for span in spans:
        last = out[-1] if out else None
        pair = [x for x in (last, span) if x and re.match(r"(?:DATE|TIME)$", x.get("type", ""))]
        hours = [x for x in pair if re.search(r"T\d\d", x["value"] or "")]
        if len(pair) == 2 and len(hours) == 1 and GAP.fullmatch(text[last["end"]:span["start"]]):
            other = pair[0] if hours[0] is pair[1] else pair[1]
            day = (hours[0]["value"] or "").split("T")[0]
            if day and (other["value"] or "").startswith(day):
                out[-1] = dict(hours[0], start=last["start"], end=span["end"])
                continue
        out.append(span)
    return out


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("input", "output"):
        sys.exit(__doc__)
    for path in sys.argv[2:]:
        for line in open(path, encoding="utf-8"):
            item = json.loads(line)
            if sys.argv[1] == "input":
                out = {"id": item["id"], "text": item["text"], "lang": item["lang"]}
                if item.get("ref_datetime"):
                    out["published"] = item["ref_datetime"]
            else:
                spans = [span_of(x) for x in item["times"]]
                if JOINED.match(item["source_id"]):
                    spans = join(item["text"], spans)
                out = {"id": item["source_id"],
                       "spans": spans + [span_of(x) for x in item["amounts"]]}
            print(json.dumps(out, ensure_ascii=False))


if __name__ == "__main__":
    main()
