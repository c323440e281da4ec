/**
 * Circles in a graph, each once and as short as from its first file: `a → b → a`.
 *
 * @param graph by file, the files it imports
 */
export function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = [];
  const inCircle = new Set<string>();
  for (const start of [...graph.keys()].sort()) {
    if (inCircle.has(start)) continue;
    const circle = shortestWayBack(graph, start);
    if (circle === undefined) continue;
    circles.push(circle);
    circle.forEach((file) => inCircle.add(file));
  }
  return circles;
}

/** Breadth first, so that the circle shown is the one easiest to understand. */
function shortestWayBack(graph: ReadonlyMap<string, readonly string[]>, start: string): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const file of queue) {
    for (const next of graph.get(file) ?? []) {
      if (next === start) return [...wayTo(file, cameFrom), start];
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, file);
      queue.push(next);
    }
  }
  return undefined;
}

function wayTo(end: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [end];
  for (let file = cameFrom.get(end); file !== undefined; file = cameFrom.get(file)) way.unshift(file);
  return way;
}
