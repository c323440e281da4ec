import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountClient } from '../../../lib/cli/account/account-client';
import { reduceIncident } from '../../../lib/incident/lifecycle/reduce-incident';
import { MINUTE_MS } from '../../../lib/time/time';
import { accountOfOnly } from '../../helpers/accounts';
import { OPENED_AT } from '../../helpers/incidents';
import { runCommand, stackTraceIn, type CommandResult } from '../../helpers/recording-terminal';
import { OVER, RESOLVED } from '../../helpers/resolved-incident';
import { shopAccount, shopIncident, SHOP_CONFIG } from '../../helpers/shop-incidents';

const instantAfter = (minutes: number): number => OPENED_AT + minutes * MINUTE_MS;
const after = (minutes: number): void => void jest.spyOn(Date, 'now').mockReturnValue(instantAfter(minutes));
let scratch: string;
beforeEach(() => {
  after(4);
  scratch = mkdtempSync(join(tmpdir(), 'day2-incident-'));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(scratch, { recursive: true, force: true });
});

const incident = (account: AccountClient, ...commandLine: string[]): Promise<CommandResult> =>
  runCommand(['incident', ...commandLine, '--config', SHOP_CONFIG, '--env', 'prod'], {}, account);
const asAna = (account: AccountClient, ...commandLine: string[]): Promise<CommandResult> => incident(account, ...commandLine, '--by', 'ana');

