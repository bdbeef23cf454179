// SPDX-License-Identifier: Apache-2.0
// The dated claims of a story on one axis: a known day as a dot, an uncertain date as the span in
// which it lies. A list, so that it reads without seeing it; the axis is that of the articles.
import { useState } from "preact/hooks";
import type { Story } from "../api";
import { language } from "../state";
import { say } from "../words";
import { claimHref } from "./common";
import { type Stretch, dayText, stretchOf } from "./when";

const OUTSIDE = 45; // days: what is further from the articles stands at the edge
const SHOWN = 15;

function axisOf(story: Story, dated: Stretch[]): Stretch {
  const articles = story.sources.map((source) => stretchOf(source.published)).filter((one) => one !== null);
  const days = articles.length ? articles : dated;
  let from = Math.min(...days.map((one) => one.from));
  let to = Math.max(...days.map((one) => one.to));
  const [first, last] = [from - OUTSIDE, to + OUTSIDE];
  for (const one of dated)
    if (one.from >= first && one.to <= last) {
      from = Math.min(from, one.from);
      to = Math.max(to, one.to);
    }
  return { from: from - 1, to: to + 1 };
}

export function Timeline({ story }: { story: Story }) {
  const [all, showAll] = useState(false);
  const rows = story.claims
    .map(({ claim }) => ({ claim, at: stretchOf(claim.when) }))
    .filter((row): row is { claim: typeof row.claim; at: Stretch } => row.at !== null)
    .sort((a, b) => a.at.from - b.at.from || a.at.to - b.at.to);
  if (rows.length === 0) return null;
  const axis = axisOf(story, rows.map((row) => row.at));
  const width = axis.to + 1 - axis.from;
  const percent = (day: number) => Math.min(100, Math.max(0, ((day - axis.from) / width) * 100));
  const weight = { disputed: 0, corroborated: 1, single_origin: 2 };
  const chosen = new Set(rows.map((row) => row.claim).sort((a, b) => weight[a.verdict] - weight[b.verdict])
    .slice(0, all ? rows.length : SHOWN));
  return (
    <section>
      <h2>{say("timeline")}</h2>
      <p class="soft small">{say("timeline_help")}</p>
      <ol class="timeline plain">
        <li class="axis small soft" aria-hidden="true">
          <span>{dayText(axis.from + 1, language.value)}</span><span>{dayText(axis.to - 1, language.value)}</span>
        </li>
        {rows.filter((row) => chosen.has(row.claim)).map(({ claim, at }) => {
          const left = percent(at.from), right = percent(at.to + 1);
          const edge = at.to < axis.from ? " before" : at.from > axis.to ? " after" : "";
          return (
            <li>
              <span class="label"><a href={claimHref(claim)}>{claim.heading}</a> <span class="soft small">{claim.date}</span></span>
              <span class="track" aria-hidden="true">
                <i class={`${claim.verdict}${at.from === at.to ? " day" : ""}${edge}`}
                  style={{ left: `${left}%`, width: `${Math.max(right - left, 0)}%` }} />
              </span>
            </li>
          );
        })}
      </ol>
      {rows.length > chosen.size && <p><button onClick={() => showAll(true)}>+ {rows.length - chosen.size} {say("more")}</button></p>}
    </section>
  );
}
