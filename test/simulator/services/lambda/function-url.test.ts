import { ACCOUNT_ID, type Resources } from '../../../helpers/simulated-account';
import { accountWith, FUNCTION_ARN, functionOf, QUEUE, QUEUE_ARN, runMinutes } from '../../../helpers/simulated-function';

const HELPDESK = `arn:aws:iam::${ACCOUNT_ID}:role/helpdesk`;
const permission = (Action: string, more: object): Resources[string] => ({
  Type: 'AWS::Lambda::Permission',
  Properties: { Action, FunctionName: FUNCTION_ARN, Principal: HELPDESK, ...more },
});
const URL = { Type: 'AWS::Lambda::Url', Properties: { TargetFunctionArn: FUNCTION_ARN, AuthType: 'AWS_IAM' } };
const LET_IN: Resources = {
  Url: URL,
  Post: permission('lambda:InvokeFunctionUrl', { FunctionUrlAuthType: 'AWS_IAM' }),
  Invoke: permission('lambda:InvokeFunction', { InvokedViaFunctionUrl: true }),
};
const ANSWERS = `exports.handler = async ({ requestContext, body }) => ({ statusCode: 202, body: requestContext.authorizer.iam.userArn + ' ' + JSON.parse(body).title });`;

function post(resources: Resources, { code = ANSWERS, from = HELPDESK, properties = {} } = {}) {
  const account = accountWith({ ...functionOf(code, ['sqs:*'], properties), ...QUEUE, ...resources });
  account.call(from, 'lambda', 'InvokeFunctionUrl', { FunctionName: 'worker', Body: '{"title":"down"}' });
  return account;
}

test('a post runs the function with who posted it, and what it answers is known', async () => {
  const account = post(LET_IN);
  await runMinutes(account, 1);
  const ended = account.log.find((entry) => entry.kind === 'function ended');
  expect(ended).toMatchObject({ outcome: 'succeeded', answer: { statusCode: 202, body: `${HELPDESK} down` } });
});

test('both actions have to be allowed, the second through the URL', () => {
  const { Post, Invoke, ...url } = LET_IN;
  for (const one of [{ Post: Post! }, { Invoke: Invoke! }] as Resources[])
    expect(() => post({ ...url, ...one })).toThrow(/which no template has|may not lambda:Invoke/);
  const account = accountWith({ ...functionOf(ANSWERS), ...LET_IN });
  // A permission for the URL is none to invoke the function by itself.
  expect(() => account.call(HELPDESK, 'lambda', 'Invoke', { FunctionName: 'worker', InvocationType: 'Event' })).toThrow('which no template has');
});

test('nobody else is let in, nor is a post to a function without a URL, or with one that is not simulated', () => {
  expect(() => post(LET_IN, { from: `arn:aws:iam::${ACCOUNT_ID}:role/other` })).toThrow('which no template has');
  expect(() => post({})).toThrow('has no URL');
  expect(() => post({ ...LET_IN, Url: { ...URL, Properties: { ...URL.Properties, AuthType: 'NONE' } } })).toThrow('AuthType NONE of a function URL');
  expect(() => post({ ...LET_IN, Url: { ...URL, Properties: { ...URL.Properties, InvokeMode: 'RESPONSE_STREAM' } } })).toThrow('InvokeMode RESPONSE_STREAM');
});

test('a run that fails is answered so: it is not repeated, and no dead letter is kept', async () => {
  const account = post(LET_IN, {
    code: `exports.handler = async () => { throw new Error('no'); };`,
    properties: { DeadLetterConfig: { TargetArn: QUEUE_ARN } },
  });
  expect((await runMinutes(account, 10)).filter((line) => /started|failed|given up|sqs/.test(line))).toEqual([
    expect.stringContaining('started attempt 1'),
    expect.stringContaining('failed Error no'),
  ]);
});
