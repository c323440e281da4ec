import fc from 'fast-check';
import type { Audience, InformReason } from '../../../lib/incident/lifecycle/effect';
import type { ChatNotification } from '../../../lib/incident/message/chat-notification';
import { informMessage } from '../../../lib/incident/message/inform-message';
import { septets } from '../../../lib/incident/message/sms-text';
import { anIncident, OPENED_AT } from '../../helpers/incidents';
import { informFacts } from '../../helpers/message-facts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What each reason has to say, of an incident that has been through everything. */
const SAID: Readonly<Record<InformReason, string>> = {
  opened: 'incident opened',
  acknowledged: 'acknowledged by ana at 03:12 UTC',
  'already acknowledged': 'already acknowledged by ana at 03:12 UTC',
  mitigated: 'mitigated by ana',
  'burning again': 'not mitigated after all',
  'gave way': 'the drill is over',
  healing: 'a live run of self-heal-service was started by itself',
  healed: 'healed by itself, by self-heal-service',
  'not healed': 'not healed by itself: live run of self-heal-service failed',
  'shift over': 'the shift of ana is over',
  relapsed: 'not over after all',
  recovered: 'alarms are over',
  update: 'status update',
  'update due': 'a status update is due at 03:42 UTC',
  'update overdue': 'the status update is overdue since 03:42 UTC',
  'severity changed': 'severity is now S0',
  blind: 'monitoring is blind',
  resolved: 'resolved by ana at 04:00 UTC, 50m after it was opened',
  reopened: 'back again at 04:10 UTC',
  'postmortem due': 'the postmortem is due at 2026-03-11 04:00 UTC',
  'postmortem overdue': 'the postmortem is overdue since 2026-03-11 04:00 UTC',
  closed: 'closed',
};
const REASONS = Object.keys(SAID) as InformReason[];

const LIVED = anIncident({
  healing: {
    runs: [
      {
        number: 1,
        alarm: { name: 'edi-prod-partner-portal-availability-s0', region: 'eu-central-1' },
        runbook: 'self-heal-service',
        isLive: true,
        askedAt: OPENED_AT,
        executionId: 'run-1',
        status: 'failed',
        why: 'step askCalendar',
      },
    ],
  },
  acknowledgement: { by: 'ana', at: OPENED_AT + 2 * MINUTE, via: 'cli' },
  mitigation: { by: 'ana', at: OPENED_AT + 20 * MINUTE, burning: false },
  updateClock: { dueAt: OPENED_AT + 32 * MINUTE, missed: 0 },
  resolution: { by: 'ana', at: OPENED_AT + 50 * MINUTE, text: 'the listener was put back' },
  postmortem: { status: 'due', clockStart: OPENED_AT + 50 * MINUTE, notified: 0 },
});

const notificationOf = (https: string): ChatNotification => JSON.parse(https) as ChatNotification;

test.each(REASONS)('an inform because of %j says so in each of its texts', (reason) => {
  const { email, sms, subject, https } = informMessage(informFacts({ reason, incident: LIVED, now: OPENED_AT + HOUR, text: 'said beside' }));
  expect(email.split('\n')[0]).toContain(SAID[reason]);
  expect(sms).toContain(SAID[reason].slice(0, 40));
  expect(subject).toContain(SAID[reason].slice(0, 40));
  expect(notificationOf(https).content.title).toContain(SAID[reason]);
  expect(email).toContain('said beside');
});

