import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { followUpTasks, mergeTasks, parseTasks } from '../../lib/afterwards/follow-up-tasks';
import { incidentReport, REPORT_SECTIONS } from '../../lib/afterwards/incident-report';
import { postmortemShell } from '../../lib/afterwards/postmortem-shell';
import { isResolvedInTime } from '../../lib/afterwards/resolved-in-time';
import { readPostmortem } from '../../lib/cli/files/read-postmortem';
import { renderSections } from '../../lib/handover/markdown';
import { ProblemsError } from '../../lib/problems/problem';
import { MINUTE_MS } from '../../lib/time/time';
import { OPENED_AT } from '../helpers/incidents';
import { runCommand } from '../helpers/recording-terminal';
import { FILED, RESOLVED } from '../helpers/resolved-incident';
import { SHOP_CONFIG, shopAccount, shopIncident, shopIncidents, type Happening } from '../helpers/shop-incidents';

/** What is filed of an incident that is over (14.6). */

const at = (minutes: number): number => OPENED_AT + minutes * MINUTE_MS;

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'day2-report-'));
  jest.spyOn(Date, 'now').mockReturnValue(at(60));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(scratch, { recursive: true, force: true });
});

const textOf = (happenings: readonly Happening[], options?: Parameters<typeof shopIncident>[1]) => {
  const sections = incidentReport(shopIncident(happenings, options));
  expect(sections.map(({ heading }) => heading)).toEqual([...REPORT_SECTIONS]);
  const text = renderSections('Incident report', { application: 'shop', environment: 'prod', date: '2026-03-08' }, sections);
  return { text, section: (heading: string) => text.split(`## ${heading}\n\n`)[1]!.split('\n\n## ')[0]!.trimEnd() };
};

describe('the report of an incident', () => {
  test('says what happened, when, why and what follows, in four sections (003-24)', () => {
    const { text, section } = textOf(FILED);
    expect(section('Incident summary')).toMatch(/^web\/availability: .*\. It was resolved after 40m by ana: rolled back\./);
    expect(section('Incident summary')).toContain('| Acknowledged | 2026-03-08T03:14:00Z, 4m after the first page |');
    expect(section('Incident summary')).toContain('| Resolved | 2026-03-08T03:50:00Z, in time: due at 2026-03-08T07:10:00Z |');
    const { timeline } = shopIncident(FILED);
    expect(section('Timeline').split('\n')).toHaveLength(timeline.length + 2);
    expect(section('Root cause')).toBe('the cache was switched off \\| by a script');
    expect(section('Action items')).toBe(
      '- take the switch out (prevent): engineering, by 2026-03-20T17:00:00Z, open\n- name the switch (mitigate): chiara, by 2026-03-12T17:00:00Z, open',
    );
    expect(text).not.toMatch(/undefined|NaN|TODO|TBD/);
  });

  test.each<[string, readonly Happening[], Parameters<typeof shopIncident>[1], string]>([
    ['not known before the postmortem, whose time it says', RESOLVED, {}, 'Not known yet. The postmortem that says it is due at 2026-03-11T03:50:00Z.'],
    [
      'not looked for where somebody decided so',
      [...RESOLVED, [50, { kind: 'waive postmortem', by: 'ana', reason: 'as web-0' }]],
      {},
      'Not looked for: ana decided that no postmortem is owed. as web-0.',
    ],
    [
      'not looked for where none is owed',
      [[5, { kind: 'acknowledge', by: 'ana', via: 'cli' }]],
      { severity: 'S3' },
      'Not looked for: no postmortem is owed for S3.',
    ],
  ])('the cause is %s', (_, happenings, options, expected) => {
    expect(textOf(happenings, options).section('Root cause')).toBe(expected);
  });
});

test('an incident is resolved in time or not, by the worst it ever was; before its time it is neither (003-33)', () => {
  const due = 240 * MINUTE_MS;
  const inTime = (minutes: number, now = OPENED_AT + due) =>
    isResolvedInTime({ ...shopIncident(), resolution: { by: 'ana', at: OPENED_AT + minutes * MINUTE_MS, text: '' } }, now);
  expect([inTime(240), inTime(241)]).toEqual([true, false]);
  expect([isResolvedInTime(shopIncident(), OPENED_AT + due), isResolvedInTime(shopIncident(), OPENED_AT + due + 1)]).toEqual([undefined, false]);
});

