import { sumOf } from './cost-line';
import { COST_PARTS, type CostPart, type PlannedCost } from './monthly-cost';

/** What something costs a month. */
export interface CostSum {
  readonly of: string;
  readonly usd: number;
}

/** By part, in the order of {@link COST_PARTS}; parts without cost are left out. */
export function byPart(lines: readonly PlannedCost[]): readonly (CostSum & { readonly of: CostPart })[] {
  return COST_PARTS.map((part) => ({ of: part, usd: sumOf(lines.filter((line) => line.part === part)) })).filter(({ usd }) => usd > 0);
}

/** By service, dearest first; what is no service's is `shared`. */
export function byService(lines: readonly PlannedCost[]): readonly CostSum[] {
  return grouped(lines, ({ service }) => service ?? 'shared');
}

/** By objective, dearest first: what leaving it out would save. */
export function byObjective(lines: readonly PlannedCost[]): readonly CostSum[] {
  return grouped(
    lines.filter(({ objective }) => objective !== undefined),
    ({ objective }) => objective!,
  );
}

function grouped(lines: readonly PlannedCost[], nameOf: (line: PlannedCost) => string): readonly CostSum[] {
  const groups = new Map<string, PlannedCost[]>();
  for (const line of lines) {
    const name = nameOf(line);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [line]);
    else group.push(line);
  }
  return [...groups].map(([of, group]) => ({ of, usd: sumOf(group) })).sort((a, b) => b.usd - a.usd || (a.of < b.of ? -1 : 1));
}