describe('incident ack', () => {
  test('writes the record as the engine would; its next tick notifies the others (F15)', async () => {
    const { account, store, table } = await shopAccount(shopIncident());
    expect(await asAna(account, 'ack', 'web-1')).toEqual({
      exitCode: 0,
      output: 'web-1 is yours, ana\nthe engine notifies the others within a minute\n',
      errors: '',
      progress: [],
    });
    expect(table.calls).toEqual(['GetItem shop-prod-incidents', 'PutItem shop-prod-incidents']);
    const written = (await store.get('web', 1))!;
    expect([written.state, written.acknowledgement, written.version]).toEqual(['acknowledged', { by: 'ana', at: instantAfter(4), via: 'cli' }, 2]);
    const { effects } = reduceIncident(written, { kind: 'tick' }, { now: instantAfter(4), leaseSeconds: 90 });
    expect(effects).toEqual([
      expect.objectContaining({ kind: 'inform', reason: 'acknowledged', audience: { kind: 'paged' } }),
      expect.objectContaining({ kind: 'ops item', status: 'InProgress' }),
      expect.objectContaining({ kind: 'figure', figure: 'SecondsToAcknowledge', value: 240 }),
      expect.objectContaining({ kind: 'figure', figure: 'AckWithinTarget', value: 100 }),
    ]);
  });

  test('while the engine is down takes the incident all the same, and says whom to call (F15)', async () => {
    const { account, store } = await shopAccount(shopIncident());
    after(9);
    const { exitCode, output } = await asAna(account, 'ack', 'web-1');
    expect([exitCode, output]).toEqual([
      0,
      'web-1 is yours, ana\nthe engine has had something to do since 2026-03-08T03:15:00Z (Sun 04:15), and has not: call ana yourself\nin brackets: local time in Europe/Berlin\n',
    ]);
    expect((await store.get('web', 1))?.acknowledgement?.by).toBe('ana');
  });

  test('by a second person is no error: they are notified who has it (F16)', async () => {
    const { account, store } = await shopAccount(shopIncident());
    await asAna(account, 'ack', 'web-1');
    const second = await incident(account, 'ack', 'web-1', '--by', 'ben');
    expect([second.exitCode, second.output.split('\n')[0]]).toEqual([0, 'web-1 was acknowledged by ana at 2026-03-08T03:14:00Z (Sun 04:14)']);
    expect((await store.get('web', 1))?.acknowledgement?.by).toBe('ana');
  });

  test('by two people at the same moment: the first one has it, the second is notified (F16)', async () => {
    const { account, store, table } = await shopAccount(shopIncident());
    table.beforeWrite = async () => {
      delete table.beforeWrite;
      await incident(account, 'ack', 'web-1', '--by', 'ben');
    };
    const { exitCode, output } = await asAna(account, 'ack', 'web-1');
    expect([exitCode, output.split('\n')[0]]).toEqual([0, 'web-1 was acknowledged by ben at 2026-03-08T03:14:00Z (Sun 04:14)']);
    expect((await store.get('web', 1))?.acknowledgement?.by).toBe('ben');
  });

  test('by somebody who is not in the escalation policy is taken, and noted (F17)', async () => {
    const { account, store } = await shopAccount(shopIncident());
    expect((await incident(account, 'ack', 'web-1', '--by', 'olga')).exitCode).toBe(0);
    expect((await store.get('web', 1))?.timeline.at(-1)?.what).toBe('acknowledged by olga (cli), who was not paged');
  });

  test.each([
    ['anna', 'there is no person anna: did you mean ana?; nothing was done\n'],
    ['mallory', 'there is no person mallory: allowed are ana, ben, chiara, daniel, elena, farid, olga, pavel; nothing was done\n'],
  ])('by %s, whom the roster does not know, is refused before anything is asked (F17)', async (by, errors) => {
    const { account, table } = await shopAccount(shopIncident());
    expect(await incident(account, 'ack', 'web-1', '--by', by)).toMatchObject({ exitCode: 1, output: '', errors });
    expect(table.calls).toEqual([]);
  });

  test('takes the person from DAY2_RESPONDER, and from --by before', async () => {
    const { account, store } = await shopAccount(shopIncident(), shopIncident([], { sequence: 2 }));
    const ack = (id: string, ...options: string[]) =>
      runCommand(
        ['incident', 'ack', id, '--config', SHOP_CONFIG, ...options],
        { environmentVariables: { DAY2_RESPONDER: 'ben', DAY2_ENVIRONMENT: 'prod' } },
        account,
      );
    await ack('web-1');
    await ack('web-2', '--by', 'ana');
    expect([(await store.get('web', 1))?.acknowledgement?.by, (await store.get('web', 2))?.acknowledgement?.by]).toEqual(['ben', 'ana']);
    expect(await incident(account, 'ack', 'web-1')).toMatchObject({
      exitCode: 2,
      errors: expect.stringMatching(/^nobody is named who does this: .*--by, or set DAY2_RESPONDER/),
    });
  });

  test('two days later, of an incident that is over, is refused and changes no state (F55)', async () => {
    const { account, store } = await shopAccount(shopIncident(RESOLVED));
    after(2 * 1_440);
    expect(await asAna(account, 'ack', 'web-1')).toMatchObject({ exitCode: 1, output: '', errors: 'web-1 is resolved: there is nothing to acknowledge\n' });
    expect((await store.get('web', 1))?.state).toBe('resolved');
  });

  test('of another incident, or of none, is refused with those there are (F55)', async () => {
    const { account } = await shopAccount(shopIncident());
    expect(await asAna(account, 'ack', 'web-2')).toMatchObject({ exitCode: 1, errors: 'there is no incident web-2: did you mean web-1?\n' });
    expect(await asAna(account, 'ack', 'web')).toMatchObject({ exitCode: 1, errors: expect.stringMatching(/^web is no incident: allowed is a name such as/) });
  });

  test('--json says what became of it', async () => {
    const { account } = await shopAccount(shopIncident());
    const { output } = await asAna(account, 'ack', 'web-1', '--json');
    expect(JSON.parse(output)).toMatchObject({
      accepted: true,
      text: 'web-1 is yours, ana',
      missing: [],
      toBeNotified: [{ kind: 'inform' }, { kind: 'ops item' }, { kind: 'figure' }, { kind: 'figure' }],
      status: { id: 'web-1', state: 'acknowledged', holder: 'ana' },
    });
    const refused = await asAna(account, 'close', 'web-1', '--json');
    expect([refused.exitCode, JSON.parse(refused.output).accepted, refused.errors]).toEqual([1, false, '']);
  });
});

test('incident update notifies everybody, and the next one is due later', async () => {
  const { account, store } = await shopAccount(shopIncident());
  after(20);
  const { exitCode, output } = await asAna(account, 'update', 'web-1', '--text', 'rolling back');
  expect([exitCode, output.split('\n')[0]]).toEqual([0, 'web-1: everybody who was paged (ana) and the informed roles are notified']);
  const { lastUpdate, updateClock } = (await store.get('web', 1))!;
  expect([lastUpdate?.text, updateClock?.dueAt]).toEqual(['rolling back', instantAfter(50)]);
});

