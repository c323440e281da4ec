import { accountRoot } from '../../../lib/aws/iam/principal';
import { ACCOUNT_ID, accountOf, REGION, START } from '../../helpers/simulated-account';

const TOPIC = { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'topic' } } };
const always = { from: START, until: START + 600_000, errorName: 'ServiceUnavailable' };

const call =
  (account: ReturnType<typeof accountOf>, service: string, operation: string, input: object, region = REGION) =>
  () =>
    account.call(accountRoot(ACCOUNT_ID), service, operation, { ...input }, region);
const publish = (account: ReturnType<typeof accountOf>) =>
  call(account, 'sns', 'Publish', { TopicArn: `arn:aws:sns:${REGION}:${ACCOUNT_ID}:topic`, Message: 'm' });
const describeIn = (account: ReturnType<typeof accountOf>, region: string) => call(account, 'cloudwatch', 'DescribeAlarms', {}, region);

test('a fault without a service is one of every service', () => {
  const account = accountOf(TOPIC);
  account.failCalls(always);
  expect(publish(account)).toThrow(expect.objectContaining({ name: 'ServiceUnavailable' }));
  expect(describeIn(account, REGION)).toThrow(expect.objectContaining({ name: 'ServiceUnavailable' }));
});

test('a fault of a region leaves calls in others alone', () => {
  const account = accountOf(TOPIC);
  account.failCalls({ ...always, region: REGION });
  expect(describeIn(account, REGION)).toThrow(expect.objectContaining({ name: 'ServiceUnavailable' }));
  expect(describeIn(account, 'eu-west-1')).not.toThrow();
});

test('what is scheduled and goes on after it returned has the time to do so', async () => {
  const account = accountOf(TOPIC);
  const seen: number[] = [];
  account.scheduleAsynchronous(
    START + 30_000,
    () =>
      void Promise.resolve()
        .then(() => Promise.resolve())
        .then(() => seen.push(account.now)),
  );
  account.schedule(START + 31_000, () => seen.push(account.now));
  await account.runAsync(START + 60_000);
  expect(seen).toEqual([START + 30_000, START + 31_000]);
});
