/** Whether commitments are kept after a release, from what was counted since. Requirement 001-24. */

import { MINUTES_PER_DAY } from '../time/time';
import { roundTo12Digits } from './burn-rate';
import type { PromisedObjective, ServiceLevelAgreement } from './objective';
import type { Judgement } from './slo-check';

/** When it is looked at, minutes after the release. */
export const RELEASE_CHECKS = [
  { after: '24h', minutes: MINUTES_PER_DAY },
  { after: '7d', minutes: 7 * MINUTES_PER_DAY },
] as const;

/** What was counted of an objective since a release: bad and all events, or slices; undefined where nothing was measured. */
export type CountedSince = { readonly bad: number; readonly total: number } | undefined;

/**
 * Judges what was counted by what was promised. An objective is stricter than the agreement with customers, so that one that is met keeps it;
 * where it is missed, the agreement is judged by the same events, if it is about the same threshold.
 *
 * @param name `partner-portal/availability`
 */
export function judgeRelease(name: string, objective: PromisedObjective & { readonly sla?: ServiceLevelAgreement }, counted: CountedSince): Judgement {
  const { targetPercent: target, sla } = objective;
  const shared = { figure: 'good share', objective: name, target } as const;
  if (counted === undefined || counted.total === 0) return { ...shared, outcome: 'could not tell', why: 'nothing was measured since the release' };
  const measured = roundTo12Digits(100 * (1 - counted.bad / counted.total));
  if (measured >= target) return { ...shared, measured, outcome: 'passed' };
  return {
    ...shared,
    measured,
    outcome: 'failed',
    ...(sla !== undefined && { why: `the agreement with customers ${agreementText(sla, objective, measured)}` }),
  };
}

/**
 * Whether a release is to be rolled back because an objective is missed since: it is where the objective was met in as long a time before. One that was missed
 * before as well has another cause.
 *
 * @param before what was counted in as long a time before the release
 */
export function rollbackCriterion({ targetPercent }: PromisedObjective, before: CountedSince): { readonly isMet: boolean; readonly why: string } {
  if (before === undefined || before.total === 0)
    return { isMet: false, why: 'nothing was measured in as long a time before the release, so whether it is the cause could not be determined' };
  const share = roundTo12Digits(100 * (1 - before.bad / before.total));
  return share >= targetPercent
    ? { isMet: true, why: `it was ${share} % in as long a time before the release: roll it back` }
    : { isMet: false, why: `it was ${share} % in as long a time before the release, and missed then as well` };
}

function agreementText({ targetPercent, thresholdMs }: ServiceLevelAgreement, objective: PromisedObjective, measured: number): string {
  if (thresholdMs !== undefined && thresholdMs !== objective.thresholdMs) return 'is about another threshold: whether it is kept could not be determined';
  return measured >= targetPercent ? `of ${targetPercent} % is kept` : `of ${targetPercent} % is broken`;
}
