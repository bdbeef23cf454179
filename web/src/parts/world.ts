// SPDX-License-Identifier: Apache-2.0
// The world's outline and where places lie in it, without asking anybody: Natural Earth's land at 1:110 million
// (public domain, as packed by world-atlas), in Natural Earth's projection (T. Patterson, B. Šavrič).
import atlas from "world-atlas/land-110m.json";

interface Atlas {
  transform: { scale: [number, number]; translate: [number, number] };
  arcs: number[][][];
  objects: { land: { geometries: { arcs: number[][][] }[] } };
}

export const WIDTH = 960;
export const HEIGHT = 460;
const SOUTH = -58; // degrees: what lies beyond (Antarctica) is cut off
const NORTH = 84;

function raw(latitude: number, longitude: number): [number, number] {
  const y = (latitude * Math.PI) / 180, y2 = y * y, y4 = y2 * y2;
  return [((longitude * Math.PI) / 180) * (0.8707 - 0.131979 * y2 + y4 * (-0.013791 + y4 * (0.003971 * y2 - 0.001529 * y4))),
    y * (1.007226 + y2 * (0.015085 + y4 * (-0.044475 + 0.028874 * y2 - 0.005916 * y4)))];
}
const TOP = raw(NORTH, 0)[1], BOTTOM = raw(SOUTH, 0)[1], SIDE = raw(0, 180)[0];

// Pixels of the map.
export function project(latitude: number, longitude: number): { x: number; y: number } {
  const [x, y] = raw(Math.max(SOUTH, Math.min(NORTH, latitude)), longitude);
  return { x: (WIDTH / 2) * (1 + x / SIDE), y: (HEIGHT * (TOP - y)) / (TOP - BOTTOM) };
}

const line = (points: { x: number; y: number }[]) => "M" + points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");

// What crosses the line of dates lies on both edges of the map.
function pieces<P extends readonly [number, number]>(ring: P[]): P[][] {
  const made: P[][] = [[]];
  ring.forEach((point, i) => {
    if (i > 0 && Math.abs(point[0] - ring[i - 1]![0]) > 180) made.push([]);
    made[made.length - 1]!.push(point);
  });
  // A ring that begins within a piece goes on with it.
  if (made.length > 1 && made.length % 2 === 1) made[0] = [...made.pop()!, ...made[0]!];
  return made;
}

// TopoJSON: arcs of differences in a grid; a ring is a list of arcs, ~n one walked backwards.
function rings(): { x: number; y: number }[][] {
  // The build packs it as text: read when a map is first drawn, so that no other view waits for it.
  const { transform: { scale: [sx, sy], translate: [tx, ty] }, arcs: packed, objects } = JSON.parse(atlas as unknown as string) as Atlas;
  const arcs = packed.map((arc) => {
    let x = 0, y = 0;
    return arc.map((step) => [(x += step[0]!) * sx + tx, (y += step[1]!) * sy + ty] as const);
  });
  const whole = (ring: number[]) => ring.flatMap((at) => (at < 0 ? [...arcs[~at]!].reverse() : arcs[at]!));
  return objects.land.geometries.flatMap((shape) => shape.arcs.flat()).map((ring) => whole(ring))
    .flatMap((ring) => pieces(ring)).filter((ring) => ring.some(([, latitude]) => latitude > SOUTH))
    .map((ring) => ring.map(([longitude, latitude]) => project(latitude, longitude)));
}

let drawn: string | undefined;
export const land = (): string => (drawn ??= rings().map((ring) => `${line(ring)}Z`).join(""));

const steps = (from: number, to: number, by: number) => Array.from({ length: (to - from) / by + 1 }, (_, i) => from + i * by);
export const graticule = (): string =>
  steps(-180, 180, 30).map((longitude) => line(steps(SOUTH, 82, 4).map((latitude) => project(latitude, longitude)))).join("") +
  steps(-30, 60, 30).map((latitude) => line(steps(-180, 180, 10).map((longitude) => project(latitude, longitude)))).join("");
