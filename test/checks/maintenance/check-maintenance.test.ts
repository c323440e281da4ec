import { checkMaintenance } from '../../../lib/checks/maintenance/check-maintenance';
import type { Checklist } from '../../../lib/maintenance/checklists/checklist';
import type { MaintenanceTask } from '../../../lib/maintenance/tasks/task';
import type { OperationsModel } from '../../../lib/model/model';
import { KEY_ROTATION, RESTORE_DRILL, shippedRunbook } from '../../helpers/maintenance-account';
import { exampleModelOnCall } from '../../helpers/on-call';

const RUNBOOKS = ['restore-drill', 'rotate-secret', 'patch-critical', 'restart-service'].map(shippedRunbook);
const PATCHING: MaintenanceTask = {
  ...RESTORE_DRILL,
  id: 'patching',
  runbook: 'patch-critical',
  parameters: { InstanceId: ['i-0123456789abcdef0'] },
};

const found = (tasks: readonly MaintenanceTask[], more: Partial<OperationsModel> = {}, checklists: readonly Checklist[] = []) =>
  checkMaintenance({
    model: { ...exampleModelOnCall(), application: 'edi', environment: 'prod', maintenance: { tasks, checklists }, ...more },
    runbooks: RUNBOOKS,
  }).map(({ code, what }) => `${code} ${what}`);

test('tasks that can be done are not reported', () => {
  const runbooks = { approvers: { security: ['role/security'], 'operations-lead': ['role/lead'] }, values: {} };
  expect(found([RESTORE_DRILL, KEY_ROTATION, PATCHING], { runbooks })).toEqual([]);
});

test.each<[string, readonly MaintenanceTask[], string]>([
  ['a runbook that there is not (000-08)', [{ ...RESTORE_DRILL, runbook: 'restore-dril' }], 'MNT001 there is no runbook restore-dril'],
  [
    'a runbook that no schedule starts',
    [{ ...RESTORE_DRILL, runbook: 'restart-service' }],
    'MNT001 no schedule starts restart-service, as its runbook.yaml says',
  ],
  [
    'a parameter that is missing',
    [{ ...KEY_ROTATION, parameters: {} }],
    'MNT002 rotate-secret does not take its parameters in prod: Parameter SecretId is required and was not given',
  ],
  [
    'a parameter that it does not have',
    [{ ...KEY_ROTATION, parameters: { ...KEY_ROTATION.parameters, Secret: ['x'] } }],
    'MNT002 rotate-secret does not take its parameters in prod: Parameters [Secret] are not defined in the document',
  ],
  [
    'a value that it does not take',
    [{ ...RESTORE_DRILL, parameters: { ...RESTORE_DRILL.parameters, TableName: ['a b'] } }],
    'MNT002 restore-drill does not take its parameters in prod: Parameter TableName has the value a b, which does not match ^[A-Za-z0-9_.-]{3,200}$',
  ],
  [
    'approvers, whom the environment binds',
    [{ ...PATCHING, parameters: { ...PATCHING.parameters, Approvers: ['ana', 'ben'] } }],
    'MNT002 patch-critical does not take its parameters in prod: Parameters [Approvers] are not defined in the document',
  ],
  [
    'a cadence with holidays',
    [{ ...RESTORE_DRILL, cadence: { kind: 'monthly', on: 'first business day', at: '05:00' } }],
    'MNT003 Scheduler cannot start a task by this cadence',
  ],
  [
    'a cadence of days',
    [{ ...RESTORE_DRILL, cadence: { kind: 'every', days: 14, from: '2026-01-05', at: '05:00' } }],
    'MNT003 Scheduler cannot start a task by this cadence',
  ],
  [
    'two that change one table within half an hour',
    [RESTORE_DRILL, { ...RESTORE_DRILL, id: 'second-drill', cadence: { kind: 'weekly', on: 'monday', at: '10:25' } }],
    'MNT004 second-drill and restore-drill both change edi-prod-mappings, and one starts while the other is expected to be under way',
  ],
  ['high risk without approvers (002-73)', [PATCHING], 'MNT005 patch-critical is of high risk, and nobody is named who approves it'],
])('%s is reported', (_what, tasks, expected) => {
  expect(found(tasks)).toEqual(expect.arrayContaining([expected]));
});

test('two dry runs of one table, and two that change it at other times, are not reported', () => {
  const other = { ...RESTORE_DRILL, id: 'second-drill' };
  expect(found([RESTORE_DRILL, { ...other, mode: 'dry run' }])).toEqual([]);
  expect(found([RESTORE_DRILL, { ...other, cadence: { kind: 'monthly', on: 'first monday', at: '10:45' } }])).toEqual([]);
});

test('a dry run of high risk needs nobody who approves it', () => {
  expect(found([{ ...PATCHING, mode: 'dry run', parameters: { InstanceId: ['i-0123456789abcdef0'] } }])).toEqual([]);
});

test('work without anybody on call is reported', () => {
  expect(found([RESTORE_DRILL], { onCall: undefined })).toEqual(['MNT006 work is scheduled, and nobody is on call']);
  expect(found([], { onCall: undefined })).toEqual([]);
});
