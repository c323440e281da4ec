import { accountRoot } from '../../../../lib/aws/iam/principal';
import { RunbookAccount } from '../../../helpers/runbook-account';
import { ACCOUNT_ID, REGION, START } from '../../../helpers/simulated-account';

const TABLE = `arn:aws:dynamodb:${REGION}:${ACCOUNT_ID}:table/mappings`;
const POINT = `arn:aws:backup:${REGION}:${ACCOUNT_ID}:recovery-point:1`;
const BACKED_UP = new Date(START - 3_600_000).toISOString();

function account() {
  const KeySchema = [{ AttributeName: 'partner', KeyType: 'HASH' }];
  const made = new RunbookAccount(
    {},
    {
      stated: {
        'dynamodb table': [{ TableName: 'mappings', KeySchema, DeletionProtectionEnabled: true, Items: 3 }],
        'backup recovery point': [{ BackupVaultName: 'vault', RecoveryPointArn: POINT, ResourceArn: TABLE, ResourceType: 'DynamoDB', CreationDate: BACKED_UP }],
      },
    },
  ).account;
  const call = (service: string, operation: string, input: object) =>
    made.call(accountRoot(ACCOUNT_ID), service, operation, { ...input }, REGION) as Record<string, any>;
  return { account: made, call };
}

test('recovery points are found by the instant after which they were made', () => {
  const { call } = account();
  const found = (ByCreatedAfter: string) => call('backup', 'ListRecoveryPointsByBackupVault', { BackupVaultName: 'vault', ByCreatedAfter }).RecoveryPoints;
  expect(found(new Date(START - 7_200_000).toISOString())).toMatchObject([{ RecoveryPointArn: POINT }]);
  expect(found(new Date(START - 1_800_000).toISOString())).toEqual([]);
});

test('a restored table is like the one that was backed up, and can be deleted', async () => {
  const { account: made, call } = account();
  call('backup', 'StartRestoreJob', { RecoveryPointArn: POINT, Metadata: { targetTableName: 'drill' } });
  expect(() => call('dynamodb', 'DescribeTable', { TableName: 'drill' })).toThrow('not found');
  await made.runAsync(START + 900_000);
  expect(call('dynamodb', 'DescribeTable', { TableName: 'drill' }).Table).toMatchObject({ TableName: 'drill', KeySchema: [{ AttributeName: 'partner' }] });
  expect(call('dynamodb', 'Scan', { TableName: 'drill', Select: 'COUNT', Limit: 1 })).toEqual({ Count: 1, ScannedCount: 1 });
  expect(call('dynamodb', 'DeleteTable', { TableName: 'drill' }).TableDescription.TableStatus).toBe('DELETING');
  expect(() => call('dynamodb', 'DeleteTable', { TableName: 'mappings' })).toThrow('protected against deletion');
});

test('items that a case does not state are not counted', () => {
  const made = new RunbookAccount({}, { stated: { 'dynamodb table': [{ TableName: 'mappings' }] } }).account;
  expect(() => made.call(accountRoot(ACCOUNT_ID), 'dynamodb', 'Scan', { TableName: 'mappings', Select: 'COUNT' }, REGION)).toThrow('stated without Items');
});
