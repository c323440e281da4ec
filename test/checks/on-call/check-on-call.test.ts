import { join } from 'node:path';
import { checkOnCall, ON_CALL_CHECKS } from '../../../lib/checks/on-call/check-on-call';
import { loadConfiguration } from '../../../lib/config/load';
import { filesOnDisk } from '../../../lib/config/read-directory';
import { escalationPolicy, type EscalationChanges } from '../../../lib/incident/lifecycle/change-escalation';
import type { Delay, SeverityPolicy } from '../../../lib/incident/lifecycle/escalation-policy';
import type { ContactChannel, Role, RosterOverride } from '../../../lib/incident/roster/roster';
import type { Severity } from '../../../lib/incident/severity';
import type { Objective, OnCallModel, OperationsModel } from '../../../lib/model/model';
import { ON_CALL_PROBLEMS } from '../../../lib/problems/catalogue/on-call';
import { at, officeHours, rotationOf, turnsRole } from '../../helpers/rosters';

const { models } = loadConfiguration({ directory: join(__dirname, '../../../config'), ...filesOnDisk });
const prod = models.find(({ environment }) => environment === 'prod')!;
const shipped = prod.onCall!;

const minutes = (count: number): Delay => ({ kind: 'elapsed', seconds: count * 60 });

/** Findings about the shipped people and escalation with something changed, as `code place`. */
function reported(changes: Partial<OnCallModel>, model: Partial<OperationsModel> = {}): string[] {
  return checkOnCall({ ...prod, onCall: { ...shipped, ...changes }, ...model }).map(
    ({ code, where }) => `${code} ${where.path!.replace(/^prod on-call /, '')}`,
  );
}

const policy = (severities: EscalationChanges['severities']) => ({ escalation: escalationPolicy({ severities }, shipped.escalation.calendar) });

function severityWith(severity: Severity, changes: Partial<SeverityPolicy>): Partial<OnCallModel> {
  const { escalation } = shipped;
  return { escalation: { ...escalation, severities: { ...escalation.severities, [severity]: { ...escalation.severities[severity], ...changes } } } };
}

/** The roster with some roles in place of those of the same id. */
function rolesWith(...roles: Role[]): Partial<OnCallModel> {
  const others = shipped.roster.roles.filter(({ id }) => !roles.some((role) => role.id === id));
  return { roster: { ...shipped.roster, roles: [...others, ...roles] } };
}

function channelsOf(person: string, channels: readonly ContactChannel[], changes = shipped): Partial<OnCallModel> {
  const people = changes.roster.people.map((each) => (each.id === person ? { ...each, channels } : each));
  return { roster: { ...changes.roster, people } };
}

function overriddenBy(override: Omit<RosterOverride, 'from' | 'until'>): Partial<OnCallModel> {
  return { roster: { ...shipped.roster, overrides: [{ ...override, from: at('2030-06-03T10:00Z'), until: at('2030-06-03T12:00Z') }] } };
}

test('the shipped people and escalation pass in every environment', () => {
  expect(models).toHaveLength(3);
  for (const model of models) expect([model.environment, checkOnCall(model)]).toEqual([model.environment, []]);
});

test('nothing is said of a model without anybody on call', () => {
  expect(checkOnCall({ ...prod, onCall: undefined })).toEqual([]);
});

test('severities above the highest of the environment are not judged: they never happen there', () => {
  const loose = policy({ S0: { acknowledgeWithin: minutes(60) } });
  expect(reported(loose)).toEqual(['SEV004 S0 acknowledgeWithin']);
  expect(reported(loose, { highestSeverity: 'S1' })).toEqual([]);
});

describe('SEV001: a severity that says too little (000-03, 000-19)', () => {
  test.each<[string, Partial<SeverityPolicy>, string[]]>([
    ['no example', { examples: [] }, ['SEV001 S2']],
    ['an empty example', { examples: [' '] }, ['SEV001 S2']],
    ['one example', { examples: ['a report is late'] }, []],
    ['nothing said inside', { communication: { internal: '', external: 'none: nobody notices' } }, ['SEV001 S2']],
    ['none without a reason', { communication: { internal: 'the lead is notified', external: 'none' } }, ['SEV001 S2']],
    ['none with a colon and no reason', { communication: { internal: 'the lead is notified', external: 'none: ' } }, ['SEV001 S2']],
    ['none with the reason', { communication: { internal: 'the lead is notified', external: 'none: nobody notices' } }, []],
  ])('%s', (_, changes, expected) => {
    expect(reported(severityWith('S2', changes))).toEqual(expected);
  });
});

