import type { PublishCommand, PublishCommandInput } from '@aws-sdk/client-sns';
import fc from 'fast-check';
import type { TopicPort } from '../../../lib/handlers/incident-engine/clients';
import { notifier } from '../../../lib/handlers/incident-engine/notifier';
import { RESPONDER_ATTRIBUTE } from '../../../lib/incident/lifecycle/engine-policy';
import { communicationTemplates } from '../../../lib/incident/message/communication-templates';
import { failOpenMessage } from '../../../lib/incident/message/fail-open-message';
import { faultMessage } from '../../../lib/incident/message/fault-message';
import { fillTemplate } from '../../../lib/incident/message/fill-template';
import { informMessage } from '../../../lib/incident/message/inform-message';
import { MAX_SMS_SEPTETS, MAX_SUBJECT_LENGTH, MOST_EMAIL_BYTES, MOST_MESSAGE_BYTES, type Message } from '../../../lib/incident/message/message';
import type { InformFacts } from '../../../lib/incident/message/page-facts';
import { pageMessage } from '../../../lib/incident/message/page-message';
import type { PagePayload } from '../../../lib/incident/message/page-payload';
import { septets } from '../../../lib/incident/message/sms-text';
import { templateValues } from '../../../lib/incident/message/template-values';
import { anAttachedAlarm, anEscalationPolicy, anIncident, OPENED_AT } from '../../helpers/incidents';
import { informFacts, pageFacts, POLICY } from '../../helpers/message-facts';

/**
 * Whatever is written into an incident, and however much of it: every message about it is one that SNS, telephones and
 * chats take (9.11). A message that does not fit fails the call, and nobody is paged.
 */

/** What SNS is handed for a message. */
async function published(message: Message, people: readonly string[]): Promise<PublishCommandInput[]> {
  const inputs: PublishCommandInput[] = [];
  const port = { send: async ({ input }: PublishCommand) => void inputs.push(input) } as unknown as TopicPort;
  await notifier(
    () => port,
    () => port,
  ).publish({ region: 'eu-central-1', arn: 'arn:aws:sns:eu-central-1:111111111111:edi-prod-s0-tier-1' }, message, { responders: people, quiet: true });
  return inputs;
}

/** Bytes of everything that counts: the message, and of each attribute its name, type and value. */
function bytesOf({ Message: text = '', MessageAttributes: attributes = {} }: PublishCommandInput): number {
  const texts = Object.entries(attributes).flatMap(([name, { DataType: type = '', StringValue: value = '' }]) => [name, type, value]);
  return [text, ...texts].reduce((sum, each) => sum + Buffer.byteLength(each), 0);
}

async function expectToFit(message: Message, people: readonly string[] = []): Promise<void> {
  const inputs = await published(message, people);
  for (const input of inputs) expect(bytesOf(input)).toBeLessThanOrEqual(MOST_MESSAGE_BYTES);
  const named = inputs.flatMap(({ MessageAttributes: attributes }) => JSON.parse(attributes?.[RESPONDER_ATTRIBUTE]?.StringValue ?? '[]') as string[]);
  expect(named).toEqual(people);
  expect(message.subject).toMatch(new RegExp(`^[\\x20-\\x7E]{1,${MAX_SUBJECT_LENGTH}}$`));
  expect(septets(message.sms)).toBeLessThanOrEqual(MAX_SMS_SEPTETS);
  expect(Buffer.byteLength(message.email)).toBeLessThanOrEqual(MOST_EMAIL_BYTES);
  expect(() => JSON.parse(message.https) as unknown).not.toThrow();
}

/** The first line of the e-mail says how to act, whatever else there is. */
const firstLine = ({ email }: Message): string => email.slice(0, email.indexOf('\n'));

/** Characters that take one byte, two, six with their escape, and four; and half of one. */
const LETTERS = ['a', ' ', '\n', '"', '\\', '<', '\u0000', '\u00E4', '\u{1F525}', '\uD83D'];
const longText = fc
  .tuple(fc.constantFrom(...LETTERS), fc.constantFrom(0, 1, 300, 2_000, 25_600, 67_584), fc.constantFrom(...LETTERS))
  .map(([letter, length, last]) => `${letter.repeat(length)}${last}`);
const count = fc.constantFrom(0, 1, 30, 150);
const many = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));