describe('incident reclassify', () => {
  test('changes the severity, with the reason in the record', async () => {
    const { account, store } = await shopAccount(shopIncident());
    const { exitCode, output } = await asAna(account, 'reclassify', 'web-1', '--severity', 'S2', '--reason', 'one partner only');
    expect([exitCode, output.split('\n')[0]]).toEqual([0, 'web-1 is S2']);
    const changed = await store.get('web', 1);
    expect(changed).toMatchObject({ severity: 'S2', peakSeverity: 'S0' });
    expect(changed?.timeline.map(({ what }) => what)).toContain('ana makes it S2: one partner only');
  });

  test('to a severity nobody is paged for is a usage error', async () => {
    const { account, table } = await shopAccount(shopIncident());
    const { exitCode, errors } = await asAna(account, 'reclassify', 'web-1', '--severity', 'S4', '--reason', 'noise');
    expect([exitCode, errors]).toEqual([2, expect.stringContaining('nobody is paged for S4')]);
    expect(table.calls).toEqual([]);
  });
});

describe('incident resolve', () => {
  test('is refused while an alarm is on', async () => {
    const { account } = await shopAccount(shopIncident());
    expect(await asAna(account, 'resolve', 'web-1', '--resolution', 'rolled back')).toMatchObject({
      exitCode: 1,
      output: '',
      errors:
        'web-1 cannot be resolved while its alarms are on, unless you say why it is over all the same (--despite-alarms)\n  shop-prod-web-availability-s0 is on\n',
    });
  });

  test('despite an alarm that is on is done with a reason, which the record keeps (9.4)', async () => {
    const { account, store } = await shopAccount(shopIncident());
    const { exitCode } = await asAna(account, 'resolve', 'web-1', '--resolution', 'rolled back', '--despite-alarms', 'the canary is broken');
    expect(exitCode).toBe(0);
    const written = (await store.get('web', 1))!;
    expect([written.state, written.alarms[0]?.answered]).toEqual(['resolved', true]);
    expect(written.timeline.map(({ what }) => what)).toContainEqual(expect.stringContaining('is on: the canary is broken'));
  });

  test('once they are over is done, and says what is owed (004-28)', async () => {
    const { account } = await shopAccount(shopIncident([OVER]));
    after(31);
    const { exitCode, output } = await asAna(account, 'resolve', 'web-1', '--resolution', 'rolled back');
    expect([exitCode, output]).toEqual([
      0,
      [
        'web-1 is resolved',
        'before it can be closed:',
        '  report: not done',
        '  telemetry-snapshot: not done',
        '  lessons-shared: not done',
        '  follow-ups: not done',
        '  documentation: not done',
        '  postmortem: neither filed nor waived',
        'the engine notifies the others within a minute',
        '',
      ].join('\n'),
    ]);
  });
});

const OF_WEB_1 = 'automation: { parameters: { incidentIds: [web-1] } }\n';
const POSTMORTEM = `
overview: nobody could order for 40 minutes
timeline: |
  03:10 first page
  03:14 acknowledged
rootCause: the cache was switched off
lessons: |
  the runbook did not name the switch
actions:
  - { what: take the switch out, owner: engineering, dueAt: 2026-03-20T17:00:00Z, kind: prevent }
  - { what: name the switch in the runbook, owner: chiara, dueAt: 2026-03-12T17:00:00Z, kind: mitigate }
${OF_WEB_1}`;

function postmortemFile(text = POSTMORTEM): string {
  const file = join(scratch, 'postmortem.yaml');
  writeFileSync(file, text);
  return file;
}

