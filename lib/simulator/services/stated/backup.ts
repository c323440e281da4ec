import { ServiceError } from '../../../aws/errors';
import type { Stated } from './stated-resources';
import { statedService, withoutMembers, type StatedCall } from './stated-service';

/** Seconds a restore takes, when the recovery point does not say. */
const SECONDS_OF_RESTORE = 600;
const BESIDES = ['secondsOfRestore', 'restoreFails'];

/**
 * Recovery points and restore jobs. What a restored table, cluster or volume is called says the metadata of the job.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Operations.html
 */
export const STATED_BACKUP = statedService(
  { name: 'backup', title: 'Backup', invalid: 'MissingParameterValueException' },
  {
    'backup recovery point': {
      key: ['BackupVaultName', 'RecoveryPointArn'],
      like: 'backup:ListRecoveryPointsByBackupVault $.RecoveryPoints[0]',
      besides: BESIDES,
    },
    'backup restore job': { key: ['RestoreJobId'], like: 'backup:DescribeRestoreJob $' },
  },
  {
    ListRecoveryPointsByBackupVault: {
      effect: 'read',
      input: ['BackupVaultName', 'ByResourceArn', 'ByResourceType', 'ByCreatedAfter', 'MaxResults'],
      resource: (input, call) => call.arn(`backup-vault:${String(input.BackupVaultName)}`),
      run: (input, call) => {
        const { BackupVaultName: vault, ByResourceArn: arn, ByResourceType: type, ByCreatedAfter: after, MaxResults: most = 1_000 } = input;
        const found = call.store
          .list('backup recovery point', call.region)
          .filter(
            (point) =>
              point.BackupVaultName === vault &&
              (arn ?? point.ResourceArn) === point.ResourceArn &&
              (type ?? point.ResourceType) === point.ResourceType &&
              (after === undefined || Date.parse(String(point.CreationDate)) > Date.parse(String(after))),
          );
        return { RecoveryPoints: found.slice(0, Number(most)).map((point) => withoutMembers(point, ...BESIDES)) };
      },
    },
    StartRestoreJob: {
      effect: 'write',
      input: ['RecoveryPointArn', 'Metadata', 'IamRoleArn', 'IdempotencyToken', 'ResourceType'],
      resource: ({ RecoveryPointArn: arn }) => String(arn),
      run: (input, call) => {
        const point = call.store.list('backup recovery point', call.region).find(({ RecoveryPointArn }) => RecoveryPointArn === input.RecoveryPointArn);
        if (point === undefined) throw new ServiceError('ResourceNotFoundException', 'Cannot find recovery point.');
        return { RestoreJobId: restore(point, (input.Metadata ?? {}) as Readonly<Record<string, string>>, call) };
      },
    },
    DescribeRestoreJob: {
      effect: 'read',
      input: ['RestoreJobId'],
      run: ({ RestoreJobId: id }, call) =>
        call.existing('backup restore job', String(id), new ServiceError('ResourceNotFoundException', `Cannot find restore job ${String(id)}.`)),
    },
  },
);

function restore(point: Stated, metadata: Readonly<Record<string, string>>, call: StatedCall): string {
  const id = call.nextId().toUpperCase();
  const job = call.store.put('backup restore job', call.region, {
    RestoreJobId: id,
    RecoveryPointArn: point.RecoveryPointArn!,
    Status: 'RUNNING',
    PercentDone: '0.00%',
    CreationDate: call.now.toISOString(),
    ...(point.ResourceType !== undefined && { ResourceType: point.ResourceType }),
  });
  call.after(Number(point.secondsOfRestore ?? SECONDS_OF_RESTORE), () => {
    job.CompletionDate = call.now.toISOString();
    if (point.restoreFails !== undefined) return void Object.assign(job, { Status: 'FAILED', StatusMessage: point.restoreFails });
    Object.assign(job, { Status: 'COMPLETED', PercentDone: '100.00%', ...made(point, metadata, call) });
  });
  return id;
}

/** A restored table is like the one that was backed up; of other types the job alone says what it made. */
function made(
  { ResourceType: type, ResourceArn: arn }: Stated,
  { targetTableName: table, DBClusterIdentifier: cluster }: Readonly<Record<string, string>>,
  call: StatedCall,
): Stated {
  if (type === 'DynamoDB' && table !== undefined) {
    const source = call.store.list('dynamodb table', call.region).find(({ TableName }) => TableName === String(arn).split('/').at(-1));
    const like = source === undefined ? {} : withoutMembers(source, 'TableArn', 'TableId', 'DeletionProtectionEnabled');
    call.store.put('dynamodb table', call.region, { ...like, TableName: table, TableStatus: 'ACTIVE' });
    return { CreatedResourceArn: call.arn(`table/${table}`, 'dynamodb') };
  }
  return cluster === undefined ? {} : { CreatedResourceArn: call.arn(`cluster:${cluster}`, 'rds') };
}