const longFacts = fc
  .record({ text: longText, other: longText, alarms: count, people: count, entries: count, budgets: count, contacts: count, drill: fc.boolean() })
  .map(({ text, other, alarms, people, entries, budgets, contacts, drill }): InformFacts => {
    const names = many(people, (index) => `person-of-a-rather-long-name-number-${index}`);
    const incident = anIncident({
      title: other,
      impact: text,
      drill,
      alarms: many(alarms, (index) => anAttachedAlarm({ name: `${'\u00E4'.repeat(240)}-${index}`, title: text, impact: other })),
      timeline: many(entries, (index) => ({ at: OPENED_AT + index, code: 'updated', what: `update by ana: ${text}` })),
      paged: names.map((person, index) => ({ person, tier: 1 + (index % 4), round: 1, at: OPENED_AT })),
      lastUpdate: { by: 'ana', at: OPENED_AT, text },
      resolution: { by: 'ana', at: OPENED_AT, text: other },
    });
    const externalContacts = many(contacts, (index) => ({ id: `contact-${index}`, title: text, reachedBy: other }));
    return informFacts({
      incident,
      policy: { ...POLICY, externalContacts, groups: [{ id: 'partner-portal', title: other, owner: 'product-owner' }] },
      budgets: many(budgets, (index) => ({ objective: `${text}${index}`, why: other, state: text })),
      paged: names,
      reason: 'update',
      text,
    });
  });

test('every message fits its transport', async () => {
  await fc.assert(
    fc.asyncProperty(longFacts, async (facts) => {
      const { incident, policy, paged, now, text = '' } = facts;
      const page = pageMessage({ ...pageFacts(), ...facts, reason: 'tier due' });
      await expectToFit(page, paged);
      expect(firstLine(page)).toMatch(/Acknowledge: day2 incident ack partner-portal-7$/);
      const payload = JSON.parse(page.https) as PagePayload;
      expect(payload.summary.length).toBeLessThanOrEqual(1_024);
      await expectToFit(informMessage(facts), paged);
      await expectToFit(faultMessage({ code: 'page failed', text, policy, now, incident }));
      await expectToFit(faultMessage({ code: 'table unavailable', text, policy, now }));
      await expectToFit(failOpenMessage({ alarm: anAttachedAlarm({ title: text, impact: incident.title }), policy, now, why: text }), paged);
    }),
    { numRuns: 40, seed: 911 },
  );
}, 60_000);

test('a chat shows all of what it is sent', () => {
  fc.assert(
    fc.property(longFacts, (facts) => {
      const { content, metadata } = JSON.parse(informMessage(facts).https) as {
        content: { title: string; description: string };
        metadata: { summary: string; additionalContext: Record<string, string> };
      };
      expect(content.title.length).toBeLessThanOrEqual(250);
      expect(content.description.length).toBeLessThanOrEqual(3_000);
      expect(metadata.summary.length).toBeLessThanOrEqual(250);
      for (const text of Object.values(metadata.additionalContext)) expect(text.length).toBeLessThanOrEqual(1_024);
    }),
    { numRuns: 40, seed: 911 },
  );
}, 60_000);

test('templates are filled with what a message has room for', () => {
  const long = 'b'.repeat(67_584);
  const values = templateValues(informFacts({ text: long, incident: anIncident({ impact: long, title: long }) }));
  for (const template of communicationTemplates(anEscalationPolicy())) {
    if ('text' in template) expect(fillTemplate(template.text, values).length).toBeLessThan(6_000);
  }
});

test('a long text says that it is cut, and where the whole of it is', () => {
  const text = `the importer ${'is stuck '.repeat(3_000)}`;
  const { email, https } = informMessage(informFacts({ reason: 'update', text, incident: anIncident({ lastUpdate: { by: 'ana', at: OPENED_AT, text } }) }));
  expect(email).toMatch(/Doing: the importer is stuck .*\.\.\. \(cut; the whole text: day2 incident show partner-portal-7\)/);
  expect(https).toContain('the importer is stuck');
  const crowded = anIncident({ alarms: many(400, (index) => anAttachedAlarm({ name: `alarm-${index}`, severity: index === 399 ? 'S0' : 'S1' })) });
  const page = pageMessage(pageFacts({ incident: crowded }));
  expect(page.email).toContain('Alarms (20 of 400, the rest: day2 incident show partner-portal-7):');
  expect(page.email).toContain('alarm-399 in eu-central-1');
});

test('an e-mail that is too long all the same is cut between lines, at its end', () => {
  const alarms = many(20, (index) => anAttachedAlarm({ name: `${'\u00E4'.repeat(240)}-${index}` }));
  const { email } = pageMessage(pageFacts({ incident: anIncident({ alarms }) }));
  expect(email).toMatch(/\n\nThis message is cut here\. The whole: day2 incident show partner-portal-7\n$/);
  expect(email).toContain('Why now: You are the first to be notified.');
});
