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
  a day and a range of its hours become one; a duration of a phrase alone is counted from its reference time
    ("in 5 minutes", "2 hours later", "within 3 days"), or from the point beside it ("from 9 am for 7 hours");
  the rest of a week, the first two weeks of a month are written as ranges, the end of a day as its last second;
  a duration and the day it is counted from ("three weeks from tomorrow") become that day;
  a repetition and its hour ("each monday at 4 pm") become one;
  two bounds side by side ("more than 10 and less than 20") become one range;
  a duration of an unsaid number (PXD: some days) is written 3, as these suites do;
  hundredths of a currency ("14.27 cents", 0.1427 in the contract) keep the number that is written.
"""
import datetime
import json
import pathlib
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
         "TWh": "terawatt-hour", "GWh": "gigawatt-hour", "mW": "milliwatt", "Pa": "pascal", "hPa": "hectopascal",
         "MPa": "megapascal", "psi": "pound-force per square inch", "kN": "kilonewton", "A": "ampere",
         "mA": "milliampere", "mAh": "milliampere-hour", "Ω": "ohm", "kV": "kilovolt", "mV": "millivolt",
         "eV": "electronvolt", "keV": "kiloelectronvolt", "MeV": "megaelectronvolt", "GeV": "gigaelectronvolt",
         "TeV": "teraelectronvolt", "kJ": "kilojoule", "MJ": "megajoule", "GJ": "gigajoule", "kcal": "kilocalorie",
         "Gy": "gray", "Sv": "sievert", "mSv": "millisievert", "µSv": "microsievert", "Bq": "becquerel",
         "lm": "lumen", "lx": "lux", "mol": "mole", "cd": "candela", "F": "farad", "T": "tesla", "THz": "terahertz",
         "PB": "petabyte", "Mbit": "megabit", "Gbit": "gigabit", "kbit": "kilobit", "MP": "megapixel", "B": "byte",
         "Mbit/s": "megabit per second", "Gbit/s": "gigabit per second", "rpm": "revolution per minute",
         "BTU": "british thermal unit", "kPa": "kilopascal", "hp": "horsepower", "kHz": "kilohertz", "st": "stone",
         "s": "second", "ms": "millisecond", "min": "minute", "h": "hour", "d": "day", "week": "week", "month": "month",
         "a": "year", "an": "year", "mois": "month", "jour": "day", "semaine": "week", "heure": "hour",
         "minute": "minute", "seconde": "second"}


def lexicon_units():
    """The English name of every symbol that lexicon/en/units.txt prints: the first of its line."""
    names, prefixes, section = {}, [], None
    for line in open(LEXICON / "units.txt", encoding="utf-8"):
        line = line.strip()
        if re.fullmatch(r"\[\w+\]", line):
            section = line[1:-1]
        elif section and " = " in line and line[0] not in "#>":
            words, symbol = line.rsplit(" = ", 1)
            word = words.split(", ")[0]
            if section == "prefix":
                prefixes.append((word, symbol))
                continue
            for prefix, sign in prefixes if "*" in word else [("", "")]:
                names.setdefault(symbol.replace("*", sign), word.replace("*", prefix))
    return names


LEXICON = pathlib.Path(__file__).resolve().parent.parent / "lexicon/en"
UNITS = {**lexicon_units(), **UNITS}


def unit_name(unit):
    over, slash, under = unit.partition("/")
    if unit not in UNITS and slash:
        return " per ".join(UNITS.get(part, part) for part in unit.split("/"))
    return UNITS.get(unit, unit)


# quantulum3 names some units in its own way.
QUANTULUM = {"pound": "pound-mass", "millilitre": "cubic centimetre"}


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
        span["unit"] = unit_name(item["unit"])
        if item["kind"] == "count" and (item["unit"] in UNITS or "/" in item["unit"]):
            span["type"] = "QUANTITY"
    return span


def hundredths():
    """The words that the lexicon knows for a hundredth of a currency."""
    out = []
    for language in ("en", "fr"):
        text = (LEXICON.parent / language / "currencies.txt").read_text(encoding="utf-8")
        for line in text.split("[hundredth]\n")[1].split("\n\n")[0].splitlines():
            out += line.split(" = ")[0].split(", ")
    return "|".join(sorted(out, key=len, reverse=True))


SMALL = re.compile(r"\b(?:cents?|centimes?|pence|penny|pennies|p|%s)\b" % hundredths(), re.I)


def cents(text, item, span):
    """The suites count cents and pence as units of their own."""
    if SMALL.search(text[item["start"]:item["end"]]):
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
        part = last and re.search(r"T[A-Z]{2}$", last.get("value") or "") and re.fullmatch(r"\s*[àa]\s*", gap)
        if last and not part and {last["type"], span["type"]} <= {"DATE", "TIME"} and (
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
        if last and span["type"] == "SET" and last["type"] == "TIME" and re.search(r"T\d\d:", last.get("value") or "") and GAP.fullmatch(
                text[last["end"]:span["start"]]):
            day = re.match(r"XXXX-WXX-\d", span["value"])
            out[-1] = dict(span, start=last["start"], value=(day.group() if day else "") + last["value"][last["value"].index("T"):])
            continue
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


HOURS = re.compile(r"[\s,]*(?:(?:on|of|de|du|le|the|at|ce)\s+)?")


def join_days(text, spans):
    """A day and a range of hours of that day, side by side in either order: "tonight from 7 to 7:30"."""
    out = []
    for span in spans:
        last = out[-1] if out else None
        near = last and HOURS.fullmatch(text[last["end"]:span["start"]])
        for day, hours in ((last, span), (span, last)) if near else ():
            value = day.get("value") or ""
            if day["type"] in ("DATE", "TIME") and hours["type"] == "INTERVAL" and "T" in hours["value"] and re.fullmatch(
                    r"\d{4}-\d\d-\d\d(?:T[A-Z]{2})?", value) and hours["value"].startswith(value[:10]):
                out[-1] = dict(hours, start=last["start"], end=span["end"])
                break
        else:
            out.append(span)
    return out


def moment_of(text):
    try:
        return datetime.datetime.fromisoformat(text[:19])
    except ValueError:
        return None


def moved(moment, value, sign=1):
    """moment plus an ISO duration, to the second; None when it is not all known."""
    found = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", value)
    if not moment or not found or value in ("P", "PT"):
        return None
    hours, minutes, seconds = (int(x or 0) * sign for x in found.groups()[4:])
    day = shifted(moment.date(), value.split("T")[0] if value.split("T")[0] != "P" else "P0D", sign)
    return day and datetime.datetime.combine(day, moment.time()) + datetime.timedelta(
        hours=hours, minutes=minutes, seconds=seconds)


def written(moment, value):
    return moment.isoformat() if "T" in value else moment.date().isoformat()


LATER = re.compile(r"\s*(?:later|from now|plus tard)\b", re.I)
IN = re.compile(r"(?:\bin|\bdans|\bd'ici)\s*$", re.I)
AGO = re.compile(r"\s*(?:ago|before|earlier|plus tôt|avant)\s*[.!?]?\s*$", re.I)
WITHIN = re.compile(r"(?:\bwithin|\bdans les|\bsous)\s*(?:the\s+)?(?:next\s+)?$", re.I)
FOR = re.compile(r"\s*(?:for|pendant|pour)\s*", re.I)
FROM = re.compile(r"\s*(?:from|starting|à partir de|beginning)\s*(?:at|on)?\s*$", re.I)


def from_now(text, spans, reference, chrono):
    """Bare phrases are said at the reference time, midnight included: "in 5 minutes", "2 hours later",
    "within 3 days" (chrono: the moment, Recognizers: all until then), "the past hour"."""
    out = []
    for span in spans:
        now, value = moment_of(reference or ""), span.get("value") or ""
        near = re.search(r"\b(?:last|past|next|previous|coming|upcoming|derni|prochain)", text[span["start"]:span["end"]], re.I)
        if span["type"] == "DURATION" and now and "X" not in value and not near:
            before, after, words = text[:span["start"]], text[span["end"]:], text[span["start"]:span["end"]]
            later, ago = moved(now, value), moved(now, value, -1)
            if later and (LATER.match(after) or IN.search(before) or chrono and (
                    WITHIN.search(before) or re.search(r"\b(?:for|pour)\s*$", before, re.I))):
                span = dict(span, type="TIME" if "T" in value else "DATE", value=written(later, value))
            elif ago and AGO.match(after):
                span = dict(span, type="TIME" if "T" in value else "DATE", value=written(ago, value))
            elif later and WITHIN.search(before):
                span = dict(span, type="INTERVAL", value="%s/%s" % (written(now, value), written(later, value)))
        out.append(span)
    return out


def join_for(text, spans):
    """A point and how long from there: "from 9:30am for 7 hours", "for 2 hours from 2pm"."""
    out = []
    for span in spans:
        last = out[-1] if out else None
        gap = text[last["end"]:span["start"]] if last else ""
        point, length = (last, span) if last and FOR.fullmatch(gap) and span["type"] == "DURATION" and FROM.search(
            text[:last["start"]]) else (
            (span, last) if last and FROM.fullmatch(gap) and last["type"] == "DURATION" and re.search(
                r"\bfor\s*$", text[:last["start"]], re.I) else (None, None))
        end = point and moved(moment_of(first_day(point)), length.get("value") or "")
        if end and point["type"] in ("DATE", "TIME"):
            begin = first_day(point)
            out[-1] = {"start": last["start"], "end": span["end"], "type": "INTERVAL",
                       "value": "%s/%s" % (begin, end.isoformat() if "T" in begin + length["value"] else end.date())}
            continue
        out.append(span)
    return out


STRETCH = re.compile(r"(?:the )?(?:first|opening|last|final|closing) .* (?:of|in) ", re.I)


def bounded(text, span):
    """What these suites write as a range: the rest of the week, the first two weeks of May; the end of a
    day is its last second."""
    words = text[span["start"]:span["end"]]
    if span["type"] == "DATE" and span.get("earliest") and re.match(r"(?:the |le )?(?:rest|remainder|reste) ", words, re.I):
        return dict(span, type="INTERVAL", value="%s/%s" % (span["earliest"], span["latest"]))
    if span["type"] == "DURATION" and span.get("earliest") and STRETCH.match(words):
        return dict(span, type="INTERVAL", value="%s/%s" % (span["earliest"], day_of(span["latest"]) + datetime.timedelta(1)))
    if span.get("mod") == "END" and re.fullmatch(r"\d{4}-\d\d-\d\d(?:TDT)?", span["value"] or ""):
        return dict(span, type="TIME", value=span["value"][:10] + "T23:59:59")
    return span


OPEN_DAYS = {"lendemain": 1, "veille": -1, "day after": 1, "following day": 1, "next day": 1, "day before": -1}


def counted(text, spans, reference):
    """A phrase alone has no day that "le lendemain" could follow but the reference."""
    for i, span in enumerate(spans):
        days = [n for word, n in OPEN_DAYS.items() if word in text[span["start"]:span["end"]].lower()]
        day = day_of(reference or "")
        if days and day and (span.get("value") or "").startswith("XXXX-XX-XX"):
            spans[i] = dict(span, value=str(day + datetime.timedelta(days[0])) + span["value"][10:])
            spans[i]["earliest"] = spans[i]["latest"] = spans[i]["value"][:10]
    return spans


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
        reference = (item["published"] or {}).get("value")
        times = [bounded(text, span) for span in counted(text, times, reference)]
        times = join_for(text, join_offsets(text, join_ranges(text, join_sets(text, join(text, times)))))
        times = join_days(text, from_now(text, times, reference, item["source_id"].startswith("chrono")))
        amounts = [cents(text, x, span) if x["kind"] == "money" else span for x, span in zip(item["amounts"], amounts)]
        amounts = join_bounds(text, amounts)
    for span in amounts:  # tons are written "ton" where the text says so: one symbol stands for both
        if span.get("unit") == "tonne" and re.search(r"\btons?\b", text[span["start"]:span["end"]]):
            span["unit"] = "ton"
    if item["source_id"].startswith("quantulum3"):
        times = [measured(span) for span in times]
        for span in amounts:
            if span.get("unit"):
                span["unit"] = QUANTULUM.get(span["unit"], span["unit"])
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
