import type { LoadedStack } from '../../../lib/aws/assembly/loaded-stack';
import { rehearseDeployment } from '../../../lib/checks/deployment/rehearse-deployment';
import type { Severity } from '../../../lib/incident/severity';
import type { OnCallModel, OperationsModel, Service } from '../../../lib/model/model';
import { buildPlan } from '../../../lib/plan/build-plan';
import { hasErrors } from '../../../lib/problems/problem';
import { ACKNOWLEDGING } from '../../helpers/on-call';
import { shippedEnvironment } from '../../helpers/shipped-assembly';
import { synthesizedStacks } from '../../helpers/synthesized-configuration';

const SHIPPED = shippedEnvironment('prod').model;
const [FIRST, SECOND] = SHIPPED.services as readonly [Service, Service];

const withPages = (severity: Severity): OperationsModel => ({
  ...SHIPPED,
  services: SHIPPED.services.map((service) => ({
    ...service,
    objectives: service.objectives.map((objective) => ({ ...objective, severity: { ...objective.severity, page: severity } })),
  })),
});

const withServices = (services: readonly Service[]): OperationsModel => ({ ...SHIPPED, services });

const withOnCall = (change: (onCall: OnCallModel) => Partial<OnCallModel>): OperationsModel => ({
  ...SHIPPED,
  onCall: { ...SHIPPED.onCall!, ...change(SHIPPED.onCall!) },
});

/** The people of every rotation and standing role, changed. */
const withPeople = (change: (people: readonly string[]) => readonly string[]): OperationsModel =>
  withOnCall(({ roster }) => ({
    roster: {
      ...roster,
      people: [...roster.people, { id: 'newcomer', title: 'Operator', channels: ['email', 'sms', 'https'] }],
      overrides: [],
      roles: roster.roles.map((role) => ({
        ...role,
        ...(role.standing !== undefined && { standing: change(role.standing) }),
        ...(role.layers !== undefined && {
          layers: role.layers.map((layer) => ({ ...layer, rotation: { ...layer.rotation, people: change(layer.rotation.people) } })),
        }),
      })),
    },
  }));

const somebody = SHIPPED.onCall!.roster.roles.flatMap(({ layers = [] }) => layers.flatMap(({ rotation }) => rotation.people))[0]!;
const isHere = ({ objectives }: Service) => objectives.every(({ sli }) => sli.region === undefined || sli.region === SHIPPED.region);

/** That root signs in, and what the account costs, is notified in us-east-1, where nothing of the environment is left. */
const withoutGlobalSignals = ({ security: _security, cost: _cost, ...model }: OperationsModel): OperationsModel => model;

/** The shipped environment, and what becomes of it in the course of a year. */
const MODELS: Readonly<Record<string, readonly OperationsModel[]>> = {
  'as shipped': [SHIPPED],
  'pages at S0': [withPages('S0')],
  'pages at S1': [withPages('S1')],
  'pages at S2': [withPages('S2')],
  'a service added': [withServices([{ ...FIRST, id: 'newly-added' }, ...SHIPPED.services])],
  'an objective added': [
    withServices([{ ...FIRST, objectives: [...FIRST.objectives, { ...FIRST.objectives[0]!, id: 'added' }] }, ...SHIPPED.services.slice(1)]),
  ],
  'an objective removed': [withServices([{ ...FIRST, objectives: FIRST.objectives.slice(1) }, ...SHIPPED.services.slice(1)])],
  'a service removed': [withoutGlobalSignals(withServices(SHIPPED.services.slice(1)))],
  'a service renamed': [withServices([{ ...FIRST, id: 'renamed' }, ...SHIPPED.services.slice(1)])],
  'the order of services changed': [withServices([...SHIPPED.services].reverse())],
  'an objective renamed': [withServices([{ ...FIRST, objectives: FIRST.objectives.map((each) => ({ ...each, id: `${each.id}-2` })) }, SECOND])],
  'no metrics in another region': [withoutGlobalSignals(withServices(SHIPPED.services.filter(isHere)))],
  'a person added': [withPeople((people) => [...people, 'newcomer'])],
  'a person removed': [withPeople((people) => (people.length > 1 ? people.filter((id) => id !== somebody) : people))],
  'the watchdog in another region': [withOnCall(({ watchdog }) => ({ watchdog: { ...watchdog, region: 'eu-north-1' } }))],
  'no chat': [withOnCall(() => ({ chat: [] }))],
  'an environment added': [SHIPPED, { ...SHIPPED, environment: 'demo' }],
};

const stacks = new Map<string, readonly LoadedStack[]>();
beforeAll(() => {
  for (const [name, models] of Object.entries(MODELS)) {
    const plans = models.map((model) => {
      const { plan, problems } = buildPlan(model, ACKNOWLEDGING);
      if (hasErrors(problems)) throw new Error(`${name}: ${JSON.stringify(problems)}`);
      return plan;
    });
    stacks.set(
      name,
      plans.flatMap((plan) => synthesizedStacks(plan)),
    );
  }
});

