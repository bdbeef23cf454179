#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Between the sets of ../shared/data/times and recoupe.

usage: convert_spans.py input GOLD.jsonl...        -> JSONL that `recoupe extract` reads
       convert_spans.py output DOCUMENTS.jsonl     -> what score_spans.py reads

The first keeps each item's id, text, language and reference time; the second makes spans of the
contract's times and amounts, with the scorer's names of types and English names of units.

The contract and the phrase suites (Recognizers, chrono) write the same thing differently; for these
sets, and from recoupe's output and the text between its spans alone:
  a day and its hour, two spans, become one (the hour's value carries the day already);
  two points of a range ("from 2014 to 2018") become one INTERVAL between their first days;
  a duration and the day it is counted from ("three weeks from tomorrow") become that day;
  a repetition and its hour ("each monday at 4 pm") become one;
  two bounds side by side ("more than 10 and less than 20") become one range;
  a duration of an unsaid number (PXD: some days) is written 3, as these suites do;
  hundredths of a currency ("14.27 cents", 0.1427 in the contract) keep the number that is written.
"""
import datetime
import json
import re
import sys

JOINED = re.compile(r"^(?:recognizers|chrono)-")
GAP = re.compile(r"[\s,]*(?:à|a|au|le|la|de|du|vers|sur|pour|avant|après|at|on|in|@|ce|cet|dans le|of|before|after|by|around)?[\s,]*")

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
         "ft²": "square foot", "ft³": "cubic foot", "m³": "cubic metre", "cm³": "cubic centimetre", "km³": "cubic kilometre", "L": "litre", "cL": "centilitre", "dL": "decilitre",
         "mL": "millilitre", "hL": "hectolitre", "gal": "gallon", "bbl": "barrel", "pt": "pint", "km/h": "kilometre per hour",
         "m/s": "metre per second", "mph": "mile per hour", "kn": "knot", "°C": "degree celsius",
         "°F": "degree fahrenheit", "K": "kelvin", "°": "degree", "kW": "kilowatt", "MW": "megawatt",
         "GW": "gigawatt", "W": "watt", "kWh": "kilowatt-hour", "MB": "megabyte", "GB": "gigabyte",
         "TB": "terabyte", "kB": "kilobyte", "GHz": "gigahertz", "MHz": "megahertz", "Hz": "hertz",
         "bit": "bit", "rad": "radian", "J": "joule", "cal": "calorie", "dB": "decibel", "V": "volt", "N": "newton",
         "tbsp": "tablespoon", "tsp": "teaspoon", "cup": "cup", "fl oz": "fluid ounce", "TW": "terawatt", "MWh": "megawatt-hour",
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


def cents(text, item, span):
    """The suites count cents and pence as units of their own."""
    if re.search(r"\b(?:cents?|centimes?|pence|penny|pennies|p)\b", text[item["start"]:item["end"]], re.I):
        if not re.search(r"euro|dollar|pound|livre|[€$£]", text[item["start"]:item["end"]], re.I) and "/" not in span["value"]:
            span["value"] = str(round(float(span["value"]) * 100, 6))
    return span


def day_of(text):
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None


def first_day(span):
    """Where a point of a range begins: the first day of a month or a year; an hour is itself."""
    value = span.get("value") or ""
    if value == "PRESENT_REF":
        return span.get("published") or value
    if "T" in value or re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value
    if span.get("mod") == "END" and span.get("latest"):
        return str(day_of(span["latest"]) + datetime.timedelta(1))
    return span.get("earliest") or value


TO = re.compile(r"[\s,]*(?:to|until|till|til|through|thru|[-–—~]|à|a|au|jusqu['’](?:à|au|en|a))\s*(?:the|le|la|l['’])?\s*", re.I)
AND = re.compile(r"[\s,]*(?:and|et)\s*(?:the|le|la|l['’])?\s*", re.I)
BETWEEN = re.compile(r"(?:between|entre|from|de)\s*(?:the|le|la|l['’])?\s*$", re.I)
OPENING = re.compile(r"(?:between|entre|from|de|du|depuis)\s*(?:the|le|la|l['’])?\s*$", re.I)


def join_ranges(text, spans):
    out = []
    for span in spans:
        last = out[-1] if out else None
        gap = text[last["end"]:span["start"]] if last else ""
        if last and {last["type"], span["type"]} <= {"DATE", "TIME"} and (
                TO.fullmatch(gap) or AND.fullmatch(gap) and BETWEEN.search(text[:last["start"]])):
            begin = OPENING.search(text[:last["start"]])
            out[-1] = {"start": begin.start() if begin else last["start"], "end": span["end"], "type": "INTERVAL",
                       "value": "%s/%s" % (first_day(last), first_day(span))}
            continue
        out.append(span)
    return out


def join_sets(text, spans):
    """Each monday at 4 pm: a repetition and the hour beside it."""
    out = []
    for span in spans:
        last = out[-1] if out else None
        if last and last["type"] == "SET" and (span.get("value") or "").startswith("T") and GAP.fullmatch(
                text[last["end"]:span["start"]]):
            day = re.match(r"XXXX-WXX-\d", last["value"])
            out[-1] = dict(last, end=span["end"], value=(day.group() if day else "") + span["value"])
            continue
        out.append(span)
    return out


AFTER = re.compile(r"\s*(?:after|from|since|later than|après|à partir de|à compter de)\s*(?:the|le|la|l['’])?\s*", re.I)
BEFORE = re.compile(r"\s*(?:before|avant)\s*(?:the|le|la|l['’])?\s*", re.I)


def shifted(day, value, sign):
    """day plus or minus an ISO duration of years to days; None when it is finer or unknown."""
    found = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", value)
    if not day or not found or value == "P":
        return None
    years, months, weeks, days = (int(x or 0) * sign for x in found.groups())
    months += day.month - 1 + 12 * (day.year + years)
    year, month = months // 12, months % 12 + 1
    last = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(1)).day
    return datetime.date(year, month, min(day.day, last)) + datetime.timedelta(days + 7 * weeks)


def join_offsets(text, spans):
    out = []
    for span in spans:
        last = out[-1] if out else None
        gap = text[last["end"]:span["start"]] if last else ""
        sign = 1 if AFTER.fullmatch(gap) else -1 if BEFORE.fullmatch(gap) else 0
        if last and sign and last["type"] == "DURATION" and span["type"] == "DATE":
            day = shifted(day_of(first_day(span)), last["value"], sign)
            if day:
                out[-1] = {"start": last["start"], "end": span["end"], "type": "DATE", "value": str(day)}
                continue
        out.append(span)
    return out


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


BOUND_LOW, BOUND_HIGH = {"MORE_THAN", "EQUAL_OR_MORE"}, {"LESS_THAN", "EQUAL_OR_LESS"}


def join_bounds(text, spans):
    """More than ten and less than twenty: two bounds side by side are a range to these suites."""
    out = []
    for span in spans:
        last = out[-1] if out else None
        mods = {last.get("mod"), span.get("mod")} if last else set()
        if last and last["type"] == span["type"] == "NUMBER" and mods & BOUND_LOW and mods & BOUND_HIGH and re.fullmatch(
                r"\s*(?:,|and|et|mais|but|\s)*\s*", text[last["end"]:span["start"]]):
            low, high = sorted((last, span), key=lambda x: x["mod"] in BOUND_HIGH)
            if float(low["value"]) < float(high["value"]):
                out[-1] = {"start": last["start"], "end": span["end"], "type": "NUMRANGE", "value": "%s/%s" % (low["value"], high["value"])}
                continue
        out.append(span)
    return out


UNIT_OF = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "m": "minute", "S": "second"}


def measured(span):
    """Sets without times (quantulum3) take durations for quantities and years for numbers."""
    value = span.get("value") or ""
    found = re.fullmatch(r"P([\d.]+)([YMWD])|PT([\d.]+)([HMS])", value)
    if span["type"] == "DURATION" and found:
        number, unit = (found[1], UNIT_OF[found[2]]) if found[1] else (found[3], UNIT_OF[found[4].replace("M", "m")])
        return {"start": span["start"], "end": span["end"], "type": "QUANTITY", "value": number, "unit": unit}
    if span["type"] == "DATE" and re.fullmatch(r"\d{4}", value):
        return {"start": span["start"], "end": span["end"], "type": "NUMBER", "value": value}
    return span


def converted(item):
    text = item["text"]
    times = [dict(span_of(x), earliest=x["earliest"], latest=x["latest"]) for x in item["times"]]
    amounts = [span_of(x) for x in item["amounts"]]
    if JOINED.match(item["source_id"]):
        published = (item["published"] or {}).get("value")
        for span in times:
            span["published"] = published and published[:10]
            if span["type"] == "DURATION":
                span["value"] = re.sub("X", "3", span["value"])
        times = join_offsets(text, join_ranges(text, join_sets(text, join(text, times))))
        amounts = [cents(text, x, span) if x["kind"] == "money" else span for x, span in zip(item["amounts"], amounts)]
        amounts = join_bounds(text, amounts)
    for span in amounts:  # tons are written "ton" where the text says so: one symbol stands for both
        if span.get("unit") == "tonne" and re.search(r"\btons?\b", text[span["start"]:span["end"]]):
            span["unit"] = "ton"
    if item["source_id"].startswith("quantulum3"):
        times = [measured(span) for span in times]
    return [{k: v for k, v in span.items() if k not in ("earliest", "latest", "published")} for span in times] + amounts


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
                out = {"id": item["source_id"], "spans": converted(item)}
            print(json.dumps(out, ensure_ascii=False))


if __name__ == "__main__":
    main()
