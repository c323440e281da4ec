/**
 * Tasks from their plan to what they leave behind: the template that the construct makes, in a simulated account, on the day on
 * which they are due.
 */

import { accountRoot } from '../../../lib/aws/iam/principal';
import type { Account, AccountOptions } from '../../../lib/simulator/account';
import { AUTOMATION } from '../../../lib/simulator/services/ssm/automation/ports';
import type { StatedResource } from '../../../lib/simulator/services/stated/stated-resources';
import { MINUTE_MS } from '../../../lib/time/time';
import { KEY_ROTATION, MAINTAINED, maintenanceTemplate, RESTORE_DRILL } from '../../helpers/maintenance-account';
import { ACCOUNT_ID, REGION, START } from '../../helpers/simulated-account';
import { accountWith } from '../../helpers/simulated-function';

const { resources } = maintenanceTemplate([RESTORE_DRILL, KEY_ROTATION]);
/** The tasks are due at 09:05 and 10:05 UTC; the account begins at 08:00. */
const HOURS_4 = START + 240 * MINUTE_MS;

function account({ stated = MAINTAINED, ...options }: Partial<AccountOptions> = {}): Account {
  const made = accountWith(resources, { stated: [...stated], ...options });
  expect(made.notSimulated).toEqual([]);
  return made;
}

const runsIn = (played: Account) =>
  played
    .use(AUTOMATION)
    .executions()
    .map(({ document, status, failure }) => [document.identity.name, status, failure]);
const rowOf = (played: Account, task: string, scheduledTime: string) => {
  const input = { TableName: 'edi-prod-maintenance-runs', Key: { task: { S: task }, scheduledTime: { S: scheduledTime } } };
  const { Item: item } = played.call(accountRoot(ACCOUNT_ID), 'dynamodb', 'GetItem', input, REGION) as { Item?: Record<string, { S: string }> };
  return item && Object.fromEntries(Object.entries(item).map(([key, value]) => [key, value.S]));
};
const notices = (played: Account) =>
  played.log.flatMap((entry) => (entry.kind === 'function printed' ? [JSON.parse(entry.text) as Record<string, string>] : []));
const changing = (kind: string, members: Record<string, unknown>): StatedResource[] =>
  MAINTAINED.map((each) => (each.kind === kind ? ({ kind, members: { ...each.members, ...members } } as StatedResource) : each));

test('the restore drill and the key rotation run end to end on their day, and leave evidence (000-08)', async () => {
  const played = account();
  await played.runAsync(HOURS_4);
  expect(runsIn(played)).toEqual([
    ['edi-prod-task-restore-drill', 'Success', undefined],
    ['edi-prod-restore-drill', 'Success', undefined],
    ['edi-prod-task-key-rotation', 'Success', undefined],
    ['edi-prod-rotate-secret', 'Success', undefined],
  ]);
  const [, drill, , rotation] = played.use(AUTOMATION).executions();
  expect(rowOf(played, 'restore-drill', '2026-03-02T09:05:00Z')).toMatchObject({ outcome: 'done', owner: 'platform-engineering', runbookExecution: drill!.id });
  expect(rowOf(played, 'key-rotation', '2026-03-02T10:05:00Z')).toMatchObject({ outcome: 'done', runbookExecution: rotation!.id });
  expect(notices(played)).toEqual([]);
});

