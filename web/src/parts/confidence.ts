// SPDX-License-Identifier: Apache-2.0
// How far a finding may be trusted: what kind of thing made it, and how often findings of its kind were right on
// articles that nobody had looked at while tuning. recoupe gives no score to a single finding.
import { language } from "../state";
import { say } from "../words";
import type { Kind } from "./marks";

// Of 100 found, right (docs/scores.md of 2026-11-21): names' micro F1 of fr-wikineural and en-wikigold; times/*-phrases
// relaxed; amounts/gold-*-held-out; quotes and commitments of press never seen, read by eye (English quotes: PolNeAR);
// events/articles held out.
const RIGHT: Record<"fr" | "en", Record<Kind, number>> = {
  fr: { mentions: 83, times: 93, amounts: 97, quotes: 87, events: 84, commitments: 62 },
  en: { mentions: 81, times: 93, amounts: 96, quotes: 81, events: 79, commitments: 51 },
};

export function confidence(rule: string, kind: Kind, lang: string | null): string {
  const made = say(rule.startsWith("knowledge/") ? "confidence_list" : rule.includes("model") ? "confidence_model" : "confidence");
  const right = lang === "fr" || lang === "en" ? RIGHT[lang][kind] : undefined;
  if (!right) return `${made} ${say("confidence_unknown")}`;
  return `${made} ${language.value === "en"
    ? `Of such findings in ${lang === "fr" ? "French" : "English"}, about ${right} in 100 were right on articles not used for tuning.`
    : `De ce genre, en ${lang === "fr" ? "français" : "anglais"}, environ ${right} sur 100 étaient justes sur des articles non vus au réglage.`}`;
}
