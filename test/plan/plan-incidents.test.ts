import { OPERATIONS_GROUP, SECURITY_GROUP } from '../../lib/incident/lifecycle/engine-policy';
import { buildPlan } from '../../lib/plan/build-plan';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { SECURITY } from '../helpers/findings';
import { alarmNames, exampleIncidents } from '../helpers/incident-plan';
import { exampleModel, exampleObjective, objectiveOf } from '../helpers/models';
import { ACKNOWLEDGING, exampleModelOnCall, onCallModel } from '../helpers/on-call';

const EDGE = objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability', { id: 'edge', severity: { page: 'S0', ticket: 'S3' } });
const TWO_REGIONS = exampleModelOnCall({ checkout: [exampleObjective(), EDGE] });
const { plan, incidents } = exampleIncidents(TWO_REGIONS);

test('nobody on call: nothing is planned, and the topics are there', () => {
  const { plan: without } = buildPlan(exampleModel({ checkout: [exampleObjective()] }));
  expect(without.incidents).toBeUndefined();
  expect(without.regions[0]!.topics.map(({ severity }) => severity)).toEqual(['S0', 'S1', 'S2', 'S3', 'S4']);
});

describe('topics', () => {
  test('there is one for each severity and tier, and one for each severity of those who are notified', () => {
    expect(incidents.tierTopics.map(({ name }) => name)).toEqual([
      'shop-prod-s0-tier-1',
      'shop-prod-s0-tier-2',
      'shop-prod-s0-tier-3',
      'shop-prod-s1-tier-1',
      'shop-prod-s1-tier-2',
      'shop-prod-s2-tier-1',
      'shop-prod-s3-tier-1',
    ]);
    expect(incidents.informedTopics.map(({ name }) => name)).toEqual([
      'shop-prod-s0-informed',
      'shop-prod-s1-informed',
      'shop-prod-s2-informed',
      'shop-prod-s3-informed',
      'shop-prod-s4-informed',
    ]);
  });

  test('everybody who can ever have a role of a tier is known, and has a topic with every channel', () => {
    const tier = incidents.tierTopics.find(({ name }) => name === 'shop-prod-s0-tier-2')!;
    expect(tier.people).toEqual(['ana', 'ben', 'eli']);
    const ana = incidents.personTopics.find(({ person }) => person === 'ana')!;
    expect(ana).toEqual({
      name: 'shop-prod-person-ana',
      person: 'ana',
      subscriptions: [
        { person: 'ana', channel: 'email', parameterName: '/shop/prod/contacts/ana/email', onlyWakes: false },
        { person: 'ana', channel: 'sms', parameterName: '/shop/prod/contacts/ana/sms', onlyWakes: true },
      ],
    });
  });

  test('somebody who only stands in is among them', () => {
    const { roster } = onCallModel();
    const override = { role: 'primary', person: 'cleo', from: 0, until: 1 };
    const { incidents: planned } = exampleIncidents(exampleModelOnCall(undefined, onCallModel({ roster: { ...roster, overrides: [override] } })));
    expect(planned.tierTopics[0]!.people).toContain('cleo');
  });

  test('what wakes nobody is no text message to somebody who has another channel', () => {
    expect(incidents.informedTopics[0]!.people).toEqual(['ana', 'ben', 'cleo', 'dev', 'eli']);
    const quiet = incidents.personTopics.flatMap(({ subscriptions }) => subscriptions.filter(({ onlyWakes }) => !onlyWakes));
    expect(quiet.map(({ person, channel }) => `${person} ${channel}`)).toEqual(['ana email', 'ben email', 'cleo email', 'dev sms', 'eli https']);
  });

  test('nothing more severe than the environment has a topic', () => {
    const { incidents: capped } = exampleIncidents({ ...exampleModelOnCall(), highestSeverity: 'S2' });
    expect(capped.tierTopics.map(({ severity }) => severity)).toEqual(['S2', 'S3']);
    expect(capped.pagingAlarms.filter(({ severity }) => severity === 'S1')).toEqual([]);
  });

  test('the feed has a topic for alarms on paging, too', () => {
    const quiet = exampleObjective({ severity: { page: 'S3', ticket: 'S4' }, noData: { kind: 'expected', reason: 'a test' } });
    const { plan: planned } = exampleIncidents(exampleModelOnCall({ checkout: [quiet] }));
    const topics = planned.regions[0]!.topics.map(({ name }) => name);
    expect(planned.incidents!.pagingAlarms.length).toBeGreaterThan(0);
    for (const { topicName } of planned.incidents!.pagingAlarms) expect(topics).toContain(topicName);
  });
});

