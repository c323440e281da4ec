import { escalationDefaults, EVERYBODY, type EscalationPreset } from '../../../lib/incident/lifecycle/escalation-preset';
import { SEVERITIES } from '../../../lib/incident/severity';

/** `S0 1: primary-on-call; 2: everybody`. */
function escalationsOf(preset: EscalationPreset): string[] {
  const { severities } = escalationDefaults(preset);
  return SEVERITIES.map((severity) => `${severity} ${severities[severity].tiers.map(({ tier, roles }) => `${tier}: ${roles.join(', ')}`).join('; ')}`.trim());
}

test('two people: whoever is primary, then both', () => {
  expect(escalationsOf('for two')).toEqual([
    'S0 1: primary-on-call; 2: everybody',
    'S1 1: primary-on-call; 2: everybody',
    'S2 1: primary-on-call; 2: everybody',
    'S3 1: everybody',
    'S4',
  ]);
});

test('five people: primary, secondary, then everybody', () => {
  expect(escalationsOf('for five')).toEqual([
    'S0 1: primary-on-call; 2: secondary-on-call; 3: everybody',
    'S1 1: primary-on-call; 2: secondary-on-call; 3: everybody',
    'S2 1: primary-on-call; 2: secondary-on-call; 3: everybody',
    'S3 1: everybody',
    'S4',
  ]);
});

test.each<EscalationPreset>(['for two', 'for five'])('%s: times, conditions and clocks are those of the policy for twenty', (preset) => {
  const [small, standard] = [escalationDefaults(preset), escalationDefaults()];
  for (const severity of SEVERITIES) {
    const { tiers, informed, communication, ...rules } = small.severities[severity];
    const { tiers: allTiers, informed: _informed, communication: said, ...allRules } = standard.severities[severity];
    expect(rules).toEqual(allRules);
    expect(tiers.map(({ roles: _roles, ...when }) => when)).toEqual(allTiers.slice(0, tiers.length).map(({ roles: _roles, ...when }) => when));
    expect([informed, communication.external]).toEqual([[], said.external]);
  }
  expect(small.postmortem).toEqual({ ...standard.postmortem, owners: [EVERYBODY], lead: [EVERYBODY] });
});

test.each<EscalationPreset>(['for two', 'for five'])('%s: one role answers for each activity of the table, and somebody does it', (preset) => {
  const { raci } = escalationDefaults(preset);
  expect(raci.map(({ id }) => id)).toEqual(escalationDefaults().raci.map(({ id }) => id));
  for (const { accountable, responsible } of raci) expect([accountable.length, responsible.length > 0]).toEqual([1, true]);
});
