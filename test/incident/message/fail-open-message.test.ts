import fc from 'fast-check';
import { failOpenMessage } from '../../../lib/incident/message/fail-open-message';
import type { PagePayload } from '../../../lib/incident/message/page-payload';
import { septets } from '../../../lib/incident/message/sms-text';
import { anAttachedAlarm, OPENED_AT } from '../../helpers/incidents';
import { POLICY } from '../../helpers/message-facts';

const message = (changes = {}) => failOpenMessage({ alarm: anAttachedAlarm(changes), policy: POLICY, now: OPENED_AT, why: 'the table does not answer' });

test('a page without a table is marked in each of its texts, and says what does not work', () => {
  const { subject, email, sms, https } = message();
  const payload = JSON.parse(https) as PagePayload;
  for (const text of [subject, email, sms, payload.summary]) expect(text).toMatch(/^UNDEDUPLICATED S0/);
  expect(email).toContain('Why like this: the table of incidents cannot be used: the table does not answer');
  expect(email).toContain('It cannot be acknowledged');
  expect(payload).toMatchObject({
    kind: 'undeduplicated page',
    severity: 'S0',
    tier: 1,
    alarm: { name: 'edi-prod-partner-portal-availability-s0', region: 'eu-central-1' },
  });
  expect(payload).not.toHaveProperty('acknowledge');
});

test('it has when, the runbook, the alarm as state, and outside help for S0 (T21) (002-46)', () => {
  const { email, sms } = message();
  expect(email).toContain('Paged 2026-03-08 03:10 UTC');
  expect(email).toContain('automation/execute/edi-prod-partner-portal-outage?region=eu-central-1#documentVersion=$LATEST\n');
  expect(email).toContain(
    'State now: https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarmsV2:alarm/edi-prod-partner-portal-availability-s0',
  );
  expect(email).toContain('Cloud support: ');
  expect(sms).toMatch(/2026-03-08 03:10 UTC T1\. No ack possible\. Runbook partner-portal-outage$/);
  expect(message({ severity: 'S1' }).email).not.toContain('Cloud support');
});

test('it is within the limits, and has no holes, whatever the alarm is called', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(
    fc.property(anyText, anyText, (title, impact) => {
      const { subject, sms } = message({ title, impact });
      expect(subject).toMatch(/^[\x21-\x7E][\x20-\x7E]{0,98}$/);
      expect(septets(sms)).toBeLessThanOrEqual(160);
      expect(sms).toContain('No ack possible');
    }),
  );
  expect(Object.values(message({ title: '', impact: '' })).join('\n')).not.toMatch(/undefined|NaN|null/);
});