describe('the policy of the engine', () => {
  const { policy } = incidents;

  test('every alarm is either one that opens incidents or part of others, never both, and never neither', () => {
    const opens = policy.alarms.map(({ name, region }) => `${region} ${name}`);
    expect(new Set(opens).size).toBe(opens.length);
    const parts = new Set(policy.partAlarms);
    expect(policy.alarms.filter(({ name }) => parts.has(name))).toEqual([]);
    const known = new Set([...policy.alarms.map(({ name }) => name), ...parts]);
    expect(alarmNames(plan).filter((name) => !known.has(name))).toEqual([]);
    expect([...known].filter((name) => !alarmNames(plan).includes(name))).toEqual([]);
  });

  test('an alarm of an objective says what users notice, where to start, and where its budget is', () => {
    expect(policy.alarms.find(({ name }) => name === 'shop-prod-checkout-edge-s0')).toEqual({
      name: 'shop-prod-checkout-edge-s0',
      region: 'us-east-1',
      severity: 'S0',
      title: 'checkout/edge',
      impact: 'partners get errors',
      runbook: 'api-failing',
      group: 'checkout',
      budgetParameter: '/shop/prod/error-budget/checkout/edge',
      shortWindows: [
        { name: 'shop-prod-checkout-edge-fast-5m', minutes: 5 },
        { name: 'shop-prod-checkout-edge-steady-30m', minutes: 30 },
      ],
    });
  });

  test('the levels of error budgets are over when their window has passed, and nothing else is', () => {
    const byWindow = policy.alarms.filter(({ recovers }) => recovers === 'by window').map(({ name }) => name);
    expect(byWindow).toEqual(policy.alarms.flatMap(({ name }) => (/-budget-(?:caution|restricted|exhausted)$/.test(name) ? [name] : [])));
    expect(byWindow.length).toBeGreaterThan(0);
  });

  test("day2's own alarms are a group of their own, in which no service can be", () => {
    const groups = policy.groups.map(({ id }) => id);
    expect(groups).toEqual(['checkout', OPERATIONS_GROUP]);
    const own = policy.alarms.filter(({ group }) => group === OPERATIONS_GROUP).map(({ name }) => name);
    const ledger = ['shop-prod-budget-ledger-stopped', 'shop-prod-budget-ledger-dead-letters'];
    expect(own).toEqual([...ledger, ...ledger, ...incidents.pagingAlarms.map(({ name }) => name)]);
  });

  test('regions of alarms come home first', () => {
    expect([policy.region, policy.alarmRegions, policy.watchdogRegion]).toEqual(['eu-central-1', ['eu-central-1', 'us-east-1'], 'eu-west-1']);
  });
});

describe('what judges the engine', () => {
  test('five minutes without a heartbeat are silence, and missing data counts (T15)', () => {
    expect(incidents.regions.map(({ silenceAlarm }) => silenceAlarm)).toEqual(
      ['eu-central-1', 'us-east-1'].map(() =>
        expect.objectContaining({
          steps: [{ id: 'beats', expression: 'FILL(heartbeat, 0)' }],
          threshold: 1,
          comparison: 'LessThanThreshold',
          periodSeconds: 60,
          evaluationPeriods: 5,
          datapointsToAlarm: 5,
          treatMissingData: 'breaching',
        }),
      ),
    );
  });

  test('the fallback of a region looks at its own composites of the same severity', () => {
    expect(incidents.regions.map(({ fallbackAlarms }) => fallbackAlarms.map(({ name, anyOf }) => [name, anyOf]))).toEqual([
      [['shop-prod-fallback-s1-checkout', ['shop-prod-checkout-availability-s1']]],
      [['shop-prod-fallback-s0-checkout', ['shop-prod-checkout-edge-s0']]],
    ]);
  });

  test('more objectives than one rule holds are cut into parts, any of which counts', () => {
    const many = Array.from({ length: 100 }, (_, index) => exampleObjective({ id: `objective-${index}` }));
    const [fallback] = exampleIncidents(exampleModelOnCall({ checkout: many })).incidents.regions[0]!.fallbackAlarms;
    expect(fallback!.parts.flatMap(({ anyOf }) => anyOf)).toHaveLength(100);
    expect(fallback!.anyOf).toEqual(fallback!.parts.map(({ name }) => name));
    expect(fallback!.parts.length).toBeGreaterThan(1);
  });

  test('everybody of the first tiers that page hears the fallback, and nobody of other tiers', () => {
    const people = new Set(incidents.regions[0]!.fallbackTopic.subscriptions.map(({ person }) => person));
    expect([...people]).toEqual(['ana', 'ben']);
  });

  test('the watchdog has its own region, people and topic (T14)', () => {
    const { watchdog } = incidents;
    expect(watchdog.region).toBe('eu-west-1');
    expect(watchdog.subscriptions.map(({ parameterName }) => parameterName)).toEqual([
      '/shop/prod/contacts/zoe/sms',
      '/shop/prod/contacts/zoe/email',
      '/shop/prod/contacts/zed/https',
    ]);
    const topics = [...incidents.tierTopics, ...incidents.informedTopics].map(({ name }) => name);
    expect(topics).not.toContain(watchdog.topicName);
  });
});

