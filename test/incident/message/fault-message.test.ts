import fc from 'fast-check';
import type { FaultCode } from '../../../lib/incident/lifecycle/effect';
import { FAULT_ACTIONS, faultMessage } from '../../../lib/incident/message/fault-message';
import type { PagePayload } from '../../../lib/incident/message/page-payload';
import { septets } from '../../../lib/incident/message/sms-text';
import { anIncident, OPENED_AT } from '../../helpers/incidents';
import { POLICY } from '../../helpers/message-facts';

const CODES = Object.keys(FAULT_ACTIONS) as FaultCode[];
const NOW = OPENED_AT + 26 * 3_600_000;

test.each(CODES)('the fault %j says what to do about it', (code) => {
  const { email, sms, https } = faultMessage({ code, text: 'it is so', policy: POLICY, now: NOW });
  expect(email.split('\n')[0]).toBe(`Paging fault in edi-prod: ${code}: it is so. 2026-03-09 05:10 UTC, no incident. To do: ${FAULT_ACTIONS[code]}`);
  expect(sms).toBe(`Paging fault edi-prod: ${code}: it is so. To do: ${FAULT_ACTIONS[code]} 2026-03-09 05:10 UTC`);
  expect(JSON.parse(https)).toMatchObject({ schema: 'day2.page/1', kind: 'fault', reason: code });
});

test('a fault about an incident identifies it, and says how to take it (T21)', () => {
  const { email, https, sms } = faultMessage({ code: 'escalation exhausted', text: 'nobody answers', policy: POLICY, now: NOW, incident: anIncident() });
  expect(email).toContain('Incident: partner-portal-7, S0 critical, tier none, escalation round 1, open when this was written (05:10 UTC)');
  expect(email).toContain('Opened: 2026-03-08 03:10 UTC, 1d2h before');
  expect(email).toContain('State now: https://');
  expect(email).toContain('day2 incident ack partner-portal-7');
  expect(sms).toContain('partner-portal-7 open since 2026-03-08 03:10 UTC T- R1');
  expect((JSON.parse(https) as PagePayload).incident?.id).toBe('partner-portal-7');
});

test('a fault in a drill begins with DRILL', () => {
  const { subject, email, sms, https } = faultMessage({ code: 'page failed', text: 'x', policy: POLICY, now: NOW, incident: anIncident({ drill: true }) });
  for (const text of [subject, email, sms, (JSON.parse(https) as PagePayload).summary]) expect(text).toMatch(/^DRILL Paging fault/);
});

test('a fault is within the limits, and has no holes, whatever its text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom(...CODES), fc.boolean(), (text, code, withIncident) => {
      const { subject, sms } = faultMessage({ code, text, policy: POLICY, now: NOW, ...(withIncident ? { incident: anIncident() } : {}) });
      expect(subject).toMatch(/^[\x21-\x7E][\x20-\x7E]{0,98}$/);
      expect(septets(sms)).toBeLessThanOrEqual(160);
    }),
  );
  expect(Object.values(faultMessage({ code: 'page failed', text: '', policy: POLICY, now: NOW })).join('\n')).not.toMatch(/undefined|NaN|null/);
});
