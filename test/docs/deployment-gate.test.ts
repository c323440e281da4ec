import { readFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { BuildSpec } from 'aws-cdk-lib/aws-codebuild';
import { Alias, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { parse } from 'yaml';
import { GateProject, watchedDeployment } from '../../examples/deployment-gate/pipeline';
import { loadOperations } from '../../lib/cli/files/operations';
import { accountOfOnly } from '../helpers/accounts';
import { runCommand } from '../helpers/recording-terminal';

const EXAMPLES = 'examples/deployment-gate';
const plan = loadOperations('config', {}).environments.find((each) => each.plan.environment === 'prod')!.plan;

/** The arguments that a shell would hand to `npx day2`, with these variables. */
function argumentsOf(command: string, variables: Readonly<Record<string, string>>): string[] {
  const words = command
    .replace(/^npx day2 /, '')
    .replace(/\$\{(\w+):\+(.*?)\}/g, (_, name: string, words: string) => (variables[name] ? words : ''))
    .replace(/"\$(\w+)"/g, (_, name: string) => variables[name]!);
  expect(words).not.toMatch(/[$"]/);
  return words.split(' ').filter((word) => word !== '');
}

/** Operations that the gate has asked for. */
const ASKED = new Set<string>();

/** A client of an account where nothing can be read. */
const deaf = async (service: string) => ({
  send: (command: object) => {
    ASKED.add(`${service}:${command.constructor.name.replace(/Command$/, '')}`);
    return Promise.reject(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  },
});

/** What the command answers in an account where nothing can be read. */
async function answerOf(command: string, variables: Readonly<Record<string, string>>): Promise<{ exitCode: number; errors: string }> {
  const { exitCode, errors } = await runCommand(
    [...argumentsOf(command, variables).map((word) => (word === 'gate-log.jsonl' ? '/dev/null/none' : word)), '--config', 'config'],
    { environmentVariables: { DAY2_ENVIRONMENT: 'prod' } },
    accountOfOnly({ parameters: () => deaf('ssm'), table: () => deaf('dynamodb'), calendars: () => deaf('ssm') }),
  );
  return { exitCode, errors };
}

describe('examples of the deployment gate (000-06)', () => {
  const workflow = parse(readFileSync(`${EXAMPLES}/github-workflow.yml`, 'utf8'));
  const buildspec = parse(readFileSync(`${EXAMPLES}/buildspec.yml`, 'utf8'));
  const steps = workflow.jobs.gate.steps as { readonly name?: string; readonly run?: string; readonly env?: Record<string, string> }[];
  const asked = steps.find(({ run }) => run?.startsWith('npx day2 gate'))!;
  const commands: string[] = [asked.run!, buildspec.phases.build.commands[0]];

  test('the workflow is reusable, its deployments ask one after the other, and every input reaches the command', () => {
    const { inputs } = workflow.on.workflow_call;
    expect(workflow.concurrency).toEqual({ group: 'deploy-${{ inputs.environment }}-${{ inputs.service }}', 'cancel-in-progress': false });
    expect(workflow.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    const used = [...JSON.stringify(workflow.jobs).matchAll(/inputs\.(\w+)/g)].map(([, name]) => name);
    expect(new Set(used)).toEqual(new Set(Object.keys(inputs as object)));
    expect(asked.env).toMatchObject({ SERVICE: '${{ inputs.service }}', PURPOSE: '${{ inputs.purpose }}', INCIDENT: '${{ inputs.incident }}' });
  });

  test.each(commands)('%s: a change fails where nothing can be read, a rollback and a fix do not', async (command) => {
    const variables = { SERVICE: 'partner-portal', PURPOSE: 'change', INCIDENT: '' };
    expect((await answerOf(command, variables)).exitCode).toBe(3);
    expect((await answerOf(command, { ...variables, PURPOSE: 'rollback' })).exitCode).toBe(0);
    expect((await answerOf(command, { ...variables, PURPOSE: 'incident-fix', INCIDENT: 'partner-portal-7' })).exitCode).toBe(0);
    expect((await answerOf(command, { ...variables, PURPOSE: 'nonsense' })).exitCode).toBe(2);
  });

  test('the project of the pipeline may read what the gate decides by, and nothing else of day2', () => {
    const stack = new GateProject(new App(), 'Gate', {
      application: plan.application,
      environment: 'prod',
      service: 'partner-portal',
      buildSpec: BuildSpec.fromSourceFilename(`${EXAMPLES}/buildspec.yml`),
    });
    const template = Template.fromStack(stack);
    const statement = (Action: string, end: string) =>
      Match.objectLike({ Action, Effect: 'Allow', Resource: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(`${end}$`)])] } });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          statement('dynamodb:Query', `:table/${plan.incidents!.tableName}/index/\\*`),
          statement('ssm:GetCalendarState', ':document/edi-prod-freeze'),
        ]),
      },
    });
    const text = JSON.stringify(template.toJSON());
    const parameters = plan.regions.flatMap(({ errorBudget }) => errorBudget?.objectives ?? []).map(({ parameterName }) => parameterName);
    expect(parameters.some((name) => name.startsWith('/edi/prod/error-budget/partner-portal/'))).toBe(true);
    expect(text).toContain(':parameter/edi/prod/error-budget/partner-portal/*');
    expect(text).toContain(':parameter/edi/prod/gate/partner-portal/*');
    expect(text.match(/"(?:ssm|dynamodb):\w+"/g)!.sort()).toEqual(['"dynamodb:Query"', '"ssm:GetCalendarState"', '"ssm:GetParameters"']);
    // A fix that passes an unreadable calendar would be written into its incident, which begins with reading it: more than a pipeline needs.
    expect([...ASKED].sort()).toEqual(['dynamodb:GetItem', 'dynamodb:Query', 'ssm:GetCalendarState', 'ssm:GetParameters']);
  });

  test('a deployment of a function rolls back by metric alarms of the plan', () => {
    const alarms = plan.regions.flatMap(({ objectives }) => objectives).find(({ name }) => name === 'edi-translate/workers')!.metricAlarms;
    const stack = new Stack(new App(), 'Worker');
    const worker = new Function(stack, 'Worker', {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline('exports.handler = async () => {};'),
    });
    const names = alarms.slice(0, 2).map(({ name }) => name);
    watchedDeployment(stack, new Alias(stack, 'Live', { aliasName: 'live', version: worker.currentVersion }), names);
    Template.fromStack(stack).hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
      AlarmConfiguration: { Alarms: names.map((Name) => ({ Name })), Enabled: true },
      AutoRollbackConfiguration: { Enabled: true, Events: Match.arrayWith(['DEPLOYMENT_STOP_ON_ALARM']) },
    });
  });

  test('the rollback triggers of CloudFormation are alarms of the plan, of the kind they say, and at most five', () => {
    const { RollbackTriggers: triggers, MonitoringTimeInMinutes: minutes } = JSON.parse(readFileSync(`${EXAMPLES}/rollback-triggers.json`, 'utf8')) as {
      readonly RollbackTriggers: { readonly Arn: string; readonly Type: string }[];
      readonly MonitoringTimeInMinutes: number;
    };
    const planned = JSON.stringify(plan.regions.find(({ region }) => region === 'eu-central-1')!);
    expect(triggers.length).toBeLessThanOrEqual(5);
    expect(minutes).toBeLessThanOrEqual(180);
    for (const { Arn } of triggers) expect(planned).toContain(`"${Arn.split(':alarm:')[1]}"`);
    expect(triggers.map(({ Arn, Type }) => [Arn.endsWith('-error-budget'), Type])).toEqual([
      [true, 'AWS::CloudWatch::CompositeAlarm'],
      [false, 'AWS::CloudWatch::Alarm'],
    ]);
  });
});
