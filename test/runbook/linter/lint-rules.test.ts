import type { JsonObject } from '../../../lib/aws/cloudformation/template';
import type { ProblemCode } from '../../../lib/problems/catalogue';
import { lintDocument } from '../../../lib/runbook/linter/lint-document';
import { LINT_RULES } from '../../../lib/runbook/linter/lint-rules';

/** Each rule with documents that violate it, where each finding stands, and documents that comply. */

const CALL: JsonObject = {
  name: 'look',
  action: 'aws:executeAwsApi',
  description: 'Looks.',
  timeoutSeconds: 20,
  inputs: { Service: 'ssm', Api: 'DescribeOpsItems' },
};
const DRY_RUN: JsonObject = { type: 'Boolean', default: true, description: '(Optional) Changes nothing.' };
const BASE: JsonObject = { schemaVersion: '0.3', description: 'Looks at open items.', parameters: { DryRun: DRY_RUN }, mainSteps: [CALL] };

const withSteps = (...mainSteps: JsonObject[]): JsonObject => ({ ...BASE, mainSteps });
const withStep = (changes: JsonObject): JsonObject => withSteps({ ...CALL, ...changes });
const withParameter = (parameter: JsonObject): JsonObject => ({ ...BASE, parameters: { DryRun: DRY_RUN, P: parameter } });
const branch = (...Choices: JsonObject[]): JsonObject => ({ name: 'choose', action: 'aws:branch', description: 'Chooses.', inputs: { Choices } });
const script = (inputs: JsonObject): JsonObject => ({
  ...CALL,
  action: 'aws:executeScript',
  inputs: { Runtime: 'python3.11', Handler: 'main', Script: 'pass', ...inputs },
});
const approve = (inputs: JsonObject): JsonObject => ({ ...CALL, action: 'aws:approve', inputs: { Approvers: ['ana', 'ben'], ...inputs } });
const named = (name: string, changes: JsonObject = {}): JsonObject => ({ ...CALL, name, ...changes });

interface RuleCase {
  /** Documents by what is wrong with them, with the paths of the findings. */
  readonly violates: Readonly<Record<string, readonly [JsonObject, ...string[]]>>;
  readonly complies: Readonly<Record<string, JsonObject>>;
}

