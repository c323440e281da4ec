import { escalationPolicy } from '../../../lib/incident/lifecycle/change-escalation';
import { DEFAULT_SEVERITY_POLICIES } from '../../../lib/incident/lifecycle/default-escalation';
import { documentedAs, ESCALATION_SOURCES, PRODUCT_DEFAULT, type SourcedField } from '../../../lib/incident/lifecycle/default-escalation-sources';
import type { Delay, SeverityPolicy } from '../../../lib/incident/lifecycle/escalation-policy';
import { DEFAULT_RACI } from '../../../lib/incident/lifecycle/raci';
import { SEVERITIES, type Severity } from '../../../lib/incident/severity';
import { officeHours } from '../../helpers/rosters';

const CALENDAR = officeHours();
const { severities, ...rules } = escalationPolicy({}, CALENDAR);

/** `+5m not acknowledged: secondary-on-call, release-manager`. */
function escalationOf(severity: Severity): string[] {
  const time = (after: Delay) => (after.kind === 'elapsed' ? `+${after.seconds / 60}m` : `+${after.days}d`);
  return severities[severity].tiers.map(({ tier, after, condition, roles }) => `${tier} ${time(after)} ${condition}: ${roles.join(', ')}`);
}

describe('the default escalation policy', () => {
  const LEADERSHIP = 'engineering-manager, senior-engineering-lead';
  test.each<[string, Severity, string[]]>([
    [
      '002-22, 002-38, 002-44, 002-45, 004-20',
      'S0',
      [
        '1 +0m always: primary-on-call',
        '2 +5m not acknowledged: secondary-on-call, release-manager',
        `3 +30m not resolved: ${LEADERSHIP}`,
        '4 +60m not resolved: cto, vp-engineering',
      ],
    ],
    [
      '002-39, 002-44, 002-45, 004-21',
      'S1',
      [
        '1 +0m always: primary-operator',
        '2 +15m not acknowledged: secondary-operator, operations-lead',
        `3 +120m not resolved: ${LEADERSHIP}`,
        '4 +240m not resolved: cto, vp-engineering',
      ],
    ],
    [
      '002-40, 004-22',
      'S2',
      ['1 +0m always: primary-operator', '2 +60m not acknowledged: docs-lead, secondary-operator', '3 +240m not acknowledged: operations-lead'],
    ],
    ['002-41', 'S3', ['1 +0m always: operations-queue', '2 +1d not acknowledged: operations-lead']],
    ['002-27', 'S4', []],
  ])('(%s) %s', (_, severity, expected) => {
    expect(escalationOf(severity)).toEqual(expected);
  });

  test('acknowledgement, updates, postmortems (002-38 to 002-41, 004-15, 000-12)', () => {
    const minutes = (delay: Delay | undefined) => (delay?.kind === 'elapsed' ? delay.seconds / 60 : delay);
    expect(SEVERITIES.map((each) => minutes(severities[each].acknowledgeWithin))).toEqual([5, 15, 60, { kind: 'business days', days: 1 }, undefined]);
    expect(SEVERITIES.map((each) => severities[each].updateEverySeconds)).toEqual([1_800, 1_800, 3_600, undefined, undefined]);
    expect(SEVERITIES.map((each) => severities[each].postmortem)).toEqual(['required', 'required', 'on request', 'none', 'none']);
    expect(rules.postmortem).toMatchObject({ draftSeconds: 24 * 3_600, reminderSeconds: [24, 48, 66].map((hours) => hours * 3_600), dueSeconds: 72 * 3_600 });
  });

  test('whoever is informed at the start (004-20, 004-21, 004-22)', () => {
    expect(severities.S0.informed).toEqual(['engineering-manager', 'senior-engineering-lead', 'cto', 'head-of-product']);
    expect(severities.S1.informed).toEqual(['release-manager']);
    expect(severities.S2.informed).toEqual(['product-owner']);
  });

  test('000-03, 000-19: every severity has two examples or more, and says what is notified inside and outside', () => {
    for (const { examples, communication } of Object.values(severities)) {
      expect(examples.length).toBeGreaterThanOrEqual(2);
      expect([communication.internal, communication.external]).not.toContain('');
    }
  });
});

