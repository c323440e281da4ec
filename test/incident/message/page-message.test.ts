import fc from 'fast-check';
import type { PageReason } from '../../../lib/incident/lifecycle/effect';
import { pageMessage } from '../../../lib/incident/message/page-message';
import type { PagePayload } from '../../../lib/incident/message/page-payload';
import { PAGE_REASON_WORDS } from '../../../lib/incident/message/page-reasons';
import { septets } from '../../../lib/incident/message/sms-text';
import { SEVERITIES } from '../../../lib/incident/severity';
import { anAttachedAlarm, anIncident, OPENED_AT } from '../../helpers/incidents';
import { pageFacts, POLICY } from '../../helpers/message-facts';

const MINUTE = 60_000;
const REASONS = Object.keys(PAGE_REASON_WORDS) as PageReason[];
const payloadOf = (https: string): PagePayload => JSON.parse(https) as PagePayload;
const textsOf = (message: object): string => Object.values(message).join('\n');

test('an S0 page says what an operator needs at 03:10 (002-46) (T21)', () => {
  const incident = anIncident({
    opsItemId: 'oi-0123456789ab',
    escalation: { startedAt: OPENED_AT, reached: [1, 2].map((tier) => ({ tier, at: OPENED_AT + (tier - 1) * 5 * MINUTE, skipped: false })), repeats: 0 },
    startedAt: OPENED_AT - 2 * MINUTE,
    paged: [{ person: 'ana', tier: 1, round: 1, at: OPENED_AT }],
    timeline: [
      { at: OPENED_AT, code: 'detected', what: 'opened by edi-prod-partner-portal-availability-s0' },
      { at: OPENED_AT, code: 'tier paged', what: 'tier 1 (primary-operator) is paged' },
      { at: OPENED_AT + 5 * MINUTE, code: 'tier paged', what: 'tier 2 (secondary-operator, release-manager) is paged' },
    ],
  });
  const { subject, email, sms } = pageMessage(pageFacts({ incident, tier: 2, now: OPENED_AT + 5 * MINUTE, paged: ['ben', 'cleo'], acknowledgeBy: undefined }));
  expect(email)
    .toBe(`S0 critical: Partner portal: partners cannot sign in, upload documents or see their status. Since 2026-03-08 03:10 UTC. Acknowledge: day2 incident ack partner-portal-7

Why now: Tier 2 is due: nobody has acknowledged for 5m.
What: partner-portal/availability
Impact: partners cannot sign in, upload documents or see their status
Who has it: nobody yet

Runbook partner-portal-outage, filled in, a dry run first: https://eu-central-1.console.aws.amazon.com/systems-manager/automation/execute/edi-prod-partner-portal-outage?region=eu-central-1#documentVersion=$LATEST&IncidentId=partner-portal-7
Dashboard: https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards/dashboard/edi-prod-incidents
Acknowledge from the console: https://eu-central-1.console.aws.amazon.com/systems-manager/automation/execute/edi-prod-acknowledge-incident?region=eu-central-1#documentVersion=$LATEST&DryRun=false&IncidentId=partner-portal-7
Once you have it, every 30m: day2 incident update partner-portal-7

Error budget:
  partner-portal/availability: 62 % spent, 38 % left, gate caution

So far:
  03:10 UTC  opened by edi-prod-partner-portal-availability-s0
  03:10 UTC  tier 1 (primary-operator) is paged
  03:15 UTC  tier 2 (secondary-operator, release-manager) is paged

Alarms:
  S0 partner-portal/availability, on since 03:10 UTC: edi-prod-partner-portal-availability-s0 in eu-central-1
    https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarmsV2:alarm/edi-prod-partner-portal-availability-s0

This page goes to: ben and cleo
Paged besides: ana (tier 1, 03:10 UTC)

Outside help:
  Cloud support: the support centre of the console
  Security response: the telephone list in the safe

Incident: partner-portal-7, S0 critical, tier 2, escalation round 1, open when this was written (03:15 UTC)
Opened: 03:10 UTC, 5m before this was written
Began: 03:08 UTC, 2m before it was opened
State now: https://eu-central-1.console.aws.amazon.com/systems-manager/opsitems/oi-0123456789ab/workbench?region=eu-central-1
`);
  expect(subject).toBe('S0 partner-portal-7 tier 2: Partner portal: partners cannot sign in, upload documents or see the...');
  expect(sms).toBe(
    'S0 Partner portal: partners cannot sign in, upload documents or see their status since 2026-03-08 03:10 UTC T2 R1. day2 incident ack partner-portal-7',
  );
});