test.each(REASONS)('an inform because of %j about an incident of which little is known has no holes', (reason) => {
  const incident = anIncident({ alarms: [], title: '', impact: '' });
  const message = informMessage(informFacts({ reason, incident, budgets: [], paged: [] }));
  expect(Object.values(message).join('\n')).not.toMatch(/undefined|NaN|null|\[object/);
});

test('a status update says what, impact, since when, what is done and when more will be heard (004-15) (004-25)', () => {
  const incident = anIncident({ updateClock: { dueAt: OPENED_AT + 45 * MINUTE, missed: 0 } });
  const { email, https } = informMessage(informFacts({ reason: 'update', incident, text: 'rolling back\nto 41' }));
  const expected = [
    'What: partner-portal/availability',
    'Impact: partners cannot sign in, upload documents or see their status',
    'Since: 03:10 UTC',
    'Doing: rolling back to 41',
    'Next update at: 03:55 UTC',
  ].join('\n');
  expect(email).toContain(expected);
  expect(notificationOf(https).content.description).toContain(expected);
  expect(notificationOf(https).content.description).toContain('Incident: partner-portal-7, tier none, escalation round 1, opened 2026-03-08 03:10 UTC');
});

test('over HTTPS it is a custom notification in the thread of its incident, and nothing else', () => {
  const notification = notificationOf(informMessage(informFacts()).https);
  expect(Object.keys(notification)).toEqual(['version', 'source', 'id', 'content', 'metadata']);
  expect(notification).toMatchObject({
    version: '1.0',
    source: 'custom',
    id: 'partner-portal-7/v1/opened',
    content: { textType: 'client-markdown' },
    metadata: { threadId: 'partner-portal-7', eventType: 'day2.opened' },
  });
  expect(Object.keys(notification.content)).toEqual(['textType', 'title', 'description', 'nextSteps', 'keywords']);
  expect(Object.keys(notification.metadata)).toEqual(['threadId', 'summary', 'eventType', 'additionalContext']);
});

test('an SMS ends with the command where words are asked for, and with the id where nothing is (T21)', () => {
  expect(informMessage(informFacts({ reason: 'update overdue', incident: LIVED })).sms).toMatch(
    / since 2026-03-08 03:10 UTC T- R1\. day2 incident update partner-portal-7$/,
  );
  expect(informMessage(informFacts({ reason: 'recovered', tier: 2 })).sms).toMatch(/ since 2026-03-08 03:10 UTC T2 R1\. partner-portal-7$/);
});

test('a pager finds every fact as a text by name (T21)', () => {
  const { additionalContext } = notificationOf(informMessage(informFacts({ incident: LIVED })).https).metadata;
  expect(additionalContext).toMatchObject({
    schema: 'day2.inform/1',
    incident: 'partner-portal-7',
    severity: 'S0',
    tier: 'none',
    round: '1',
    openedAt: '2026-03-08T03:10:00Z',
    acknowledgedBy: 'ana',
  });
  for (const [name, text] of Object.entries(additionalContext)) {
    expect(name).toMatch(/^[A-Za-z]+$/);
    expect(typeof text).toBe('string');
  }
});

test('a title cannot mention a whole channel', () => {
  const { https } = informMessage(informFacts({ incident: anIncident({ title: '<!channel> down', impact: '<!here>' }), text: '<@U1>', reason: 'update' }));
  const { content, metadata } = notificationOf(https);
  expect([content.title, content.description, metadata.summary].join('\n')).not.toContain('<');
  expect(content.description).toContain('&lt;!channel> down');
});

test('every text of a drill begins with DRILL, and no other does', () => {
  const drill = informMessage(informFacts({ incident: anIncident({ drill: true }) }));
  const { content, metadata } = notificationOf(drill.https);
  for (const text of [drill.subject, drill.email, drill.sms, content.title, content.description, metadata.summary]) expect(text).toMatch(/^DRILL /);
  expect(JSON.stringify(informMessage(informFacts()))).not.toContain('DRILL');
});

test.each<[Audience, string]>([
  [{ kind: 'informed' }, 'your role is notified of S0'],
  [{ kind: 'paged' }, 'you were paged for it'],
  [{ kind: 'everybody' }, 'you were paged for it, or your role is notified of S0'],
  [{ kind: 'roles', roles: ['docs-lead', 'product-owner'] }, 'your role is one of docs-lead and product-owner'],
  [{ kind: 'people', people: ['ana'] }, 'it is meant for ana'],
])('an audience %j is notified why it is notified', (audience, why) => {
  expect(informMessage(informFacts({ audience })).email).toContain(`You are notified because ${why}.`);
});

test('whatever incidents are called, a subject and an SMS are within their limits', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(
    fc.property(anyText, anyText, fc.constantFrom(...REASONS), (impact, text, reason) => {
      const { subject, sms } = informMessage(informFacts({ incident: anIncident({ ...LIVED, impact }), text, reason }));
      expect(subject).toMatch(/^[\x21-\x7E][\x20-\x7E]{0,98}$/);
      expect(septets(sms)).toBeLessThanOrEqual(160);
    }),
  );
});
