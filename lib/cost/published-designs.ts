import type { OperationsPlan } from '../plan/alarm-plan';
import { plannedObjectives } from '../plan/build-plan';
import { PRICES } from './prices';

/** An alert design that somebody published, as far as it costs: what it needs for one objective. */
export interface PublishedDesign {
  readonly name: string;
  readonly source: string;
  /** Template of `test/score/designs` it is counted from. */
  readonly template: string;
  /** Metric alarms, each over the ratio of an objective. */
  readonly metricAlarms: number;
  readonly compositeAlarms: number;
}

/** The designs that docs/reference/alert-designs.md scores and that cover pages and tickets. */
export const PUBLISHED_DESIGNS: readonly PublishedDesign[] = [
  {
    name: 'SRE Workbook, 6: four rows, two windows each',
    source: 'https://sre.google/workbook/alerting-on-slos/',
    template: 'workbook-6',
    metricAlarms: 8,
    compositeAlarms: 2,
  },
  { name: 'Pyrra', source: 'https://github.com/pyrra-dev/pyrra', template: 'pyrra', metricAlarms: 9, compositeAlarms: 4 },
  { name: 'Datadog', source: 'https://docs.datadoghq.com/service_level_objectives/burn_rate/', template: 'datadog', metricAlarms: 6, compositeAlarms: 2 },
  { name: 'slo-alarms-with-cdk', source: 'https://github.com/yairst/slo-alarms-with-cdk', template: 'yairst', metricAlarms: 6, compositeAlarms: 2 },
  { name: 'slo-generator, 1 h and 12 h', source: 'https://github.com/google/slo-generator', template: 'slo-generator', metricAlarms: 2, compositeAlarms: 2 },
];

/** A design, and what the objectives of a plan would cost with it. */
export interface ComparedDesign {
  readonly name: string;
  readonly source?: string;
  /** USD a month, alarms alone: nothing that measures budgets, pages people or notices silence. */
  readonly usd: number;
}

/** The burn-rate alerts of a plan, and the same objectives with other designs. */
export function comparedDesigns(plan: OperationsPlan): { readonly planned: ComparedDesign; readonly others: readonly ComparedDesign[] } {
  const objectives = plannedObjectives(plan).map(({ metricAlarms, compositeAlarms }) => {
    const burning = metricAlarms.filter(({ role }) => role.kind === 'burn').map(({ metrics }) => Object.keys(metrics).length);
    return { burning, composites: compositeAlarms.filter(({ urgency }) => urgency !== 'silence').length };
  });
  const usd = (metrics: number, composites: number): number => metrics * PRICES.alarmMetric.rate + composites * PRICES.compositeAlarm.rate;
  const total = (of: (objective: (typeof objectives)[number]) => number): number => objectives.reduce((sum, objective) => sum + of(objective), 0);
  return {
    planned: {
      name: 'day2',
      usd: total(({ burning, composites }) =>
        usd(
          burning.reduce((sum, metrics) => sum + metrics, 0),
          composites,
        ),
      ),
    },
    others: PUBLISHED_DESIGNS.map(({ name, source, metricAlarms, compositeAlarms }) => ({
      name,
      source,
      usd: total(({ burning }) => usd(metricAlarms * Math.max(0, ...burning), compositeAlarms)),
    })),
  };
}