describe('sources', () => {
  /** Fields that a severity has a value for. */
  function fieldsOf(policy: SeverityPolicy): SourcedField[] {
    const optional = [
      ['acknowledgeWithin', policy.acknowledgeWithin],
      ['repeatEvery', policy.repeatEverySeconds],
      ['updateEvery', policy.updateEverySeconds],
      ['reopenWithin', policy.reopenWithinSeconds],
      ['opsItem', policy.opsItem],
    ] as const;
    return [
      ...optional.filter(([, value]) => value !== undefined).map(([field]) => field),
      ...policy.tiers.map(({ tier }) => `tier ${tier}` as SourcedField),
      'examples',
      'informed',
      'stale',
      'recovery',
      'postmortem',
      'communication',
    ];
  }

  test.each(SEVERITIES)('every part of %s has one, a document with its requirement or product default', (severity) => {
    const sources = ESCALATION_SOURCES[severity];
    const known = Object.keys(sources).filter((field) => field !== 'resolveWithin');
    expect(known.sort()).toEqual(fieldsOf(DEFAULT_SEVERITY_POLICIES[severity]).sort());
    for (const source of Object.values(sources)) {
      if (source !== PRODUCT_DEFAULT)
        expect([source.words, source.requirements]).toEqual([expect.stringMatching(/\w/), expect.arrayContaining([expect.stringMatching(/^\d{3}-\d{2}$/)])]);
    }
  });

  test('a product default is not sourced, nor is what a severity does not have', () => {
    expect(documentedAs('S0', 'tier 2')).toMatch(/^unanswered for 5 minutes/);
    expect([documentedAs('S0', 'repeatEvery'), documentedAs('S4', 'tier 1')]).toEqual([undefined, undefined]);
    expect(ESCALATION_SOURCES.S0.repeatEvery).toBe(PRODUCT_DEFAULT);
  });
});

describe('changes', () => {
  test('touch what they name and nothing else', () => {
    const changed = escalationPolicy(
      { severities: { S1: { tiers: { 2: { after: { kind: 'elapsed', seconds: 600 } } }, communication: { external: 'a call' } } } },
      CALENDAR,
    );
    const { S1 } = severities;
    expect(changed.severities).toEqual({
      ...severities,
      S1: {
        ...S1,
        tiers: S1.tiers.map((each) => (each.tier === 2 ? { ...each, after: { kind: 'elapsed', seconds: 600 } } : each)),
        communication: { ...S1.communication, external: 'a call' },
      },
    });
  });

  test('a new tier stands in its place, and needs everything', () => {
    const cto = { after: { kind: 'business days', days: 2 }, condition: 'not acknowledged', roles: ['cto'] } as const;
    expect(escalationPolicy({ severities: { S3: { tiers: { 3: cto } } } }, CALENDAR).severities.S3.tiers.at(-1)).toEqual({ tier: 3, ...cto });
    expect(() => escalationPolicy({ severities: { S3: { tiers: { 3: { after: cto.after } } } } }, CALENDAR)).toThrow(RangeError);
  });

  test('aliases rename roles of the defaults, merge those that become one, and leave names of the file alone', () => {
    const roleAliases = { 'primary-operator': 'on-call', 'secondary-operator': 'lead', 'operations-lead': 'lead' };
    const changed = escalationPolicy({ roleAliases, severities: { S2: { informed: ['operations-lead'] } } }, CALENDAR);
    expect(changed.severities.S1.tiers.slice(0, 2).map(({ roles }) => roles)).toEqual([['on-call'], ['lead']]);
    expect(changed.severities.S2.informed).toEqual(['operations-lead']);
    expect([changed.incidentLead, changed.postmortem.owners]).toEqual(['lead', ['lead']]);
  });
});

describe('the version', () => {
  test('is the same for the same rules, in whichever order they are written', () => {
    const one = escalationPolicy({ severities: { S4: { repeatEverySeconds: 60, updateEverySeconds: 120 } } }, CALENDAR);
    const other = escalationPolicy({ severities: { S4: { updateEverySeconds: 120, repeatEverySeconds: 60 } } }, CALENDAR);
    expect(one.version).toMatch(/^[0-9a-f]{12}$/);
    expect(other.version).toBe(one.version);
  });

  test('changes with any rule, the calendar included', () => {
    const versions = [
      rules.version,
      escalationPolicy({ severities: { S4: { examples: ['a report'] } } }, CALENDAR).version,
      escalationPolicy({ severities: { S0: { repeatEverySeconds: 60 } } }, CALENDAR).version,
      escalationPolicy({ roleAliases: { cto: 'director' } }, CALENDAR).version,
      escalationPolicy({}, officeHours({ holidays: ['2026-12-25'] })).version,
    ];
    expect(new Set(versions).size).toBe(versions.length);
  });
});

test('000-18: the default table has exactly one role that answers for each activity, and at least five roles', () => {
  for (const { accountable, responsible } of DEFAULT_RACI) expect([accountable.length, responsible.length > 0]).toEqual([1, true]);
  expect(new Set(DEFAULT_RACI.flatMap(({ accountable, responsible }) => [...accountable, ...responsible])).size).toBeGreaterThanOrEqual(5);
  expect(new Set(DEFAULT_RACI.map(({ id }) => id)).size).toBe(DEFAULT_RACI.length);
});
