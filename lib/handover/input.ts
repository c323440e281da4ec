import { DEPLOYMENT_ACTIVITY, type RaciRow } from '../incident/lifecycle/raci';
import type { OperationsModel } from '../model/model';
import type { OperationsPlan } from '../plan/alarm-plan';
import type { Outcome } from '../problems/problem';
import type { RunbookDocument } from '../runbook/document/document';
import type { RunbookReference } from '../runbook/library/reference';
import type { RunbookFacts } from '../runbook/library/runbook';
import type { Instant } from '../time/time';
import type { Artefacts } from './artefacts/artefacts';
import type { Inline } from './document';
import type { ActivationRecord } from './evidence/activation-record';
import type { BudgetsRecord } from './evidence/budgets-record';
import type { MeasuredFigures } from './evidence/figures';
import type { IssuedCertificate } from './evidence/issued-certificate';
import type { FiledEvidence } from './evidence/manifest';
import type { TraceabilityRecord } from './evidence/traceability-record';
import type { VerificationRecord } from './evidence/verification';
import type { HandoverSettings } from './settings';

/** A runbook of the library, with how many cases rehearse it. */
export interface InventoriedRunbook {
  readonly name: string;
  readonly facts: RunbookFacts;
  /** As it stands in the library; what is deployed has names of its environment in it. */
  readonly document: RunbookDocument;
  readonly cases: number;
}

/** Something that was rehearsed. */
export interface Rehearsal {
  /** What was: a scenario in a game day, a runbook by one of its cases, a scenario that somebody answered, the way back from a backup; or a real
   * incident, which shows more than any of them. */
  readonly kind: 'scenario' | 'runbook' | 'drill' | 'restore' | 'incident';
  /** Of the scenario, or name of the runbook or document. */
  readonly id: string;
  readonly title: string;
  /** Environment of a scenario; absent for a runbook. */
  readonly environment?: string;
  /** Who answered a drill. */
  readonly by?: string;
  readonly outcome: Outcome;
  /** Requirements it proves. */
  readonly proves: readonly string[];
  /** Local date on which it was played, as the evidence says: `2026-11-30`. */
  readonly on: string;
  /** Id of the evidence. */
  readonly evidence: string;
}

/** Everything that documents of the handover are made from. */
export interface HandoverInput {
  /** Midnight UTC of the date for which documents are made. */
  readonly at: Instant;
  readonly model: OperationsModel;
  readonly plan: OperationsPlan;
  /** Folder of the runbooks, from the root of the repository. */
  readonly runbookFolder: string;
  /** The whole library, in the order of names. */
  readonly runbooks: readonly InventoriedRunbook[];
  readonly references: readonly RunbookReference[];
  /** Documents of design, test and release that operations refer to. */
  readonly artefacts: Artefacts;
  /** Everything that is filed for the environment, in the order of the manifest, whether it holds or not. */
  readonly evidence: readonly FiledEvidence[];
  /** Of evidence that holds on the date, as all that follows. */
  readonly rehearsals: readonly Rehearsal[];
  /** Figures of load tests, scans and business scenarios, in the order of the evidence. */
  readonly figures: readonly MeasuredFigures[];
  /** What the account was last found to be; absent: it was not asked. */
  readonly verification?: VerificationRecord;
  /** What was last known to be left of each error budget; absent: nobody filed it. */
  readonly budgets?: BudgetsRecord;
  /** Certificates that were issued, in the order of their dates. */
  readonly certificates: readonly IssuedCertificate[];
  /** Steps of an activation that were taken, in the order of their dates. */
  readonly activation: readonly ActivationRecord[];
  /** What came of the last look at the requirements; absent: nobody looked. */
  readonly traceability?: TraceabilityRecord;
  readonly settings: HandoverSettings;
}

/** The date for which documents are made: `2026-11-30`. */
export function dateOf({ at }: Pick<HandoverInput, 'at'>): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** A runbook of the library, as a link to what is known of it. */
export function runbookLink({ runbooks, runbookFolder }: Pick<HandoverInput, 'runbooks' | 'runbookFolder'>, name: string): Inline {
  if (name.startsWith('https://')) return { text: name, to: { address: name } };
  if (!runbooks.some((runbook) => runbook.name === name)) return name;
  return { text: name, to: { file: `${runbookFolder}/${name}/runbook.yaml` } };
}

/** What a role is called; of one that the roster does not have, its id. */
export function roleTitle({ model }: Pick<HandoverInput, 'model'>, roleId: string): string {
  const outside = model.onCall?.externalContacts.find(({ id }) => id === roleId);
  return model.onCall?.roster.roles.find(({ id }) => id === roleId)?.title ?? outside?.title ?? roleId;
}

/** Who answers for a service, as the roster calls the role; where it has none, as the configuration does. */
export function ownerTitle(input: Pick<HandoverInput, 'model'>, owner: string): string {
  return roleTitle(input, roleOfOwner(input, owner) ?? owner);
}

/** What a service is called; of one that there is none, its id. */
export function serviceTitle({ model: { services } }: Pick<HandoverInput, 'model'>, id: string): string {
  return services.find((service) => service.id === id)?.title ?? id;
}

/** The role of the roster that an owner of a service is, by its id or as it is called; undefined for one that is none. */
export function roleOfOwner({ model }: Pick<HandoverInput, 'model'>, owner: string): string | undefined {
  return model.onCall?.roster.roles.find(({ id, title }) => id === owner || title.toLowerCase() === owner.toLowerCase())?.id;
}

/** The role that answers for an activity; where no table says so, whoever answers for the first service. */
export function accountableFor({ model }: Pick<HandoverInput, 'model'>, activity: RaciRow['id']): string {
  const row = model.onCall?.raci?.find(({ id }) => id === activity);
  return row?.accountable[0] ?? model.services[0]?.owner ?? 'operations';
}

/** Ids of activities that documents ask the table of. */
export const ACTIVITIES = {
  changes: DEPLOYMENT_ACTIVITY,
  documentation: 'documentation',
  capacity: 'capacity',
  budgets: 'budget-review',
  infrastructure: 'infrastructure',
  roster: 'roster',
  externalMessage: 'external-message',
  actions: 'action-tracking',
  handover: 'handover',
} as const;
