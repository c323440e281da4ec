import { join } from 'node:path';
import { loadConfiguration } from '../../lib/config/load';
import { filesOnDisk } from '../../lib/config/read-directory';
import { filesInMemory } from '../helpers/files-in-memory';
import { at } from '../helpers/rosters';
import { baseConfiguration } from './museum/museum';

/** Loads the base configuration with another on-call.yaml; none without a text. */
function load(edit: (text: string) => string | undefined, operations = (text: string) => text) {
  const files = baseConfiguration();
  const text = edit(files.get('on-call.yaml')!);
  if (text === undefined) files.delete('on-call.yaml');
  else files.set('on-call.yaml', text);
  files.set('operations.yaml', operations(files.get('operations.yaml')!));
  return loadConfiguration({ directory: 'config', ...filesInMemory('config', files) });
}

const replace = (before: string, after: string) => (text: string) => {
  expect(text).toContain(before);
  return text.replace(before, after);
};

describe('on-call.yaml', () => {
  test('is the same in all environments of the shipped configuration, and everybody of it is notified of something', () => {
    const { models, problems } = loadConfiguration({ directory: join(__dirname, '../../config'), ...filesOnDisk });
    expect(problems).toEqual([]);
    expect(models).toHaveLength(3);
    for (const { onCall } of models) {
      expect(onCall).toEqual(models[0]!.onCall);
      expect(onCall!.chat).toEqual([{ name: 'governor-ops', severities: ['S0', 'S1', 'S2'] }]);
      expect(onCall!.watchdog).toMatchObject({ region: 'eu-west-1', people: [{ id: 'olga' }, { id: 'pavel' }] });
    }
  });

  test('may be left out: then nobody is on call', () => {
    const { models, problems } = load(() => undefined);
    expect(problems).toEqual([]);
    expect(models.map((model) => 'onCall' in model)).toEqual([false, false]);
  });

  test('that is there and cannot be read is not left out', () => {
    const files = filesInMemory('config', baseConfiguration());
    const readFile = (path: string) => {
      if (path.endsWith('on-call.yaml')) throw Object.assign(new Error('no'), { code: 'EACCES' });
      return files.readFile(path);
    };
    const { models, problems } = loadConfiguration({ directory: 'config', ...files, readFile });
    expect(problems).toMatchObject([{ code: 'CFG001', where: { file: 'config/on-call.yaml' } }]);
    expect(models).toEqual([]);
  });

  test('hides no mistake of the other files, nor they its own', () => {
    const { problems } = load(replace('channels: [email, sms]', 'channels: [post]'), replace('kind: latency', 'kind: latancy'));
    expect(problems.map(({ where }) => where.file)).toEqual(['config/on-call.yaml', 'config/operations.yaml']);
  });
});

