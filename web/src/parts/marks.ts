// SPDX-License-Identifier: Apache-2.0
// An article's text cut where findings begin and end. Offsets of the API are code points; here
// the text is a list of them.
import type { Article, Finding } from "../api";

export const KINDS = ["mentions", "times", "amounts", "quotes", "events", "commitments"] as const;
export type Kind = (typeof KINDS)[number];
export interface Mark { kind: Kind; finding: Finding; start: number; end: number }
export interface Segment { start: number; text: string; marks: Mark[] }

interface Anchored extends Finding { anchor?: { start: number; end: number } | null }

// Events and commitments are marked by their anchor: their sentence would cover everything.
export function marksOf(article: Article, shown: ReadonlySet<Kind>): Mark[] {
  const marks: Mark[] = [];
  for (const kind of KINDS) {
    if (!shown.has(kind)) continue;
    for (const finding of article[kind] as Anchored[]) {
      const at = finding.anchor ?? finding;
      if (at.start !== undefined && at.end !== undefined && at.end > at.start)
        marks.push({ kind, finding, start: at.start, end: at.end });
    }
  }
  return marks;
}

// The paragraphs of the text, each in segments with one set of marks.
export function paragraphs(letters: string[], marks: Mark[], spot: [number, number] | null): Segment[][] {
  const borders = new Set<number>([0, letters.length]);
  for (const mark of marks) borders.add(mark.start).add(mark.end);
  if (spot) borders.add(spot[0]).add(spot[1]);
  letters.forEach((letter, at) => {
    if (letter === "\n") borders.add(at).add(at + 1);
  });
  const cuts = [...borders].filter((at) => at >= 0 && at <= letters.length).sort((a, b) => a - b);
  const byStart = [...marks].sort((a, b) => a.start - b.start);
  const all: Segment[][] = [[]];
  let open: Mark[] = [], next = 0;
  for (let i = 0; i + 1 < cuts.length; i++) {
    const start = cuts[i]!, text = letters.slice(start, cuts[i + 1]).join("");
    while (next < byStart.length && byStart[next]!.start <= start) open.push(byStart[next++]!);
    open = open.filter((mark) => mark.end > start);
    if (text === "\n") all.push([]);
    else all.at(-1)!.push({ start, text, marks: [...open] });
  }
  return all.filter((segments) => segments.length > 0);
}
