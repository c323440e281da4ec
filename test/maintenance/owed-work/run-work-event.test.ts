import { accountRoot } from '../../../lib/aws/iam/principal';
import { runEngine } from '../../../lib/handlers/incident-engine/run-engine';
import { declareIncident } from '../../../lib/incident/use-cases/declare-incident';
import { runCommand, type IncidentCommand } from '../../../lib/incident/use-cases/run-command';
import type { Cadence } from '../../../lib/maintenance/cadence/cadence';
import type { Checklist } from '../../../lib/maintenance/checklists/checklist';
import { DEFAULT_ITEMS } from '../../../lib/maintenance/checklists/default-checklists';
import type { WorkEvent } from '../../../lib/maintenance/owed-work/work-event';
import { EngineAccount } from '../../helpers/engine-account';
import { ACCOUNT_ID, REGION, START } from '../../helpers/simulated-account';

const HOUR_MS = 3_600_000;
const BERLIN = { days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], holidays: ['2026-03-02'] } as const;

const checklist = (cadence: Cadence): Checklist => ({
  id: 'daily',
  ...DEFAULT_ITEMS.daily,
  owner: 'primary-operator',
  lead: 'operations-lead',
  cadence,
  timeZone: 'Europe/Berlin',
  dueWithinMinutes: 480,
});
const opening = (cadence: Cadence, scheduledTime = '2026-03-02T08:00:00Z'): WorkEvent => ({
  kind: 'maintenance',
  what: 'checklist',
  checklist: checklist(cadence),
  calendar: BERLIN,
  scheduledTime,
});
const DAILY: Cadence = { kind: 'daily', at: '09:00' };
const FAILED: WorkEvent = {
  kind: 'maintenance',
  what: 'task failed',
  task: 'restore-drill',
  title: 'Restore drill',
  owner: 'operations-lead',
  scheduledTime: '2026-03-02T08:00:00Z',
  execution: '11111111-1111-4111-8111-111111111111',
};
const REMINDERS: WorkEvent = { kind: 'maintenance', what: 'reminders' };

/** The engine, started with events at hours after the start; what people of it were sent, as `hour person subject`. */
class Work {
  readonly world = new EngineAccount();
  async at(hours: number, event: WorkEvent): Promise<string> {
    await this.world.account.runAsync(START + hours * HOUR_MS);
    return runEngine(this.world.engine, event);
  }
  get sent(): string[] {
    return this.world.account.published.map(({ at, topicArn, subject }) => `${(at - START) / HOUR_MS} ${topicArn.split('-').at(-1)} ${subject}`);
  }
  items(): Record<string, any>[] {
    const { OpsItemSummaries: summaries } = this.world.account.call(accountRoot(ACCOUNT_ID), 'ssm', 'DescribeOpsItems', {}, REGION);
    return summaries as Record<string, any>[];
  }
  resolve(id: string): void {
    this.world.account.call(accountRoot(ACCOUNT_ID), 'ssm', 'UpdateOpsItem', { OpsItemId: id, Status: 'Resolved' }, REGION);
  }
}

test('a checklist is an OpsItem with an owner and a time by which it is done, and its owner is notified (002-58, 003-16)', async () => {
  const work = new Work();
  expect(await work.at(0, opening(DAILY))).toBe('daily 2026-03-02 is oi-000000000001');
  expect(work.items()).toMatchObject([
    {
      Title: 'Daily operations of 2026-03-02',
      Status: 'Open',
      OperationalData: { owner: { Value: 'primary-operator' }, dueAt: { Value: '2026-03-02T16:00:00Z' } },
    },
  ]);
  expect(work.sent).toEqual(['0 ana edi prod: Daily operations of 2026-03-02 is open']);
});

test('a checklist that is opened twice is one, also when it was done in between', async () => {
  const work = new Work();
  await work.at(0, opening(DAILY));
  await work.at(0.1, opening(DAILY));
  work.resolve('oi-000000000001');
  expect(await work.at(0.5, opening(DAILY))).toBe('daily 2026-03-02 is oi-000000000001 already');
  expect(work.items()).toHaveLength(1);
  expect(work.sent).toHaveLength(1);
});

test('a first business day is not the holiday on which Scheduler starts, but the day after (002-60)', async () => {
  const work = new Work();
  const monthly: Cadence = { kind: 'monthly', on: 'first business day', at: '09:00' };
  expect(await work.at(0, opening(monthly))).toBe('daily is not due at 2026-03-02T08:00:00Z');
  expect(await work.at(24, opening(monthly, '2026-03-03T08:00:00Z'))).toBe('daily 2026-03-03 is oi-000000000001');
});

test('the owner is reminded, and when it is overdue the lead is notified as well, every day until it is done (003-18)', async () => {
  const work = new Work();
  await work.at(0, opening(DAILY));
  for (let hour = 1; hour <= 33; hour++) await work.at(hour, REMINDERS);
  work.resolve('oi-000000000001');
  for (let hour = 34; hour <= 80; hour++) await work.at(hour, REMINDERS);
  expect(work.sent.slice(1)).toEqual([
    '6 ana edi prod: Daily operations of 2026-03-02 is due soon',
    '8 ana edi prod: Daily operations of 2026-03-02 is overdue',
    '8 henry edi prod: Daily operations of 2026-03-02 is overdue',
    '32 ana edi prod: Daily operations of 2026-03-02 is overdue',
    '32 henry edi prod: Daily operations of 2026-03-02 is overdue',
  ]);
});

