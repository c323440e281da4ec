/** The examples of apps that are not ours, as a user writes them: each is synthesized, and run through what proves it (12.6). */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { ownApp } from '../../examples/own-app';
import { ownIncidents } from '../../examples/own-incidents';
import { ownStage } from '../../examples/own-stage';
import { loadAssembly } from '../../lib/aws/assembly/assembly';
import type { LoadedStack } from '../../lib/aws/assembly/loaded-stack';
import { accountRoot } from '../../lib/aws/iam/principal';
import { runTemplateChecks } from '../../lib/checks/template/run-template-checks';
import { endpointsOf, storedContacts } from '../../lib/conformance/stored-contacts';
import { Account } from '../../lib/simulator/account';
import { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import { MINUTE_MS } from '../../lib/time/time';
import { latencyProfile } from '../../lib/workload/latency-profile';
import { publishResource } from '../../lib/workload/publish/publish-resource';
import { playResource } from '../../lib/workload/resource-timeline';
import { minutes, trafficOf } from '../helpers/game-days';
import { ACCOUNT_ID, REGION } from '../helpers/simulated-account';

const outdir = mkdtempSync(join(tmpdir(), 'day2-examples-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** An example, synthesized into a folder of its own. */
function synthesized<T>(name: string, example: () => T, appOf: (made: T) => App) {
  process.env.CDK_OUTDIR = join(outdir, name);
  const made = example();
  delete process.env.CDK_OUTDIR;
  const assembly = appOf(made).synth();
  const said = assembly.stacksRecursively.flatMap(({ messages }) => messages.map(({ level, entry }) => `${level} ${String(entry.data)}`));
  return { made, assembly, said: said.filter((message) => !message.includes('crossStackReferencesDefaultStrong')) };
}

/** What the checks of templates find: the plugin of the examples says so at synth, where validation is on. */
function findings({ stacksRecursively }: CloudAssembly): string[] {
  const texts = stacksRecursively.map(({ stackName, templateFullPath, environment: { region } }) => ({
    file: stackName,
    stackName,
    body: readFileSync(templateFullPath, 'utf8'),
    ...(region !== 'unknown-region' && { region }),
  }));
  return runTemplateChecks(texts).problems.map(({ level, code }) => `${level} ${code}`);
}

test('own-app.ts: alarms with an action, a budget and a dashboard, nothing to complain of', () => {
  const { assembly, said } = synthesized('own-app', ownApp, (app) => app);
  expect(said).toEqual([]);
  const [stack] = assembly.stacks;
  const resources = Object.values(stack!.template.Resources as Record<string, { Type: string; Properties: object }>);
  // No name that a second copy of the app could not have; alarms are told apart by theirs.
  const named = resources.filter(({ Properties }) => ['TopicName', 'RoleName', 'QueueName', 'DashboardName'].some((name) => name in Properties));
  expect(named).toEqual([]);
  const dashboard = JSON.stringify(resources.find(({ Type }) => Type === 'AWS::CloudWatch::Dashboard')!.Properties);
  for (const shown of ['ratio / 0.005', 'BudgetRemaining']) expect(dashboard).toContain(shown);
  expect(findings(assembly)).toEqual(['warning SNS002', 'warning SNS002', 'warning SNS002']);
});

test('own-stage.ts: the environments of a configuration are stages of the app', () => {
  const { assembly, said } = synthesized(
    'own-stage',
    () => ownStage('examples/two-people/config'),
    (app) => app,
  );
  expect(said).toEqual([]);
  expect(assembly.nestedAssemblies.map(({ displayName }) => displayName)).toEqual(['prod', 'staging']);
  expect(() => ownStage('examples/nowhere')).toThrow(/CFG001 .*does not exist/);
});

describe('own-resources.ts and own-incidents.ts: resources by reference, whose alarms page people', () => {
  const { made, assembly, said } = synthesized('own-incidents', ownIncidents, ({ app }) => app);
  const { incidents } = made;
  const directory = assembly.directory;
  const stacksIn = (region: string): LoadedStack[] =>
    loadAssembly(directory, { defaultAccount: ACCOUNT_ID, defaultRegion: region, storedParameters: storedContacts(incidents.plan) });
  const stacks = stacksIn(REGION);

  test('stand in stacks that may be deployed anywhere, and neither synthesis nor our checks find an error', () => {
    expect(assembly.stacks.map(({ stackName, environment }) => `${stackName} ${environment.region}`)).toEqual([
      'Service unknown-region',
      'Operations unknown-region',
      'Watchdog eu-west-1',
    ]);
    expect(said).toEqual([]);
    expect(findings(assembly).filter((finding) => finding.startsWith('error'))).toEqual([]);
  });

  test('read the metrics of what the other stack makes, by whatever name it gets, wherever both are deployed', () => {
    const made = (region: string) => {
      const [service, operations] = stacksIn(region);
      const text = operations!.resources.filter(({ type }) => type === 'AWS::CloudWatch::Alarm').map(({ properties }) => JSON.stringify(properties));
      const has = (value: string) => text.some((each) => each.includes(`"Value":"${value}"`));
      const resource = (type: string) => service!.resources.filter((each) => each.type === type);
      return {
        functions: resource('AWS::Lambda::Function').map(({ ref }) => has(ref)),
        apis: resource('AWS::ApiGatewayV2::Api').map(({ ref }) => has(ref)),
        queues: resource('AWS::SQS::Queue').map((queue) => has(queue.attribute('QueueName'))),
        tables: resource('AWS::DynamoDB::Table').map(({ ref }) => has(ref)),
        stateMachines: resource('AWS::StepFunctions::StateMachine').map(({ ref }) => ref.split(':')[3] === region && has(ref)),
        balancers: resource('AWS::ElasticLoadBalancingV2::LoadBalancer').map(({ ref }) => has(ref.split('loadbalancer/')[1]!)),
      };
    };
    const all = { functions: [true], apis: [true], queues: [true, true], tables: [true], stateMachines: [true], balancers: [true] };
    expect(made(REGION)).toEqual(all);
    expect(made('us-east-2')).toEqual(all);
  });

  test('page whoever has the week when the function fails, link to what is deployed, and stop when somebody has it', async () => {
    const range = minutes(60, 4 * 60);
    const store = new MetricStore();
    const failing = playResource(range, trafficOf(300), [{ kind: 'errors', percent: 100, id: 'failing', on: ['worker'], at: 0, for: 60 }]);
    const functionName = stacks[0]!.resources.find(({ type }) => type === 'AWS::Lambda::Function')!.ref;
    const binding = { source: 'lambda', functionName, throttles: 'bad' } as const;
    expect(publishResource(store, { region: REGION, account: ACCOUNT_ID }, binding, failing, latencyProfile([]))).toEqual([]);
    const account = new Account({ stacks, store, start: (range.start - 20) * MINUTE_MS });
    const minute = (at: number) => Math.floor(at / MINUTE_MS) - range.start;
    const pages = () =>
      account.log.flatMap((entry) => (entry.kind === 'message delivered' && entry.subject?.startsWith('S1 worker-1 tier') === true ? [entry] : []));

    await account.runAsync((range.start + 8) * MINUTE_MS);
    // 7.2 % of an hour is bad after five minutes, and Tom has the week of the second of March until ten o'clock.
    const paged = pages().map(({ at, endpoint }) => [minute(at), endpoint]);
    const [mail, phone] = endpointsOf(incidents.plan, 'tom');
    expect(paged).toEqual([
      [6, mail],
      [6, phone],
    ]);
    const { text } = pages()[0]!;
    const linked = [...text.matchAll(/https:\/\/([\w-]+)\.console\.aws\.amazon\.com\/systems-manager\/automation\/execute\/([\w-]+)/g)];
    const documents = stacks.flatMap(({ resources }) => resources.filter(({ type }) => type === 'AWS::SSM::Document').map(({ ref }) => ref));
    expect(linked.map(([, region, document]) => [region, documents.includes(document!)])).toEqual([[REGION, true]]);

    const dashboard = stacks
      .flatMap(({ resources }) => resources.filter(({ type }) => type === 'AWS::CloudWatch::Dashboard'))
      .find(({ properties }) => text.includes(`#dashboards/dashboard/${String(properties.DashboardName)}\n`));
    expect(dashboard?.properties.DashboardBody).toContain(`"region":"${REGION}"`);

    const Parameters = { DryRun: ['false'], IncidentId: ['worker-1'], Responder: ['tom'] };
    account.call(accountRoot(ACCOUNT_ID), 'ssm', 'StartAutomationExecution', { DocumentName: 'shop-prod-acknowledge-incident', Parameters }, REGION);
    await account.runAsync((range.start + 25) * MINUTE_MS);
    // Tier 2, everybody, is due a quarter of an hour after the first page.
    expect(pages()).toHaveLength(2);
    expect(account.log.filter((entry) => entry.kind === 'call' && entry.outcome === 'failed')).toEqual([]);
  });
});
