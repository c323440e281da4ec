import { compareSeverity, parseSeverity, SEVERITIES, wakesSomebody } from '../../lib/incident/severity';

test.each([
  ['S0', 'S0'],
  ['s4', 'S4'],
  ['P1', 'S1'],
  ['SEV2', 'S2'],
  ['sev3', 'S3'],
  ['critical', 'S0'],
  ['High', 'S1'],
  ['medium', 'S2'],
  ['warning', 'S2'],
  ['low', 'S3'],
  ['information', 'S4'],
])('%s means %s (requirement 000-03)', (label, severity) => {
  expect(parseSeverity(label)).toBe(severity);
});

test.each(['', 'S5', 'S', 'P', '0', 'S00', 'SEV', 'urgent', ' S1', 'constructor', '__proto__'])('%j means nothing, and nobody guesses', (label) => {
  expect(parseSeverity(label)).toBeUndefined();
});

test('S0 is the most severe, and only S0 and S1 wake somebody', () => {
  expect([...SEVERITIES].reverse().sort(compareSeverity)).toEqual(['S0', 'S1', 'S2', 'S3', 'S4']);
  expect(SEVERITIES.filter(wakesSomebody)).toEqual(['S0', 'S1']);
});