describe('a task that is started twice does its work once', () => {
  test('as the answer to its start was lost, and Scheduler starts it again', async () => {
    const played = account();
    // The first call is that of the role.
    played.failCalls({ position: 1, errorName: 'InternalServerError', after: true });
    await played.runAsync(HOURS_4);
    const drills = runsIn(played).filter(([name]) => String(name).includes('restore-drill'));
    expect(drills).toEqual([
      ['edi-prod-task-restore-drill', 'Success', undefined],
      ['edi-prod-restore-drill', 'Success', undefined],
      ['edi-prod-task-restore-drill', 'Success', undefined],
    ]);
    const report = played.use(AUTOMATION).executions()[2]!.variables.get('Report');
    expect(report).toMatch(/ has restore-drill of 2026-03-02T09:05:00Z: nothing was done\.$/);
    expect(played.log.filter((entry) => entry.kind === 'call' && entry.operation === 'StartRestoreJob')).toHaveLength(1);
  });

  test('long after it was done', async () => {
    const played = account();
    played.schedule(START + 200 * MINUTE_MS, () => {
      const input = { DocumentName: 'edi-prod-task-restore-drill', Parameters: { ScheduledTime: ['2026-03-02T09:05:00Z'] } };
      played.call(accountRoot(ACCOUNT_ID), 'ssm', 'StartAutomationExecution', input, REGION);
    });
    await played.runAsync(HOURS_4);
    expect(runsIn(played).filter(([name]) => name === 'edi-prod-restore-drill')).toHaveLength(1);
    expect(notices(played)).toEqual([]);
  });

  test('a claim whose answers were all lost is one', async () => {
    const played = account();
    const at = START + 65 * MINUTE_MS;
    played.failCalls({ service: 'dynamodb', operation: 'PutItem', from: at, until: at + 10_000, errorName: 'InternalServerError', after: true });
    await played.runAsync(HOURS_4);
    expect(runsIn(played).slice(0, 2)).toEqual([
      ['edi-prod-task-restore-drill', 'Success', undefined],
      ['edi-prod-restore-drill', 'Success', undefined],
    ]);
  });
});

describe('a task that fails notifies its owner', () => {
  const notice = { kind: 'maintenance', what: 'task failed', task: 'restore-drill', owner: 'platform-engineering', scheduledTime: '2026-03-02T09:05:00Z' };
  test.each<[string, Partial<AccountOptions>, (played: Account) => void]>([
    ['as the change calendar is closed', { stated: changing('ssm calendar', { State: 'CLOSED' }) }, () => undefined],
    ['as the restore fails', { stated: changing('backup recovery point', { restoreFails: 'the key is not available' }) }, () => undefined],
    [
      'as somebody cancels it',
      {},
      (played) =>
        played.schedule(START + 66 * MINUTE_MS, () => {
          const { id } = played.use(AUTOMATION).executions()[0]!;
          played.call(accountRoot(ACCOUNT_ID), 'ssm', 'StopAutomationExecution', { AutomationExecutionId: id, Type: 'Cancel' }, REGION);
        }),
    ],
  ])('%s, and the row says so', async (_what, options, change) => {
    const played = account(options);
    change(played);
    await played.runAsync(HOURS_4);
    expect(notices(played)[0]).toMatchObject(notice);
    expect(rowOf(played, 'restore-drill', '2026-03-02T09:05:00Z')).toMatchObject({ outcome: 'failed' });
    expect(runsIn(played)[0]![1]).not.toBe('Success');
  });

  test('as its table does not answer: nothing is done that is not written down', async () => {
    const played = account();
    played.failCalls({ service: 'dynamodb', operation: 'PutItem', from: START, until: HOURS_4, errorName: 'InternalServerError' });
    await played.runAsync(HOURS_4);
    expect(runsIn(played).map(([name, status]) => [name, status])).toEqual([
      ['edi-prod-task-restore-drill', 'Failed'],
      ['edi-prod-task-key-rotation', 'Failed'],
    ]);
    expect(notices(played)).toMatchObject([notice, { task: 'key-rotation' }]);
  });
});

test('a start that cannot be handed over in a quarter of an hour is kept, and does not come late', async () => {
  const played = account();
  played.failCalls({ service: 'ssm', operation: 'StartAutomationExecution', from: START, until: START + 90 * MINUTE_MS, errorName: 'ThrottlingException' });
  await played.runAsync(HOURS_4);
  expect(played.queued.map(({ body }) => JSON.parse(body) as object)).toEqual([
    { DocumentName: 'edi-prod-task-restore-drill', DocumentVersion: '$LATEST', Parameters: { ScheduledTime: ['2026-03-02T09:05:00Z'] } },
  ]);
  expect(runsIn(played).map(([name]) => name)).toEqual(['edi-prod-task-key-rotation', 'edi-prod-rotate-secret']);
});
