import { compareSeverity } from '../../incident/severity';
import type { OperationsModel } from '../../model/model';
import type { OperationsPlan } from '../../plan/alarm-plan';
import type { Instant } from '../../time/time';
import { compareInto } from '../compare-deployment';
import { Comparison } from '../comparison';
import type { DeployedResources } from '../deployed-resources';
import type { AccountCheck, MetricActivity } from './account-check';
import { plannedAlarmFacts } from './alarm-facts';
import type { Gap, Verification, VerificationFinding } from './finding';
import { gapOf } from './gap-of-difference';
import { Responsibility } from './responsibility';
import { verifyAlarms } from './verify-alarms';
import { verifyApplicationSignals } from './verify-application-signals';
import { verifyDocuments } from './verify-documents';
import { verifyFunctions } from './verify-functions';
import { verifyStored } from './verify-stored';
import { verifyTopics } from './verify-topics';

/** What is verified, and against which plan. */
export interface VerifiedAccount {
  readonly model: Pick<OperationsModel, 'services' | 'highestSeverity'>;
  readonly plan: OperationsPlan;
  /** The account as it was read. */
  readonly deployed: DeployedResources;
  readonly activity: MetricActivity;
  /** When it was read. */
  readonly at: Instant;
}

/**
 * Whether what is planned is in a live account, as it is planned, and alive. It is the comparison that a game day makes with the
 * templates, and on top of it what only an account can say: states, freshness, confirmations, grants.
 */
export function verifyAccount({ model, plan, deployed, activity, at }: VerifiedAccount): Verification {
  const comparison = new Comparison(deployed);
  const gaps: Gap[] = [];
  const check: AccountCheck = { plan, comparison, activity, at, add: (gap) => gaps.push(gap) };
  const alarms = plannedAlarmFacts(plan);
  const found = compareInto(comparison, plan);
  verifyAlarms(alarms, found, check);
  verifyApplicationSignals(check);
  verifyTopics(alarms, check);
  verifyStored(check);
  verifyDocuments(check);
  verifyFunctions(check);
  const responsibility = new Responsibility(model, plan, alarms);
  const all = distinct([...comparison.differences.map((difference) => gapOf(difference, comparison)), ...gaps]);
  const findings = all.map((gap) => responsibility.assign(gap, at)).sort(byUrgency);
  const outcome = findings.length > 0 ? 'failed' : comparison.unknown.length > 0 ? 'could not tell' : 'passed';
  return { at, findings, unknown: comparison.unknown, outcome };
}

function distinct(gaps: readonly Gap[]): Gap[] {
  return [...new Map(gaps.map((gap) => [JSON.stringify(gap), gap])).values()];
}

function byUrgency(a: VerificationFinding, b: VerificationFinding): number {
  const text = ({ code, region, subject, what }: VerificationFinding) => `${code} ${region} ${subject} ${what}`;
  return compareSeverity(a.severity, b.severity) || (text(a) < text(b) ? -1 : 1);
}