test.each(REASONS)('a page because of %j says why', (reason) => {
  const others = REASONS.filter((each) => each !== reason).map((each) => pageMessage(pageFacts({ reason: each })).email);
  const { email } = pageMessage(pageFacts({ reason }));
  expect(email).toMatch(/^Why now: [A-Z].{15,}\.$/m);
  expect(others).not.toContain(email);
});

test.each([
  [1, 'You are the first to be notified.'],
  [2, 'Tier 2 is due: nobody has acknowledged for 5m.'],
  [3, 'Tier 3 is due: it is not resolved after 5m.'],
])('tier %i is notified its own rule', (tier, why) => {
  expect(pageMessage(pageFacts({ tier, now: OPENED_AT + 5 * MINUTE })).email).toContain(`Why now: ${why}`);
});

test('a page that arrives hours late can be distinguished from a new one in each of its texts (T21)', () => {
  const incident = anIncident({ round: 2, opsItemId: 'oi-0123456789ab' });
  const { email, sms, subject, https } = pageMessage(pageFacts({ incident, round: 2, tier: 3 }));
  expect(email).toContain('Incident: partner-portal-7, S0 critical, tier 3, escalation round 2, open when this was written (03:10 UTC)');
  expect(email).toContain('Opened: 03:10 UTC, under a minute before');
  expect(email).toContain('State now: https://eu-central-1.console.aws.amazon.com/systems-manager/opsitems/oi-0123456789ab/workbench?region=eu-central-1');
  expect(sms).toContain('since 2026-03-08 03:10 UTC T3 R2. day2 incident ack partner-portal-7');
  expect(subject).toContain('partner-portal-7 tier 3');
  expect(payloadOf(https)).toMatchObject({
    tier: 3,
    round: 2,
    incident: { id: 'partner-portal-7', openedAt: '2026-03-08T03:10:00Z' },
    alarm: { name: 'edi-prod-partner-portal-availability-s0', region: 'eu-central-1' },
    links: { state: expect.stringContaining('oi-0123456789ab') },
  });
});

test('a time of another day has its date', () => {
  const { email } = pageMessage(
    pageFacts({ reason: 'reopened', incident: anIncident({ escalation: { startedAt: OPENED_AT + 24 * 60 * MINUTE, reached: [], repeats: 0 } }) }),
  );
  expect(email).toContain('is back since 2026-03-09 03:10 UTC');
});

test('outside help is named in pages of S0 only (002-46)', () => {
  const [first, second] = (['S0', 'S1'] as const).map((severity) => pageMessage(pageFacts({ severity })));
  for (const { title, reachedBy } of POLICY.externalContacts) {
    expect(first!.email).toContain(`${title}: ${reachedBy}`);
    expect(second!.email).not.toContain(title);
  }
  expect(payloadOf(first!.https).externalContacts).toHaveLength(2);
  expect(payloadOf(second!.https).externalContacts).toEqual([]);
});

test('every text of a drill begins with DRILL, and no other does', () => {
  const drill = pageMessage(pageFacts({ incident: anIncident({ drill: true }) }));
  const real = pageMessage(pageFacts());
  for (const key of ['subject', 'email', 'sms'] as const) {
    expect(drill[key]).toMatch(/^DRILL S0/);
    expect(real[key]).not.toContain('DRILL');
  }
  expect(payloadOf(drill.https)).toMatchObject({ drill: true, summary: expect.stringMatching(/^DRILL S0/) });
  expect(payloadOf(real.https).drill).toBe(false);
});

