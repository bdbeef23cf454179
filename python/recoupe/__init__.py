# SPDX-License-Identifier: Apache-2.0
"""recoupe for Python: who did what to whom, who said what, and where sources agree or conflict.

    import recoupe
    document = recoupe.read_text("La Norvège a promis deux bacs à l'Estonie.", published="2025-04-03")
    for commitment in document.commitments:
        print(commitment.givers[0].text, commitment.stage, document.words(commitment))
    comparison = recoupe.compare(["articles/"])
    for claim in comparison.claims:
        print(claim.verdict, claim.origins, claim.summary)

Works offline over the shared library inside the package. Inputs are files and folders of any
format that the program reads. What could not be read is in `recoupe.unread` of the last call, and
goes to the `warnings` module once for each input.
"""
from __future__ import annotations

import json
import os
import tempfile
import warnings

from ._library import RecoupeError, run
from .findings import (Amount, Change, Claim, Commitment, Comparison, Date, Difference, Document, Entity, Event, Mention,
                       Money, Origin, Party, Quote, Span, Story, Support, Time, When, rows)

__all__ = ["RecoupeError", "read", "extract", "read_text", "compare", "report", "frame", "version", "Amount", "Change",
           "Claim", "Commitment", "Comparison", "Date", "Difference", "Document", "Entity", "Event", "Mention", "Money",
           "Origin", "Party", "Quote", "Span", "Story", "Support", "Time", "When"]


def _paths(inputs):
    return [inputs] if isinstance(inputs, (str, os.PathLike)) else list(inputs)


def _run(verb, inputs, **settings):
    printed, complaints = run(verb, _paths(inputs), **settings)
    for where, message in complaints:
        warnings.warn(f"{where}: {message}", stacklevel=3)
    return printed.decode("utf-8")


def _documents(verb, inputs, **settings):
    # Only "\n" ends a line: str.splitlines would cut at U+2028 or U+0085 inside a text too.
    return [Document.from_json(json.loads(line)) for line in _run(verb, inputs, **settings).split("\n")[:-1]]


def read(inputs, *, date=None, lang=None, jobs=0, progress=None) -> list[Document]:
    """Clean articles, without findings."""
    return _documents("read", inputs, date=date, language=lang, jobs=jobs, progress=progress)


def extract(inputs, *, date=None, lang=None, jobs=0, progress=None) -> list[Document]:
    """Articles with all that was found in them."""
    return _documents("extract", inputs, date=date, language=lang, jobs=jobs, progress=progress)


def read_text(text, *, title=None, published=None, lang=None, url=None, site=None) -> Document:
    """One article given as a string, taken to the letter, with all that was found in it."""
    record = {"text": text, "title": title, "published": published, "lang": lang, "url": url, "site": site}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as lines:
        lines.write(json.dumps({key: value for key, value in record.items() if value is not None}) + "\n")
        lines.flush()
        documents = extract(lines.name, jobs=1)
    if not documents:
        raise RecoupeError("there is no text to read")
    documents[0].source = None
    return documents[0]


def compare(inputs=(), *, dossier=None, date=None, lang=None, now=None, since=None, against=None, explain=False, jobs=0,
            progress=None) -> Comparison:
    """The cross-check of files and folders, or of a dossier."""
    printed = _run("compare", inputs, dossier=dossier, date=date, language=lang, now=now, since=since, against=against,
                   explain=explain, jobs=jobs, progress=progress)
    return Comparison.from_json(json.loads(printed))


def report(inputs=(), *, dossier=None, format="md", headings=None, date=None, lang=None, now=None, since=None, against=None,
           jobs=0) -> str:
    """The cross-check for a person: "md", "html" or "text"."""
    return _run("report", inputs, dossier=dossier, format=format, headings=headings, date=date, language=lang, now=now,
                since=since, against=against, jobs=jobs)


def frame(source, findings="events"):
    """A pandas table of one kind of finding ("events", "commitments", "quotes", "mentions", "times", "amounts",
    "entities"), of one document or many, with the document's id, title and day; or of a comparison's "claims"."""
    import pandas

    if isinstance(source, Comparison):
        return pandas.DataFrame(list(rows(source.claims)))
    table = []
    for document in [source] if isinstance(source, Document) else source:
        day = document.published.value if document.published else None
        table += [{"document": document.id, "title": document.title, "published": day, **row}
                  for row in rows(getattr(document, findings))]
    return pandas.DataFrame(table)


def version() -> str:
    """Version of the library inside the package."""
    return _run("version", ()).split()[1]
