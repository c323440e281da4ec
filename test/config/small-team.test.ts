import { checkOnCall } from '../../lib/checks/on-call/check-on-call';
import { onCallExists } from '../../lib/checks/on-call/on-call-exists';
import { loadConfiguration } from '../../lib/config/load';
import type { OperationsModel } from '../../lib/model/model';
import { formatProblem, type Problem } from '../../lib/problems/problem';
import { filesInMemory } from '../helpers/files-in-memory';
import { baseConfiguration } from './museum/museum';

const PEOPLE = 'people:\n  ida: { title: Developer, channels: [email, sms] }\n  jon: { title: Developer, channels: [email, sms] }\n';
const ACCEPTED = 'acceptSmallTeam: there are only two of us\n';
const turns = (people: string) => `{ title: Duty, rotation: { people: [${people}], every: 7d, handoverAt: 09:00, from: 2026-01-05, timeZone: Europe/Lisbon } }`;
const PRIMARY = `roles:\n  primary-on-call: ${turns('ida, jon')}\n`;

function load(onCall: string, environment = ''): { readonly models: readonly OperationsModel[]; readonly problems: string[] } {
  const files = baseConfiguration();
  files.set('on-call.yaml', onCall);
  files.set('environments/prod.yaml', files.get('environments/prod.yaml')! + environment);
  files.delete('maintenance.yaml');
  const { models, problems } = loadConfiguration({ directory: 'config', ...filesInMemory('config', files) });
  return { models, problems: problems.map(({ code, where }) => `${code} ${where.path}`) };
}

/** What is wrong with an on-call.yaml. */
function problemsOf(onCall: string): readonly Problem[] {
  const files = baseConfiguration();
  files.set('on-call.yaml', onCall);
  return loadConfiguration({ directory: 'config', ...filesInMemory('config', files) }).problems.filter(({ where }) => where.file === 'config/on-call.yaml');
}

/** Who is on call in production, and what the checks say of it. */
function staffed(onCall: string) {
  const { models, problems } = load(onCall);
  expect(problems).toEqual([]);
  const model = models.find(({ environment }) => environment === 'prod');
  return { onCall: model!.onCall!, findings: checkOnCall(model!).map(({ code, where }) => `${code} ${where.path!.replace(/^\w+ on-call /, '')}`) };
}

describe('a small team', () => {
  test('leaves out calendar, watchdog and contacts, and has no finding', () => {
    const { onCall, findings } = staffed(ACCEPTED + PEOPLE + PRIMARY);
    expect(findings).toEqual([]);
    expect(onCall.escalation.calendar).toMatchObject({ timeZone: 'Europe/Lisbon', open: '09:00', close: '17:00', holidays: [] });
    expect(onCall.watchdog).toMatchObject({
      region: 'eu-west-1',
      people: [
        { id: 'ida', channels: ['sms'] },
        { id: 'jon', channels: ['sms'] },
      ],
    });
    expect(onCall.roster.roles.at(-1)).toEqual({ id: 'everybody', title: 'Everybody', standing: ['ida', 'jon'] });
  });

  test('leaves out roles, and everybody has them', () => {
    const { onCall, findings } = staffed(ACCEPTED + PEOPLE);
    expect(findings).toEqual([]);
    expect(onCall.escalation.severities.S0.tiers.map(({ roles }) => roles)).toEqual([['everybody'], ['everybody']]);
    expect(onCall.escalation.calendar.timeZone).toBe('UTC');
  });

  test('may be one person, who has to be woken and reached in two ways all the same', () => {
    const one = (channels: string) => staffed(`${ACCEPTED}people:\n  ida: { title: Developer, channels: [${channels}] }\n`).findings;
    expect(one('email, sms')).toEqual([]);
    expect(one('email')).toEqual(expect.arrayContaining(['ESC001 S0 tier 1', 'ESC002 S0 tier 1', 'ESC004 people ida', 'WDG003 watchdog']));
  });

  test('of five has a secondary, and needs one', () => {
    const five = `${ACCEPTED}escalationPolicy: for five\n${PEOPLE}`;
    const { onCall, findings } = staffed(`${five}${PRIMARY}  secondary-on-call: ${turns('jon, ida')}\n`);
    expect(findings).toEqual([]);
    expect(onCall.escalation.severities.S0.tiers.map(({ roles }) => roles)).toEqual([['primary-on-call'], ['secondary-on-call'], ['everybody']]);
    expect(load(five + PRIMARY).problems).toEqual(['CFG052 roles']);
  });

  test('without the acceptance has to say everything, and may still begin with a smaller policy', () => {
    expect(load(PEOPLE).problems).toEqual(['CFG011 calendar', 'CFG011 externalContacts', 'CFG011 roles', 'CFG011 watchdog']);
    expect(load(`escalationPolicy: for two\n${PEOPLE}${PRIMARY}`).problems).toEqual(['CFG011 calendar', 'CFG011 externalContacts', 'CFG011 watchdog']);
  });

  test('that does not say so reads how, first and in each problem, and has one problem for all missing roles, with what each is for', () => {
    const problems = (people: string) => problemsOf(people + PRIMARY);
    const small = problems(PEOPLE);
    expect(small.map(({ code }) => code)).toEqual(['CFG011', 'CFG011', 'CFG011', 'CFG052']);
    for (const { change } of small) expect(change).toMatch(/^write acceptSmallTeam: <why these are all the people there are>, in one line, or add /);
    const needed = small
      .at(-1)!
      .received!.split('\n')
      .map((line) => line.split(', needed for ')[0]!);
    expect([needed.length, new Set(needed).size]).toEqual([17, 17]);
    // Those are all: with an alias for each no role is missing, and no alias is for nothing.
    const aliases = `roleAliases:\n${needed.map((name) => `  ${name}: primary-on-call\n`).join('')}`;
    expect(problemsOf(PEOPLE + PRIMARY + aliases).map(({ code }) => code)).toEqual(['CFG011', 'CFG011', 'CFG011']);
    expect(small.at(-1)!.change).toMatch(/add each to roles, or say in roleAliases which role it is here$/);
    expect(formatProblem(small.at(-1)!).split('\n')).toHaveLength(1 + needed.length + 2);
    // Of many people it is not what comes to mind.
    const many = problems(
      `people:\n${['ida', 'jon', 'kim', 'lou', 'mae', 'ned'].map((name) => `  ${name}: { title: Developer, channels: [sms] }\n`).join('')}`,
    );
    for (const { change } of many) expect(change).toMatch(/^add .*, or say in acceptSmallTeam why these are all the people there are$/);
  });

  test('adds tiers behind those of its policy, and no others', () => {
    const tier = (number: number) => `severities: { S0: { tiers: { ${number}: { after: 1h, condition: not resolved, roles: [everybody] } } } }\n`;
    expect(staffed(ACCEPTED + PEOPLE + PRIMARY + tier(3)).onCall.escalation.severities.S0.tiers).toHaveLength(3);
    expect(load(ACCEPTED + PEOPLE + PRIMARY + tier(4)).problems).toEqual(['CFG054 severities.S0.tiers["4"]']);
  });

  test('mistakes beside it are found: an unknown policy, a role that is none, an alias of a role it has not', () => {
    expect(load(`${ACCEPTED}escalationPolicy: for ten\n${PEOPLE}${PRIMARY}`).problems).toEqual(['CFG013 escalationPolicy']);
    expect(load(`${ACCEPTED}${PEOPLE}${PRIMARY.replace('primary-on-call', 'primry-on-call')}`).problems).toEqual(['CFG052 roles']);
    expect(load(`${ACCEPTED}${PEOPLE}${PRIMARY}roleAliases: { cto: primary-on-call }\n`).problems).toEqual(['CFG055 roleAliases.cto']);
  });
});

