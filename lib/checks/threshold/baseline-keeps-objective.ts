import type { Objective } from '../../model/model';
import type { Problem } from '../../problems/problem';
import type { Baselines } from '../../thresholds/baselines';
import { formatMeasured } from '../../thresholds/threshold';
import type { Check } from '../check';

/** An objective under check, beside the baselines. */
export interface BaselineCheck {
  /** Where findings are, such as `prod partner-portal/latency`. */
  readonly name: string;
  readonly objective: Objective;
  readonly baselines: Baselines;
}

/** Who keeps the baselines keeps the objectives. */
export const baselineKeepsObjective: Check<BaselineCheck> = {
  code: 'THR002',
  requirement: 'baselines are at least as strict as what objectives promise',
  why: 'a system would be as expected, in thresholds, dashboards and certificates, while an objective is missed',
  check: ({ name, objective, baselines: { application } }) => looser(objective, application).map((found) => problem(name, found)),
};

interface Looser {
  readonly key: string;
  readonly baseline: string;
  readonly promised: string;
}

function looser({ kind, targetPercent, thresholdMs = Infinity }: Objective, application: Baselines['application']): Looser[] {
  if (kind === 'latency') {
    const promised = `${targetPercent} % within ${formatMeasured(thresholdMs, { unit: 'milliseconds' })}`;
    const percentiles = [
      { key: 'p95', percent: 95, value: application.p95Ms },
      { key: 'p99', percent: 99, value: application.p99Ms },
    ];
    return percentiles
      .filter(({ percent, value }) => targetPercent >= percent && value > thresholdMs)
      .map(({ key, value }) => ({ key, baseline: formatMeasured(value, { unit: 'milliseconds' }), promised }));
  }
  if (kind !== 'availability') return [];
  const promised = `${targetPercent} %`;
  const { availabilityPercent, errorPercent } = application;
  return [
    ...(availabilityPercent < targetPercent ? [{ key: 'availability', baseline: `${availabilityPercent} %`, promised }] : []),
    ...(100 - errorPercent < targetPercent - TOLERANCE ? [{ key: 'errorRate', baseline: `${errorPercent} %`, promised }] : []),
  ];
}

/** 100 - 0.1 is not 99.9 to the last bit. */
const TOLERANCE = 1e-9;

function problem(name: string, { key, baseline, promised }: Looser): Problem {
  return {
    code: 'THR002',
    level: 'warning',
    where: { path: name },
    what: `the baseline of ${key} is looser than this objective`,
    received: `${baseline}, and ${promised} promised`,
    allowed: 'a baseline with which the objective is met',
    change: `tighten baselines.application.${key}`,
  };
}
