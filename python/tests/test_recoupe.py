# SPDX-License-Identifier: Apache-2.0
"""Tests of the Python package, run from a built wheel by tests/cli/python.sh."""
import pathlib
import sys
import tempfile
import unittest
import warnings

import recoupe

PRESS = pathlib.Path(sys.argv.pop()) if len(sys.argv) > 1 else pathlib.Path("examples/press")


class ReadText(unittest.TestCase):
    def test_findings_are_the_words_of_the_text(self):
        text = "🌉\n« Le pont tiendra », a déclaré mardi Anna Lund. La Suède a promis trois bacs à l'Estonie."
        document = recoupe.read_text(text, published="2025-04-03", lang="fr")
        self.assertEqual(document.text, text)
        self.assertEqual([document.words(q) for q in document.quotes], ["Le pont tiendra"])
        self.assertEqual(document.quotes[0].speaker.text, "Anna Lund")
        self.assertEqual(document.times[0].value, "2025-04-01")
        commitment = document.commitments[0]
        self.assertEqual((commitment.stage, commitment.count), ("promised", "3"))
        self.assertIn("Suède", document.words(commitment))
        self.assertEqual(document.entity(commitment.givers[0]).country, "SWE")

    def test_nothing_is_invented_without_a_date(self):
        document = recoupe.read_text("Anna Lund a parlé mardi.", lang="fr")
        self.assertIsNone(document.published)
        self.assertTrue(all(time.earliest is None for time in document.times))

    def test_the_same_text_gives_the_same_findings(self):
        one, two = (recoupe.read_text("La Suède a livré deux bacs à Tallinn.", lang="fr") for _ in range(2))
        self.assertEqual(one.commitments, two.commitments)
        self.assertEqual(one.id, two.id)


class Collections(unittest.TestCase):
    def test_compare_folder(self):
        seen = []
        comparison = recoupe.compare(PRESS, now="2025-12-03", progress=seen.append, explain=True)
        ids = {document.id for document in comparison.documents}
        self.assertEqual(len(ids), len(list(PRESS.iterdir())))
        self.assertTrue({"corroborated", "single_origin", "disputed"} >= {claim.verdict for claim in comparison.claims})
        for claim in comparison.claims:
            self.assertTrue(claim.support and all(support.document in ids for support in claim.support))
        disputed = [claim for claim in comparison.claims if claim.verdict == "disputed"]
        self.assertTrue(disputed and all(any(d.relation == "conflict" for d in claim.differences) for claim in disputed))
        self.assertTrue(all(story.documents for story in comparison.stories))

    def test_since(self):
        changes = recoupe.compare(PRESS, since="2025-03-12").changes
        self.assertIn("confirmed", {change.change for change in changes})

    def test_report(self):
        self.assertTrue(recoupe.report(PRESS, format="md").startswith("# "))
        with self.assertRaises(recoupe.RecoupeError):
            recoupe.report(PRESS, format="doc")

    def test_extract_equals_read_plus_findings(self):
        read, extracted = recoupe.read(PRESS), recoupe.extract(PRESS, jobs=2)
        self.assertEqual([d.text for d in read], [d.text for d in extracted])
        self.assertFalse(any(d.events for d in read))
        self.assertTrue(any(d.events for d in extracted))

    def test_unreadable_input_warns_and_costs_nothing_else(self):
        with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            good = pathlib.Path(folder) / "good.txt"
            good.write_text("Le port a rouvert.\n\nLe maire a parlé.\n", encoding="utf-8")
            documents = recoupe.read([good, pathlib.Path(folder) / "missing.txt"])
        self.assertEqual(len(documents), 1)
        self.assertEqual(len(caught), 1)
        self.assertIn("missing.txt", str(caught[0].message))

    def test_line_separators_in_a_text_part_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            page = pathlib.Path(folder) / "pages.jsonl"
            page.write_text('{"id":"a","title":"Le port\\u2028a rouvert","text":"Le maire\\u0085a parlé."}\n', encoding="utf-8")
            documents = recoupe.read(page)
        self.assertEqual([document.title for document in documents], ["Le port\u2028a rouvert"])

    def test_an_exception_in_progress_stops_the_run(self):
        def stop(_documents):
            raise KeyboardInterrupt
        with self.assertRaises(KeyboardInterrupt):
            recoupe.extract([PRESS] * 3, progress=stop)

    def test_frames(self):
        try:
            import pandas  # noqa: F401
        except ImportError:
            self.skipTest("pandas is not installed")
        documents = recoupe.extract(PRESS)
        table = recoupe.frame(documents, "commitments")
        self.assertEqual(len(table), sum(len(d.commitments) for d in documents))
        self.assertIn("stage", table.columns)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
