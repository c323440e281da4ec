/** A small hand-made on-call model: five people, escalations for S0 and S1, quieter ones below. */

import { shippedRunbooks } from '../../lib/config/shipped-runbooks';
import type { EscalationPolicy, SeverityPolicy } from '../../lib/incident/lifecycle/escalation-policy';
import type { Roster } from '../../lib/incident/roster/roster';
import type { Severity } from '../../lib/incident/severity';
import type { OnCallModel, OperationsModel } from '../../lib/model/model';
import type { BusinessCalendar } from '../../lib/time/business-calendar';
import { exampleModel, exampleObjective } from './models';

/** The runbook with which people acknowledge: what is planned for people on call has to have it. */
export const ACKNOWLEDGING = shippedRunbooks(['acknowledge-incident']);

const CALENDAR: BusinessCalendar = {
  timeZone: 'Europe/Berlin',
  days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  open: '09:00',
  close: '18:00',
  holidays: ['2026-12-25'],
};

const ROSTER: Roster = {
  people: [
    { id: 'ana', title: 'Operator', channels: ['email', 'sms'] },
    { id: 'ben', title: 'Operator', channels: ['email', 'sms'] },
    { id: 'cleo', title: 'Operations Lead', channels: ['email'] },
    { id: 'dev', title: 'Engineering Manager', channels: ['sms'] },
    { id: 'eli', title: 'Operations tool', channels: ['https'] },
  ],
  roles: [
    {
      id: 'primary',
      title: 'Primary on-call',
      layers: [{ id: 'all-hours', rotation: { timeZone: 'Europe/Berlin', people: ['ana', 'ben'], everyDays: 7, handoverAt: '09:00', from: '2026-01-05' } }],
    },
    {
      id: 'secondary',
      title: 'Secondary on-call',
      layers: [{ id: 'all-hours', rotation: { timeZone: 'Europe/Berlin', people: ['ben', 'ana'], everyDays: 7, handoverAt: '09:00', from: '2026-01-05' } }],
    },
    { id: 'operations-lead', title: 'Operations Lead', standing: ['cleo'] },
    { id: 'engineering-manager', title: 'Engineering Manager', standing: ['dev'] },
    { id: 'tools', title: 'Tools', standing: ['eli'] },
  ],
  overrides: [],
};

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

function severityPolicy(severity: Severity, rules: Partial<SeverityPolicy>): SeverityPolicy {
  return {
    severity,
    meaning: severity,
    examples: ['an example'],
    tiers: [],
    informed: ['operations-lead'],
    stale: { kind: 'never' },
    holdDownSeconds: 3 * MINUTE,
    resolveAfterRecoverySeconds: 10 * MINUTE,
    postmortem: 'none',
    communication: { internal: 'the channel is notified', external: 'none: nobody outside notices' },
    ...rules,
  };
}

const ESCALATION: EscalationPolicy = {
  version: '1',
  severities: {
    S0: severityPolicy('S0', {
      acknowledgeWithin: { kind: 'elapsed', seconds: 5 * MINUTE },
      tiers: [
        { tier: 1, after: { kind: 'elapsed', seconds: 0 }, condition: 'always', roles: ['primary'] },
        { tier: 2, after: { kind: 'elapsed', seconds: 5 * MINUTE }, condition: 'not acknowledged', roles: ['secondary', 'tools'] },
        { tier: 3, after: { kind: 'elapsed', seconds: 30 * MINUTE }, condition: 'not resolved', roles: ['engineering-manager'] },
      ],
      repeatEverySeconds: 15 * MINUTE,
      updateEverySeconds: 30 * MINUTE,
      stale: { kind: 'missed updates', count: 2 },
      resolveAfterRecoverySeconds: 30 * MINUTE,
      reopenWithinSeconds: HOUR,
      postmortem: 'required',
      opsItem: { severity: 1, priority: 1 },
    }),
    S1: severityPolicy('S1', {
      acknowledgeWithin: { kind: 'elapsed', seconds: 15 * MINUTE },
      tiers: [
        { tier: 1, after: { kind: 'elapsed', seconds: 0 }, condition: 'always', roles: ['primary'] },
        { tier: 2, after: { kind: 'elapsed', seconds: 15 * MINUTE }, condition: 'not acknowledged', roles: ['secondary', 'operations-lead'] },
      ],
      repeatEverySeconds: 30 * MINUTE,
      updateEverySeconds: HOUR,
      stale: { kind: 'missed updates', count: 2 },
      resolveAfterRecoverySeconds: 30 * MINUTE,
      reopenWithinSeconds: HOUR,
      postmortem: 'required',
      opsItem: { severity: 2, priority: 2 },
    }),
    S2: severityPolicy('S2', {
      tiers: [{ tier: 1, after: { kind: 'elapsed', seconds: 0 }, condition: 'always', roles: ['primary'] }],
      repeatEverySeconds: 4 * HOUR,
      reopenWithinSeconds: 30 * MINUTE,
      postmortem: 'on request',
      opsItem: { severity: 3, priority: 3 },
    }),
    S3: severityPolicy('S3', {
      tiers: [{ tier: 1, after: { kind: 'business days', days: 1 }, condition: 'not acknowledged', roles: ['operations-lead'] }],
    }),
    S4: severityPolicy('S4', {}),
  },
  calendar: CALENDAR,
  postmortem: {
    draftSeconds: DAY,
    reminderSeconds: [2 * DAY],
    dueSeconds: 5 * DAY,
    overdueEverySeconds: DAY,
    owners: ['primary'],
    lead: ['engineering-manager'],
  },
  repeatsUntilExhausted: 9,
  exhaustedEverySeconds: HOUR,
  incidentLead: 'operations-lead',
};

/** Ana and Ben take turns; Cleo leads, Dev manages, Eli is a tool with a web address; Zoe and a tool of hers watch from Ireland. */
export function onCallModel(overrides: Partial<OnCallModel> = {}): OnCallModel {
  return {
    roster: ROSTER,
    escalation: ESCALATION,
    chat: [{ name: 'governor-ops', severities: ['S0', 'S1', 'S2'] }],
    watchdog: {
      region: 'eu-west-1',
      people: [
        { id: 'zoe', title: 'Watchdog', channels: ['sms', 'email'] },
        { id: 'zed', title: 'Watchdog tool', channels: ['https'] },
      ],
    },
    externalContacts: [{ id: 'aws-support', title: 'AWS Support', reachedBy: 'the support console' }],
    ...overrides,
  };
}

/** `shop` with one service, checkout, whose availability pages S1, and the {@link onCallModel}. */
export function exampleModelOnCall(services: Parameters<typeof exampleModel>[0] = { checkout: [exampleObjective()] }, onCall = onCallModel()): OperationsModel {
  return { ...exampleModel(services), onCall };
}

/** {@link exampleModelOnCall} with more people in the first role, each with three channels. */
export function withPeople(count: number, idOf = (index: number) => `person-${index}`): OperationsModel {
  const model = exampleModelOnCall();
  const { roster } = model.onCall!;
  const added = Array.from({ length: count }, (_, index) => ({ id: idOf(index), title: 'Operator', channels: ['email', 'sms', 'https'] as const }));
  const [first, ...roles] = roster.roles;
  const layers = first!.layers!.map((layer) => ({
    ...layer,
    rotation: { ...layer.rotation, people: [...layer.rotation.people, ...added.map(({ id }) => id)] },
  }));
  return { ...model, onCall: { ...model.onCall!, roster: { ...roster, people: [...roster.people, ...added], roles: [{ ...first!, layers }, ...roles] } } };
}
