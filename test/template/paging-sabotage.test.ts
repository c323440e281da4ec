import type { LoadedStack } from '../../lib/aws/assembly/loaded-stack';
import { assemblyResources } from '../../lib/conformance/assembly-resources';
import { compareDeployment } from '../../lib/conformance/compare-deployment';
import type { PlanDifference } from '../../lib/conformance/plan-difference';
import { probeDelivery } from '../../lib/gameday/probes/probe-delivery';
import { runGameDay } from '../../lib/gameday/run-game-day';
import { peopleGroupOf } from '../../lib/plan/plan-people-groups';
import { outage, scenarioOf } from '../helpers/game-days';
import { resourceNamed, sabotagedStacks, shippedEnvironment, shippedStacks, type EditableTemplate } from '../helpers/shipped-assembly';

/** Every link from an alarm to a person, taken away one at a time from what would be deployed. */

const INCIDENTS = 'edi-prod-incidents';
const ALARMS = 'edi-prod-slo-partner-portal';
const WATCHDOG = 'edi-prod-watchdog';
/** The stack of a person at home. */
const stackOf = (person: string): string => `edi-prod-people-${peopleGroupOf(person)}`;
const { model, plan } = shippedEnvironment('prod');

/** What a game day finds before it begins to play. */
function differencesOf(stacks: readonly LoadedStack[]): readonly PlanDifference[] {
  const deployed = assemblyResources(stacks);
  const { differences, alarms } = compareDeployment(plan, deployed);
  return [...differences, ...probeDelivery(plan, stacks, deployed, alarms).differences];
}

type Resources = EditableTemplate['Resources'];

/** Logical ids of the resources of a type that mention a text. */
function idsOf(resources: Resources, type: string, mentions = ''): string[] {
  const found = Object.entries(resources).filter(([, { Type, Properties }]) => Type === type && JSON.stringify(Properties).includes(mentions));
  if (found.length === 0) throw new Error(`no ${type} mentions ${mentions}`);
  return found.map(([id]) => id);
}

function remove(resources: Resources, type: string, mentions = ''): string {
  const [id] = idsOf(resources, type, mentions);
  delete resources[id!];
  return id!;
}

function withoutStatements(document: { Statement: object[] }, mentions: string): void {
  const left = document.Statement.filter((statement) => !JSON.stringify(statement).includes(mentions));
  if (left.length === document.Statement.length) throw new Error(`no statement mentions ${mentions}`);
  document.Statement = left;
}

/** Takes a permission from the role of the engine. */
function withoutEnginePermission(resources: Resources, action: string): string {
  const policies = Object.values(resources).filter(
    ({ Type, Properties }) => /^AWS::IAM::(Managed)?Policy$/.test(Type) && JSON.stringify(Properties.Roles ?? []).includes('EngineFunctionRole'),
  );
  for (const { Properties: policy } of policies) {
    for (const statement of policy.PolicyDocument.Statement) {
      if (Array.isArray(statement.Action)) statement.Action = statement.Action.filter((each: string) => each !== action);
      else if (statement.Action === action) statement.Action = 'sts:GetCallerIdentity';
    }
    policy.PolicyDocument.Statement = policy.PolicyDocument.Statement.filter(({ Action }: { Action: unknown }) => !Array.isArray(Action) || Action.length > 0);
  }
  return 'EngineFunctionRole';
}

const subscriptionOf = (resources: Resources, topic: string, contact: string): string => {
  const id = idsOf(resources, 'AWS::SNS::Subscription').find((each) => each.startsWith(`People${topic}`) && each.includes(contact));
  if (id === undefined) throw new Error(`${contact} is not subscribed to ${topic}`);
  return id;
};

test('what is deployed between alarms and people is what was planned, and reaches everybody', () => {
  expect(differencesOf(shippedStacks('prod'))).toEqual([]);
});