describe('SEV003: tiers that do not follow each other', () => {
  test.each<[string, EscalationChanges['severities'], string[]]>([
    ['the same time twice', { S0: { tiers: { 3: { after: minutes(5) } } } }, ['SEV003 S0 tier 3']],
    ['a second later', { S0: { tiers: { 3: { after: { kind: 'elapsed', seconds: 301 } } } } }, []],
    ['an earlier time', { S1: { tiers: { 4: { after: minutes(60) } } } }, ['SEV003 S1 tier 4']],
    [
      'elapsed time after business days, which holidays make any length',
      { S3: { tiers: { 3: { after: minutes(14_400), condition: 'not acknowledged', roles: ['cto'] } } } },
      ['SEV003 S3 tier 3'],
    ],
    ['more business days', { S3: { tiers: { 3: { after: { kind: 'business days', days: 2 }, condition: 'not acknowledged', roles: ['cto'] } } } }, []],
    ['a first tier that waits', { S0: { tiers: { 1: { after: minutes(1) } } } }, ['SEV003 S0 tier 1', 'SEV004 S0 tier 1']],
    ['a first tier with a condition', { S0: { tiers: { 1: { condition: 'not acknowledged' } } } }, ['SEV003 S0 tier 1', 'SEV004 S0 tier 1']],
  ])('%s', (_, severities, expected) => {
    expect(reported(policy(severities))).toEqual(expected);
  });

  test('a severity that wakes somebody has a tier; information needs none', () => {
    const none = reported({ ...severityWith('S1', { tiers: [] }), acceptedLooser: { S1: 'a test' } });
    expect(none).toEqual(['SEV003 S1']);
    expect(shipped.escalation.severities.S4.tiers).toEqual([]);
  });

  test.each([
    ['when tier 3 is there', 1_800, ['SEV003 S0 tier 2, partner-portal/availability']],
    ['just before', 1_799, []],
  ])('002-26: a hand-over of an objective %s', (_, handoverAfterSeconds, expected) => {
    expect(reported({ acceptedLooser: { S0: 'a test', S1: 'a test' } }, handover(handoverAfterSeconds))).toEqual(expected);
  });
});

/** The availability of the portal alone, which pages S0 and reports silence as S1, with a hand-over of its own. */
function handover(handoverAfterSeconds: number): Partial<OperationsModel> {
  const [service] = prod.services;
  const objective: Objective = { ...service!.objectives[0]!, handoverAfterSeconds };
  return { services: [{ ...service!, objectives: [objective] }] };
}

