import type { KnownAlarm } from '../../incident/lifecycle/engine-policy';
import type { IncidentPlan } from '../../plan/incident-plan';
import type { LogEntry } from '../../simulator/core/log';
import type { Instant } from '../../time/time';
import type { IncidentRecords } from '../paging/incident-records';
import type { Publication } from '../paging/publications';
import type { PagingPlans } from '../redeploy/deployments';
import type { Violation } from './violations';

/** What happened in a game day, as far as what must always be true can be distinguished from it. */
export interface PagingHistory {
  /** Of what was deployed before the scenario: names of topics, table and functions, which stay. */
  readonly plan: IncidentPlan;
  /** The plan that holds at an instant. */
  readonly plans: PagingPlans;
  /** Every alarm that is deployed at some time. */
  readonly alarms: readonly KnownAlarm[];
  readonly log: readonly LogEntry[];
  readonly publications: readonly Publication[];
  readonly records: IncidentRecords;
  /** When people are first looked at: before, an account is just being deployed. */
  readonly from: Instant;
  readonly until: Instant;
}

/** Something that must be true of every game day, whatever happens in it. */
export interface Invariant {
  /** `I1`. */
  readonly id: string;
  /** What must be true, one sentence. */
  readonly rule: string;
  readonly violations: (history: PagingHistory) => readonly Violation[];
}
