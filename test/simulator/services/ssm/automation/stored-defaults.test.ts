import { documentOf, RUNBOOK_ROLE, RunbookAccount, step } from '../../../../helpers/runbook-account';
import { ACCOUNT_ID } from '../../../../helpers/simulated-account';
import { role } from '../../../../helpers/simulated-function';

const STARTER = `arn:aws:iam::${ACCOUNT_ID}:role/starter`;
const OPENED = { Type: 'AWS::SSM::Parameter', Properties: { Name: '/edi/channel', Type: 'String', Value: 'chat' } };
const LISTED = { Type: 'AWS::SSM::Parameter', Properties: { Name: 'zones', Type: 'StringList', Value: 'a,b' } };

/** A run of a document whose parameter has this default: what its step was handed. */
const startWith = (parameter: object, { given = {}, by, allowed = [] }: { given?: object; by?: string; allowed?: readonly string[] } = {}) => {
  const document = documentOf([step('show', 'updateVariable', { Name: 'variable:Shown', Value: '{{ P }}' })], {
    parameters: { P: parameter },
    variables: { Shown: { type: (parameter as { type: string }).type } },
  });
  const starter = role('starter', 'ec2.amazonaws.com', ['ssm:StartAutomationExecution', { Action: 'iam:PassRole', Resource: RUNBOOK_ROLE }, ...allowed]);
  const account = new RunbookAccount({ Runbook: document }, { resources: { Opened: OPENED, Listed: LISTED, Starter: starter } });
  const started = account.attempt('StartAutomationExecution', { DocumentName: 'Runbook', Parameters: given }, by);
  if (started instanceof Error) return started;
  account.account.run(account.account.now + 60_000);
  return JSON.parse(account.get(started.AutomationExecutionId as string).StepExecutions[0].Inputs.Value);
};
const CHANNEL = { type: 'String', default: '{{ ssm:/edi/channel }}' };

test('a default from Parameter Store is what is there when the run starts', () => {
  expect(startWith(CHANNEL)).toBe('chat');
  expect(startWith({ type: 'StringList', default: '{{ssm:zones}}' })).toEqual(['a', 'b']);
});

test('what a start gives comes first, and then nothing is read', () => {
  expect(startWith(CHANNEL, { given: { P: ['mail'] }, by: STARTER })).toBe('mail');
});

test('whoever starts the run reads it', () => {
  expect(startWith(CHANNEL, { by: STARTER })).toMatchObject({ name: 'AccessDeniedException', message: expect.stringContaining('ssm:GetParameters') });
  expect(startWith(CHANNEL, { by: STARTER, allowed: ['ssm:GetParameters'] })).toBe('chat');
});

test('without it, or with one of another type, there is no run', () => {
  expect(startWith({ type: 'String', default: '{{ssm:gone}}' })).toMatchObject({
    name: 'InvalidAutomationExecutionParametersException',
    message: expect.stringContaining('Parameter Store has no gone'),
  });
  expect(startWith({ type: 'StringList', default: '{{ssm:/edi/channel}}' })).toMatchObject({ name: 'NotSimulatedError' });
});

test('a default may name the run and where it runs', () => {
  expect(startWith({ type: 'String', default: 'stack-{{automation:EXECUTION_ID}}-{{ global:REGION }}' })).toMatch(/^stack-[0-9a-f-]{36}-eu-central-1$/);
});
