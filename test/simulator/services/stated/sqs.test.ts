import { accountRoot } from '../../../../lib/aws/iam/principal';
import { RunbookAccount } from '../../../helpers/runbook-account';
import { ACCOUNT_ID, REGION, START } from '../../../helpers/simulated-account';

const urlOf = (name: string) => `https://sqs.${REGION}.amazonaws.com/${ACCOUNT_ID}/${name}`;
const DEAD_LETTERS = { QueueUrl: urlOf('dead-letters') };

function queues() {
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:dead-letters`, maxReceiveCount: 3 });
  const { account } = new RunbookAccount(
    {},
    {
      stated: {
        'sqs queue': [
          { QueueName: 'work', Attributes: { RedrivePolicy } },
          {
            QueueName: 'dead-letters',
            Messages: [
              { MessageId: 'a', Body: '1' },
              { MessageId: 'b', Body: '2' },
            ],
          },
        ],
      },
    },
  );
  const call = (operation: string, input: object) => account.call(accountRoot(ACCOUNT_ID), 'sqs', operation, { ...input }, REGION) as Record<string, any>;
  const receive = () => (call('ReceiveMessage', { ...DEAD_LETTERS, VisibilityTimeout: 90 }).Messages ?? []) as readonly { readonly MessageId: string }[];
  return { account, call, receive };
}

describe('messages of a stated queue', () => {
  test('one that was received is hidden until its time is over', async () => {
    const { account, call, receive } = queues();
    expect([receive()[0]?.MessageId, receive()[0]?.MessageId, receive()[0]?.MessageId]).toEqual(['a', 'b', undefined]);
    const counted = call('GetQueueAttributes', { ...DEAD_LETTERS, AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] });
    expect(counted.Attributes).toEqual({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '2' });
    await account.runAsync(START + 120_000);
    expect(receive()[0]?.MessageId).toBe('a');
  });

  test('one that is sent comes last', () => {
    const { call, receive } = queues();
    const { MessageId } = call('SendMessage', { ...DEAD_LETTERS, MessageBody: '3' });
    expect([receive(), receive(), receive()].map(([message]) => message?.MessageId)).toEqual(['a', 'b', MessageId]);
  });

  test('a dead-letter queue knows the queues that send to it, another knows none', () => {
    const { call } = queues();
    expect(call('ListDeadLetterSourceQueues', DEAD_LETTERS).queueUrls).toEqual([urlOf('work')]);
    expect(call('ListDeadLetterSourceQueues', { QueueUrl: urlOf('work') }).queueUrls).toEqual([]);
  });
});
