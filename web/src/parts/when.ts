// SPDX-License-Identifier: Apache-2.0
// What stretch of time an ISO value may mean, in days since 1970: a day is one, a month all of its
// days. Months by their words for menus.
export interface Stretch { from: number; to: number }

const DAY = 86400000;
const day = (year: number, month: number, date: number) => Date.UTC(year, month, date) / DAY;

export function stretchOf(when: string | null): Stretch | null {
  const parts = when?.match(/^(\d{4})(?:-(?:W(\d\d)|Q([1-4])|H([12])|(SP|SU|FA|WI)|(\d\d)(?:-(\d\d))?))?/);
  if (!parts) return null;
  const year = Number(parts[1]);
  const [, , week, quarter, half, season, month, date] = parts;
  if (week) {
    const fourth = day(year, 0, 4); // the 4th of January is in week 1; 1970-01-01 was a Thursday
    const from = fourth - ((fourth + 3) % 7) + (Number(week) - 1) * 7;
    return { from, to: from + 6 };
  }
  if (quarter) return { from: day(year, Number(quarter) * 3 - 3, 1), to: day(year, Number(quarter) * 3, 0) };
  if (half) return { from: day(year, Number(half) * 6 - 6, 1), to: day(year, Number(half) * 6, 0) };
  if (season) {
    const first = { SP: 2, SU: 5, FA: 8, WI: 11 }[season]!;
    return { from: day(year, first, 1), to: day(year, first + 3, 0) };
  }
  if (date) return { from: day(year, Number(month) - 1, Number(date)), to: day(year, Number(month) - 1, Number(date)) };
  if (month) return { from: day(year, Number(month) - 1, 1), to: day(year, Number(month), 0) };
  return { from: day(year, 0, 1), to: day(year, 12, 0) };
}

export function dayText(at: number, language: string): string {
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    timeZone: "UTC", day: "numeric", month: "long", year: "numeric",
  }).format(new Date(at * DAY));
}

// A day in words; what is no whole day as it is written.
export function dateText(value: string | null, language: string): string | null {
  const at = stretchOf(value);
  return at && at.from === at.to ? dayText(at.from, language) : value;
}

// "2025-03" to "2025-06": each month with its words.
export function monthsBetween(first: string, last: string, language: string): [string, string][] {
  const months: [string, string][] = [];
  const format = new Intl.DateTimeFormat(language, { timeZone: "UTC", month: "long", year: "numeric" });
  let [year = 0, month = 1] = first.split("-").map(Number);
  for (let i = 0; i < 600; i++) {
    const iso = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    if (iso > last) break;
    months.push([iso, format.format(new Date(Date.UTC(year, month - 1, 1)))]);
    if (++month > 12) { month = 1; year++; }
  }
  return months;
}