describe('SEV004: looser than the documents ask for', () => {
  test.each<[string, EscalationChanges['severities'], string[]]>([
    ['002-38: five minutes to acknowledge S0', { S0: { acknowledgeWithin: minutes(5) } }, []],
    ['002-38: a minute more', { S0: { acknowledgeWithin: minutes(6) } }, ['SEV004 S0 acknowledgeWithin']],
    ['002-41: business days for what is due in an hour', { S2: { acknowledgeWithin: { kind: 'business days', days: 1 } } }, ['SEV004 S2 acknowledgeWithin']],
    ['002-41: a few hours where business days are allowed', { S3: { acknowledgeWithin: minutes(240) } }, []],
    ['002-41: hours that may be longer than the next business day', { S3: { acknowledgeWithin: minutes(1_440) } }, ['SEV004 S3 acknowledgeWithin']],
    ['002-22: a later second tier', { S0: { tiers: { 2: { after: minutes(10) } } } }, ['SEV004 S0 tier 2']],
    ['002-44: a third tier that an acknowledgement stops', { S0: { tiers: { 3: { condition: 'not acknowledged' } } } }, ['SEV004 S0 tier 3']],
    ['004-15: rarer updates', { S1: { updateEverySeconds: 3_600 } }, ['SEV004 S1 updateEvery']],
    ['000-12: no postmortem', { S1: { postmortem: 'none' } }, ['SEV004 S1 postmortem']],
    ['what is a default of ours: repeats', { S0: { repeatEverySeconds: 3_600 } }, []],
    ['what is a default of ours: the third tier of S2', { S2: { tiers: { 3: { after: minutes(600) } } } }, []],
    ['what is a default of ours: postmortems of S2', { S2: { postmortem: 'none' } }, []],
    ['stricter', { S1: { acknowledgeWithin: minutes(10), updateEverySeconds: 600, tiers: { 3: { condition: 'always' } } } }, []],
  ])('%s', (_, severities, expected) => {
    expect(reported(policy(severities))).toEqual(expected);
  });

  test.each([
    ['as S0 does', 300, []],
    ['later than S0 does', 360, ['SEV004 S0 tier 2, partner-portal/availability']],
    ['later than S1 does, too', 960, ['SEV004 S0 tier 2, partner-portal/availability', 'SEV004 S1 tier 2, partner-portal/availability']],
  ])('002-22: an objective that hands over %s', (_, seconds, expected) => {
    expect(reported({}, handover(seconds))).toEqual(expected);
  });

  test('is accepted with a reason, for that severity alone, and says which document asks', () => {
    const loose = policy({ S0: { acknowledgeWithin: minutes(10) }, S1: { acknowledgeWithin: minutes(30) } });
    expect(reported({ ...loose, acceptedLooser: { S0: 'agreed with the customer' } })).toEqual(['SEV004 S1 acknowledgeWithin']);
    const [finding] = checkOnCall({ ...prod, onCall: { ...shipped, ...loose } });
    expect(finding).toMatchObject({
      what: 'acknowledgeWithin of S0 is looser than the default escalation policy: critical is answered within 5 minutes, day and night',
      received: '10m',
      allowed: '5m, or stricter',
    });
  });
});

describe('ESC001: a tier that one person or one channel can silence (002-43)', () => {
  test('needs two people', () => {
    expect(reported(rolesWith({ id: 'docs-lead', title: 'Docs', standing: ['amir'] }))).toEqual(['RAC003 roles docs-lead']);
    expect(reported(rolesWith({ id: 'operations-queue', title: 'Queue', standing: ['lena'] }))).toEqual(['ESC001 S3 tier 1', 'RAC003 roles operations-queue']);
  });

  test('needs two channels among them', () => {
    const roles = rolesWith({ id: 'vp-engineering', title: 'VP', standing: ['tomas', 'ulrike'] });
    const one = channelsOf('ulrike', ['sms'], { ...shipped, ...channelsOf('tomas', ['sms'], { ...shipped, ...roles }) });
    expect(reported(one)).toEqual(['ESC001 S0 tier 4', 'ESC001 S1 tier 4']);
    expect(reported(channelsOf('ulrike', ['sms'], { ...shipped, ...roles }))).toEqual([]);
  });
});

test.each<[readonly ContactChannel[], string[]]>([
  [['email'], ['ESC002 S0 tier 1', 'ESC004 people ana']],
  [['email', 'https'], []],
  [['email', 'sms'], []],
])('ESC002: paged first for S0 by %j (004-04)', (channels, expected) => {
  expect(reported(channelsOf('ana', channels))).toEqual(expected);
});

test('ESC004: contact levels 1 and 2 need two channels, executives one (002-43)', () => {
  expect(reported(channelsOf('petra', ['sms']))).toEqual(['ESC004 people petra']);
  expect(reported(channelsOf('tomas', ['sms']))).toEqual([]);
});

describe('ROS001: a time at which nobody has a role (002-94)', () => {
  const hours = officeHours({
    timeZone: 'Europe/Berlin',
    days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
    open: '00:00',
    close: '24:00',
  });
  const layered = (holidays: string[]): Role => ({
    id: 'primary-on-call',
    title: 'Primary',
    layers: [{ id: 'day', rotation: rotationOf(['ana', 'ben']), hours: { ...hours, holidays } }],
  });

  test('no gap in a year with both changes of the clock', () => {
    expect(reported(rolesWith(layered([])))).toEqual([]);
  });

  test('a single holiday within 13 months, and none after them', () => {
    // The rotation that begins last is that of New York, at 14:00 UTC on 2026-01-05.
    expect(reported(rolesWith(layered(['2027-02-04'])))).toEqual(['ROS001 roles primary-on-call']);
    expect(reported(rolesWith(layered(['2027-02-06'])))).toEqual([]);
  });

  test('says when, and how often', () => {
    const [finding] = checkOnCall({ ...prod, onCall: { ...shipped, ...rolesWith(layered(['2026-05-01', '2026-11-01'])) } });
    expect(finding!.received).toBe('2026-04-30T22:00:00Z to 2026-05-01T22:00:00Z and 1 more until 2027-02-05T14:00:00Z');
  });
});

