import { storedContacts } from '../../lib/conformance/stored-contacts';
import { contactPattern } from '../../lib/plan/plan-contacts';
import { exampleIncidents } from '../helpers/incident-plan';

const { incidents } = exampleIncidents();

test.each([
  ['sms', '+491701234567'],
  ['email', "o'brien+page@mail.example.co.uk"],
  ['https', 'https://events.pager.example/v2/enqueue?key=a'],
  ['https', 'https://pager.example'],
] as const)('%s: %s is stored', (channel, value) => {
  expect(value).toMatch(new RegExp(contactPattern(channel)));
});

test.each([
  ['sms', '01701234567'],
  ['sms', '+49 170 1234567'],
  ['sms', '+0491701234567'],
  ['sms', '+49170'],
  ['sms', 'ana@example.org'],
  ['email', 'ana'],
  ['email', 'ana@example'],
  ['email', 'ana@@example.org'],
  ['email', 'ana @example.org'],
  ['email', 'ana@example.'],
  ['https', 'http://pager.example/v2'],
  ['https', 'https:///v2'],
  ['https', 'https://pager.example/v 2'],
] as const)('%s: %s is refused when it is stored', (channel, value) => {
  expect(value).not.toMatch(new RegExp(contactPattern(channel)));
});

test('every contact has the pattern of its channel, in every region, and a rehearsal stores what matches', () => {
  const values = storedContacts(incidents);
  const contacts = incidents.storedParameters.filter(({ name }) => name.includes('/contacts/'));
  expect(new Set(contacts.map(({ region }) => region)).size).toBeGreaterThan(1);
  for (const { name, allowedPattern } of contacts) {
    expect(allowedPattern).toBe(contactPattern(name.split('/').at(-1) as 'email' | 'sms' | 'https'));
    expect(values[name]).toMatch(new RegExp(allowedPattern!));
  }
});
