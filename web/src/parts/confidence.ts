// SPDX-License-Identifier: Apache-2.0
// How far a finding may be trusted: what kind of thing made it, and how often findings of its kind were right in
// texts that nobody had looked at while tuning. recoupe gives no score to a single finding.
import { language } from "../state";
import { say } from "../words";
import type { Kind } from "./marks";

// Of 100 found, right: copied by hand, with MEASURED, from docs/scores.md; to be copied anew where its figures move.
// mentions: micro precision that `bench/quality names` sees of fr-wikineural-val, en-wikigold (F1 there: .825, .805);
// times: held-out halves of the phrases, relaxed; amounts/gold-*-held-out: span p; quotes: French, press never seen;
// English, quotes/en-polnear-dev: content p; events/articles: held out precision; commitments: press never seen, the last
// French sample, both unseen English ones together (19 of 37).
const MEASURED = "2026-11-21";
const RIGHT: Record<"fr" | "en", Record<Kind, number>> = {
  fr: { mentions: 80, times: 90, amounts: 97, quotes: 87, events: 84, commitments: 62 },
  en: { mentions: 80, times: 91, amounts: 96, quotes: 81, events: 79, commitments: 51 },
};

export function confidence(rule: string, kind: Kind, lang: string | null): string {
  const made = say(rule.startsWith("knowledge/") ? "confidence_list" : rule.includes("model") ? "confidence_model" : "confidence");
  const right = lang === "fr" || lang === "en" ? RIGHT[lang][kind] : undefined;
  if (!right) return `${made} ${say("confidence_unknown")}`;
  return `${made} ${language.value === "en"
    ? `Of such findings in ${lang === "fr" ? "French" : "English"}, about ${right} in 100 were right in texts not used for tuning (docs/scores.md, ${MEASURED}).`
    : `De ce genre, en ${lang === "fr" ? "français" : "anglais"}, environ ${right} sur 100 étaient justes dans des textes non vus au réglage (docs/scores.md, ${MEASURED}).`}`;
}
