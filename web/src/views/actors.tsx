// SPDX-License-Identifier: Apache-2.0
// Who acts on whom, by period: a graph or a map to look at and the same as a list to read.
import { useMemo, useState } from "preact/hooks";
import { type Actors as Data, type Link, address, useApi } from "../api";
import { ClaimLine, Title, Wait, useFirst } from "../parts/common";
import { layout } from "../parts/layout";
import { WorldMap } from "../parts/map";
import { monthsBetween } from "../parts/when";
import { language } from "../state";
import { say } from "../words";

const WIDTH = 960;
const HEIGHT = 560;

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
const shown = (name: string) => (name.length > 26 ? `${name.slice(0, 25)}…` : name);

function Graph({ data, chosen, choose }: { data: Data; chosen: number | null; choose: (actor: number | null) => void }) {
  const points = useMemo(() => layout(data.actors.map((actor) => shown(actor.name).length * 7.5 + 12), data.links, WIDTH, HEIGHT), [data]);
  const most = Math.max(1, ...data.links.map((link) => link.count));
  const faint = (link: Link) => chosen !== null && link.from !== chosen && link.to !== chosen;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={say("graph")}>
      <svg class="graph" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group">
        <defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8z" /></marker></defs>
        {data.links.map((link) => {
          const a = points[link.from]!, b = points[link.to]!;
          const length = Math.max(Math.hypot(b.x - a.x, b.y - a.y), 1);
          const x = b.x - ((b.x - a.x) / length) * 14, y = b.y - ((b.y - a.y) / length) * 14;
          const bend = { x: (a.x + b.x) / 2 + (b.y - a.y) * 0.12, y: (a.y + b.y) / 2 - (b.x - a.x) * 0.12 };
          return <path class={`link${link.disputed ? " disputed" : ""}${faint(link) ? " faint" : ""}`} marker-end="url(#tip)"
            d={`M${a.x.toFixed(1)} ${a.y.toFixed(1)}Q${bend.x.toFixed(1)} ${bend.y.toFixed(1)} ${x.toFixed(1)} ${y.toFixed(1)}`}
            stroke-width={(1 + (4 * link.count) / most).toFixed(1)} />;
        })}
        {data.actors.map((actor, i) => (
          <g class={`actor${chosen === i ? " chosen" : ""}`} role="button" tabIndex={0} aria-pressed={chosen === i}
            aria-label={`${actor.name}, ${actor.claims} ${say("claims")}`} transform={`translate(${points[i]!.x.toFixed(1)} ${points[i]!.y.toFixed(1)})`}
            onClick={() => choose(chosen === i ? null : i)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" && event.key !== " ") return;
              event.preventDefault();
              choose(chosen === i ? null : i);
            }}>
            <circle r={(4 + 2 * Math.sqrt(actor.claims)).toFixed(1)} />
            <text y={-8 - 2 * Math.sqrt(actor.claims)} text-anchor="middle">{shown(actor.name)}</text>
          </g>
        ))}
      </svg>
    </div>
  );
}

function LinkItem({ data, link }: { data: Data; link: Link }) {
  const [open, set] = useState(false);
  return (
    <li>
      <details onToggle={(event) => set(event.currentTarget.open)}>
        <summary><b>{data.actors[link.from]!.name}</b> → <b>{data.actors[link.to]!.name}</b>{" "}
          <span class="soft">{link.types.map((type) => `${capital(type.name)} ${type.count}`).join(", ")}</span></summary>
        <ul class="plain">{open && link.claims.map((claim) => <ClaimLine claim={claim} />)}</ul>
        {link.count > link.claims.length && <p class="soft small">+ {link.count - link.claims.length} {say("more")}</p>}
      </details>
    </li>
  );
}

function Body({ data, map }: { data: Data; map: boolean }) {
  const [chosen, choose] = useState<number | null>(null);
  const links = data.links.filter((link) => chosen === null || link.from === chosen || link.to === chosen)
    .sort((a, b) => b.count - a.count);
  const [shown, more] = useFirst(links, 40);
  return (
    <>
      <p class="soft small">{say("graph_help")}{data.left_out > 0 && ` ${data.left_out} ${say("left_out")}.`}</p>
      {map ? <WorldMap data={data} chosen={chosen} choose={choose} /> : <Graph data={data} chosen={chosen} choose={choose} />}
      <section>
        <h2>{say("links")}{chosen !== null && ` — ${data.actors[chosen]?.name ?? ""}`} ({links.length})</h2>
        <ul class="plain">{shown.map((link) => <LinkItem key={`${link.from} ${link.to}`} data={data} link={link} />)}</ul>
        {more}
      </section>
    </>
  );
}

export function Actors() {
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [grouped, group] = useState(true);
  const [map, draw] = useState(false);
  const answer = useApi<Data>(address("actors", { from, to, group: grouped ? "state" : "none" }));
  const months = answer.data?.first && answer.data.last ? monthsBetween(answer.data.first, answer.data.last, language.value) : [];
  const period = (word: "from" | "to", now: string, set: (next: string) => void) => (
    <label>{say(word)}{" "}
      <select value={now} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">…</option>
        {months.map(([iso, text]) => <option value={iso}>{text}</option>)}
      </select></label>
  );
  return (
    <>
      <Title text={say("actors")}>{say("actors")}</Title>
      <p class="choice" role="group" aria-label={say("drawn_as")}>
        {([false, true] as const).map((one) => (
          <button aria-pressed={map === one} onClick={() => draw(one)}>{say(one ? "map" : "graph_short")}</button>
        ))}
      </p>
      <form class="filters" aria-label={say("period")} onSubmit={(event) => event.preventDefault()}>
        <label><input type="checkbox" checked={grouped} onChange={(event) => group(event.currentTarget.checked)} /> {say("by_state")}</label>
        {say("period")} {period("from", from, setFrom)} {period("to", to, setTo)}
      </form>
      <Wait answer={answer}>{(data) => <Body key={`${from} ${to} ${grouped}`} data={data} map={map} />}</Wait>
    </>
  );
}
