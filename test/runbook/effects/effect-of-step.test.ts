import type { JsonObject } from '../../../lib/aws/cloudformation/template';
import { ACTIONS } from '../../../lib/runbook/document/actions';
import { effectOfStep, type ChildStart } from '../../../lib/runbook/effects/effect-of-step';
import { stepWith } from './documents';

const noChild = () => {
  throw new Error('it starts no document');
};
const judge = (action: string, inputs: JsonObject = {}) => effectOfStep(stepWith(action, inputs), noChild);
const READ = { Service: 'ecs', Api: 'DescribeServices', services: ['a'] };
const WRITE = { Service: 'ecs', Api: 'UpdateService', service: 'a' };
const python = (...lines: readonly string[]) => ({
  Runtime: 'python3.11',
  Handler: 'run',
  Script: [...lines, 'def run(events, context):', '  return {}'].join('\n'),
});

test.each<[string, JsonObject]>([
  ['aws:executeAwsApi', READ],
  ['aws:executeAwsApi', { Service: 'STEPFUNCTIONS', Api: 'describe-execution' }],
  ['aws:assertAwsResourceProperty', { ...READ, PropertySelector: '$.a', DesiredValues: ['a'] }],
  ['aws:waitForAwsResourceProperty', { ...READ, PropertySelector: '$.a', DesiredValues: ['a'] }],
  ['aws:changeInstanceState', { InstanceIds: ['i-1'], DesiredState: 'running', CheckStateOnly: true }],
  ['aws:invokeLambdaFunction', { FunctionName: 'a', InvocationType: 'DryRun' }],
  ['aws:executeScript', python('import json')],
  ['aws:approve', { Approvers: ['ana'] }],
  ['aws:loop', { Iterators: ['a'], Steps: [] }],
])('%s with %j reads', (action, inputs) => expect(judge(action, inputs).effect).toBe('reads'));

test.each<[string, JsonObject, RegExp]>([
  ['aws:executeAwsApi', WRITE, /ecs:UpdateService is a write/],
  ['aws:executeAwsApi', { Service: 'gamelift', Api: 'ListFleets' }, /nothing is known of the service gamelift/],
  ['aws:executeAwsApi', { Service: 'ssm', Api: 'GetParameter', Name: '/a', WithDecryption: true }, /SecureString/],
  ['aws:waitForAwsResourceProperty', { ...WRITE, PropertySelector: '$.a', DesiredValues: ['a'] }, /ecs:UpdateService is a write/],
  ['aws:changeInstanceState', { InstanceIds: ['i-1'], DesiredState: 'running' }, /ec2:StartInstances is a write/],
  ['aws:changeInstanceState', { InstanceIds: ['i-1'], DesiredState: 'running', CheckStateOnly: '{{ DryRun }}' }, /ec2:StartInstances is a write/],
  ['aws:invokeLambdaFunction', { FunctionName: 'a' }, /what that does is not known/],
  ['aws:invokeLambdaFunction', { FunctionName: 'a', InvocationType: '{{ Type }}' }, /what that does is not known/],
  ['aws:executeScript', python('import boto3', 'boto3.client("ecs").update_service(service="a")'), /ecs:UpdateService is a write/],
  ['aws:approve', { Approvers: ['ana'], NotificationArn: 'arn:aws:sns:eu-central-1:111122223333:AutomationPages' }, /sns:Publish is a write/],
  ['aws:invokeWebhook', { IntegrationName: 'a' }, /outside of AWS/],
])('%s with %j mutates', (action, inputs, reason) => {
  expect(judge(action, inputs)).toEqual({ effect: 'mutates', reason: expect.stringMatching(reason) });
});

test.each<[string, JsonObject, RegExp]>([
  ['aws:executeAPI', {}, /there is no action aws:executeAPI/],
  ['aws:executeAwsApi', { Service: '{{ Service }}', Api: 'DescribeServices' }, /only known in a run/],
  ['aws:executeScript', python('import os'), /imports os/],
  ['aws:executeScript', python('import boto3', 'boto3.client("ecs").describe_services(services=["a"])'), /its script calls ecs:DescribeServices/],
])('what %s with %j does cannot be determined', (action, inputs, reason) => {
  expect(judge(action, inputs)).toEqual({ effect: 'unknown', reason: expect.stringMatching(reason) });
});

test('every action that always changes something mutates, every one that never does reads', () => {
  const required = (action: string) => Object.fromEntries(ACTIONS[action]!.required.map((name) => [name, 'x']));
  for (const [action, { effect }] of Object.entries(ACTIONS)) {
    if (effect === 'changes') expect([action, judge(action, required(action)).effect]).toEqual([action, 'mutates']);
    if (effect === 'reads') expect([action, judge(action, required(action)).effect]).toEqual([action, 'reads']);
  }
});

test.each<[JsonObject, ChildStart['dryRun']]>([
  [{}, 'not said'],
  [{ RuntimeParameters: { Name: ['a'] } }, 'not said'],
  [{ RuntimeParameters: '{{ Parameters }}' }, 'not said'],
  [{ RuntimeParameters: { DryRun: true } }, 'dry'],
  [{ RuntimeParameters: { DryRun: ['true'] } }, 'dry'],
  [{ RuntimeParameters: { DryRun: ['{{ DryRun }}'] } }, 'the same'],
  [{ RuntimeParameters: { DryRun: '{{DryRun}}' } }, 'the same'],
  [{ RuntimeParameters: { DryRun: false } }, 'live'],
  [{ RuntimeParameters: { DryRun: '{{ IsTrial }}' } }, 'live'],
])('a start with %j says that it is a dry run: %s', (inputs, dryRun) => {
  const starts: ChildStart[] = [];
  effectOfStep(stepWith('aws:executeAutomation', { DocumentName: 'child', ...inputs }), (start) => {
    starts.push(start);
    return { effect: 'reads', reason: '' };
  });
  expect(starts).toEqual([{ documentName: 'child', documentVersion: undefined, dryRun }]);
});
