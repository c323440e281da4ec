import { accountRoot } from '../../../lib/aws/iam/principal';
import { ACCOUNT_ID, accountOf, REGION } from '../../helpers/simulated-account';
import { functionOf, QUEUE_ARN, runMinutes, accountWith } from '../../helpers/simulated-function';

const ROOT = accountRoot(ACCOUNT_ID);
const arn = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT_ID}:${resource}`;
const queueUrl = (name: string) => `https://sqs.${REGION}.amazonaws.com/${ACCOUNT_ID}/${name}`;

/**
 * The rule: what no template has may have been deployed by others, and what a call to it does cannot be determined. It is
 * never an answer of the service, which somebody could take for a lost page.
 */
describe('a call to what no template has is not simulated, and names it', () => {
  test.each([
    ['topic', 'sns', 'Publish', { TopicArn: arn('sns', 'theirs'), Message: 'm' }],
    ['topic', 'sns', 'GetSubscriptionAttributes', { SubscriptionArn: `${arn('sns', 'theirs')}:1` }],
    ['key', 'kms', 'DescribeKey', { KeyId: 'theirs' }],
    ['key', 'kms', 'DescribeKey', { KeyId: 'alias/theirs' }],
    ['key', 'kms', 'DescribeKey', { KeyId: arn('kms', 'key/theirs') }],
    ['queue', 'sqs', 'SendMessage', { QueueUrl: queueUrl('theirs'), MessageBody: 'm' }],
    ['function', 'lambda', 'Invoke', { FunctionName: 'theirs', InvocationType: 'Event' }],
    ['function', 'lambda', 'Invoke', { FunctionName: arn('lambda', 'function:theirs'), InvocationType: 'Event' }],
    ['table', 'dynamodb', 'GetItem', { TableName: 'theirs', Key: { id: { S: '1' } } }],
    ['event bus', 'events', 'PutEvents', { Entries: [{ EventBusName: 'theirs', Source: 's', DetailType: 'd', Detail: '{}' }] }],
    ['Automation document', 'ssm', 'StartAutomationExecution', { DocumentName: 'theirs' }],
  ])('%s by %s:%s', (kind, service, operation, input) => {
    const account = accountOf({});
    expect(() => account.call(ROOT, service, operation, input, REGION)).toThrow(new RegExp(`^not simulated: ${kind} .*theirs.*, which no template has`));
    expect(account.log).toMatchObject([{ kind: 'call', outcome: 'not simulated' }]);
  });

  test('a dead letter for a queue that no template has is neither kept nor lost', async () => {
    const account = accountWith(functionOf('exports.handler = async () => { throw new Error("no"); };', [], { DeadLetterConfig: { TargetArn: QUEUE_ARN } }));
    account.call(ROOT, 'lambda', 'Invoke', { FunctionName: 'worker', InvocationType: 'Event' }, REGION);
    await runMinutes(account, 10);
    expect(account.log.findLast(({ kind }) => kind === 'invocation given up')).toMatchObject({
      keptIn: [],
      lost: [],
      unknown: [expect.stringContaining('dead-letters, which no template has')],
    });
  });
});