describe('the postmortem that is to be written', () => {
  const read = (text: string, incidentId = 'web-1') => {
    const file = join(scratch, 'postmortem.yaml');
    writeFileSync(file, text);
    try {
      return readPostmortem(file, shopIncidents().policy.roster, incidentId);
    } catch (error) {
      if (!(error instanceof ProblemsError)) throw error;
      return error.problems.map(({ code, where }) => `${code} ${where.path}`);
    }
  };
  const shell = postmortemShell(shopIncident(RESOLVED));

  test('names its incident, has overview and timeline from the record, and is refused while a section is empty (003-25, 003-45)', () => {
    expect(read(shell)).toEqual(['POM013 rootCause', 'POM013 lessons', 'POM013 actions']);
    const written = shell
      .replace('rootCause: ""', 'rootCause: the cache was off')
      .replace('lessons: ""', 'lessons: name the switch')
      .replace('actions: []', 'noPreventionBecause: it is switched off in May');
    expect(read(written)).toMatchObject({
      overview: expect.stringContaining('rolled back'),
      timeline: expect.stringContaining('2026-03-08T03:14:00Z'),
      actions: [],
    });
    for (const section of ['overview', 'timeline', 'rootCause', 'lessons']) {
      expect(read(written.replace(new RegExp(`^${section}: .*(?:\\n  .*)*`, 'm'), `${section}: " "`))).toEqual([`POM013 ${section}`]);
    }
    expect(read(written, 'web-2')).toEqual(['POM021 automation.parameters.incidentIds']);
  });

  test('says nothing by which somebody is reached', () => {
    const written = postmortemShell(shopIncident([[4, { kind: 'update', by: 'ana', text: 'call +49 170 1234567, or write to ana@example.com' }]]));
    expect(written).toContain('update by ana: call (kept out of documents)');
    expect(written).not.toMatch(/1234567|ana@/);
  });
});

describe('tasks', () => {
  test('are the actions of postmortems; the same again changes nothing, and what others wrote stays (004-26)', () => {
    const tasks = followUpTasks([shopIncident(FILED)]);
    expect(tasks).toEqual([
      { id: 'web-1/1', title: 'take the switch out', owner: 'engineering', due: '2026-03-20T17:00:00Z', status: 'open', kind: 'prevent', incident: 'web-1' },
      { id: 'web-1/2', title: 'name the switch', owner: 'chiara', due: '2026-03-12T17:00:00Z', status: 'open', kind: 'mitigate', incident: 'web-1' },
    ]);
    const once = mergeTasks(undefined, tasks);
    expect(mergeTasks(once, tasks)).toEqual(once);
    const [first, second] = once.tasks;
    const edited = {
      ...once,
      board: 7,
      tasks: [
        { id: 'OPS-12', title: 'of others' },
        { ...second!, ticket: 'OPS-13' },
        { ...first!, status: 'open' },
      ],
    };
    const done = followUpTasks([shopIncident([...FILED, [70, { kind: 'action', by: 'ana', index: 1, status: 'done' }]])]);
    expect(mergeTasks(edited, done)).toEqual({
      ...edited,
      tasks: [{ id: 'OPS-12', title: 'of others' }, { ...second, ticket: 'OPS-13', status: 'done' }, first],
    });
  });

  test.each([
    ['{', /JSON/],
    ['[]', /the file/],
    ['{ "version": 2, "tasks": [] }', /version/],
    ['{ "version": 1, "tasks": [{ "title": "no id" }] }', /tasks\.0\.id/],
    ['{ "version": 1, "tasks": [{ "id": "a" }, { "id": "a" }] }', /two tasks have the id a/],
  ])('that cannot be read are refused: %s', (text, expected) => {
    expect(parseTasks(text)).toEqual({ why: expect.stringMatching(expected) });
  });
});