test('budgets say what is spent and left, or why nobody knows', () => {
  const budgets = [
    { objective: 'portal/latency', spent: 1.25, remaining: -0.25, state: 'frozen' },
    { objective: 'portal/pages', why: 'the record is 2h old' },
    { objective: 'portal/files', spent: NaN, remaining: NaN },
  ];
  const { email, https } = pageMessage(pageFacts({ budgets }));
  expect(email).toContain('portal/latency: 125 % spent, overspent by 25 %, gate frozen\n');
  expect(email).toContain('portal/pages: not known (the record is 2h old)\n');
  expect(email).toContain('portal/files: not known\n');
  expect(payloadOf(https).budgets[2]).toEqual({ objective: 'portal/files' });
});

test('the runbook is the one of the most severe alarm that is on, with the incident filled in', () => {
  const alarms = [
    anAttachedAlarm({ severity: 'S2', runbook: 'slow' }),
    anAttachedAlarm({ runbook: 'over', state: 'OK' }),
    anAttachedAlarm({ runbook: 'partner-portal-outage' }),
  ];
  const { email } = pageMessage(pageFacts({ incident: anIncident({ alarms }) }));
  expect(email).toContain(
    'https://eu-central-1.console.aws.amazon.com/systems-manager/automation/execute/edi-prod-partner-portal-outage?region=eu-central-1#documentVersion=$LATEST&IncidentId=partner-portal-7',
  );
});

test('a declared incident has no alarm and no runbook, and says so', () => {
  const { email, https } = pageMessage(pageFacts({ incident: anIncident({ alarms: [], impact: '' }) }));
  expect(email).toContain('Runbook: none is named');
  expect(email).toContain('Alarms: none, somebody declared it');
  expect(email).toContain('Impact: partner-portal/availability');
  expect(payloadOf(https).links).not.toHaveProperty('runbook');
});

test('the responder is filled in for one reader, and left open for several', () => {
  const one = pageMessage(pageFacts()).email;
  const two = pageMessage(pageFacts({ paged: ['ana', 'ben'] })).email;
  expect(one).toContain('edi-prod-acknowledge-incident?region=eu-central-1#documentVersion=$LATEST&DryRun=false&IncidentId=partner-portal-7&Responder=ana');
  expect(two).not.toContain('Responder=');
});

test('an acknowledged incident says who has it', () => {
  const incident = anIncident({ state: 'acknowledged', acknowledgement: { by: 'ana', at: OPENED_AT + 2 * MINUTE, via: 'cli' } });
  expect(pageMessage(pageFacts({ incident, tier: 3 })).email).toContain('Who has it: ana since 03:12 UTC, by cli');
});

test('whatever incidents are called, a subject and an SMS are within their limits and say how to act', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: fc.constantFrom('^', '{', '|', '\u20AC', '\u00E9', '\u{1F525}', '\n', '\u2019', 'a'), maxLength: 200 }),
  );
  fc.assert(
    fc.property(
      anyText,
      anyText,
      anyText,
      fc.constantFrom(...REASONS),
      fc.constantFrom(...SEVERITIES),
      fc.boolean(),
      (title, impact, service, reason, severity, drill) => {
        const policy = { ...POLICY, groups: [{ id: 'partner-portal', title: service, owner: 'x' }] };
        const { subject, sms, email, https } = pageMessage(pageFacts({ incident: anIncident({ title, impact, drill }), policy, reason, severity }));
        expect(subject).toMatch(/^[\x21-\x7E][\x20-\x7E]{0,98}$/);
        expect(septets(sms)).toBeLessThanOrEqual(160);
        expect(sms).toMatch(/^(DRILL )?S\d/);
        expect(sms).toMatch(/2026-03-08 03:10 UTC T1 R1\. day2 incident ack partner-portal-7$/);
        expect(email.split('\n')[0]).toContain('day2 incident ack partner-portal-7');
        expect(payloadOf(https).incident?.id).toBe('partner-portal-7');
      },
    ),
  );
});

test('nothing that is absent is written as a word', () => {
  for (const reason of REASONS) {
    const message = pageMessage(pageFacts({ reason, tier: undefined, acknowledgeBy: undefined, budgets: [], paged: [], incident: anIncident({ alarms: [] }) }));
    expect(textsOf(message)).not.toMatch(/undefined|NaN|null|\[object/);
  }
});