describe('incident close', () => {
  test('is refused with a list until the report, the data, the lessons, the follow-ups, the documentation and the postmortem are there (F61, 004-25, 004-27, 004-28)', async () => {
    const { account, store } = await shopAccount(shopIncident(RESOLVED));
    after(60);
    const close = () => asAna(account, 'close', 'web-1');
    expect(await close()).toMatchObject({
      exitCode: 1,
      output: '',
      errors: expect.stringMatching(/^web-1 cannot be closed yet\n {2}report: not done\n(?: {2}.*: not done\n){4} {2}postmortem: neither filed nor waived\n$/),
    });
    for (const item of ['report', 'telemetry-snapshot', 'lessons-shared', 'follow-ups', 'documentation']) {
      expect((await asAna(account, 'checklist', 'done', 'web-1', item, '--note', 'wiki')).exitCode).toBe(0);
    }
    expect((await close()).errors).toBe('web-1 cannot be closed yet\n  postmortem: neither filed nor waived\n');
    expect((await asAna(account, 'postmortem', 'file', 'web-1', '--file', postmortemFile())).exitCode).toBe(0);
    expect((await close()).errors).toMatch(/action of engineering is open: take the switch out\n {2}action of chiara is open/);
    expect((await asAna(account, 'actions', 'web-1', '--done', '2')).output).toMatch(
      /^action 2 of web-1 is done\nbefore it can be closed:\n {2}action of engineering/,
    );
    expect((await asAna(account, 'actions', 'web-1', '--transferred', '1')).output).toMatch(/^action 1 of web-1 is transferred\n$/);
    expect((await close()).output).toMatch(/^web-1 is closed\n/);
    expect((await store.get('web', 1))?.state).toBe('closed');
  });

  test('a postmortem may be waived instead, by name and with a reason', async () => {
    const { account, store } = await shopAccount(shopIncident(RESOLVED));
    after(60);
    expect((await asAna(account, 'postmortem', 'waive', 'web-1', '--reason', 'a known flaw, see web-0')).output).toMatch(
      /^the postmortem of web-1 is waived\nbefore it can be closed:\n/,
    );
    expect((await store.get('web', 1))?.postmortem).toMatchObject({ status: 'waived', decidedBy: 'ana', reason: 'a known flaw, see web-0' });
  });
});

describe('incident postmortem', () => {
  const filing = async (text: string, happenings = RESOLVED): Promise<CommandResult & { readonly calls: readonly string[] }> => {
    const { account, table } = await shopAccount(shopIncident(happenings));
    after(60);
    const result = await asAna(account, 'postmortem', 'file', 'web-1', '--file', postmortemFile(text));
    return { ...result, calls: table.calls };
  };

  test('with an action and no reason is accepted, as is one with a reason and no action', async () => {
    expect((await filing(POSTMORTEM)).exitCode).toBe(0);
    expect((await filing(`${POSTMORTEM.split('actions:')[0]}noPreventionBecause: it is switched off in May\n${OF_WEB_1}`)).exitCode).toBe(0);
  });

  test('that is incomplete is refused by the incident, with what is missing (F30)', async () => {
    const { exitCode, errors } = await filing(POSTMORTEM.replace('kind: prevent', 'kind: detect'));
    expect([exitCode, errors]).toEqual([1, 'the postmortem of web-1 is not accepted\n  no action prevents it from happening again, and no reason says why\n']);
  });

  test.each([
    ['a key that has no meaning', 'rootCause:', 'root-cause:', /error POM010 .*postmortem\.yaml:6:1 root-cause: unknown key root-cause[^]*write rootCause/],
    ['a section that is missing', 'overview: nobody could order for 40 minutes', '', /error POM011 .* overview: overview is missing/],
    ['a section that is empty', 'nobody could order for 40 minutes', '"  "', /error POM013 .*:2:11 overview/],
    ['a section that is a list', 'nobody could order for 40 minutes', '[a]', /error POM012 .*:2:11 overview/],
    ['a date that is none', '2026-03-20T17:00:00Z', '2026-02-30T17:00:00Z', /error POM013 .* actions\[0\]\.dueAt/],
    [
      'an owner nobody knows',
      'owner: chiara',
      'owner: chira',
      /error POM020 .*:11:52 actions\[1\]\.owner: the owner of this action is neither a role nor a person[^]*write owner: chiara/,
    ],
    ['text that is no YAML', 'actions:', 'actions: [', /error CFG004 .*postmortem\.yaml/],
    ['no incident', OF_WEB_1, '', /error POM011 .* automation: automation is missing/],
    ['no id of an incident', '[web-1]', '[]', /error POM01\d .* automation\.parameters\.incidentIds/],
    ['another incident', '[web-1]', '[web-2, web-3]', /error POM021 .* of another incident[^]*received: web-2, web-3[^]*a list with web-1/],
  ])('with %s is a problem with its place, and the account is not asked (003-45)', async (_, from, to, message) => {
    const { exitCode, output, errors, calls } = await filing(POSTMORTEM.replace(from, to));
    expect([exitCode, output, stackTraceIn(errors), calls]).toEqual([1, '', [], []]);
    expect(errors).toMatch(message);
  });

  test('that does not exist is a problem like any other', async () => {
    const { account } = await shopAccount(shopIncident(RESOLVED));
    expect(await asAna(account, 'postmortem', 'file', 'web-1', '--file', join(scratch, 'none.yaml'))).toMatchObject({
      exitCode: 1,
      errors: expect.stringMatching(/error POM001 .*none\.yaml: the postmortem cannot be read\n {4}received: there is no such file/),
    });
  });
});