describe('day2 incident report', () => {
  const report = async (happenings: readonly Happening[], ...more: readonly string[]) => {
    const { account } = await shopAccount(shopIncident(happenings));
    const files = ['--out', join(scratch, 'reports'), '--tasks', join(scratch, 'tasks.json')];
    return runCommand(['incident', 'report', 'web-1', '--config', SHOP_CONFIG, '--env', 'prod', ...files, ...more], {}, account);
  };
  const read = (...path: readonly string[]) => readFileSync(join(scratch, ...path), 'utf8');

  test('files report, telemetry and the postmortem to be written, in a folder of the incident (004-17, 004-24)', async () => {
    expect(await report(RESOLVED)).toMatchObject({ exitCode: 0, errors: '' });
    expect(readdirSync(join(scratch, 'reports', 'web-1')).sort()).toEqual(['postmortem.yaml', 'report.md', 'telemetry.json']);
    expect(read('reports', 'web-1', 'report.md')).toContain('generated-by: day2 incident report');
    expect(JSON.parse(read('reports', 'web-1', 'telemetry.json'))).toMatchObject({
      incident: 'web-1',
      from: '2026-03-08T03:10:00Z',
      until: '2026-03-08T03:50:00Z',
      alarms: [{ name: 'shop-prod-web-availability-s0', state: 'OK', since: '2026-03-08T03:40:00Z' }],
      budgets: { statuses: [{ objective: 'web/availability', state: 'unknown' }] },
    });
  });

  test('the snapshot has what the objectives of its service measured, once, and where the rest is seen (004-24)', async () => {
    const { account } = await shopAccount(shopIncident(RESOLVED));
    const asked: (readonly [string, string])[] = [];
    const metrics = async () => ({
      send: async ({ input: { StartTime: from, EndTime: until, MetricDataQueries: queries } }: any) => {
        asked.push([from.toISOString(), until.toISOString()]);
        const values = { bad: [30, 12], total: [400, 380] };
        const results = queries.map(({ Id }: any) => ({ Id, Values: values[Id as keyof typeof values] ?? [1] }));
        return { $metadata: {}, MetricDataResults: results };
      },
    });
    const files = ['--out', join(scratch, 'reports'), '--tasks', join(scratch, 'tasks.json')];
    const run = () =>
      runCommand(['incident', 'report', 'web-1', '--config', SHOP_CONFIG, '--env', 'prod', ...files], {}, { ...account, metrics } as typeof account);
    expect(await run()).toMatchObject({ exitCode: 0 });
    const { counted, dashboards } = JSON.parse(read('reports', 'web-1', 'telemetry.json'));
    expect(counted).toEqual({
      from: '2026-03-08T03:10:00Z',
      until: '2026-03-08T03:50:00Z',
      // Those of other services were not looked at.
      objectives: ['web/availability', 'web/latency'].map((objective) => ({ objective, region: 'eu-central-1', counted: { bad: 42, total: 780 } })),
    });
    expect(asked).toEqual(Array.from({ length: 2 }, () => ['2026-03-08T03:10:00.000Z', '2026-03-08T03:50:00.000Z']));
    expect(dashboards.map(({ address }: { address: string }) => address)).toContainEqual(expect.stringContaining('#dashboards/dashboard/shop-prod-slo'));
    await run();
    expect(asked).toHaveLength(2);
  });

  test('an account that measured nothing, or does not answer, is a reason in the snapshot, and the report is written all the same', async () => {
    await report(RESOLVED);
    expect(JSON.parse(read('reports', 'web-1', 'telemetry.json')).counted.objectives).toMatchObject(
      Array.from({ length: 2 }, () => ({ why: expect.stringMatching(/^nothing was measured/) })),
    );
    rmSync(join(scratch, 'reports'), { recursive: true });
    const { account } = await shopAccount(shopIncident(RESOLVED));
    const refused = Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });
    const files = ['--out', join(scratch, 'reports'), '--tasks', join(scratch, 'tasks.json')];
    const denied = { ...account, metrics: async () => ({ send: () => Promise.reject(refused) }) };
    expect(await runCommand(['incident', 'report', 'web-1', '--config', SHOP_CONFIG, '--env', 'prod', ...files], {}, denied)).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(read('reports', 'web-1', 'telemetry.json')).counted.objectives).toMatchObject(
      Array.from({ length: 2 }, () => ({ why: expect.stringMatching(/AWS00\d/) })),
    );
  });

  test('run again keeps what people wrote and what was measured then, and says causes and tasks that are known by now (004-26)', async () => {
    await report(RESOLVED);
    writeFileSync(join(scratch, 'reports', 'web-1', 'postmortem.yaml'), 'half written');
    const telemetry = read('reports', 'web-1', 'telemetry.json');
    jest.spyOn(Date, 'now').mockReturnValue(at(500));
    await report(FILED);
    expect(read('reports', 'web-1', 'postmortem.yaml')).toBe('half written');
    expect(read('reports', 'web-1', 'telemetry.json')).toBe(telemetry);
    expect(read('reports', 'web-1', 'report.md')).toContain('the cache was switched off');
    const tasks = read('tasks.json');
    expect(JSON.parse(tasks).tasks).toHaveLength(2);
    await report(FILED);
    expect(read('tasks.json')).toBe(tasks);
  });

  test('writes nothing for an incident that goes on, and nothing where one of the files cannot be brought up to date', async () => {
    expect(await report([])).toMatchObject({ exitCode: 1, errors: 'web-1 is open: a report is of what is over; resolve it first\n' });
    writeFileSync(join(scratch, 'tasks.json'), '{ "todo": [] }');
    expect(await report(FILED)).toMatchObject({ exitCode: 1, errors: expect.stringMatching(/error TSK001 .*tasks\.json[^]*received: version/) });
    expect(readdirSync(scratch).filter((name) => name !== 'tasks.json')).toEqual(expect.not.arrayContaining(['report.md']));
    expect(read('tasks.json')).toBe('{ "todo": [] }');
  });
});
