import { accountRoot } from '../../../../lib/aws/iam/principal';
import { Account } from '../../../../lib/simulator/account';
import { MetricStore } from '../../../../lib/simulator/services/cloudwatch/metric-store';
import { withDeclaredCalls } from '../../../helpers/declared-calls';
import { ACCOUNT_ID, REGION, stacksOf, START } from '../../../helpers/simulated-account';
import { functionOf, runMinutes, WORKER_ROLE } from '../../../helpers/simulated-function';

const ROOT = accountRoot(ACCOUNT_ID);
const CODE = `let runs = 0; const { name } = require('./policy.json');
  exports.handler = async ({ fails }) => {
    runs += 1;
    await new Promise((resolve) => setTimeout(resolve, 10000));
    console.log(name, runs);
    if (fails) throw new Error('no');
  };`;

/** An account whose worker has code of an asset, and another asset beside it. */
function account(): Account {
  const resources = functionOf('', [], { Code: { S3Bucket: 'assets', S3Key: 'old.zip' } });
  const policies: Record<string, string> = { 'old.zip': '{"name":"old"}', 'new.zip': '{"name":"new"}' };
  const assetFile = (key: string, file: string) => (policies[key] === undefined ? undefined : file === 'index.js' ? CODE : policies[key]);
  return withDeclaredCalls(new Account({ stacks: stacksOf({ template: { Resources: resources }, assetFile }), store: new MetricStore(), start: START }));
}

const invoke = (at: Account, event: object = {}) =>
  at.call(ROOT, 'lambda', 'Invoke', { FunctionName: 'worker', InvocationType: 'Event', Payload: JSON.stringify(event) }, REGION);
const update = (at: Account, S3Key = 'new.zip', principal: string = ROOT) =>
  at.call(principal, 'lambda', 'UpdateFunctionCode', { FunctionName: 'worker', S3Bucket: 'assets', S3Key }, REGION);
const printed = (lines: readonly string[]) => lines.filter((line) => line.includes('log:'));

test('a run that is under way ends with the code it began with; the next one runs the new code in an environment of its own', async () => {
  const at = account();
  invoke(at);
  await runMinutes(at, 1);
  invoke(at);
  at.schedule(START + 65_000, () => void update(at));
  await runMinutes(at, 1);
  invoke(at);
  await runMinutes(at, 1);
  invoke(at);
  expect(printed(await runMinutes(at, 1))).toEqual(['10 log: old 1', '70 log: old 2', '130 log: new 1', '190 log: new 2']);
});

test('what is tried again is tried with the new code', async () => {
  const at = account();
  invoke(at, { fails: true });
  at.schedule(START + 30_000, () => void update(at));
  expect(printed(await runMinutes(at, 2))).toEqual(['10 log: old 1', '80 log: new 1']);
});

test('answers with the function, and is refused without permission or asset', () => {
  const at = account();
  expect(update(at)).toEqual({ FunctionName: 'worker', FunctionArn: `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:worker` });
  expect(() => update(at, 'new.zip', WORKER_ROLE)).toThrow(/may not lambda:UpdateFunctionCode/);
  expect(() => update(at, 'other.zip')).toThrow('not simulated: the function: no asset other.zip with index.js');
});
