// Incidents and the rules they live by, made by hand. What is planned for incidents: incident-plan.ts.
import type { EscalationPolicy, EscalationTier, SeverityPolicy } from '../../lib/incident/lifecycle/escalation-policy';
import type { AttachedAlarm, Incident } from '../../lib/incident/lifecycle/incident';
import type { Severity } from '../../lib/incident/severity';

/** When {@link anIncident} was opened: a Sunday, 03:10 UTC. */
export const OPENED_AT = Date.UTC(2026, 2, 8, 3, 10);

const MINUTE = 60;
const HOUR = 3_600;

const tier = (number: number, seconds: number, condition: EscalationTier['condition'], ...roles: string[]): EscalationTier => ({
  tier: number,
  after: { kind: 'elapsed', seconds },
  condition,
  roles,
});

const POSTMORTEM_RULES = { S0: 'required', S1: 'required', S2: 'on request', S3: 'none', S4: 'none' } as const;

/** What all severities have in common, and what each may say otherwise. */
function severityPolicy(severity: Severity, changes: Partial<SeverityPolicy> & Pick<SeverityPolicy, 'meaning' | 'examples'>): SeverityPolicy {
  return {
    severity,
    tiers: [],
    informed: [],
    stale: { kind: 'never' },
    holdDownSeconds: 3 * MINUTE,
    resolveAfterRecoverySeconds: 10 * MINUTE,
    postmortem: POSTMORTEM_RULES[severity],
    communication: { internal: 'Those on duty are notified.', external: 'none: nobody outside notices' },
    ...changes,
  };
}

/** A policy with an escalation per severity and the times of the matrix that day2 starts from. */
export function anEscalationPolicy(changes: Partial<EscalationPolicy> = {}): EscalationPolicy {
  return {
    version: 'policy-1',
    severities: {
      S0: severityPolicy('S0', {
        meaning: 'critical',
        examples: ['the system is down'],
        acknowledgeWithin: { kind: 'elapsed', seconds: 5 * MINUTE },
        resolveWithin: { kind: 'elapsed', seconds: 4 * HOUR },
        tiers: [
          tier(1, 0, 'always', 'primary-operator'),
          tier(2, 5 * MINUTE, 'not acknowledged', 'secondary-operator', 'release-manager'),
          tier(3, 30 * MINUTE, 'not resolved', 'engineering-leadership'),
          tier(4, 60 * MINUTE, 'not resolved', 'executive'),
        ],
        informed: ['executive', 'product-owner'],
        repeatEverySeconds: 15 * MINUTE,
        updateEverySeconds: 30 * MINUTE,
        stale: { kind: 'missed updates', count: 2 },
        resolveAfterRecoverySeconds: 30 * MINUTE,
        reopenWithinSeconds: HOUR,
        opsItem: { severity: 1, priority: 1 },
        communication: { internal: 'Leadership is notified at once.', external: 'The status page says so within 15 minutes.' },
      }),
      S1: severityPolicy('S1', {
        meaning: 'high',
        examples: ['a major feature is gone'],
        acknowledgeWithin: { kind: 'elapsed', seconds: 15 * MINUTE },
        resolveWithin: { kind: 'elapsed', seconds: 8 * HOUR },
        tiers: [
          tier(1, 0, 'always', 'primary-operator'),
          tier(2, 15 * MINUTE, 'not acknowledged', 'secondary-operator', 'operations-lead'),
          tier(3, 2 * HOUR, 'not resolved', 'engineering-leadership'),
          tier(4, 4 * HOUR, 'not resolved', 'executive'),
        ],
        informed: ['release-manager'],
        repeatEverySeconds: 30 * MINUTE,
        updateEverySeconds: 30 * MINUTE,
        stale: { kind: 'missed updates', count: 2 },
        resolveAfterRecoverySeconds: 30 * MINUTE,
        reopenWithinSeconds: HOUR,
        opsItem: { severity: 2, priority: 1 },
        communication: { internal: 'The Release Manager is notified.', external: 'The status page says so within 30 minutes if customers notice.' },
      }),
      S2: severityPolicy('S2', {
        meaning: 'medium',
        examples: ['minor slowness'],
        acknowledgeWithin: { kind: 'elapsed', seconds: HOUR },
        resolveWithin: { kind: 'business days', days: 3 },
        tiers: [
          tier(1, 0, 'always', 'primary-operator'),
          tier(2, HOUR, 'not acknowledged', 'docs-lead'),
          tier(3, 4 * HOUR, 'not acknowledged', 'operations-lead'),
        ],
        informed: ['product-owner'],
        repeatEverySeconds: 4 * HOUR,
        updateEverySeconds: HOUR,
        reopenWithinSeconds: 30 * MINUTE,
        opsItem: { severity: 3, priority: 3 },
        communication: { internal: 'The Product Owner is notified.', external: 'The support channel says so.' },
      }),
      S3: severityPolicy('S3', {
        meaning: 'low',
        examples: ['monitoring upkeep'],
        acknowledgeWithin: { kind: 'business days', days: 1 },
        tiers: [
          tier(1, 0, 'always', 'primary-operator'),
          { tier: 2, after: { kind: 'business days', days: 1 }, condition: 'not acknowledged', roles: ['operations-lead'] },
        ],
        repeatEverySeconds: 24 * HOUR,
        reopenWithinSeconds: 30 * MINUTE,
        opsItem: { severity: 4, priority: 4 },
      }),
      S4: severityPolicy('S4', { meaning: 'information', examples: ['a deployment notice'] }),
    },
    calendar: { timeZone: 'Europe/Berlin', days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], open: '09:00', close: '18:00', holidays: [] },
    postmortem: {
      draftSeconds: 24 * HOUR,
      reminderSeconds: [24 * HOUR, 48 * HOUR, 66 * HOUR],
      dueSeconds: 72 * HOUR,
      overdueEverySeconds: 24 * HOUR,
      owners: ['product-owner'],
      lead: ['engineering-leadership'],
    },
    repeatsUntilExhausted: 9,
    exhaustedEverySeconds: HOUR,
    incidentLead: 'operations-lead',
    ...changes,
  };
}

/** The alarm of {@link anIncident}: on since the incident was opened. */
export function anAttachedAlarm(changes: Partial<AttachedAlarm> = {}): AttachedAlarm {
  return {
    name: 'edi-prod-partner-portal-availability-s0',
    region: 'eu-central-1',
    severity: 'S0',
    title: 'partner-portal/availability',
    impact: 'partners cannot sign in, upload documents or see their status',
    runbook: 'partner-portal-outage',
    state: 'ALARM',
    transitionAt: OPENED_AT,
    ...changes,
  };
}

/** An open S0 incident of the partner portal, in its first escalation round, before anybody was paged. */
export function anIncident(changes: Partial<Incident> = {}): Incident {
  return {
    id: 'partner-portal-7',
    group: 'partner-portal',
    sequence: 7,
    version: 1,
    state: 'open',
    severity: 'S0',
    peakSeverity: 'S0',
    round: 1,
    title: 'partner-portal/availability',
    impact: 'partners cannot sign in, upload documents or see their status',
    drill: false,
    policy: anEscalationPolicy(),
    openedAt: OPENED_AT,
    startedAt: OPENED_AT,
    late: false,
    alarms: [anAttachedAlarm()],
    flapCount: 0,
    escalation: { startedAt: OPENED_AT, reached: [], repeats: 0 },
    exhausted: false,
    checklist: [],
    paged: [],
    outbox: [],
    timeline: [],
    ...changes,
  };
}
