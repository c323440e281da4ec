import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { SlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { AttributeType, Billing, Table, TableEncryption, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ServicePrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { loadAssembly } from '../../../../lib/aws/assembly/assembly';
import { Account } from '../../../../lib/simulator/account';
import { MetricStore } from '../../../../lib/simulator/services/cloudwatch/metric-store';
import { ACCOUNT_ID, REGION, START } from '../../../helpers/simulated-account';

const ENGINE = `arn:aws:iam::${ACCOUNT_ID}:role/engine`;
const partitionKey = { name: 'id', type: AttributeType.STRING };
const index = { indexName: 'due', partitionKey: { name: 'open', type: AttributeType.STRING }, sortKey: { name: 'dueAt', type: AttributeType.NUMBER } };

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'tables-'))));
afterEach(() => rmSync(directory, { recursive: true }));

test.each<[what: string, make: (stack: Stack) => Table | TableV2]>([
  [
    'TableV2',
    (stack) =>
      new TableV2(stack, 'Table', {
        tableName: 'incidents',
        partitionKey,
        globalSecondaryIndexes: [index],
        billing: Billing.onDemand(),
        encryption: TableEncryptionV2.awsManagedKey(),
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        deletionProtection: true,
        timeToLiveAttribute: 'expiresAt',
      }),
  ],
  [
    'Table',
    (stack) => {
      const table = new Table(stack, 'Table', { tableName: 'incidents', partitionKey, encryption: TableEncryption.AWS_MANAGED });
      table.addGlobalSecondaryIndex(index);
      return table;
    },
  ],
])('a %s of the CDK works, with the permissions the CDK grants', (_what, make) => {
  const app = new App({ outdir: directory });
  const stack = new Stack(app, 'Incidents', { env: { account: ACCOUNT_ID, region: REGION } });
  const engine = new Role(stack, 'Engine', { roleName: 'engine', assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  make(stack).grantReadWriteData(engine);
  const topic = new Topic(stack, 'Pages');
  new SlackChannelConfiguration(stack, 'Chat', {
    slackChannelConfigurationName: 'ops',
    slackChannelId: 'C1',
    slackWorkspaceId: 'T1',
    notificationTopics: [topic],
  });
  app.synth();

  const account = new Account({
    stacks: loadAssembly(directory, { defaultAccount: ACCOUNT_ID, defaultRegion: REGION }),
    store: new MetricStore(),
    start: START,
  });
  expect(account.notSimulated).toEqual([]);
  const call = (operation: string, input: object): any => account.call(ENGINE, 'dynamodb', operation, { TableName: 'incidents', ...input });
  const item = { id: { S: 'INC-9' }, open: { S: 'y' }, dueAt: { N: '1772438400000' } };
  call('PutItem', { Item: item, ConditionExpression: 'attribute_not_exists(id)' });
  const due = {
    IndexName: 'due',
    KeyConditionExpression: '#o = :y AND dueAt <= :now',
    ExpressionAttributeNames: { '#o': 'open' },
    ExpressionAttributeValues: { ':y': { S: 'y' }, ':now': { N: '1772438400000' } },
  };
  expect(call('Query', due).Items).toEqual([item]);
});