describe('incident actions', () => {
  test('without more are listed', async () => {
    const { account } = await shopAccount(shopIncident(RESOLVED));
    after(60);
    expect((await incident(account, 'actions', 'web-1')).output).toBe('web-1 has no actions: a postmortem brings them\n');
    await asAna(account, 'postmortem', 'file', 'web-1', '--file', postmortemFile());
    await asAna(account, 'actions', 'web-1', '--done', '2');
    expect(await incident(account, 'actions', 'web-1')).toMatchObject({
      exitCode: 0,
      output:
        '1  open  prevent   engineering  2026-03-20T17:00:00Z (Fri 18:00)  take the switch out\n2  done  mitigate  chiara       2026-03-12T17:00:00Z (Thu 18:00)  name the switch in the runbook\nin brackets: local time in Europe/Berlin\n',
    });
    expect(JSON.parse((await incident(account, 'actions', 'web-1', '--json')).output).actions[1]).toMatchObject({ number: 2, status: 'done', owner: 'chiara' });
    expect(await asAna(account, 'actions', 'web-1', '--done', '3')).toMatchObject({ exitCode: 1, errors: 'web-1 has no action 3\n' });
    expect(await incident(account, 'actions', 'web-3')).toMatchObject({ exitCode: 1, errors: expect.stringMatching(/^there is no incident web-3/) });
  });
});

describe('incident update', () => {
  test('of more than a record keeps is refused, with both lengths (9.11)', async () => {
    const { account, store } = await shopAccount(shopIncident());
    const { exitCode, errors } = await asAna(account, 'update', 'web-1', '--text', 'b'.repeat(67_584));
    expect([exitCode, errors]).toEqual([1, 'the text of the update is 67584 bytes long, allowed are at most 30000: shorten it, and link to the rest\n']);
    expect((await store.get('web', 1))?.lastUpdate).toBeUndefined();
    expect((await asAna(account, 'update', 'web-1', '--text', 'b'.repeat(25_600))).exitCode).toBe(0);
  });
});