describe('a link that is missing fails the game day, which names the resource', () => {
  const cases: readonly [what: string, stack: string, edit: (resources: Resources) => string, found: RegExp][] = [
    [
      'the subscription of somebody to their topic',
      stackOf('ana'),
      (resources) => {
        delete resources[subscriptionOf(resources, 'Personana', 'anaemail')];
        return 'PeoplePersonana';
      },
      /subscription of ana by email|delivery to ana by email/,
    ],
    [
      'the subscription of somebody to the fallback topic',
      stackOf('ana'),
      (resources) => {
        delete resources[subscriptionOf(resources, 'Fallback', 'anaemail')];
        return 'TiersFallback';
      },
      /subscription of ana by email|delivery to ana by email/,
    ],
    [
      'a second subscription of somebody to a tier, as it was before people had topics',
      stackOf('ana'),
      (resources) => {
        const { Type, Properties } = resources[subscriptionOf(resources, 'Personana', 'anaemail')]!;
        const TopicArn = { 'Fn::Sub': 'arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:edi-prod-s0-tier-1' };
        resources.Second = { Type, Properties: { ...Properties, TopicArn } };
        return 'edi-prod-s0-tier-1';
      },
      /subscription/,
    ],
    [
      'the filter of text messages: what wakes nobody would wake somebody',
      stackOf('ana'),
      (resources) => {
        const id = subscriptionOf(resources, 'Personana', 'anasms');
        delete resources[id]!.Properties.FilterPolicy;
        return 'Personana';
      },
      /filter policy|delivery to ana by sms/,
    ],
    [
      'the value of that filter: text messages would get nothing but what wakes nobody',
      stackOf('ana'),
      (resources) => {
        const id = subscriptionOf(resources, 'Personana', 'anasms');
        resources[id]!.Properties.FilterPolicy.quiet = ['true'];
        return id;
      },
      /filter policy/,
    ],
    [
      'the alias by which people find the key',
      INCIDENTS,
      (resources) => {
        resources[idsOf(resources, 'AWS::KMS::Alias')[0]!]!.Properties.AliasName = 'alias/edi-prod-pagers';
        return 'edi-prod-person-ana';
      },
      /key/,
    ],
    [
      'a topic of that name',
      INCIDENTS,
      (resources) => {
        resourceNamed({ Resources: resources }, 'edi-prod-s2-informed').properties.TopicName = 'edi-prod-s2-inform';
        return 'edi-prod-s2-informed';
      },
      /topic/,
    ],
    [
      'encryption with the own key',
      INCIDENTS,
      (resources) => {
        const { logicalId, properties } = resourceNamed({ Resources: resources }, 'edi-prod-s0-tier-1');
        properties.KmsMasterKeyId = 'alias/aws/sns';
        return logicalId;
      },
      /key/,
    ],
    [
      'the permission of alarms to use the key of the fallback topic',
      INCIDENTS,
      (resources) => {
        const id = idsOf(resources, 'AWS::KMS::Key', 'paging topics')[0]!;
        withoutStatements(resources[id]!.Properties.KeyPolicy, 'AlarmsEncrypt');
        return 'TiersFallback';
      },
      /delivery from edi-prod-fallback-s0/,
    ],
    [
      'the permission of alarms to publish to the fallback topic',
      INCIDENTS,
      (resources) => {
        const id = idsOf(resources, 'AWS::SNS::TopicPolicy').find((each) => each.startsWith('TiersFallback'))!;
        withoutStatements(resources[id]!.Properties.PolicyDocument, 'AlarmsPublish');
        return 'TiersFallback';
      },
      /delivery from edi-prod-fallback-s0/,
    ],
    [
      'the permission of the rule to start the engine',
      INCIDENTS,
      (resources) => {
        remove(resources, 'AWS::Lambda::Permission');
        return 'EngineAlarmsRule';
      },
      /permission to start the engine/,
    ],
    [
      'the target of the rule',
      INCIDENTS,
      (resources) => {
        const id = idsOf(resources, 'AWS::Events::Rule')[0]!;
        resources[id]!.Properties.Targets = [];
        return id;
      },
      /targets/,
    ],
    [
      'a second target of the rule',
      INCIDENTS,
      (resources) => {
        const id = idsOf(resources, 'AWS::Events::Rule')[0]!;
        const { Targets } = resources[id]!.Properties;
        Targets.push({ ...Targets[0], Id: 'Second' });
        return id;
      },
      /targets/,
    ],
    [
      'events of deleted alarms',
      INCIDENTS,
      (resources) => {
        const id = idsOf(resources, 'AWS::Events::Rule')[0]!;
        resources[id]!.Properties.EventPattern['detail-type'].pop();
        return id;
      },
      /event pattern/,
    ],
    [
      'the rule, switched off',
      INCIDENTS,
      (resources) => {
        const id = idsOf(resources, 'AWS::Events::Rule')[0]!;
        resources[id]!.Properties.State = 'DISABLED';
        return id;
      },
      /state/,
    ],
    [
      'the queue for what the rule cannot hand over',
      INCIDENTS,
      (resources) => {
        const id = idsOf(resources, 'AWS::Events::Rule')[0]!;
        delete resources[id]!.Properties.Targets[0].DeadLetterConfig;
        return id;
      },
      /dead-letter queue/,
    ],
    [
      'the schedule of the ticks',
      INCIDENTS,
      (resources) => {
        remove(resources, 'AWS::Scheduler::Schedule');
        return 'EngineFunction';
      },
      /schedule/,
    ],
    [
      'the rhythm of the ticks',
      INCIDENTS,
      (resources) => {
        const id = idsOf(resources, 'AWS::Scheduler::Schedule')[0]!;
        resources[id]!.Properties.ScheduleExpression = 'rate(5 minutes)';
        return id;
      },
      /schedule/,
    ],
    ['the right of the engine to use its key', INCIDENTS, (resources) => withoutEnginePermission(resources, 'kms:Decrypt'), /permission kms:Decrypt/],
    ['the right of the engine to publish', INCIDENTS, (resources) => withoutEnginePermission(resources, 'sns:Publish'), /permission sns:Publish/],
    [
      'the right of the engine to write records',
      INCIDENTS,
      (resources) => withoutEnginePermission(resources, 'dynamodb:PutItem'),
      /permission dynamodb:PutItem/,
    ],
    [
      'the right of the engine to see alarms',
      INCIDENTS,
      (resources) => withoutEnginePermission(resources, 'cloudwatch:DescribeAlarms'),
      /permission cloudwatch:DescribeAlarms/,
    ],
    [
      'the right of the engine to say that it is alive',
      INCIDENTS,
      (resources) => withoutEnginePermission(resources, 'cloudwatch:PutMetricData'),
      /permission cloudwatch:PutMetricData/,
    ],
    [
      'the runbook with which people acknowledge',
      INCIDENTS,
      (resources) => {
        remove(resources, 'AWS::SSM::Document');
        return 'eu-central-1';
      },
      /document/,
    ],
    [
      'the alarm on the heartbeat',
      INCIDENTS,
      (resources) => {
        const { properties, logicalId } = resourceNamed({ Resources: resources }, 'edi-prod-engine-silent');
        properties.TreatMissingData = 'notBreaching';
        return logicalId;
      },
      /missing data/,
    ],
    [
      'an alarm that looks at a silent engine',
      ALARMS,
      (resources) => {
        const { properties, logicalId } = resourceNamed({ Resources: resources }, 'edi-prod-fallback-s0-partner-portal');
        properties.AlarmActions = [];
        return logicalId;
      },
      /actions/,
    ],
    [
      'a subscription of the watchdog',
      WATCHDOG,
      (resources) => {
        const id = idsOf(resources, 'AWS::SNS::Subscription').find((each) => each.includes('olgasms'))!;
        delete resources[id];
        return 'WatchdogTopic';
      },
      /subscription of olga by sms|delivery to olga by sms/,
    ],
    [
      'the right of the engine to use the key of the watchdog',
      WATCHDOG,
      (resources) => {
        const id = idsOf(resources, 'AWS::KMS::Key')[0]!;
        withoutStatements(resources[id]!.Properties.KeyPolicy, ':root');
        return 'WatchdogTopic';
      },
      /delivery from the engine/,
    ],
    [
      'the alarm of the watchdog',
      WATCHDOG,
      (resources) => {
        const { properties, logicalId } = resourceNamed({ Resources: resources }, 'edi-prod-engine-silent-watchdog');
        properties.ActionsEnabled = false;
        return logicalId;
      },
      /actions enabled/,
    ],
  ];

  test.each(cases)('%s', (_, stackName, edit, what) => {
    let id = '';
    const differences = differencesOf(sabotagedStacks(stackName, ({ Resources: resources }) => (id = edit(resources))));
    const named = differences.filter((each) => `${each.name} ${each.resource}`.includes(id));
    expect(named.map((each) => each.what)).toContainEqual(expect.stringMatching(what));
  });
});

