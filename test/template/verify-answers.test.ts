import { READ_PERMISSIONS } from '../../lib/cli/account/live/permissions';
import { accountClientOf } from '../../lib/cli/account/scenario-account';
import type { OperationsPlan } from '../../lib/plan/alarm-plan';
import { Account } from '../../lib/simulator/account';
import { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import { MINUTE_MS } from '../../lib/time/time';
import { shippedStacks } from '../helpers/shipped-assembly';
import { stacksOf } from '../helpers/simulated-account';
import { answering, clientOf, named, plan, playedAccount, verified, VERIFIER, verifierStack } from '../helpers/verified-account';

let healthy: Account;
beforeAll(async () => {
  healthy = await playedAccount([...shippedStacks('prod'), ...verifierStack()], []);
});

describe('what an account does not answer could not be determined, and is never passed', () => {
  // The example has no objectives in Application Signals: test/plan/plan-application-signals.test.ts asks for some.
  test.each(Object.keys(READ_PERMISSIONS).filter((action) => !action.startsWith('application-signals:')))('%s is forbidden', async (refused) => {
    const account = answering(accountClientOf(healthy), async (action, send) => {
      if (action === refused) throw named('AccessDeniedException');
      return send();
    });
    const { outcome, unknown, findings } = await verified(account, healthy.now);
    expect({ outcome, findings }).toEqual({ outcome: 'could not tell', findings: [] });
    expect(unknown).toContainEqual(expect.stringMatching(new RegExp(`^${refused} in .*the account refuses the call \\(AWS002`)));
  });
});

test('a thousand alarms are verified with at most thirty calls', async () => {
  const [home] = plan.regions;
  const { region } = home!;
  const original = home!.objectives.find(({ name }) => name === 'edi-ingest/api-availability')!;
  const copies = Array.from({ length: 100 }, (_, copy) => `edi-ingest-api-availability-${copy}`);
  const renamed = <T>(value: T, copy: string): T =>
    JSON.parse(JSON.stringify(value).replaceAll('edi-prod-edi-ingest-api-availability', `edi-prod-${copy}`).replaceAll('a1b2c3d40c', copy)) as T;
  const objectives = copies.map((copy) => ({ ...renamed(original, copy), objective: original.objective, name: `edi-ingest/${copy}` }));
  const of: OperationsPlan = {
    ...plan,
    regions: [{ region, topics: home!.topics, objectives }],
    stacks: [],
    incidents: undefined,
    chat: [],
    runbooks: [],
    maintenance: undefined,
    dashboards: [],
  };
  const shippedResources = shippedStacks('prod').flatMap(({ resources }) => resources);
  const names = [...original.metricAlarms, ...original.compositeAlarms].map(({ name }) => name);
  const templates = shippedResources.filter(({ type, properties }) => type.endsWith('Alarm') && names.includes(String(properties.AlarmName)));
  const alarms = copies.flatMap((copy, index) =>
    templates.map(({ type, logicalId, properties }) => [`${logicalId}${index}`, { Type: type, Properties: renamed(properties, copy) }] as const),
  );
  const topics = home!.topics.map(({ name }, index) => [`Topic${index}`, { Type: 'AWS::SNS::Topic', Properties: { TopicName: name } }] as const);
  const stacks = stacksOf({ template: { Resources: Object.fromEntries([...alarms, ...topics]) } });
  const store = new MetricStore();
  for (const copy of copies) {
    const metric = { region, namespace: 'AWS/ApiGateway', metricName: 'Count', dimensions: { ApiId: copy, Stage: '$default' } };
    store.putDatapoint(metric, healthy.now / MINUTE_MS - 5, 1, 1, 'Count');
  }
  const account = new Account({ stacks, store, start: healthy.now });
  const { outcome, findings, unknown, calls } = await verified(accountClientOf(account), healthy.now, of);
  expect(alarms).toHaveLength(1_000);
  expect({ outcome, findings, unknown }).toEqual({ outcome: 'passed', findings: [], unknown: [] });
  expect(calls).toBeLessThanOrEqual(30);
});

test('the policy of a verifier lets everything be read: nobody has to be an administrator', async () => {
  const { outcome, unknown } = await verified(clientOf(healthy, VERIFIER), healthy.now);
  expect({ outcome, unknown }).toEqual({ outcome: 'passed', unknown: [] });
});
