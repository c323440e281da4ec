/**
 * The shortest way from a node back to itself, both ends included, or undefined when there is none.
 *
 * @param next the nodes that a node leads to
 */
export function findCycle(start: string, next: (node: string) => readonly string[]): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const following of next(node)) {
      if (following === start) return wayTo(node, cameFrom, start);
      if (cameFrom.has(following)) continue;
      cameFrom.set(following, node);
      queue.push(following);
    }
  }
  return undefined;
}

function wayTo(end: string, cameFrom: ReadonlyMap<string, string>, start: string): readonly string[] {
  const way = [start];
  for (let node: string | undefined = end; node !== undefined && node !== start; node = cameFrom.get(node)) way.unshift(node);
  return [start, ...way];
}