describe('what the engine is given beside its code', () => {
  test('another roster than the planned one fails the game day, which says where it differs', () => {
    const [ana, ...others] = plan.incidents!.policy.roster.people;
    const changed = {
      ...plan,
      incidents: {
        ...plan.incidents!,
        policy: { ...plan.incidents!.policy, roster: { ...plan.incidents!.policy.roster, people: [{ ...ana!, id: 'anna' }, ...others] } },
      },
    };
    const { differences } = compareDeployment(changed, assemblyResources(shippedStacks('prod')));
    expect(differences).toContainEqual(
      expect.objectContaining({ name: 'edi-prod-incident-engine', what: 'policy.roster.people[0].id', planned: 'anna', found: 'ana' }),
    );
  });
});

test('a game day without a way to one person fails although nobody missed them', async () => {
  const stacks = sabotagedStacks(stackOf('tomas'), ({ Resources: resources }) => void delete resources[subscriptionOf(resources, 'Persontomas', 'tomasemail')]);
  const quiet = scenarioOf({ duration: 5, workload: [outage({ on: ['partner-portal/availability'], at: 4, for: 1 })] });
  const report = await runGameDay({ scenario: quiet, model, plan, stacks });
  expect(report.outcome).toBe('failed');
  expect(report.differences.map(({ name, what }) => `${name} ${what}`)).toEqual([
    'edi-prod-person-tomas subscription of tomas by email',
    'edi-prod-person-tomas delivery to tomas by email',
  ]);
});

