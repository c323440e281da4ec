import type { CostSum } from '../../cost/cost-sums';
import type { ComparedDesign } from '../../cost/published-designs';
import type { Saving } from '../../cost/savings';
import { alignColumns } from './columns';

/** What a bill says. */
export interface CostReport {
  readonly application: string;
  readonly environment: string;
  /** When prices were looked up, as a date. */
  readonly pricesOf: string;
  readonly usd: number;
  readonly usdPerIncident?: number;
  readonly parts: readonly CostSum[];
  readonly services: readonly CostSum[];
  readonly objectives: readonly CostSum[];
  readonly savings: readonly Saving[];
  readonly designs: { readonly planned: ComparedDesign; readonly others: readonly ComparedDesign[] };
  readonly excluded: readonly string[];
}

/** A bill as people read it. */
export function costText(report: CostReport): string {
  const { application, environment, pricesOf, usd, usdPerIncident, parts, services, objectives, savings, designs, excluded } = report;
  const perIncident = usdPerIncident === undefined ? [] : [`each incident: USD ${cents(usdPerIncident)} and its text messages`];
  return [
    `${application} ${environment}: USD ${cents(usd)} a month while nothing happens (list prices of us-east-1, ${pricesOf})`,
    ...perIncident,
    ...section('for what', parts.map(row)),
    ...section('of which service', services.map(row)),
    ...section('of which objective', objectives.map(row)),
    ...section(
      'what it could do without',
      savings.map((saving) => [cents(saving.usd), saving.what, saving.how]),
    ),
    ...section(
      'the same objectives with other designs, alarms alone',
      [designs.planned, ...designs.others].map(({ name, usd: each, source }) => [cents(each), name, source ?? '']),
    ),
    '',
    'not in the figures:',
    ...excluded.map((each) => `  ${each}`),
  ].join('\n');
}

function section(title: string, rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([first]) => first!.length));
  return ['', `${title}:`, ...alignColumns(rows.map(([first, ...rest]) => [first!.padStart(width), ...rest])).map((line) => `  ${line}`)];
}

function row({ of, usd }: CostSum): string[] {
  return [cents(usd), of];
}

/** Two decimals; what is less than a cent is not nothing. */
export function cents(usd: number): string {
  return usd > 0 && usd < 0.01 ? String(Number(usd.toPrecision(2))) : usd.toFixed(2);
}
