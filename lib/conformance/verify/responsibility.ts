import { DEFAULT_SEVERITY_POLICIES } from '../../incident/lifecycle/default-escalation';
import { endOfDelay } from '../../incident/lifecycle/delay';
import { OPERATIONS_GROUP } from '../../incident/lifecycle/engine-policy';
import type { Delay } from '../../incident/lifecycle/escalation-policy';
import { atMost, type Severity } from '../../incident/severity';
import type { OperationsModel } from '../../model/model';
import type { OperationsPlan } from '../../plan/alarm-plan';
import type { BusinessCalendar } from '../../time/business-calendar';
import type { Instant } from '../../time/time';
import type { PlannedAlarmFacts } from './alarm-facts';
import type { FindingCode, Gap, VerificationFinding } from './finding';

/**
 * How bad a gap is that is not about one alarm, at most as bad as anything in the environment, and what has to be done. What keeps
 * people from being paged is S1, what leaves them without a help S2, what is merely untidy S3. Our choice.
 */
const CODES: Readonly<Record<FindingCode, { readonly severity: Severity; readonly remediation: string }>> = {
  VER001: { severity: 'S1', remediation: 'deploy the stacks of the environment again; find out who removed it' },
  VER002: { severity: 'S2', remediation: 'deploy the stacks of the environment, or write the change into the configuration' },
  VER003: { severity: 'S1', remediation: 'enable the actions of the alarm (cloudwatch:EnableAlarmActions); a mute is for planned work' },
  VER004: { severity: 'S2', remediation: 'look whether its metrics are published under the name and dimensions of the configuration' },
  VER005: { severity: 'S2', remediation: 'look whether the resource exists and publishes the metric; correct its name in the configuration' },
  VER006: { severity: 'S2', remediation: 'look at the resource: whether it runs, and still publishes the metric' },
  VER007: { severity: 'S3', remediation: 'delete it, or write it into the configuration' },
  VER008: { severity: 'S1', remediation: 'deploy the stack of the topic again, so that its policy is the planned one' },
  VER009: { severity: 'S1', remediation: 'enable the key, and deploy its stack again, so that its policy is the planned one' },
  VER010: { severity: 'S2', remediation: 'ask its owner to confirm: day2 oncall confirmations --send-again' },
  VER011: { severity: 'S1', remediation: 'deploy the stack of the topic again and let the owner confirm: day2 oncall confirmations' },
  VER012: { severity: 'S3', remediation: 'find out whose it is; unsubscribe it, or write the person into the roster' },
  VER013: { severity: 'S2', remediation: 'make the latest version the default one, or deploy the stack of the document again' },
  VER014: { severity: 'S1', remediation: 'enable the schedule, or deploy its stack again' },
  VER015: { severity: 'S1', remediation: 'enable the rule (events:EnableRule), or deploy its stack again' },
  VER016: { severity: 'S1', remediation: 'store the parameter, then deploy the stack that reads it' },
  VER017: { severity: 'S2', remediation: 'look at the log and the dead-letter queue of the budget ledger' },
  VER018: { severity: 'S0', remediation: 'look at the log and the dead-letter queue of the incident engine, and take over paging by hand until it is back' },
  VER019: { severity: 'S1', remediation: 'delete the mute rule, or write it into the mutes of the configuration' },
  VER020: { severity: 'S1', remediation: 'give the function back its concurrency, and look why it is not active' },
};

/** Where a severity has no time to resolve: ten business days. Our choice. */
const NO_HURRY: Delay = { kind: 'business days', days: 10 };

/** Business hours where nobody is on call, who would say them. */
const WEEKDAYS: BusinessCalendar = {
  timeZone: 'UTC',
  days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  open: '09:00',
  close: '18:00',
  holidays: [],
};

/** Who answers for gaps, and by when. */
export class Responsibility {
  readonly #alarms: ReadonlyMap<string, PlannedAlarmFacts>;
  readonly #owners: ReadonlyMap<string, string>;

  constructor(
    private readonly model: Pick<OperationsModel, 'services' | 'highestSeverity'>,
    private readonly plan: OperationsPlan,
    alarms: readonly PlannedAlarmFacts[],
  ) {
    this.#alarms = new Map(alarms.map((alarm) => [alarm.name, alarm]));
    this.#owners = new Map(model.services.map(({ id, owner }) => [id, owner]));
  }

  /** A gap with its severity: that of the alarm it is about, else that of its kind. */
  assign(gap: Gap, at: Instant): VerificationFinding {
    const alarm = this.#alarms.get(gap.subject);
    const { severity: usual, remediation } = CODES[gap.code];
    const severity = atMost(alarm !== undefined && OF_ALARMS.includes(gap.code) ? alarm.severity : usual, this.model.highestSeverity);
    return { ...gap, severity, owner: this.#ownerOf(gap, alarm), remediation, due: this.#due(severity, at) };
  }

  #ownerOf({ subject }: Gap, alarm: PlannedAlarmFacts | undefined): string {
    const ofObjective = this.model.services.find(({ id }) => subject.startsWith(`${id}/`))?.id;
    const group = alarm?.group ?? ofObjective ?? OPERATIONS_GROUP;
    return this.#owners.get(group) ?? this.plan.incidents?.policy.escalation.incidentLead ?? this.model.services[0]!.owner;
  }

  #due(severity: Severity, at: Instant): Instant {
    const escalation = this.plan.incidents?.policy.escalation;
    const { resolveWithin = NO_HURRY } = (escalation?.severities ?? DEFAULT_SEVERITY_POLICIES)[severity];
    return endOfDelay(resolveWithin, at, escalation?.calendar ?? WEEKDAYS);
  }
}

/** Codes whose gap is as bad as what the alarm would notify of. */
const OF_ALARMS: readonly FindingCode[] = ['VER001', 'VER002', 'VER003', 'VER004', 'VER005', 'VER006'];