describe('a grant that nobody planned fails the game day, however it reaches the role of the engine', () => {
  const grant = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'dynamodb:DeleteTable', Resource: '*' }] };
  const named = { PolicyName: 'Surplus', PolicyDocument: grant };
  const roleOf = (resources: Resources): string => idsOf(resources, 'AWS::IAM::Role').find((id) => id.startsWith('EngineFunctionRole'))!;
  const changedRole = (resources: Resources, property: string, value: unknown) => {
    const { Properties: properties } = resources[roleOf(resources)]!;
    properties[property] = [...((properties[property] as unknown[] | undefined) ?? []), value];
  };
  const added = (resources: Resources, Type: string, Properties: object) => void (resources.Surplus = { Type, Properties } as Resources[string]);
  const ways: readonly [way: string, edit: (resources: Resources) => void][] = [
    ['AWS::IAM::Policy', (resources) => added(resources, 'AWS::IAM::Policy', { ...named, Roles: [{ Ref: roleOf(resources) }] })],
    ['AWS::IAM::RolePolicy', (resources) => added(resources, 'AWS::IAM::RolePolicy', { ...named, RoleName: { Ref: roleOf(resources) } })],
    [
      'AWS::IAM::ManagedPolicy with Roles',
      (resources) => added(resources, 'AWS::IAM::ManagedPolicy', { PolicyDocument: grant, Roles: [{ Ref: roleOf(resources) }] }),
    ],
    [
      'AWS::IAM::ManagedPolicy in ManagedPolicyArns',
      (resources) => {
        added(resources, 'AWS::IAM::ManagedPolicy', { PolicyDocument: grant });
        changedRole(resources, 'ManagedPolicyArns', { Ref: 'Surplus' });
      },
    ],
    ['Policies of the role', (resources) => changedRole(resources, 'Policies', named)],
  ];

  test.each(ways)('%s', (_, edit) => {
    const differences = differencesOf(sabotagedStacks(INCIDENTS, ({ Resources: resources }) => edit(resources)));
    expect(differences).toEqual([
      expect.objectContaining({
        name: 'edi-prod-incident-engine',
        what: 'permission dynamodb:DeleteTable',
        planned: 'is not granted',
        found: 'dynamodb:DeleteTable on *',
      }),
    ]);
  });

  test('a managed policy that no template has', () => {
    const arn = 'arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess';
    const differences = differencesOf(sabotagedStacks(INCIDENTS, ({ Resources: resources }) => changedRole(resources, 'ManagedPolicyArns', arn)));
    expect(differences.map(({ what, found }) => `${what}: ${found}`)).toContainEqual(`permission whatever is in: whatever is in on ${arn}`);
  });

  test('the game day itself fails', async () => {
    const stacks = sabotagedStacks(INCIDENTS, ({ Resources: resources }) => new Map(ways).get('AWS::IAM::RolePolicy')!(resources));
    const quiet = scenarioOf({ duration: 5, workload: [outage({ on: ['partner-portal/availability'], at: 4, for: 1 })] });
    const report = await runGameDay({ scenario: quiet, model, plan, stacks });
    expect(report.outcome).toBe('failed');
    expect(report.differences.map(({ name, what }) => `${name} ${what}`)).toEqual(['edi-prod-incident-engine permission dynamodb:DeleteTable']);
  });
});