describe('a watchdog of people who are paged', () => {
  const watchdog = (more: string) => `${ACCEPTED}${PEOPLE}${PRIMARY}watchdog: { region: eu-north-1, people: [jon]${more} }\n`;

  test('is accepted with the reason, by the channels that wake', () => {
    const { onCall } = staffed(watchdog(', acceptPaged: Ida travels'));
    expect(onCall.watchdog).toEqual({ region: 'eu-north-1', people: [{ id: 'jon', title: 'Developer', channels: ['sms'] }], acceptedPaged: 'Ida travels' });
  });

  test('is a finding without one', () => {
    const { models } = load(watchdog(''));
    const model = models.find(({ environment }) => environment === 'prod');
    const { acceptedSmallTeam: _accepted, watchdog: watching, ...onCall } = model!.onCall!;
    const judged = (acceptedPaged?: string) =>
      checkOnCall({ ...model!, onCall: { ...onCall, watchdog: { ...watching, acceptedPaged } } }).filter(({ code }) => code === 'WDG001');
    expect([judged().length, judged('Ida travels').length]).toEqual([1, 0]);
  });
});

describe('nobodyIsPaged', () => {
  const chat = 'chat: { alerts: { severities: [S0] } }\n';

  test('leaves who is on call to the other environments, and keeps the chat', () => {
    const { models } = load(ACCEPTED + PEOPLE + PRIMARY + chat, 'nobodyIsPaged: nothing runs there yet\n');
    const prod = models.find(({ environment }) => environment === 'prod')!;
    expect([prod.onCall, prod.nobodyIsPaged]).toEqual([undefined, { reason: 'nothing runs there yet', chat: [{ name: 'alerts', severities: ['S0'] }] }]);
    expect(models.filter(({ onCall }) => onCall !== undefined)).toHaveLength(models.length - 1);
  });
});

describe('pagedBy (12.4)', () => {
  const chat = 'chat: { alerts: { severities: [S0] } }\n';
  const prodOf = (text: string) => load(ACCEPTED + PEOPLE + PRIMARY + chat, text);

  test('leaves who is on call to the other environments, and keeps the chat', () => {
    const prod = prodOf('pagedBy: { pagerduty: { severities: [S0, S1] } }\n').models.find(({ environment }) => environment === 'prod')!;
    const pagers = [{ id: 'pagerduty', severities: ['S0', 'S1'], sentBy: 'sns' }];
    expect([prod.onCall, prod.pagedBy]).toEqual([undefined, { pagers, chat: [{ name: 'alerts', severities: ['S0'] }] }]);
    expect(onCallExists.check(prod)).toEqual([]);
  });

  test('warns of a severity that wakes somebody and that no pager hears', () => {
    const prod = prodOf('pagedBy: { pagerduty: { severities: [S0] } }\n').models.find(({ environment }) => environment === 'prod')!;
    expect(onCallExists.check(prod)).toMatchObject([{ code: 'CHK009', level: 'warning', change: 'add S1 to a pager of pagedBy' }]);
    expect(onCallExists.check({ ...prod, highestSeverity: 'S2' })).toEqual([]);
  });

  test('is refused beside nobodyIsPaged, and for a pager that cannot subscribe', () => {
    expect(prodOf('nobodyIsPaged: nothing runs there yet\npagedBy: { pagerduty: { severities: [S0] } }\n').problems).toEqual(['CFG014 pagedBy']);
    expect(prodOf('pagedBy: { teams: { severities: [S0] } }\n').problems).toEqual([expect.stringContaining('pagedBy')]);
    expect(prodOf('pagedBy: { pagerduty: { severities: [S0], sentBy: email } }\n').problems).toEqual([expect.stringContaining('sentBy')]);
  });
});
