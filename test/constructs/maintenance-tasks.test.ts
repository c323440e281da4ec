import { Match } from 'aws-cdk-lib/assertions';
import type { JsonObject } from '../../lib/aws/cloudformation/template';
import { planRunbooks } from '../../lib/plan/plan-runbooks';
import { planTasks } from '../../lib/plan/plan-tasks';
import { lintDocument } from '../../lib/runbook/linter/lint-document';
import { KEY_ROTATION, maintenanceTemplate, RESTORE_DRILL, shippedRunbook } from '../helpers/maintenance-account';
import { readable } from '../helpers/templates';

const { template } = maintenanceTemplate([RESTORE_DRILL, { ...KEY_ROTATION, cadence: { kind: 'monthly', on: 'first monday', at: '10:05' }, mode: 'dry run' }]);

test('a schedule starts the document of its task in the zone of the cadence, a minute after another, for a quarter of an hour (000-08)', () => {
  const target = {
    Arn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':scheduler:::aws-sdk:ssm:startAutomationExecution']] },
    RetryPolicy: { MaximumEventAgeInSeconds: 900, MaximumRetryAttempts: 10 },
    DeadLetterConfig: { Arn: Match.anyValue() },
  };
  const schedule = { GroupName: 'edi-prod-maintenance', ScheduleExpressionTimezone: 'Europe/Berlin', FlexibleTimeWindow: { Mode: 'OFF' } };
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ...schedule,
    Name: 'restore-drill',
    ScheduleExpression: 'cron(6 10 ? * MON#1 *)',
    Target: {
      ...target,
      Input: '{"DocumentName":"edi-prod-task-restore-drill","DocumentVersion":"$LATEST","Parameters":{"ScheduledTime":["<aws.scheduler.scheduled-time>"]}}',
    },
  });
  template.hasResourceProperties('AWS::Scheduler::Schedule', { ...schedule, Name: 'key-rotation', ScheduleExpression: 'cron(5 10 ? * MON#1 *)' });
});

test('the role of the schedules starts their documents with their roles, and nothing else', () => {
  const [policy] = Object.entries(template.findResources('AWS::IAM::Policy')).flatMap(([id, { Properties }]) =>
    id.includes('ScheduleRole') ? [Properties.PolicyDocument.Statement as { Action: string; Resource: unknown; Condition?: unknown }[]] : [],
  );
  expect(policy!.map(({ Action, Resource }) => [Action, [Resource].flat().map((each) => readable(each).replace(/<AWS::Partition>/, 'aws'))])).toEqual([
    [
      'ssm:StartAutomationExecution',
      [
        'arn:aws:ssm:eu-central-1:111122223333:document/edi-prod-task-restore-drill',
        'arn:aws:ssm:eu-central-1:111122223333:document/edi-prod-task-key-rotation',
        'arn:aws:ssm:eu-central-1:111122223333:automation-definition/edi-prod-task-restore-drill:*',
        'arn:aws:ssm:eu-central-1:111122223333:automation-definition/edi-prod-task-key-rotation:*',
        'arn:aws:ssm:eu-central-1:111122223333:automation-execution/*',
      ],
    ],
    ['iam:PassRole', [expect.stringContaining('Maintenance'), expect.stringContaining('Maintenance')]],
    ['sqs:SendMessage', [expect.stringContaining('LostStarts')]],
  ]);
});

test('a dry run starts its runbook as one, whatever it would do by itself', () => {
  const documents = Object.values(template.findResources('AWS::SSM::Document')).map(({ Properties }) => Properties as { Name: string; Content: JsonObject });
  const parametersOf = (name: string) => {
    const steps = documents.find(({ Name }) => Name === name)!.Content.mainSteps as { name: string; inputs: { RuntimeParameters: object } }[];
    return steps.find((step) => step.name === 'run')!.inputs.RuntimeParameters;
  };
  expect(parametersOf('edi-prod-task-key-rotation')).toEqual({ SecretId: ['edi-prod-partner-sftp'], DryRun: ['true'] });
  expect(parametersOf('edi-prod-task-restore-drill')).toMatchObject({ DryRun: ['false'] });
});

test('the linter finds nothing in the document of a task but that its failures are handled', () => {
  const scope = { application: 'edi', environment: 'prod' };
  const { tasks } = planTasks([RESTORE_DRILL], planRunbooks([shippedRunbook('restore-drill')], scope), scope);
  const value = tasks[0]!.document.content;
  const found = lintDocument({ value, bytes: JSON.stringify(value).length, locate: (path) => ({ path: path.join('.') }) });
  expect(found.filter(({ code }) => code !== 'RUN030')).toEqual([]);
});