describe('what it means', () => {
  const onCall = load((text) => text).models[0]!.onCall!;

  test('a rotation is one layer at all hours, layers stay in their order, overrides are instants', () => {
    const { people, roles, overrides } = onCall.roster;
    expect(people[0]).toEqual({ id: 'ana', title: 'Engineer', channels: ['email', 'sms'] });
    const rotation = { timeZone: 'Europe/Berlin', people: ['ana', 'ben'], everyDays: 7, handoverAt: '09:00', from: '2026-01-05' };
    expect(roles[0]).toEqual({ id: 'on-call', title: 'On call', layers: [{ id: 'all-hours', rotation }] });
    expect(roles[1]!.layers!.map(({ id, hours }) => [id, hours?.holidays])).toEqual([
      ['day', ['2026-05-01']],
      ['rest', undefined],
    ]);
    expect(roles[2]).toEqual({ id: 'operations', title: 'Operations', standing: ['chiara', 'daniel'] });
    expect(overrides).toEqual([{ role: 'on-call', person: 'ben', from: at('2026-12-24T18:00Z'), until: at('2026-12-27T08:00Z') }]);
  });

  test('aliases name the roles of the escalation and of the table', () => {
    const { tiers, acknowledgeWithin } = onCall.escalation.severities.S1;
    expect(tiers.map(({ roles }) => roles)).toEqual([['on-call'], ['back-up', 'operations'], ['engineering'], ['management']]);
    expect([acknowledgeWithin, tiers[1]!.after]).toEqual([
      { kind: 'elapsed', seconds: 600 },
      { kind: 'elapsed', seconds: 600 },
    ]);
    expect(onCall.raci!.find(({ id }) => id === 'mitigation')).toMatchObject({ accountable: ['operations'], responsible: ['on-call', 'back-up'] });
  });

  test('severities go by any of their names, delays by durations and business days', () => {
    const written = `  warning: { acknowledgeWithin: 2 business days, tiers: { 4: { after: 1 business day, condition: not acknowledged, roles: [management] } }, acceptLooser: agreed in March }\n  S1:`;
    const changed = load(replace('  S1:', written)).models[0]!.onCall!;
    const { acknowledgeWithin, tiers } = changed.escalation.severities.S2;
    expect(acknowledgeWithin).toEqual({ kind: 'business days', days: 2 });
    expect(tiers.at(-1)).toEqual({ tier: 4, after: { kind: 'business days', days: 1 }, condition: 'not acknowledged', roles: ['management'] });
    expect(changed.acceptedLooser).toEqual({ S2: 'agreed in March' });
    expect(changed.escalation.version).not.toBe(onCall.escalation.version);
  });

  test('rows of the table replace those of the default by name, and others come behind', () => {
    const rows =
      'raci:\n  handover: { A: [management], R: [operations], I: [legal] }\n  fire-drill: { title: leave the house, A: [operations], R: [on-call] }\n';
    const { raci } = load((text) => text + rows).models[0]!.onCall!;
    expect(raci).toHaveLength(onCall.raci!.length + 1);
    expect(raci!.slice(-2)).toEqual([
      { id: 'handover', title: 'sign the handover', accountable: ['management'], responsible: ['operations'], consulted: [], informed: ['legal'] },
      { id: 'fire-drill', title: 'leave the house', accountable: ['operations'], responsible: ['on-call'], consulted: [], informed: [] },
    ]);
  });

  test('a role that only a changed default needs may be missing', () => {
    const without = (text: string) => replace('  docs-lead: operations\n', '')(text);
    const needed = load(without).problems.map(({ code }) => code);
    const raci = 'raci:\n  documentation: { A: [operations], R: [on-call] }\n  handover: { A: [management], R: [operations] }\n';
    const tier = replace('  S1:', '  S2: { tiers: { 2: { roles: [operations, back-up] } } }\n  S1:');
    expect([needed, load((text) => tier(without(text)) + raci).problems]).toEqual([['CFG052'], []]);
  });

  test('002-46: cloud support, security response and legal have to be there, and no placeholder for them', () => {
    const withoutLegal = load((text) => text.slice(0, text.indexOf('  legal:')));
    const toBeDone = load(replace('the form on the intranet', 'TODO'));
    expect([withoutLegal, toBeDone].map(({ problems }) => problems.map(({ code, where }) => `${code} ${where.path}`))).toEqual([
      ['CFG011 externalContacts'],
      ['CFG013 externalContacts.legal.reachedBy'],
    ]);
  });

  test.each([
    ['an address', 'title: ben@example.com'],
    ['a telephone number', 'title: "Engineer 0170555"'],
    ['a placeholder', 'title: TBD'],
    ['an angle bracket', 'title: <name>'],
  ])('002-47: %s is no title', (_, title) => {
    expect(load(replace('title: Engineer', title)).problems.map(({ code }) => code)).toEqual(['CFG013']);
  });
});

test('002-22, 002-26: an objective may say when the second tier is paged; others follow the escalation', () => {
  const { models } = load((text) => text, replace('        runbook: web-outage\n', '        runbook: web-outage\n        handoverAfter: 15m\n'));
  const [availability, latency] = models[0]!.services[0]!.objectives;
  expect([availability!.handoverAfterSeconds, 'handoverAfterSeconds' in latency!]).toEqual([900, false]);
});