const CASES: Partial<Record<ProblemCode, RuleCase>> = {
  RUN020: {
    violates: {
      'a key of the document': [{ ...BASE, mainstep: [] }, 'mainstep'],
      'a key of a step': [withStep({ onfailure: 'Abort' }), 'mainSteps.0.onfailure'],
      'an input': [withSteps({ ...CALL, action: 'aws:sleep', inputs: { Duration: 'PT1M', Seconds: 1 } }), 'mainSteps.0.inputs.Seconds'],
    },
    complies: { 'members of an API': withStep({ inputs: { Service: 'ssm', Api: 'GetOpsItem', OpsItemId: 'oi-1' } }) },
  },
  RUN021: { violates: { 'another case': [withStep({ action: 'aws:executeAWSApi' }), 'mainSteps.0.action'] }, complies: { 'all there are': BASE } },
  RUN022: {
    violates: {
      'no operation': [withStep({ inputs: { Service: 'ssm' } }), 'mainSteps.0.inputs'],
      'a sleep without a time': [withStep({ action: 'aws:sleep', inputs: {} }), 'mainSteps.0.inputs'],
      'a script without a handler': [withStep({ action: 'aws:executeScript', inputs: { Runtime: 'python3.11', Script: 'pass' } }), 'mainSteps.0.inputs'],
      'a loop over nothing': [withStep({ action: 'aws:loop', inputs: { Steps: [named('inner')] } }), 'mainSteps.0.inputs'],
    },
    complies: { 'a loop': withStep({ action: 'aws:loop', inputs: { Iterators: ['a'], Steps: [named('inner')] } }) },
  },
  RUN023: {
    violates: { 'the same name twice': [withSteps(CALL, CALL), 'mainSteps.1.name'], 'other characters': [withStep({ name: 'look-up' }), 'mainSteps.0.name'] },
    complies: { 'two names': withSteps(CALL, named('again')) },
  },
  RUN024: {
    violates: {
      'ways to nowhere': [
        withStep({ nextStep: 'a', onFailure: 'step:b', onCancel: 'step:c' }),
        'mainSteps.0.nextStep',
        'mainSteps.0.onCancel',
        'mainSteps.0.onFailure',
      ],
      'choices to nowhere': [
        withSteps(branch({ Variable: '{{ DryRun }}', BooleanEquals: false, NextStep: 'a' }, { Variable: '{{ DryRun }}', BooleanEquals: true })),
        'mainSteps.0.inputs.Choices.0.NextStep',
        'mainSteps.0.inputs.Choices.1',
      ],
      'a way out of a loop': [
        withSteps({ ...CALL, action: 'aws:loop', inputs: { Iterators: ['a'], Steps: [named('inner', { nextStep: 'after' })] } }, named('after')),
        'mainSteps.0.inputs.Steps.0.nextStep',
      ],
    },
    complies: { 'ways that lead somewhere': withSteps({ ...CALL, nextStep: 'b', onFailure: 'step:b' }, named('b')) },
  },
  RUN025: {
    violates: {
      'a parameter': [withStep({ inputs: { Service: 'ssm', Api: 'GetOpsItem', OpsItemId: '{{ OpsItem }}' } }), 'mainSteps.0.inputs.OpsItemId'],
      'an output that is not declared': [withSteps(CALL, named('b', { inputs: { Service: 'ssm', Api: 'x', A: '{{ look.Id }}' } })), 'mainSteps.1.inputs.A'],
      'a pass outside of a loop': [withStep({ inputs: { Service: 'ssm', Api: 'x', A: '{{ loop.CurrentIteration }}' } }), 'mainSteps.0.inputs.A'],
      'the role': [{ ...BASE, assumeRole: '{{ Role }}' }, 'assumeRole'],
      'an output of the run': [{ ...BASE, outputs: ['look.Id'] }, 'outputs.0'],
    },
    complies: {
      'what there is': withSteps(
        { ...CALL, outputs: [{ Name: 'Id', Selector: '$.Id', Type: 'String' }] },
        named('b', { inputs: { Service: 'ssm', Api: 'x', A: '{{ look.Id }} in {{global:REGION}} by {{automation:EXECUTION_ID}}', B: '{{ DryRun }}' } }),
      ),
      'braces in a script': withSteps(script({ Script: 'f"{{ODBC Driver 18 for SQL Server}}"', InputPayload: {} })),
      'outputs that need no declaration': withSteps(
        { ...CALL, action: 'aws:executeAutomation', inputs: { DocumentName: 'x' } },
        named('b', { inputs: { Service: 'ssm', Api: 'x', A: '{{ look.Output }}' } }),
      ),
    },
  },
  RUN026: {
    violates: {
      'an input': [withStep({ inputs: { Service: 'ssm', Api: 'x', A: '{{ssm:/a}}' } }), 'mainSteps.0.inputs.A'],
      'the role': [{ ...BASE, assumeRole: '{{ ssm:role }}' }, 'assumeRole'],
    },
    complies: { 'a default': withParameter({ type: 'String', default: '{{ ssm:/a }}', allowedPattern: '.*', description: '(Optional) P' }) },
  },
  RUN027: {
    violates: { 'a flag in a sentence': [withStep({ inputs: { Service: 'ssm', Api: 'x', A: 'dry run: {{ DryRun }}' } }), 'mainSteps.0.inputs.A'] },
    complies: { 'a flag by itself': withStep({ inputs: { Service: 'ssm', Api: 'x', A: '{{ DryRun }}' } }) },
  },
  RUN028: {
    violates: { 'a step back': [withSteps(CALL, named('b', { onFailure: 'step:look' })), 'mainSteps.0'] },
    complies: { 'a detour that joins': withSteps({ ...CALL, onFailure: 'step:c' }, named('b'), named('c')) },
  },
  RUN029: {
    violates: { 'what stands after an end': [withSteps({ ...CALL, isEnd: true }, named('b')), 'mainSteps.1'] },
    complies: { 'what a failure leads to': withSteps({ ...CALL, isEnd: true, onFailure: 'step:b', isCritical: true }, named('b')) },
  },
  RUN030: {
    violates: { 'a failure that is dealt with': [withSteps({ ...CALL, onFailure: 'step:b' }, named('b')), 'mainSteps.0'] },
    complies: { 'one that says so': withSteps({ ...CALL, onFailure: 'step:b', isCritical: false }, named('b')) },
  },
  RUN031: {
    violates: { 'a retired one': [withSteps(script({ Runtime: 'python3.8' })), 'mainSteps.0.inputs.Runtime'] },
    complies: { 'a current one': withSteps(script({})), 'one that is a parameter': withSteps(script({ Runtime: '{{ Runtime }}' })) },
  },
  RUN033: {
    violates: {
      'an approval': [withSteps({ name: 'ask', description: 'Asks.', action: 'aws:approve', inputs: { Approvers: ['ana'] } }), 'mainSteps.0'],
      'a pause': [withSteps({ name: 'wait', description: 'Waits.', action: 'aws:pause' }), 'mainSteps.0'],
    },
    complies: { 'a time': withSteps(approve({})) },
  },
  RUN034: {
    violates: {
      'no time at all': [withStep({ timeoutSeconds: 0 }), 'mainSteps.0.timeoutSeconds'],
      'more than a month': [withSteps({ ...approve({}), timeoutSeconds: 2_592_001 }), 'mainSteps.0.timeoutSeconds'],
    },
    complies: { 'a month': withSteps({ ...approve({}), timeoutSeconds: 2_592_000 }) },
  },
  RUN035: {
    violates: {
      nobody: [withSteps(approve({ Approvers: [] })), 'mainSteps.0.inputs.Approvers'],
      'more than there are': [withSteps(approve({ MinRequiredApprovals: 3 })), 'mainSteps.0.inputs.MinRequiredApprovals'],
      'another topic': [withSteps(approve({ NotificationArn: 'arn:aws:sns:eu-central-1:111111111111:ops' })), 'mainSteps.0.inputs.NotificationArn'],
      'a book': [withSteps(approve({ Message: 'x'.repeat(4_097) })), 'mainSteps.0.inputs.Message'],
    },
    complies: {
      'two of two, by a topic that may': withSteps(
        approve({ MinRequiredApprovals: 2, NotificationArn: 'arn:aws:sns:eu-central-1:111111111111:AutomationOps' }),
      ),
    },
  },
  RUN036: {
    violates: {
      'an operator that there is not': [withSteps(branch({ Variable: '{{ DryRun }}', Equals: 1, NextStep: 'b' }), named('b')), 'mainSteps.0.inputs.Choices.0'],
      'a loop': [
        withSteps({ ...CALL, action: 'aws:loop', inputs: { LoopCondition: { Variable: 'a' }, MaxIterations: 2, Steps: [named('inner')] } }),
        'mainSteps.0.inputs.LoopCondition',
      ],
    },
    complies: { 'one that there is': withSteps(branch({ Variable: '{{ DryRun }}', BooleanEquals: false, NextStep: 'b' }), named('b')) },
  },
  RUN037: {
    violates: {
      'a flag as a text': [
        withSteps(branch({ Not: { Variable: '{{ DryRun }}', StringEquals: 'true' }, NextStep: 'b' }), named('b')),
        'mainSteps.0.inputs.Choices.0.Variable',
      ],
    },
    complies: { 'a flag as a flag': withSteps(branch({ Variable: '{{ DryRun }}', BooleanEquals: true, NextStep: 'b' }), named('b')) },
  },
  RUN038: {
    violates: {
      'a flag in quotes': [withParameter({ type: 'Boolean', default: 'true' }), 'parameters.P.default'],
      'another value': [withParameter({ type: 'String', default: 'c', allowedValues: ['a', 'b'] }), 'parameters.P.default'],
      'nothing, which the pattern refuses': [withParameter({ type: 'String', default: '', allowedPattern: '^arn:.*$' }), 'parameters.P.default'],
      'another parameter': [withParameter({ type: 'String', default: '{{ DryRun }}' }), 'parameters.P.default'],
      'a pattern that is none': [withParameter({ type: 'String', allowedPattern: '(' }), 'parameters.P.allowedPattern'],
    },
    complies: {
      'values that it allows': withParameter({ type: 'StringList', default: ['a'], allowedValues: ['a', 'b'] }),
      'where it runs': withParameter({ type: 'String', default: '{{ global:REGION }}', allowedPattern: '^[a-z0-9-]+$' }),
      'a part in either case': withParameter({ type: 'String', default: 'key/0A', allowedPattern: '^key/(?i:[0-9a-f]{2})$' }),
      'the run': withParameter({ type: 'String', default: 'stack-{{automation:EXECUTION_ID}}' }),
    },
  },
  RUN039: {
    violates: {
      'no type': [withStep({ outputs: [{ Name: 'A', Selector: '$.A' }] }), 'mainSteps.0.outputs.0'],
      'a filter': [withStep({ outputs: [{ Name: 'A', Selector: '$.A[?(@.B)]', Type: 'String' }] }), 'mainSteps.0.outputs.0.Selector'],
      'a deep scan into a text': [withStep({ outputs: [{ Name: 'A', Selector: '$..A', Type: 'String' }] }), 'mainSteps.0.outputs.0.Type'],
    },
    complies: { 'a deep scan into a list': withStep({ outputs: [{ Name: 'A', Selector: '$.B..A', Type: 'StringList' }] }) },
  },
  RUN040: {
    violates: {
      'an approval after a cancel': [withSteps({ ...CALL, onCancel: 'step:ask' }, { ...approve({}), name: 'ask' }), 'mainSteps.0.onCancel'],
      'an action without one': [
        withSteps({ ...CALL, action: 'aws:updateVariable', inputs: { Name: 'variable:v', Value: 'a' }, onCancel: 'step:b' }, named('b')),
        'mainSteps.0.onCancel',
      ],
    },
    complies: { 'a call': withSteps({ ...CALL, onCancel: 'step:b' }, named('b')) },
  },
  RUN041: {
    violates: { 'a script that calls': [withSteps(script({ Script: 'import boto3' })), 'mainSteps.0'] },
    complies: {
      'a script that computes': withSteps(script({})),
      'a role': { ...withSteps(script({ Script: 'import boto3' })), assumeRole: 'arn:aws:iam::111111111111:role/a' },
    },
  },
  RUN042: { violates: { 'of commands': [{ ...BASE, schemaVersion: '2.2' }, 'schemaVersion'] }, complies: { 'of Automation': BASE } },
  RUN043: {
    violates: { 'a mistyped one': [withStep({ inputs: { Service: 'ssm', Api: 'DescribeOpsItem' } }), 'mainSteps.0.inputs.Api'] },
    complies: {
      'another case': withStep({ inputs: { Service: 'SSM', Api: 'describeOpsItems' } }),
      'a service that nothing is known of': withStep({ inputs: { Service: 'braket', Api: 'Anything' } }),
      'one that is a parameter': withStep({ inputs: { Service: 'ssm', Api: '{{ Api }}' } }),
    },
  },
  RUN044: {
    violates: {
      'a member of its neighbour': [
        withStep({ inputs: { Service: 'rds', Api: 'DeleteDBClusterSnapshot', DBSnapshotIdentifier: 'a' } }),
        'mainSteps.0.inputs',
        'mainSteps.0.inputs.DBSnapshotIdentifier',
      ],
    },
    complies: { 'what it requires': withStep({ inputs: { Service: 'ssm', Api: 'GetOpsItem', OpsItemId: 'oi-1' } }) },
  },
  RUN045: {
    violates: {
      'the payload of a script': [
        withStep({ inputs: { Service: 'ssm', Api: 'GetOpsItem', OpsItemId: 'oi-1' }, outputs: [{ Name: 'A', Selector: '$.Payload.A', Type: 'String' }] }),
        'mainSteps.0.outputs.0.Selector',
      ],
      'a property without $': [
        withStep({
          action: 'aws:assertAwsResourceProperty',
          inputs: { Service: 'ssm', Api: 'GetOpsItem', OpsItemId: 'oi-1', PropertySelector: 'OpsItem.Status', DesiredValues: ['Open'] },
        }),
        'mainSteps.0.inputs.PropertySelector',
      ],
    },
    complies: {
      'what it answers with, in a map too': withStep({
        inputs: { Service: 'ssm', Api: 'GetOpsItem', OpsItemId: 'oi-1' },
        outputs: [
          { Name: 'A', Selector: '$.OpsItem.Status', Type: 'String' },
          { Name: 'B', Selector: "$.OpsItem.OperationalData['/aws/dedup'].Value", Type: 'String' },
          { Name: 'C', Selector: '$', Type: 'StringMap' },
        ],
      }),
    },
  },
  RUN050: {
    violates: {
      'any text': [withParameter({ type: 'String', description: '(Required) P' }), 'parameters.P'],
      'no mark': [withParameter({ type: 'Integer', default: 1, description: '(Required) P' }), 'parameters.P'],
    },
    complies: { 'a picker': withParameter({ type: 'AWS::IAM::Role::Arn', description: '(Required) Role' }) },
  },
  RUN051: {
    violates: { 'a call without a time': [withSteps({ name: 'look', action: 'aws:executeAwsApi', description: 'x', inputs: CALL.inputs! }), 'mainSteps.0'] },
    complies: { 'a branch': withSteps(branch({ Variable: '{{ DryRun }}', BooleanEquals: false, NextStep: 'b' }), named('b')) },
  },
  RUN052: {
    violates: {
      'a novel': [{ ...BASE, description: 'word '.repeat(61) }, 'description'],
      'a step': [withSteps({ name: 'look', action: 'aws:executeAwsApi', timeoutSeconds: 5, inputs: CALL.inputs! }), 'mainSteps.0'],
    },
    complies: { 'ten seconds': BASE },
  },
  RUN053: {
    violates: {
      none: [{ ...BASE, parameters: {} }, 'parameters'],
      'false by default': [{ ...BASE, parameters: { DryRun: { ...DRY_RUN, default: false } } }, 'parameters.DryRun'],
    },
    complies: { 'true by default': BASE },
  },
};