test.each(Object.keys(MODELS))('from %s every other state can be deployed, and the other way round', (name) => {
  for (const [other, target] of stacks) {
    const { problems } = rehearseDeployment(stacks.get(name)!, target);
    const serious = problems.filter(({ code }) => code !== 'DEP006' && code !== 'DEP007');
    expect({ from: name, to: other, serious }).toEqual({ from: name, to: other, serious: [] });
  }
});

test('whatever is added or removed, nothing moves from one stack to another (9.23)', () => {
  const NAMES = ['AlarmName', 'TopicName', 'FunctionName', 'QueueName', 'TableName', 'RoleName', 'Name'];
  const placesOf = (all: readonly LoadedStack[]) =>
    new Map(
      all.flatMap(({ stackName, region, template }) =>
        Object.values(template.Resources).flatMap(({ Type, Properties = {} }) => {
          const named = NAMES.map((property) => Properties[property]).find((name) => typeof name === 'string');
          if (named === undefined) return [];
          // Two schedules may have the same name in different groups.
          const group = typeof Properties['GroupName'] === 'string' ? `${Properties['GroupName']} ` : '';
          return [[`${region} ${Type} ${group}${named as string}`, stackName] as const];
        }),
      ),
    );
  const places = [...stacks].map(([name, all]) => [name, placesOf(all)] as const);
  let compared = 0;
  for (const [from, before] of places) {
    for (const [to, after] of places) {
      const moved = [...before].filter(([resource, stackName]) => after.has(resource) && after.get(resource) !== stackName);
      expect({ from, to, moved }).toEqual({ from, to, moved: [] });
      compared += before.size;
    }
  }
  expect(compared).toBeGreaterThan(10_000);
});

test('the states differ, and each is seen to change something', () => {
  const shipped = stacks.get('as shipped')!;
  for (const [name, target] of stacks) {
    const acts = new Set(rehearseDeployment(shipped, target).stacks.map(({ action }) => action));
    const gone = rehearseDeployment(shipped, target).problems.length > 0;
    expect([name, (acts.has('create') || acts.has('update') || gone) === (name !== 'as shipped')]).toEqual([name, true]);
  }
});

/** Who is subscribed to what in which stack: topic, protocol, parameter. What SNS knows of a subscription is gone when it moves. */
const subscribed = (all: readonly LoadedStack[]): Map<string, string> =>
  new Map(
    all.flatMap(({ stackName, region, template }) =>
      Object.values(template.Resources)
        .filter(({ Type }) => Type === 'AWS::SNS::Subscription')
        .map(({ Properties: { TopicArn: topic, Protocol: protocol, Endpoint: endpoint } = {} }) => [
          `${region} ${JSON.stringify(topic)} ${String(protocol)} ${JSON.stringify(endpoint)}`,
          stackName,
        ]),
    ),
  );

test('nobody is subscribed in another stack than before, and everybody confirms at most two e-mails a region (9.23)', () => {
  const before = subscribed(stacks.get('as shipped')!);
  for (const [name, target] of stacks) {
    const after = subscribed(target.filter(({ stage }) => stage === 'prod'));
    const moved = [...after].filter(([subscription, stackName]) => (before.get(subscription) ?? stackName) !== stackName);
    expect([name, moved]).toEqual([name, []]);
    const emails = new Map<string, number>();
    for (const [subscription] of after) {
      const [, region, endpoint] = /^(\S+) .* email (.*)$/.exec(subscription) ?? [];
      if (endpoint !== undefined) emails.set(`${region} ${endpoint}`, (emails.get(`${region} ${endpoint}`) ?? 0) + 1);
    }
    expect([name, Math.max(...emails.values())]).toEqual([name, 2]);
  }
  expect(subscribed(stacks.get('a person added')!).size).toBeGreaterThan(before.size);
  expect(subscribed(stacks.get('a person removed')!).size).toBeLessThan(before.size);
});

test('no shipped template exports or imports: nothing of it depends on use', () => {
  for (const { stackName, template } of [...stacks.values()].flat()) {
    expect([stackName, Object.values(template.Outputs).filter((output) => output.Export !== undefined)]).toEqual([stackName, []]);
    expect(JSON.stringify(template.Resources)).not.toContain('Fn::ImportValue');
  }
});

test('a page that moves from S0 to S1 was refused while alarms imported their topics', () => {
  const [incidents, alarms] = ['edi-prod-incidents', 'edi-prod-slo-partner-portal'].map((name) =>
    stacks.get('pages at S0')!.find(({ stackName }) => stackName === name)!,
  );
  const exported = { ...incidents!, template: { ...incidents!.template, Outputs: { S0: { Value: 'arn', Export: { Name: 'S0' } } } } };
  const importing = {
    ...alarms!,
    template: {
      ...alarms!.template,
      Resources: { ...alarms!.template.Resources, Old: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { 'Fn::ImportValue': 'S0' } } } },
    },
  };
  expect(rehearseDeployment([exported, importing], stacks.get('pages at S1')!).problems.map(({ code }) => code)).toContain('DEP004');
});
