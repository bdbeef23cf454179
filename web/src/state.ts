// SPDX-License-Identifier: Apache-2.0
// What the whole page knows: language, light or dark, where we are (the address after #), what was
// seen before. Small observable values; what should last is in localStorage.
import { useEffect, useState } from "preact/hooks";

export interface Value<T> { value: T; set(next: T): void; watch(call: () => void): () => void }

function value<T>(start: T, changed?: (next: T) => void): Value<T> {
  const watchers = new Set<() => void>();
  return {
    value: start,
    set(next) {
      this.value = next;
      changed?.(next);
      for (const call of watchers) call();
    },
    watch(call) {
      watchers.add(call);
      return () => void watchers.delete(call);
    },
  };
}

export function useValue<T>(of: Value<T>): T {
  const [, turn] = useState(0);
  useEffect(() => of.watch(() => turn((n) => n + 1)), [of]);
  return of.value;
}

// Storage may be forbidden: then nothing lasts.
function kept(store: () => Storage, name: string): string | null {
  try {
    return store().getItem(`recoupe.${name}`);
  } catch {
    return null;
  }
}
function keep(store: () => Storage, name: string, text: string): void {
  try {
    store().setItem(`recoupe.${name}`, text);
  } catch {
    // nothing lasts
  }
}
const lasting = () => localStorage;
const passing = () => sessionStorage;

export type Language = "fr" | "en";
const spoken: Language = navigator.language.startsWith("fr") ? "fr" : "en";
const written = kept(lasting, "lang");
export const language = value<Language>(written === "fr" || written === "en" ? written : spoken, (next) => {
  keep(lasting, "lang", next);
  document.documentElement.lang = next;
});
document.documentElement.lang = language.value;

export type Theme = "auto" | "light" | "dark";
export const theme = value<Theme>((kept(lasting, "theme") as Theme | null) ?? "auto", (next) => {
  keep(lasting, "theme", next);
  document.documentElement.dataset.theme = next;
});
document.documentElement.dataset.theme = theme.value;

// "#/claim/3f.v3?x=1": ["claim", "3f.v3"] and its arguments; "#/": [""].
export interface Place { parts: string[]; given: URLSearchParams }
// A broken escape ("%E0") stands for itself: the page says that there is nothing of that name.
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
function read(): Place {
  const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { parts: path.split("/").map(decoded), given: new URLSearchParams(query) };
}
export const place = value<Place>(read());
addEventListener("hashchange", () => place.set(read()));

export function href(...parts: (string | number)[]): string {
  return "#/" + parts.map((part) => encodeURIComponent(String(part))).join("/");
}

// The number of the newest article at the last visit; 0: the first visit. A visit is a session of the browser.
export const since = value(Number(kept(passing, "since") ?? kept(lasting, "seen") ?? 0), (next) =>
  keep(passing, "since", String(next)),
);
export function seen(newest: number): void {
  if (kept(passing, "since") === null) keep(passing, "since", String(since.value));
  keep(lasting, "seen", String(newest));
}
