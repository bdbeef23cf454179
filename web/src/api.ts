// SPDX-License-Identifier: Apache-2.0
// The JSON API as types (web/openapi.json describes it), and how it is asked: one cache of
// answers, emptied when the dossier changes.
import { useEffect, useState } from "preact/hooks";
import { language } from "./state";

export type Verdict = "disputed" | "corroborated" | "single_origin";
export interface Claim {
  key: string | null; kind: "event" | "commitment"; heading: string | null; type: string | null;
  stage: string | null; when: string | null; date: string | null; verdict: Verdict;
  origins: number; statements: number;
}
export interface Source {
  id: string; title: string; name: string; published: string | null; date: string | null;
  lang: string | null; origin: string | null; copied_from: string | null; new: boolean;
}
export interface StoryHead {
  key: string; title: string; counts: string; from: string | null; to: string | null;
  articles: number; new: number; disputed: number; corroborated: number; single_origin: number;
}
export interface ClaimList { count: number; claims: Claim[] }
export interface Desk {
  counts: string; verdicts: string; articles: number; newest: number;
  disputed: ClaimList; changed: ClaimList; new: ClaimList; stories: StoryHead[];
}
export interface Cell { as: "says" | "otherwise" | "silent"; start?: number; end?: number; value?: string | null }
export interface Story extends StoryHead {
  sources: Source[]; claims: { claim: Claim; cells: (Cell | null)[] }[];
}
export interface Place { source: Source; finding: string | null; start: number; end: number }
// Words, and every place that carries them to the letter.
export interface Evidence { places: Place[]; text: string; manner: string | null; rule: string | null }
export interface Difference {
  field: string; field_word: string; relation: "compatible" | "update" | "conflict";
  values: { value: string | null; documents: string[] }[];
}
export interface ClaimDetail {
  claim: Claim; story: StoryHead | null; evidence: Evidence[]; left_out: number; differences: Difference[];
  origin_names: string[]; silent: Source[]; why: string | null;
}
export interface LedgerRow {
  givers: string | null; receivers: string | null; what: string | null; category: string | null;
  money: string | null; low: string | null; high: string | null; currency: string | null;
  stage: string | null; deadline: string | null; deadline_date: string | null; passed: boolean;
  steps: { stage: string; when: string | null; date: string | null; claim: string | null; documents: string[] }[];
  claims: string[];
}
export interface Saying {
  words: string; direct: boolean; finding: string; start: number; end: number; sources: Source[];
}
export interface Quotes { speakers: { name: string | null; count: number }[]; name: string | null; sayings: Saying[] }
export interface Link {
  from: number; to: number; count: number; disputed: number;
  types: { name: string; count: number }[]; claims: Claim[];
}
export interface Actors {
  first: string | null; last: string | null; actors: { name: string; claims: number; country: string | null; at: [number, number] | null }[];
  left_out: number; links: Link[];
}
export interface Hit {
  document: string; title: string | null; site: string | null; published: string | null;
  finding: string | null; start?: number; end?: number; text: string; marks: [number, number][];
}
export interface Rule { rule: string | null; file: string | null; line: number; text: string | null }
export interface Correction {
  number: number; made: string; what: string; document: string | null; about: string | null;
  name: string | null; undone: string | null;
}
export interface Finding { id: string; start?: number; end?: number; rule?: string; [field: string]: unknown }
export interface Article {
  id: string; source: string | null; url: string | null; site: string | null; title: string | null;
  authors: string[]; published: { value: string; basis: string } | null; lang: string | null;
  text: string; mentions: Finding[]; entities: Finding[]; times: Finding[]; amounts: Finding[];
  quotes: Finding[]; events: Finding[]; commitments: Finding[];
}
export type Names = Record<"type" | "stage" | "status" | "category" | "verdict" | "relation" | "kind",
  Record<string, string>>;

const answers = new Map<string, unknown>();
const asked = new Map<string, Promise<unknown>>(); // not yet answered
const waiters = new Set<() => void>();

// Everything on the page asks again.
export function forget(): void {
  answers.clear();
  asked.clear();
  for (const again of waiters) again();
}

// What the server says in English, and what characters of a search it is about.
export class Refused extends Error {
  constructor(message: string, readonly at?: [number, number]) { super(message); }
}

// A big dossier is being compared for a while after its server's start: that is waited for, and told.
async function ask<T>(path: string, wait: () => void): Promise<T> {
  const once = () => fetch(path, { headers: { Accept: "application/json" } });
  let response = await once();
  let body = await response.json();
  while (response.status === 503) {
    wait();
    await new Promise((again) => setTimeout(again, 1000));
    response = await once();
    body = await response.json();
  }
  if (!response.ok) throw new Refused(body.error ?? response.statusText, body.start < body.end ? [body.start, body.end] : undefined);
  return body as T;
}

// What many pieces of the page ask for at once is asked once. An answer from before forget() is not kept.
function askOnce<T>(path: string, wait: () => void): Promise<T> {
  const known = asked.get(path);
  if (known) return known as Promise<T>;
  const answer = ask<T>(path, wait);
  const own = () => asked.get(path) === answer && asked.delete(path);
  asked.set(path, answer);
  answer.then((data) => own() && answers.set(path, data), own);
  return answer;
}

// An address of the API with its arguments; what is not set is left out.
export function address(path: string, given: Record<string, string | number | undefined> = {}): string {
  const query = new URLSearchParams({ lang: language.value });
  for (const [name, value] of Object.entries(given))
    if (value !== undefined) query.set(name, String(value));
  return `/api/${path}?${query}`;
}

export interface Answer<T> { data?: T; problem?: string; at?: [number, number]; waits?: boolean }

// path null: ask nothing. While a new answer comes, the old one stays.
export function useApi<T>(path: string | null): Answer<T> {
  const [answer, set] = useState<Answer<T> & { path?: string | null }>(
    () => (path !== null && answers.has(path) ? { data: answers.get(path) as T, path } : {}));
  const [turn, next] = useState(0);
  useEffect(() => {
    const again = () => next((n) => n + 1);
    waiters.add(again);
    return () => void waiters.delete(again);
  }, []);
  useEffect(() => {
    let wanted = true;
    if (path === null) return;
    if (answers.has(path)) {
      const data = answers.get(path) as T;
      set((now) => (now.data === data ? now : { data, path }));
      return;
    }
    askOnce<T>(path, () => wanted && set({ waits: true, path })).then(
      (data) => wanted && set({ data, path }),
      (error: Error) => wanted && set({ problem: error.message, at: error instanceof Refused ? error.at : undefined, path }),
    );
    return () => void (wanted = false);
  }, [path, turn]);
  return answer.path === path || answer.data ? answer : {};
}

const token = document.querySelector<HTMLMetaElement>("meta[name=recoupe-token]")?.content ?? "";

// When this page last changed the dossier itself: that it knows already.
export let ownChange = 0;

// A correction in the words of `recoupe correct`; gives its number.
export async function correct(words: string[]): Promise<number> {
  const response = await fetch("/api/corrections", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Recoupe-Token": token },
    body: JSON.stringify({ words }),
  });
  const body = await response.json();
  if (!response.ok) throw new Refused(body.error ?? response.statusText);
  ownChange = Date.now();
  forget();
  return body.number as number;
}
