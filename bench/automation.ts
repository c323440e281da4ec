/** How fast the simulated account interprets Automation documents, and whether the time grows with the steps. `npm run bench` */

import { linkStacks } from '../lib/aws/assembly/loaded-stack';
import { checkTemplate } from '../lib/aws/cloudformation/check-template';
import { accountRoot } from '../lib/aws/iam/principal';
import type { RunbookDocument } from '../lib/runbook/document/document';
import { readRunbookDocument } from '../lib/runbook/document/read-document';
import { Account } from '../lib/simulator/account';
import { MetricStore } from '../lib/simulator/services/cloudwatch/metric-store';
import { AUTOMATION } from '../lib/simulator/services/ssm/automation/ports';

const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
const START = Date.UTC(2026, 2, 2, 8);
const ROLE = `arn:aws:iam::${ACCOUNT}:role/runbook`;
const RUNS = 5;

const TEMPLATE = {
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'runbook',
        AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'ssm.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
        Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'lambda:*', Resource: '*' }] } }],
      },
    },
  },
};

/** Groups of four steps: a call with an output, a branch on it, a sleep, and a variable that takes the output. */
function documentOf(groups: number): RunbookDocument {
  const steps = Array.from({ length: groups }, (_item, index) => [
    {
      name: `read${index}`,
      action: 'aws:executeAwsApi',
      inputs: { Service: 'lambda', Api: 'GetAlias', FunctionName: '{{ Function }}', Name: 'live' },
      outputs: [{ Name: 'Version', Selector: '$.FunctionVersion', Type: 'String' }],
    },
    {
      name: `branch${index}`,
      action: 'aws:branch',
      inputs: { Choices: [{ NextStep: `sleep${index}`, Variable: `{{ read${index}.Version }}`, StringEquals: '8' }], Default: `set${index}` },
    },
    { name: `sleep${index}`, action: 'aws:sleep', inputs: { Duration: 'PT0S' } },
    { name: `set${index}`, action: 'aws:updateVariable', inputs: { Name: 'variable:Seen', Value: `version {{ read${index}.Version }}` } },
  ]).flat();
  const read = readRunbookDocument(
    {
      schemaVersion: '0.3',
      assumeRole: ROLE,
      parameters: { Function: { type: 'String', default: 'worker' } },
      variables: { Seen: { type: 'String', default: '' } },
      mainSteps: steps,
    },
    () => ({}),
  );
  if ('problems' in read) throw new Error(read.problems[0]!.what);
  return read.document;
}

function accountOf(document: RunbookDocument): Account {
  const checked = checkTemplate(TEMPLATE, 'bench.json');
  if ('problems' in checked) throw new Error(checked.problems[0]!.what);
  const account = new Account({
    stacks: linkStacks([{ stackName: 'bench', account: ACCOUNT, region: REGION, file: 'bench.json', template: checked.template, bytes: 0 }]),
    store: new MetricStore(),
    start: START,
    stated: [{ kind: 'lambda alias', members: { FunctionName: 'worker', Name: 'live', FunctionVersion: '8' } }],
  });
  account.use(AUTOMATION).addDocument(REGION, 'Bench', document);
  return account;
}

/** Seconds a run of a document takes, the fastest of some. */
function secondsOf(groups: number): number {
  const document = documentOf(groups);
  const times = Array.from({ length: RUNS }, () => {
    const account = accountOf(document);
    const { AutomationExecutionId } = account.call(accountRoot(ACCOUNT), 'ssm', 'StartAutomationExecution', { DocumentName: 'Bench' });
    const before = process.cpuUsage();
    account.run(START + 60_000);
    const { user, system } = process.cpuUsage(before);
    const { AutomationExecution: execution } = account.call(accountRoot(ACCOUNT), 'ssm', 'GetAutomationExecution', { AutomationExecutionId });
    if ((execution as { AutomationExecutionStatus: string }).AutomationExecutionStatus !== 'Success') throw new Error('the run failed');
    return (user + system) / 1_000_000;
  });
  return Math.min(...times);
}

secondsOf(250);
console.log('steps of an Automation document, interpreted, in CPU time');
for (const groups of [250, 2_500, 25_000]) {
  const steps = groups * 4;
  const seconds = secondsOf(groups);
  console.log(
    `${String(steps).padStart(9)} steps  ${(seconds * 1_000).toFixed(0).padStart(6)} ms  ${Math.round(steps / seconds).toLocaleString('en')} steps/s`,
  );
}
