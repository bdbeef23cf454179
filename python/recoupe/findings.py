# SPDX-License-Identifier: Apache-2.0
"""What recoupe finds, as dataclasses: the contract's JSON objects, field for field.

Offsets count code points of the document's text, as Python strings do: `document.text[event.start:
event.end]` are the very words. What is not known is None. A field that a later version adds is
found in `extra`.
"""
from __future__ import annotations

import dataclasses
import functools
import typing
from dataclasses import dataclass, field


@dataclass
class Finding:
    """Base of all that is read from JSON: knows how to make itself from an object."""

    extra: dict = field(default_factory=dict, kw_only=True, repr=False)

    @classmethod
    def from_json(cls, value):
        if value is None:
            return None
        hints, known, extra = _hints(cls), {}, {}
        for key, item in value.items():
            if key in hints:
                known[key] = _convert(hints[key], item)
            else:
                extra[key] = item
        return cls(**known, extra=extra)


@functools.lru_cache(maxsize=None)
def _hints(cls):
    hints = typing.get_type_hints(cls)
    hints.pop("extra", None)
    return hints


def _convert(hint, value):
    for part in (hint, *typing.get_args(hint)):
        if value is not None and isinstance(part, type) and issubclass(part, Finding):
            if isinstance(value, list):
                return [part.from_json(item) for item in value]
            return part.from_json(value)
    return value


@dataclass
class Span(Finding):
    start: int = 0
    end: int = 0
    text: str | None = None


@dataclass
class Date(Finding):
    value: str | None = None
    basis: str | None = None


@dataclass
class Origin(Finding):
    kind: str | None = None
    name: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass
class Mention(Span):
    id: str = ""
    kind: str | None = None
    entity: str | None = None
    name: bool = False
    rule: str | None = None


@dataclass
class Entity(Finding):
    id: str = ""
    kind: str | None = None
    name: str | None = None
    wikidata: str | None = None
    country: str | None = None
    cameo: str | None = None
    role: str | None = None


@dataclass
class Time(Span):
    id: str = ""
    type: str | None = None
    value: str | None = None
    mod: str | None = None
    earliest: str | None = None
    latest: str | None = None
    basis: str | None = None
    rule: str | None = None


@dataclass
class Amount(Span):
    id: str = ""
    kind: str | None = None
    value: str | None = None
    value_to: str | None = None
    modifier: str | None = None
    unit: str | None = None
    rule: str | None = None


@dataclass
class Party(Finding):
    entity: str | None = None
    text: str | None = None
    cameo: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass
class Quote(Span):
    id: str = ""
    mode: str | None = None
    speaker: Party | None = None
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    rule: str | None = None


@dataclass
class When(Finding):
    time: str | None = None
    value: str | None = None


@dataclass
class Event(Finding):
    id: str = ""
    start: int = 0
    end: int = 0
    anchor: Span | None = None
    rule: str | None = None
    type: str | None = None
    mode: str | None = None
    cameo: str | None = None
    actors: list[Party] = field(default_factory=list)
    recipients: list[Party] = field(default_factory=list)
    object: str | None = None
    amounts: list[str] = field(default_factory=list)
    when: When | None = None
    deadline: str | None = None
    where: Party | None = None
    polarity: str | None = None
    status: str | None = None
    said_by: list[Party] = field(default_factory=list)
    hedged: bool = False


@dataclass
class Money(Finding):
    value: str | None = None
    currency: str | None = None
    modifier: str | None = None


@dataclass
class Commitment(Finding):
    id: str = ""
    start: int = 0
    end: int = 0
    anchor: Span | None = None
    rule: str | None = None
    givers: list[Party] = field(default_factory=list)
    receivers: list[Party] = field(default_factory=list)
    via: str | None = None
    goods: str | None = None
    category: str | None = None
    count: str | None = None
    money: Money | None = None
    stage: str | None = None
    deadline: str | None = None
    when: When | None = None
    said_by: list[Party] = field(default_factory=list)
    hedged: bool = False


@dataclass
class Document(Finding):
    id: str = ""
    source: str | None = None
    source_id: str | None = None
    sha256: str | None = None
    url: str | None = None
    site: str | None = None
    title: str | None = None
    authors: list[str] = field(default_factory=list)
    origin: Origin | None = None
    published: Date | None = None
    modified: Date | None = None
    lang: str | None = None
    text: str = ""
    sentences: list[Span] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)

    def words(self, finding):
        """The very words of a finding (anything with start and end)."""
        return self.text[finding.start : finding.end]

    def entity(self, reference):
        """The entity that a mention, party or id names, or None."""
        wanted = reference if isinstance(reference, str) else getattr(reference, "entity", None)
        return next((entity for entity in self.entities if entity.id == wanted), None)


@dataclass
class Support(Finding):
    document: str = ""
    event: str | None = None
    commitment: str | None = None
    start: int = 0
    end: int = 0


@dataclass
class DifferenceValue(Finding):
    value: str | None = None
    documents: list[str] = field(default_factory=list)


@dataclass
class Difference(Finding):
    field_name: str | None = None
    relation: str | None = None
    values: list[DifferenceValue] = field(default_factory=list)

    @classmethod
    def from_json(cls, value):
        value = dict(value)
        value["field_name"] = value.pop("field", None)
        return super().from_json(value)


@dataclass
class Claim(Finding):
    id: str = ""
    kind: str | None = None
    story: str | None = None
    summary: str | None = None
    type: str | None = None
    actors: list[Party] = field(default_factory=list)
    recipients: list[Party] = field(default_factory=list)
    when: str | None = None
    stage: str | None = None
    goods: str | None = None
    support: list[Support] = field(default_factory=list)
    origins: int = 0
    origin_names: list[str] = field(default_factory=list)
    verdict: str | None = None
    differences: list[Difference] = field(default_factory=list)
    why: str | None = None


@dataclass
class Story(Finding):
    id: str = ""
    title: str | None = None
    documents: list[str] = field(default_factory=list)
    first_day: str | None = None
    last_day: str | None = None

    @classmethod
    def from_json(cls, value):
        value = dict(value)
        value["first_day"], value["last_day"] = value.pop("from", None), value.pop("to", None)
        return super().from_json(value)


@dataclass
class Change(Finding):
    change: str = ""
    claim: str | None = None
    was: str | None = None
    summary: str | None = None
    origins_before: int = 0
    documents: list[str] = field(default_factory=list)


@dataclass
class Comparison(Finding):
    documents: list[Document] = field(default_factory=list)
    copies: list[dict] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    timeline: list[dict] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    ledger: list[dict] = field(default_factory=list)
    omissions: list[dict] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


def rows(findings):
    """Findings as flat dictionaries for a table: parties as their words, money as value and currency."""
    for finding in findings:
        row = {}
        for entry in dataclasses.fields(finding):
            if entry.name == "extra":
                continue
            row[entry.name] = _cell(getattr(finding, entry.name))
        yield row


def _cell(value):
    if isinstance(value, list):
        return "; ".join(str(_cell(item)) for item in value)
    if isinstance(value, Money):
        return f"{value.value} {value.currency}"
    if isinstance(value, When):
        return value.value
    if isinstance(value, Finding):
        return getattr(value, "text", None) or getattr(value, "value", None) or getattr(value, "name", None) or repr(value)
    return value
