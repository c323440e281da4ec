import type { Judgement } from '../../slo/slo-check';
import type { LocalTimes } from '../local-times';
import { alignColumns } from './columns';
import { verdictOf, type SloCheckRecord } from './slo-check-record';

/** The judgements of a run as people read them, then the verdict and what it asks for. */
export function printSloCheck(record: SloCheckRecord, judgements: readonly Judgement[], times: LocalTimes): string {
  const { project, environment, phase, at, verdict, validation } = record;
  const { manualEvidence } = validation;
  return [
    `${project} ${environment}, phase ${phase}, ${times.of(at)}`,
    ...times.note,
    ...alignColumns(judgements.map(printJudgement)).map((line) => `  ${line}`),
    verdict,
    ...(manualEvidence.needed
      ? [`phase ${phase} is not enforced by automation: evidence has to be attached by hand, due ${times.of(manualEvidence.due)}`]
      : []),
  ].join('\n');
}

const UNITS: Readonly<Record<Judgement['figure'], { readonly what: string; readonly limit: string; readonly unit: string }>> = {
  availability: { what: 'availability', limit: 'at least', unit: '%' },
  latency: { what: 'latency p95', limit: 'at most', unit: 'ms' },
  errorRate: { what: 'error rate', limit: 'at most', unit: '%' },
  'good share': { what: 'good since', limit: 'at least', unit: '%' },
};

function printJudgement({ figure, objective, target, measured, outcome, why }: Judgement): string[] {
  const { what, limit, unit } = UNITS[figure];
  return [
    verdictOf(outcome),
    objective ?? 'no objective',
    measured === undefined ? `${what} not known` : `${what} ${measured} ${unit}`,
    target === undefined ? '' : `${limit} ${target} ${unit}`,
    why ?? '',
  ];
}
