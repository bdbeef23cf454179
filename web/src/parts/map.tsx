// SPDX-License-Identifier: Apache-2.0
// Actors where they lie on a map of the world, links between them as bows. Several of one place stand in a
// ring around it. Who lies nowhere is counted below it, and stands in the list of links all the same.
import { useMemo } from "preact/hooks";
import type { Actors as Data, Link } from "../api";
import { say } from "../words";
import { HEIGHT, WIDTH, graticule, land, project } from "./world";

interface Spot { x: number; y: number; actor: number; radius: number }

function spotsOf(data: Data): Spot[] {
  const places = new Map<string, number[]>();
  data.actors.forEach((actor, i) => {
    if (actor.at) places.set(actor.at.join(" "), [...(places.get(actor.at.join(" ")) ?? []), i]);
  });
  const most = Math.max(1, ...data.actors.map((actor) => actor.claims));
  const spots = [...places.values()].flatMap((actors) => actors.map((actor, turn) => {
    const { at, claims } = data.actors[actor]!;
    const middle = project(at![0], at![1]), angle = (2 * Math.PI * turn) / actors.length;
    const away = turn === 0 && actors.length === 1 ? 0 : 9 + actors.length;
    return { x: middle.x + away * Math.cos(angle), y: middle.y + away * Math.sin(angle), actor, radius: 3 + 9 * Math.sqrt(claims / most) };
  }));
  return spots.sort((a, b) => b.radius - a.radius); // small ones stay on top
}

// Where names stand, above their dot or else below it; one that would lie over another or over a dot is left
// to the list and to pointing.
function named(spots: Spot[], data: Data): Map<number, number> {
  type Box = [number, number, number, number];
  const taken: Box[] = [];
  const shown = new Map<number, number>();
  for (const { x, y, actor, radius } of spots) {
    const half = data.actors[actor]!.name.length * 3.6;
    const dots = spots.filter((other) => other.actor !== actor)
      .map((other): Box => [other.x - other.radius, other.y - other.radius, other.x + other.radius, other.y + other.radius]);
    for (const below of [-radius - 4, radius + 12]) {
      const box: Box = [x - half, y + below - 11, x + half, y + below + 2];
      if ([...taken, ...dots].some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
      taken.push(box);
      shown.set(actor, below);
      break;
    }
  }
  return shown;
}

export function WorldMap({ data, chosen, choose }: { data: Data; chosen: number | null; choose: (actor: number | null) => void }) {
  const spots = useMemo(() => spotsOf(data), [data]);
  const shown = useMemo(() => named(spots, data), [spots]);
  const at = new Map(spots.map((spot) => [spot.actor, spot]));
  const links = data.links.filter((link) => at.has(link.from) && at.has(link.to));
  const most = Math.max(1, ...links.map((link) => link.count));
  const faint = (link: Link) => chosen !== null && link.from !== chosen && link.to !== chosen;
  const nowhere = data.actors.length - spots.length;
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label={say("map")}>
        <svg class="graph world" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group">
          <path class="grid" d={graticule()} />
          <path class="land" d={land()} />
          {links.map((link) => {
            const a = at.get(link.from)!, b = at.get(link.to)!;
            const bow = { x: (a.x + b.x) / 2 + (b.y - a.y) * 0.18, y: (a.y + b.y) / 2 - Math.abs(b.x - a.x) * 0.18 };
            return <path class={`link${link.disputed ? " disputed" : ""}${faint(link) ? " faint" : ""}`}
              d={`M${a.x.toFixed(1)} ${a.y.toFixed(1)}Q${bow.x.toFixed(1)} ${bow.y.toFixed(1)} ${b.x.toFixed(1)} ${b.y.toFixed(1)}`}
              stroke-width={(0.7 + (3 * link.count) / most).toFixed(1)} />;
          })}
          {spots.map(({ x, y, actor, radius }) => (
            <g class={`actor${chosen === actor ? " chosen" : ""}`} role="button" tabIndex={0} aria-pressed={chosen === actor}
              aria-label={`${data.actors[actor]!.name}, ${data.actors[actor]!.claims} ${say("claims")}`}
              transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
              onClick={() => choose(chosen === actor ? null : actor)}
              onKeyDown={(event) => {
                if (event.key !== "Enter" && event.key !== " ") return;
                event.preventDefault();
                choose(chosen === actor ? null : actor);
              }}>
              <title>{data.actors[actor]!.name}</title>
              <circle r={radius.toFixed(1)} />
              {(shown.has(actor) || chosen === actor) && <text y={shown.get(actor) ?? -radius - 4} text-anchor="middle">{data.actors[actor]!.name}</text>}
            </g>
          ))}
        </svg>
      </div>
      {nowhere > 0 && <p class="soft small">{nowhere} {say("nowhere")}</p>}
    </>
  );
}