test('somebody who works on an item is not set back to open by a reminder', async () => {
  const work = new Work();
  await work.at(0, opening(DAILY));
  work.world.account.call(accountRoot(ACCOUNT_ID), 'ssm', 'UpdateOpsItem', { OpsItemId: 'oi-000000000001', Status: 'InProgress' }, REGION);
  await work.at(9, REMINDERS);
  expect(work.items()).toMatchObject([{ Status: 'InProgress', OperationalData: { notified: { Value: '2' } } }]);
});

test('a task that failed is an OpsItem of its owner, who is notified and reminded within a day', async () => {
  const work = new Work();
  expect(await work.at(0, FAILED)).toBe('restore-drill 2026-03-02T08:00:00Z is oi-000000000001');
  await work.at(0.1, FAILED);
  await work.at(18, REMINDERS);
  await work.at(24, REMINDERS);
  expect(work.sent).toEqual([
    '0 henry edi prod: Task restore-drill (Restore drill) failed',
    '18 henry edi prod: Task restore-drill (Restore drill) is due soon',
    '24 henry edi prod: Task restore-drill (Restore drill) is overdue',
  ]);
});

test('an open action of a postmortem is an OpsItem of its owner, reminded of until it is done (003-10)', async () => {
  const work = new Work();
  const { store, policy } = work.world.engine;
  const change = (command: IncidentCommand) => runCommand(store, policy.roster, 'portal-1', command, { now: work.world.account.now });
  await declareIncident(
    store,
    { group: 'portal', policy: policy.escalation },
    { kind: 'declare', severity: 'S0', title: 't', impact: 'i', by: 'ana', drill: false },
    { now: START },
  );
  await change({ kind: 'resolve', by: 'ana', resolution: 'new certificate' });
  await change({ kind: 'complete', by: 'grace', item: 'documentation', note: 'runbook changed' });
  const actions = [
    { what: 'alarm on certificates', owner: 'operations-lead', dueAt: START + 10 * HOUR_MS, kind: 'prevent', status: 'open' },
    { what: 'runbook', owner: 'grace', dueAt: START + 100 * HOUR_MS, kind: 'other', status: 'open' },
  ] as const;
  await change({ kind: 'file postmortem', by: 'ana', postmortem: { overview: 'o', timeline: 't', rootCause: 'r', lessons: 'l', actions } });
  for (let hour = 1; hour <= 11; hour++) await work.at(hour, REMINDERS);
  await change({ kind: 'action', by: 'henry', index: 0, status: 'done' });
  for (let hour = 12; hour <= 40; hour++) await work.at(hour, REMINDERS);
  expect(work.items().map(({ Title, Status }) => [Title, Status])).toEqual([
    ['Action 1 of portal-1: alarm on certificates', 'Resolved'],
    ['Action 2 of portal-1: runbook', 'Open'],
  ]);
  expect(work.sent).toEqual([
    '1 henry edi prod: Action 1 of portal-1: alarm on certificates is open',
    '1 grace edi prod: Action 2 of portal-1: runbook is open',
    '8 henry edi prod: Action 1 of portal-1: alarm on certificates is due soon',
    '10 henry edi prod: Action 1 of portal-1: alarm on certificates is overdue',
    expect.stringContaining('10 '),
  ]);
});

test('what was learnt in an incident is in the documentation within 24 hours, until which it is an OpsItem of whoever writes the postmortem (004-19)', async () => {
  const work = new Work();
  const { store, policy } = work.world.engine;
  const change = (command: IncidentCommand) => runCommand(store, policy.roster, 'portal-1', command, { now: work.world.account.now });
  const declared = { kind: 'declare', severity: 'S2', title: 't', impact: 'i', by: 'ana', drill: false } as const;
  await declareIncident(store, { group: 'portal', policy: policy.escalation }, declared, { now: START });
  await work.at(1, REMINDERS);
  expect(work.items()).toEqual([]);
  await work.at(1.5, REMINDERS);
  await change({ kind: 'resolve', by: 'ana', resolution: 'new certificate' });
  for (let hour = 2; hour <= 26; hour++) await work.at(hour, REMINDERS);
  expect(work.items()).toMatchObject([
    {
      Title: 'Documentation after portal-1',
      Status: 'Open',
      OperationalData: { openedAt: { Value: '2026-03-02T09:30:00Z' }, dueAt: { Value: '2026-03-03T09:30:00Z' } },
    },
  ]);
  expect(work.sent.map((line) => line.replace(/^(\S+) \S+/, '$1'))).toEqual([
    '2 edi prod: Documentation after portal-1 is open',
    '20 edi prod: Documentation after portal-1 is due soon',
    '26 edi prod: Documentation after portal-1 is overdue',
    '26 edi prod: Documentation after portal-1 is overdue',
  ]);
  await change({ kind: 'complete', by: 'grace', item: 'documentation', note: 'runbook changed' });
  for (let hour = 27; hour <= 60; hour++) await work.at(hour, REMINDERS);
  expect(work.items()).toMatchObject([{ Status: 'Resolved' }]);
  expect(work.sent).toHaveLength(4);
});

test('an event that is none goes to the dead letters', async () => {
  const work = new Work();
  await expect(runEngine(work.world.engine, { kind: 'maintenance', what: 'tidy up' })).rejects.toThrow(
    'maintenance tidy up: allowed are checklist, reminders, task failed',
  );
});
