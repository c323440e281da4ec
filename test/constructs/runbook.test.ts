import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { JsonObject } from '../../lib/aws/cloudformation/template';
import { RunbookLibrary } from '../../lib/constructs/runbook-library';
import { planRunbooks } from '../../lib/plan/plan-runbooks';
import { RunbooksStack } from '../../lib/stacks/runbooks-stack';
import { CHANGE, CHOOSE, READ, REPORT, runbookOf } from '../rehearsal/runbooks';

function synthesized(...runbooks: readonly (readonly [string, readonly JsonObject[]])[]): { template: Template; library: RunbookLibrary } {
  const stack = new Stack(new App(), 'Test', { env: { region: 'eu-central-1' } });
  const plans = planRunbooks(
    runbooks.map(([name, steps]) => runbookOf(name, steps)),
    { application: 'edi', environment: 'prod' },
  );
  const library = new RunbookLibrary(stack, 'Runbooks', { plans });
  return { template: Template.fromStack(stack), library };
}

const actionsOf = (template: Template): string[] =>
  Object.values(template.findResources('AWS::IAM::Policy'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as { Action: string | string[] }[])
    .flatMap(({ Action }) => Action)
    .sort();

test('a runbook is a document of a fixed name, each change of which is a new version, with its role as default', () => {
  const { template } = synthesized(['roll-back', [READ, CHOOSE, REPORT, CHANGE]]);
  const [document] = Object.values(template.findResources('AWS::SSM::Document'));
  expect(document!.Properties).toMatchObject({
    Name: 'edi-prod-roll-back',
    DocumentType: 'Automation',
    UpdateMethod: 'NewVersion',
    Content: {
      schemaVersion: '0.3',
      parameters: { DryRun: { default: true }, AutomationAssumeRole: { default: { 'Fn::GetAtt': [expect.any(String), 'Arn'] } } },
    },
  });
});

test('its role may do what its steps ask for, where they ask for it, and is taken on by Automation of this account alone', () => {
  const { template } = synthesized(['roll-back', [READ, CHOOSE, REPORT, CHANGE]]);
  expect(actionsOf(template)).toEqual(['lambda:GetAlias', 'lambda:UpdateAlias']);
  template.hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'edi-prod-roll-back-runbook',
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Principal: { Service: 'ssm.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } }, ArnLike: { 'aws:SourceArn': Match.anyValue() } },
        },
      ],
    },
  });
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
  expect(JSON.stringify(policy)).toContain(':function:worker');
});

test('a runbook that only reads has no write', () => {
  expect(actionsOf(synthesized(['look', [{ ...READ, isEnd: true }]]).template)).toEqual(['lambda:GetAlias']);
});

test('the console starts it at its link', () => {
  const { library } = synthesized(['look', [{ ...READ, isEnd: true }]]);
  expect(library.runbooks.get('look')!.consoleLink).toBe(
    'https://eu-central-1.console.aws.amazon.com/systems-manager/automation/execute/edi-prod-look?region=eu-central-1#documentVersion=$LATEST',
  );
});

test('the stack of runbooks has an output for each: the page of the console that starts it, which no other stack takes (10.6)', () => {
  const plans = planRunbooks(
    ['look', 'look-again'].map((name) => runbookOf(name, [{ ...READ, isEnd: true }])),
    { application: 'edi', environment: 'prod' },
  );
  const stack = new RunbooksStack(new App(), 'edi-prod-runbooks', { plans, env: { region: 'eu-central-1' } });
  expect(Object.values(Template.fromStack(stack).findOutputs('*'))).toEqual(
    plans.map(({ documentName }) => ({
      Description: `Page of the console that starts the runbook ${documentName}`,
      Value: `https://eu-central-1.console.aws.amazon.com/systems-manager/automation/execute/${documentName}?region=eu-central-1#documentVersion=$LATEST`,
    })),
  );
});

test('no more than five documents are created beside each other', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const { template } = synthesized(...names.map((name) => [name, [{ ...READ, isEnd: true }]] as const));
  const documents = Object.entries(template.findResources('AWS::SSM::Document'));
  const after = documents.map(([, { DependsOn }]) => ((DependsOn ?? []) as string[]).filter((id) => documents.some(([other]) => other === id)).length);
  expect(after).toEqual([0, 0, 0, 0, 0, 1, 1]);
});

test('a step of which nobody knows what it asks for is refused by name', () => {
  const script = {
    name: 'guess',
    action: 'aws:executeScript',
    inputs: { Runtime: 'python3.11', Handler: 'main', Script: 'import boto3\nx = getattr(boto3, "client")(y)' },
  };
  expect(() => synthesized(['look', [script]])).toThrow(/edi-prod-look: guess: /);
});

test('a runbook that starts another of the environment may hand it its role, and no role of another', () => {
  const start = (name: string, DocumentName: string): JsonObject => ({ name, action: 'aws:executeAutomation', inputs: { DocumentName } });
  const { template } = synthesized(['parent', [start('ours', 'edi-prod-roll-back'), start('theirs', 'AWS-RestartEC2Instance')]], ['roll-back', [READ]]);
  const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
    ({ Properties }) =>
      Properties.PolicyDocument.Statement as readonly { readonly Action: unknown; readonly Resource: unknown; readonly Condition?: unknown }[],
  );
  const passed = statements.filter(({ Action }) => Action === 'iam:PassRole');
  expect(passed).toMatchObject([{ Condition: { StringEquals: { 'iam:PassedToService': ['ssm.amazonaws.com'] } } }]);
  expect(JSON.stringify(passed[0]!.Resource)).toContain(':role/edi-prod-roll-back');
});

test('the role of a runbook with a bound parameter is for that resource alone', () => {
  const read = { ...READ, isEnd: true, inputs: { Service: 'lambda', Api: 'GetAlias', FunctionName: '{{ Worker }}', Name: 'live' } };
  const [look] = [runbookOf('look', [read])];
  const content = { ...look.content, parameters: { ...(look.content.parameters as JsonObject), Worker: { type: 'String' } } };
  const runbook = { ...look, content, facts: { ...look.facts, bound: { Worker: 'x' } } };
  const roleOf = (values: Readonly<Record<string, string>>) => {
    const stack = new Stack(new App(), 'Test', { env: { region: 'eu-central-1' } });
    new RunbookLibrary(stack, 'Runbooks', { plans: planRunbooks([runbook], { application: 'edi', environment: 'prod', runbooks: { approvers: {}, values } }) });
    return JSON.stringify(Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'))[0]);
  };
  expect(roleOf({ Worker: 'edi-prod-worker' })).toContain(':function:edi-prod-worker"');
  expect(roleOf({})).toContain(':function:*"');
});
