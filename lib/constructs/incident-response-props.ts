import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Severity } from '../incident/severity';
import type { OnCall, Service } from '../model/model';
import type { ErrorBudget } from './error-budget';
import type { SloAlarms } from './slo-alarms';

/** A service, as pages speak of it. */
export type RespondedService = Pick<Service, 'id' | 'title' | 'owner' | 'dependsOn'>;

/** Properties of `IncidentResponse`. */
export interface IncidentResponseProps {
  /** First parts of every name, the same as those of the alarms: letters, digits, `-` and `_`, because topics are called so. */
  readonly application: string;
  readonly environment: string;
  /** The objectives whose alarms open incidents, at least one; all in the region of this stack. */
  readonly objectives: readonly SloAlarms[];
  /** Who is on call, and by which rules: `loadOnCall('on-call.yaml')`, or written in code. */
  readonly onCall: OnCall;
  /** Where alarms on paging itself publish. A severity in use without a topic is an error; they are of S1 and S2. */
  readonly topics: Partial<Readonly<Record<Severity, ITopic>>>;
  /** Budgets of the same objectives: pages say what remains, and alarms on budgets open incidents. @default - pages speak of no budget */
  readonly errorBudget?: ErrorBudget;
  /** What services are called and who answers for them. @default - as the objectives call them; the incident lead answers for them */
  readonly services?: readonly RespondedService[];
  /** Nothing is more severe than this. @default - S0 */
  readonly highestSeverity?: Severity;
  /** Encrypts the topics people are paged on. @default - a key of their own */
  readonly key?: IKey;
}