describe('an override is judged like any other time of duty', () => {
  test.each<[string, readonly ContactChannel[], string[]]>([
    ['an e-mail alone', ['email'], ['ESC002 S0 tier 1', 'ESC004 people ulrike']],
    ['a text message alone', ['sms'], ['ESC004 people ulrike']],
    ['both', ['email', 'sms'], []],
  ])('somebody who stands in for the first tier with %s', (_, channels, expected) => {
    const { roster } = overriddenBy({ role: 'primary-on-call', person: 'ulrike' });
    expect(reported(channelsOf('ulrike', channels, { ...shipped, roster: roster! }))).toEqual(expected);
  });

  test('ESC001: who stands in for two hours is no backup', () => {
    const alone = rolesWith({ id: 'operations-lead', title: 'Operations Lead', standing: ['petra'] });
    const { overrides } = overriddenBy({ role: 'operations-lead', person: 'ulrike' }).roster!;
    const expected = reported(alone).filter((each) => each.startsWith('ESC001'));
    expect(expected).not.toEqual([]);
    expect(reported({ roster: { ...alone.roster!, overrides } }).filter((each) => each.startsWith('ESC001'))).toEqual(expected);
  });
});

describe('ROS003: turns that never fall within the hours', () => {
  const weekdays = (everyDays: number, people: string[]): Role => ({
    ...turnsRole('secondary-operator', rotationOf(people)),
    layers: [
      { id: 'office', rotation: { ...rotationOf(people), everyDays }, hours: officeHours() },
      { id: 'night', rotation: rotationOf(people) },
    ],
  });
  const seven = ['lena', 'igor', 'julia', 'carlos', 'nadia', 'petra', 'ana'];
  const found = (role: Role) => checkOnCall({ ...prod, onCall: { ...shipped, ...rolesWith(role) } }).filter(({ code }) => code === 'ROS003');

  test('seven people, a day each, on weekdays: the two of the weekend never come on duty', () => {
    const [finding, ...others] = found(weekdays(1, seven));
    expect(others).toEqual([]);
    expect(finding!.what).toMatch(/^\w+ and \w+ never come on duty in office/);
  });

  test('six people, or a week each, and everybody comes on duty', () => {
    expect(found(weekdays(1, seven.slice(1)))).toEqual([]);
    expect(found(weekdays(7, seven))).toEqual([]);
  });
});

describe('ROS002: one person, paged first and as the next', () => {
  test('in a week of the rotations', () => {
    expect(reported(rolesWith(turnsRole('secondary-operator', rotationOf(['lena', 'igor']))))).toEqual([
      'ROS002 roles primary-operator and secondary-operator',
    ]);
    // Three and three weeks, shifted: they never meet.
    expect(reported(rolesWith(turnsRole('secondary-operator', rotationOf(['julia', 'karim', 'igor']))))).toEqual([]);
  });

  test('in an override years after', () => {
    expect(reported(overriddenBy({ role: 'primary-on-call', person: 'nadia' }))).toEqual(['ROS002 roles primary-on-call and release-manager']);
    expect(reported(overriddenBy({ role: 'primary-on-call', person: 'carlos' }))).toEqual([]);
  });

  test('at all times, in a roster without rotations', () => {
    const standing = (id: string, ...people: string[]): Role => ({ id, title: id, standing: people });
    const still = rolesWith(
      standing('primary-on-call', 'ana', 'ben'),
      standing('secondary-on-call', 'elena', 'farid'),
      standing('primary-operator', 'igor', 'julia'),
      standing('secondary-operator', 'lena', 'julia'),
    );
    const [finding, ...others] = checkOnCall({ ...prod, onCall: { ...shipped, ...still } });
    expect(finding).toMatchObject({ code: 'ROS002', received: 'at all times', what: expect.stringContaining('julia') });
    expect(others).toEqual([]);
  });
});

