import type { OperationsPlan } from '../../plan/alarm-plan';
import { worstOutcome, type Outcome } from '../../problems/problem';
import { formatInstant } from '../../time/time';
import { plannedAlarmFacts } from './alarm-facts';
import type { FindingCode, Verification, VerificationFinding } from './finding';

/** One of the four parts of an observability status: what was planned, how much of it is well, and what came of it. */
export interface StatusPart {
  readonly planned: number;
  /** Of those, how many have no finding. */
  readonly withoutFinding: number;
  readonly outcome: Outcome;
}

/** A gap as the status of a service lists it: with who closes it by when. */
export interface StatusGap extends Pick<
  VerificationFinding,
  'code' | 'subject' | 'region' | 'what' | 'planned' | 'found' | 'severity' | 'owner' | 'remediation'
> {
  /** ISO. */
  readonly due: string;
}

/** How far an environment can be observed, as handover documents say it. Requirements 001-03, 001-13, 001-14, 001-22. */
export interface ObservabilityStatus {
  readonly application: string;
  readonly environment: string;
  /** ISO. */
  readonly at: string;
  /** `complete` when nothing is wrong and everything could be determined. */
  readonly status: 'initial' | 'complete';
  /** Objectives: their alarms, their data, the records of their budgets. */
  readonly kpiCoverage: StatusPart;
  readonly dashboards: StatusPart;
  readonly alertHealth: StatusPart;
  /** What measures and pages: schedules, functions, rules, documents, topics, parameters. */
  readonly readinessToMeasure: Pick<StatusPart, 'outcome'> & { readonly findings: number };
  readonly gaps: readonly StatusGap[];
  readonly couldNotTell: readonly string[];
}

/** Codes that are about alarms, whatever else they may be about. */
const OF_ALARMS: readonly FindingCode[] = ['VER001', 'VER002', 'VER003', 'VER004', 'VER005', 'VER006', 'VER018'];

/** What verifying an account says of its observability; what could not be determined leaves every part without a pass. */
export function observabilityStatus({ at, findings, unknown, outcome }: Verification, plan: OperationsPlan): ObservabilityStatus {
  const subjects = new Set(findings.map(({ subject }) => subject));
  const alarms = plannedAlarmFacts(plan);
  const alarmNames = new Set(alarms.map(({ name }) => name));
  const dashboardNames = new Set(plan.dashboards.map(({ name }) => name));
  const objectives = plan.regions
    .flatMap((region) => region.objectives)
    .map(({ name, metricAlarms, compositeAlarms }) => {
      return [name, ...metricAlarms.map((alarm) => alarm.name), ...compositeAlarms.map((alarm) => alarm.name)];
    });
  const doubt: readonly Outcome[] = unknown.length > 0 ? ['could not tell'] : [];
  const part = (all: readonly (readonly string[])[]): StatusPart => {
    const withoutFinding = all.filter((names) => !names.some((name) => subjects.has(name))).length;
    return { planned: all.length, withoutFinding, outcome: worstOutcome([withoutFinding === all.length ? 'passed' : 'failed', ...doubt]) };
  };
  const others = findings.filter(({ code, subject }) => !dashboardNames.has(subject) && !(OF_ALARMS.includes(code) && alarmNames.has(subject)));
  return {
    application: plan.application,
    environment: plan.environment,
    at: formatInstant(at),
    status: outcome === 'passed' ? 'complete' : 'initial',
    kpiCoverage: part(objectives),
    dashboards: part([...dashboardNames].map((name) => [name])),
    alertHealth: part([...alarmNames].map((name) => [name])),
    readinessToMeasure: { findings: others.length, outcome: worstOutcome([others.length === 0 ? 'passed' : 'failed', ...doubt]) },
    gaps: findings.map(({ due, ...gap }) => ({ ...gap, due: formatInstant(due) })),
    couldNotTell: unknown,
  };
}