function findings(value: JsonObject, code: string): readonly string[] {
  const locate = (path: readonly (string | number)[]) => ({ path: path.join('.') });
  const problems = lintDocument({ value, bytes: 100, locate, isStrict: true });
  return problems.filter((problem) => problem.code === code).map(({ where }) => where.path!);
}

describe.each(Object.entries(CASES))('%s', (code, { violates, complies }) => {
  test.each(Object.entries(violates))('%s is found', (_, [document, ...paths]) => expect(findings(document, code)).toEqual(paths));
  test.each(Object.entries(complies))('%s complies', (_, document) => expect(findings(document, code)).toEqual([]));
});

test('a document of more than 64 KB is too large', () => {
  const codes = (bytes: number) => lintDocument({ value: BASE, bytes, locate: () => ({}) }).map(({ code }) => code);
  expect([codes(65_536), codes(65_537)]).toEqual([[], ['RUN032']]);
});

test('every rule is tried here, and no two share a code', () => {
  const codes = LINT_RULES.map(({ code }) => code);
  expect([...codes].sort()).toEqual([...Object.keys(CASES), 'RUN032'].sort());
});

test('documents of others are not held to the rules of ours', () => {
  const value = { ...BASE, description: undefined, parameters: {} };
  expect(lintDocument({ value, bytes: 100, locate: () => ({}) })).toEqual([]);
  expect(lintDocument({ value, bytes: 100, locate: () => ({}), isStrict: true }).map(({ code }) => code)).toEqual(['RUN052', 'RUN053']);
});