describe('who answers for what', () => {
  const [first] = shipped.raci!;

  test.each<[string, Partial<typeof first>, string[]]>([
    ['two roles', { accountable: ['operations-lead', 'cto'] }, ['RAC001 raci first-response']],
    ['no role', { accountable: [] }, ['RAC001 raci first-response']],
    ['one role, and nobody who does it', { responsible: [] }, ['RAC001 raci first-response']],
    ['one role', { accountable: ['cto'] }, []],
  ])('RAC001: %s', (_, changes, expected) => {
    expect(reported({ raci: [{ ...first!, ...changes }, ...shipped.raci!.slice(1)] })).toEqual(expected);
  });

  test('RAC002: four roles are too few, five are not (000-18); outside contacts are none', () => {
    const row = { ...first!, accountable: ['cto'], responsible: ['operations-lead'], consulted: ['security', 'legal'], informed: ['docs-lead'] };
    expect(reported({ raci: [row] })).toEqual(['RAC002 raci']);
    expect(reported({ raci: [{ ...row, informed: ['docs-lead', 'sre-liaison'] }] })).toEqual([]);
  });

  test('000-13: deleting any one person of the shipped roster leaves every duty covered', () => {
    expect(reported({}).filter((finding) => finding.startsWith('RAC003'))).toEqual([]);
  });

  test('RAC003: a layer of one person with no layer below it, and a role that only answers for something', () => {
    const layers = [
      { id: 'day', rotation: rotationOf(['elena']), hours: officeHours() },
      { id: 'rest', rotation: rotationOf(['grace']) },
    ];
    expect(reported(rolesWith({ id: 'secondary-on-call', title: 'Secondary', layers }))).toEqual(['RAC003 roles secondary-on-call']);
    expect(reported(rolesWith({ id: 'security', title: 'Security', standing: ['carlos'] }))).toEqual(['RAC003 roles security']);
    // Who is only notified of things may be one.
    expect(reported(rolesWith({ id: 'head-of-product', title: 'Head of Product', standing: ['xenia'] }))).toEqual([]);
  });
});

describe('the watchdog', () => {
  const person = (id: string) => shipped.roster.people.find((each) => each.id === id)!;

  test('WDG001: has nobody who is paged, not even by an override', () => {
    expect(reported({ watchdog: { ...shipped.watchdog, people: [person('olga'), person('ana')] } })).toEqual(['WDG001 watchdog']);
    expect(reported(overriddenBy({ role: 'operations-lead', person: 'olga' }))).toEqual(['WDG001 watchdog']);
    expect(reported({ watchdog: { ...shipped.watchdog, people: [person('olga'), person('carlos')] } })).toEqual([]);
  });

  test('WDG002: stands in another region', () => {
    expect(reported({ watchdog: { ...shipped.watchdog, region: prod.region } })).toEqual(['WDG002 watchdog']);
  });

  test('WDG003: has two people who can be woken', () => {
    expect(reported({ watchdog: { ...shipped.watchdog, people: [person('olga')] } })).toEqual(['WDG003 watchdog']);
    expect(reported({ watchdog: { ...shipped.watchdog, people: [person('olga'), { ...person('pavel'), channels: ['email'] }] } })).toEqual(['WDG003 watchdog']);
  });
});

test('every finding says what to change', () => {
  const worst = checkOnCall({
    ...prod,
    onCall: {
      ...shipped,
      ...policy({ S0: { examples: [], acknowledgeWithin: minutes(60), tiers: { 3: { after: minutes(5) } } } }),
      ...rolesWith({ id: 'primary-on-call', title: 'Primary', standing: ['nadia'] }, { id: 'cto', title: 'CTO', standing: [] }),
      raci: [],
    },
  });
  expect(worst.length).toBeGreaterThan(5);
  for (const { code, change, what, allowed } of worst) {
    expect(Object.keys(ON_CALL_PROBLEMS)).toContain(code);
    for (const text of [change, what, allowed]) expect(text).toMatch(/^\S.*[^.]$/);
  }
});

test('every code of a problem of those on call has its check, which says what it requires and why', () => {
  expect([...new Set(ON_CALL_CHECKS.map(({ code }) => code))].sort()).toEqual(Object.keys(ON_CALL_PROBLEMS).sort());
  for (const { requirement, why } of ON_CALL_CHECKS) for (const sentence of [requirement, why]) expect(sentence).toMatch(/^[a-z].*[^.]$/);
});