test('every stored parameter is listed once, in the region where it is read', () => {
  const listed = incidents.storedParameters.map(({ region, name }) => `${region} ${name}`);
  expect(new Set(listed).size).toBe(listed.length);
  expect(listed).toEqual(
    expect.arrayContaining([
      'eu-central-1 /shop/prod/contacts/ana/email',
      'us-east-1 /shop/prod/contacts/ana/sms',
      'eu-west-1 /shop/prod/contacts/zoe/sms',
      'eu-central-1 /shop/prod/chat/governor-ops/workspace',
    ]),
  );
});

test('chat hears the feeds of its severities in every region, and what is said of incidents', () => {
  expect(plan.chat[0]!.topics).toEqual([
    { region: 'eu-central-1', name: 'shop-prod-s0' },
    { region: 'eu-central-1', name: 'shop-prod-s1' },
    { region: 'eu-central-1', name: 'shop-prod-s2' },
    { region: 'us-east-1', name: 'shop-prod-s0' },
    { region: 'us-east-1', name: 'shop-prod-s1' },
    { region: 'us-east-1', name: 'shop-prod-s2' },
    { region: 'eu-central-1', name: 'shop-prod-s0-informed' },
    { region: 'eu-central-1', name: 'shop-prod-s1-informed' },
    { region: 'eu-central-1', name: 'shop-prod-s2-informed' },
  ]);
});

describe('findings of security services', () => {
  const rulesOf = (region: string) =>
    buildPlan({ ...TWO_REGIONS, security: SECURITY }).plan.incidents!.regions.find((each) => each.region === region)!.signalRules;

  test('are brought by rules of their own in every region, and only where they are asked for (002-17)', () => {
    expect(incidents.regions.flatMap(({ signalRules }) => signalRules)).toEqual([]);
    expect(rulesOf('us-east-1').map(({ name }) => name)).toEqual([
      'shop-prod-guard-duty-findings',
      'shop-prod-security-hub-findings',
      'shop-prod-config-compliance',
      'shop-prod-cloud-trail-root-sign-in',
      'shop-prod-cloud-trail-calls',
    ]);
    // What another region sends home is matched there once more.
    expect(rulesOf('eu-central-1')).toEqual(rulesOf('us-east-1'));
  });

  test('that root signs in needs the region it is reported in (PLN011)', () => {
    expect(buildPlan({ ...exampleModelOnCall(), security: SECURITY }, ACKNOWLEDGING).problems.map(({ code }) => code)).toEqual(['PLN011']);
    expect(buildPlan({ ...TWO_REGIONS, security: SECURITY }, ACKNOWLEDGING).problems).toEqual([]);
  });
});

describe('problems', () => {
  test("a service must not be called like the group of day2's own incidents (PLN004)", () => {
    const codes = (service: string) => buildPlan(exampleModelOnCall({ [service]: [exampleObjective()] }), ACKNOWLEDGING).problems.map(({ code }) => code);
    expect(codes(OPERATIONS_GROUP)).toEqual(['PLN004']);
    expect(codes('operation')).toEqual([]);
    expect(codes(SECURITY_GROUP)).toEqual([]);
    const security = { ...SECURITY, severities: { guardDuty: { high: 'S1' as const } } };
    expect(buildPlan({ ...exampleModelOnCall({ [SECURITY_GROUP]: [exampleObjective()] }), security }, ACKNOWLEDGING).problems.map(({ code }) => code)).toEqual([
      'PLN004',
    ]);
  });

  test('an engine whose role could not be made is found before it is deployed (PLN003)', () => {
    const { problems } = buildPlan({ ...exampleModelOnCall(), application: 'a'.repeat(60) }, ACKNOWLEDGING);
    expect(problems.map(({ code }) => code)).toContain('PLN003');
    expect(buildPlan(exampleModelOnCall(), ACKNOWLEDGING).problems).toEqual([]);
  });
});
