// SPDX-License-Identifier: Apache-2.0
// Places for the actors of a graph: those of one group on a ring to begin with, then springs along
// links and a push between all, a fixed number of steps; last, labels (above their dot) that overlap
// are moved apart. No chance in it: the same picture each time.
const TALL = 38; // of a dot with its label
export interface Point { x: number; y: number }

export function layout(widths: number[], links: { from: number; to: number; count: number }[], width: number, height: number): Point[] {
  const count = widths.length;
  const points: Point[] = Array.from({ length: count }, (_, i) => ({
    x: width / 2 + (width / 3) * Math.cos(i * 2.4) * Math.sqrt((i + 1) / count),
    y: height / 2 + (height / 3) * Math.sin(i * 2.4) * Math.sqrt((i + 1) / count),
  }));
  const ideal = Math.sqrt((width * height) / Math.max(count, 1)) * 0.7;
  // Towards the middle, as strong as keeps what is pushed apart inside the picture.
  const inwards = (reach: number) => (count * ideal * ideal) / (0.4 * reach) ** 2;
  const [inX, inY] = [inwards(width), inwards(height)];
  for (let step = 0; step < 300; step++) {
    const heat = 0.1 * ideal * (1 - step / 300);
    const move = points.map(() => ({ x: 0, y: 0 }));
    for (let i = 0; i < count; i++)
      for (let k = i + 1; k < count; k++) {
        const dx = points[i]!.x - points[k]!.x, dy = (points[i]!.y - points[k]!.y) * 1.6; // labels are wide
        const distance = Math.max(Math.hypot(dx, dy), 1), push = (ideal * ideal) / distance;
        for (const [at, sign] of [[i, 1], [k, -1]] as const) {
          move[at]!.x += (sign * dx * push) / distance;
          move[at]!.y += (sign * dy * push) / distance;
        }
      }
    for (const link of links) {
      const a = points[link.from]!, b = points[link.to]!;
      const dx = a.x - b.x, dy = a.y - b.y, distance = Math.max(Math.hypot(dx, dy), 1);
      const pull = (distance * distance) / ideal;
      for (const [at, sign] of [[link.from, -1], [link.to, 1]] as const) {
        move[at]!.x += (sign * dx * pull) / distance;
        move[at]!.y += (sign * dy * pull) / distance;
      }
    }
    points.forEach((point, i) => {
      const by = move[i]!;
      by.x += (width / 2 - point.x) * inX;
      by.y += (height / 2 - point.y) * inY;
      const size = Math.max(Math.hypot(by.x, by.y), 1), reach = Math.min(size, heat);
      point.x = Math.min(width - 70, Math.max(70, point.x + (by.x / size) * reach));
      point.y = Math.min(height - 24, Math.max(24, point.y + (by.y / size) * reach));
    });
  }
  // The whole picture is used.
  for (const [axis, room, edge] of [["x", width, 90], ["y", height, 40]] as const) {
    const from = Math.min(...points.map((point) => point[axis])), to = Math.max(...points.map((point) => point[axis]));
    if (to > from) for (const point of points) point[axis] = edge + ((point[axis] - from) / (to - from)) * (room - 2 * edge);
  }
  const keep = (point: Point, i: number) => {
    const half = Math.max(widths[i]! / 2, 14);
    point.x = Math.min(width - half, Math.max(half, point.x));
    point.y = Math.min(height - 16, Math.max(30, point.y));
  };
  points.forEach(keep);
  for (let round = 0; round < 200; round++) {
    let moved = false;
    for (let i = 0; i < count; i++)
      for (let k = i + 1; k < count; k++) {
        const a = points[i]!, b = points[k]!;
        const x = (widths[i]! + widths[k]!) / 2 - Math.abs(a.x - b.x), y = TALL - Math.abs(a.y - b.y);
        if (x <= 0 || y <= 0) continue;
        moved = true;
        const axis = x < y * 2 ? "x" : "y", by = (axis === "x" ? x : y) / 2 + 0.5;
        const sign = a[axis] < b[axis] || (a[axis] === b[axis] && i % 2 === 0) ? 1 : -1;
        a[axis] -= sign * by;
        b[axis] += sign * by;
        keep(a, i);
        keep(b, k);
      }
    if (!moved) break;
  }
  return points;
}