describe('incident declare', () => {
  test('with more text than a record keeps opens the incident, and says what is cut (9.11)', async () => {
    const { account, store } = await shopAccount();
    const { exitCode, output } = await asAna(account, 'declare', '--service', 'web', '--severity', 'S1', '--title', 'a', '--impact', 'b'.repeat(61_440));
    expect([exitCode, output]).toEqual([
      0,
      'web-1 is declared: S1, tier 1 is on-call\nthe impact is 61440 bytes long: the record keeps the first 30000\nthe engine pages and notifies the others within a minute\n',
    ]);
    expect((await store.get('web', 1))?.impact).toHaveLength(30_000);
  });

  test('does not wait for a drill to end', async () => {
    const { account } = await shopAccount();
    const declare = (...more: string[]) => asAna(account, 'declare', '--service', 'web', '--severity', 'S1', '--title', 'a', '--impact', 'b', ...more);
    expect((await declare('--drill')).output).toContain('web-1 is declared as a drill');
    expect((await declare()).output).toContain('web-2 is declared: S1');
    // Nor is anything played while something real goes on (9.10).
    const { exitCode, errors } = await declare('--drill');
    expect([exitCode, errors]).toEqual([1, 'web-2 (S1) is real, and open: play the drill when it is over\n']);
  });

  const declare = (account: AccountClient, ...options: string[]) =>
    asAna(account, 'declare', '--title', 'orders look wrong', '--impact', 'some are sent twice', ...options);

  test('opens the next incident of the service, and its first tier is paged', async () => {
    const { account, store } = await shopAccount({ ...shopIncident(), state: 'closed' });
    const { exitCode, output } = await declare(account, '--service', 'web', '--severity', 'P1');
    expect([exitCode, output]).toEqual([0, 'web-2 is declared: S1, tier 1 is on-call\nthe engine pages and notifies the others within a minute\n']);
    const opened = (await store.get('web', 2))!;
    expect([opened.state, opened.severity, opened.title, opened.previousId, opened.drill]).toEqual(['open', 'S1', 'orders look wrong', 'web-1', false]);
    expect(opened.timeline[0]?.what).toBe('detected: declared by ana');
    expect(reduceIncident(opened, { kind: 'tick' }, { now: instantAfter(4) }).effects).toContainEqual(
      expect.objectContaining({ kind: 'page', tier: 1, roles: ['on-call'] }),
    );
  });

  test('of a service that never had one is the first; a drill is marked', async () => {
    const { account, store } = await shopAccount();
    expect((await declare(account, '--service', 'orders', '--severity', 'S2', '--drill')).output).toMatch(/^orders-1 is declared as a drill: S2/);
    expect((await store.get('orders', 1))?.drill).toBe(true);
  });

  test('while the service has one is refused, and names it', async () => {
    const { account, store } = await shopAccount(shopIncident());
    expect(await declare(account, '--service', 'web', '--severity', 'S0')).toMatchObject({
      exitCode: 1,
      output: '',
      errors: 'web has an incident already, web-1, which is open: tell what is new with day2 incident update web-1\n',
    });
    expect(await store.get('web', 2)).toBeUndefined();
    const muted = await shopAccount({
      ...shopIncident(),
      state: 'suppressed',
      alarms: shopIncident().alarms.map((alarm) => ({ ...alarm, mutedUntil: instantAfter(60) })),
    });
    expect((await declare(muted.account, '--service', 'web', '--severity', 'S0')).errors).toMatch(/which is suppressed: its alarms are muted; end the mute/);
  });

  test('while an alarm opens one at the same moment is refused, too', async () => {
    const { account, store, table } = await shopAccount();
    table.beforeWrite = async () => {
      delete table.beforeWrite;
      await store.write(shopIncident());
    };
    expect(await declare(account, '--service', 'web', '--severity', 'S0')).toMatchObject({
      exitCode: 1,
      errors: expect.stringMatching(/^web has an incident already, web-1, which is open/),
    });
    expect(await store.get('web', 2)).toBeUndefined();
  });

  test.each([
    [['--service', 'wep', '--severity', 'S1'], /there is no service wep: did you mean web\?/],
    [['--service', 'web', '--severity', 'S4'], /nobody is paged for S4 in prod: allowed are S0, S1, S2, S3/],
    [['--service', 'web', '--severity', 'urgent'], /write a severity from S0/],
    [['--service', 'web'], /required option '--severity <severity>' not specified/],
  ])('%j is a usage error', async (options, message) => {
    const { account, table } = await shopAccount();
    const { exitCode, errors } = await declare(account, ...options);
    expect([exitCode, table.calls]).toEqual([2, []]);
    expect(errors).toMatch(message);
  });

  test('in an environment that is held below a severity, nobody would be paged for it', async () => {
    const { exitCode, errors } = await runCommand(
      ['incident', 'declare', '--config', SHOP_CONFIG, '--env', 'dev', '--by', 'ana', '--service', 'web', '--severity', 'S0', '--title', 'a', '--impact', 'b'],
      {},
      accountOfOnly({}),
    );
    expect([exitCode, errors]).toEqual([2, 'nobody is paged for S0 in dev: allowed are S3\n']);
  });
});

test.each([
  [['update', 'web-1'], /required option '--text/],
  [['resolve', 'web-1'], /required option '--resolution/],
  [['postmortem', 'waive', 'web-1'], /required option '--reason/],
  [['reclassify', 'web-1', '--severity', 'S2'], /required option '--reason/],
  [['checklist', 'done', 'web-1', 'reprot', '--note', 'a'], /Allowed choices are report/],
  [['checklist', 'done', 'web-1', 'report'], /required option '--note/],
  [['actions', 'web-1', '--done', '0'], /the number of the action, from 1/],
  [['actions', 'web-1', '--done', '1', '--transferred', '2'], /cannot be used with option '--done/],
  [['ack'], /missing required argument 'incident'/],
])('incident %j is a usage error', async (commandLine, message) => {
  const { exitCode, output, errors } = await asAna(accountOfOnly({}), ...commandLine);
  expect([exitCode, output, stackTraceIn(errors)]).toEqual([2, '', []]);
  expect(errors).toMatch(message);
});
