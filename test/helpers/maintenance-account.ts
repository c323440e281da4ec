import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { filesOnDisk } from '../../lib/config/read-directory';
import { readRunbook } from '../../lib/config/read-runbook';
import { MaintenanceTasks } from '../../lib/constructs/maintenance-tasks';
import { RunbookLibrary } from '../../lib/constructs/runbook-library';
import type { MaintenanceTask } from '../../lib/maintenance/tasks/task';
import { planRunbooks } from '../../lib/plan/plan-runbooks';
import { planTasks } from '../../lib/plan/plan-tasks';
import type { Runbook } from '../../lib/runbook/library/runbook';
import type { StatedResource } from '../../lib/simulator/services/stated/stated-resources';
import { ACCOUNT_ID, REGION, type Resources } from './simulated-account';
import { functionOf } from './simulated-function';

const SCOPE = { application: 'edi', environment: 'prod' };

/** A runbook of the library that ships. */
export function shippedRunbook(name: string): Runbook {
  const { runbook, problems } = readRunbook(`runbooks/${name}`, filesOnDisk);
  if (runbook === undefined) throw new Error(JSON.stringify(problems));
  return runbook;
}

/** A template with tasks, their runbooks, and a function in place of the incident engine that logs what it is started for. */
export function maintenanceTemplate(tasks: readonly MaintenanceTask[]): { readonly template: Template; readonly resources: Resources } {
  const stack = new Stack(new App(), 'Maintenance', { env: { account: ACCOUNT_ID, region: REGION } });
  const plans = planRunbooks([...new Set(tasks.map(({ runbook }) => runbook))].map(shippedRunbook), SCOPE);
  new RunbookLibrary(stack, 'Runbooks', { plans });
  new MaintenanceTasks(stack, 'Maintenance', { plan: planTasks(tasks, plans, SCOPE) });
  const template = Template.fromStack(stack);
  const { Worker, ...others } = functionOf('exports.handler = async (event) => console.log(JSON.stringify(event));');
  const engine = { ...Worker!, Properties: { ...Worker!.Properties, FunctionName: 'edi-prod-incident-engine' } };
  return { template, resources: { ...(template.toJSON().Resources as Resources), Worker: engine, ...others } };
}

/** A table with a backup of the day of the start, and a secret that can rotate. */
export const MAINTAINED: readonly StatedResource[] = [
  { kind: 'ssm calendar', members: { Name: 'edi-prod-freeze', State: 'OPEN' } },
  {
    kind: 'dynamodb table',
    members: { TableName: 'edi-prod-mappings', TableStatus: 'ACTIVE', KeySchema: [{ AttributeName: 'partner', KeyType: 'HASH' }], Items: 120 },
  },
  {
    kind: 'backup recovery point',
    members: {
      BackupVaultName: 'edi-prod',
      RecoveryPointArn: `arn:aws:backup:${REGION}:${ACCOUNT_ID}:recovery-point:11111111-1111-4111-8111-111111111111`,
      ResourceArn: `arn:aws:dynamodb:${REGION}:${ACCOUNT_ID}:table/edi-prod-mappings`,
      ResourceType: 'DynamoDB',
      Status: 'COMPLETED',
      CreationDate: '2026-03-02T03:00:00Z',
    },
  },
  {
    kind: 'secretsmanager secret',
    members: {
      Name: 'edi-prod-partner-sftp',
      RotationEnabled: true,
      RotationLambdaARN: `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:edi-prod-rotate-sftp`,
      VersionIdsToStages: { '11111111-1111-4111-8111-111111111111': ['AWSCURRENT'] },
    },
  },
];

/** Restores the backup of the mappings once a month. */
export const RESTORE_DRILL: MaintenanceTask = {
  id: 'restore-drill',
  title: 'Restore drill of the mappings',
  owner: 'platform-engineering',
  runbook: 'restore-drill',
  cadence: { kind: 'monthly', on: 'first monday', at: '10:05' },
  timeZone: 'Europe/Berlin',
  mode: 'live',
  parameters: {
    TableName: ['{prefix}-mappings'],
    BackupVaultName: ['{prefix}'],
    RestoreRole: [`arn:aws:iam::${ACCOUNT_ID}:role/edi-prod-restore`],
  },
  evidence: 'the run, its restore job and what was found',
};

/** Rotates a secret once a month, an hour after the drill. */
export const KEY_ROTATION: MaintenanceTask = {
  id: 'key-rotation',
  title: 'Rotation of the key for SFTP',
  owner: 'platform-engineering',
  runbook: 'rotate-secret',
  cadence: { kind: 'monthly', on: 'first monday', at: '11:05' },
  timeZone: 'Europe/Berlin',
  mode: 'live',
  parameters: { SecretId: ['{prefix}-partner-sftp'] },
  evidence: 'the version that is current since',
};
