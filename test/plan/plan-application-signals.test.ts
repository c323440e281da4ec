import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { referencedIds } from '../../lib/aws/metric-math/ast';
import { parseMetricMath } from '../../lib/aws/metric-math/parse';
import type { AccountClient, ReadingClients } from '../../lib/cli/account/account-client';
import { readServiceLevelObjectives } from '../../lib/cli/account/live/live-application-signals';
import { LiveLists } from '../../lib/cli/account/live/live-lists';
import { LiveReader } from '../../lib/cli/account/live/live-reader';
import { readLiveAccount } from '../../lib/cli/account/live/live-resources';
import { accountClientOf } from '../../lib/cli/account/scenario-account';
import { printPlan, printSummary } from '../../lib/cli/commands/plan-text';
import { verifyText } from '../../lib/cli/commands/verify-text';
import { localTimesOf } from '../../lib/cli/local-times';
import { loadConfiguration } from '../../lib/config/load';
import { filesOnDisk } from '../../lib/config/read-directory';
import { asProperties } from '../../lib/conformance/as-properties';
import { assemblyResources } from '../../lib/conformance/assembly-resources';
import { applicationSignalsNotes, compareApplicationSignals } from '../../lib/conformance/compare-application-signals';
import { Comparison } from '../../lib/conformance/comparison';
import type { DeployedResources } from '../../lib/conformance/deployed-resources';
import { verifyAccount } from '../../lib/conformance/verify/verify-account';
import { monthlyCost } from '../../lib/cost/monthly-cost';
import type { Objective } from '../../lib/model/model';
import type { MetricQuery, ServiceLevelObjectivePlan } from '../../lib/plan/application-signals-plan';
import { buildPlan } from '../../lib/plan/build-plan';
import { OBJECTIVES_OF_REGION } from '../../lib/plan/plan-application-signals';
import { bytesOfServiceLevelObjective } from '../../lib/plan/template-bytes';
import { Account } from '../../lib/simulator/account';
import { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import { SERVICES } from '../../lib/simulator/services/registry';
import { REFERENCE_POLICY } from '../../lib/slo/burn-rate';
import { ServiceStack } from '../../lib/stacks/service-stack';
import { MINUTE_MS } from '../../lib/time/time';
import { withDeclaredCalls } from '../helpers/declared-calls';
import { EXAMPLE_BINDINGS, everyIndicator } from '../helpers/every-indicator';
import { exampleBudget, exampleModel, exampleObjective, objectiveOf } from '../helpers/models';
import { accountOf, START, stacksOf } from '../helpers/simulated-account';

/** Application Signals beside the alarms (12.9). */

function planOf(...objectives: readonly Objective[]) {
  const { plan, problems } = buildPlan({ ...exampleModel({ checkout: objectives }), applicationSignals: true });
  return { plan, problems, ...plan.regions[0]!.applicationSignals! };
}
const ofOne = (overrides: Partial<Objective> = {}): ServiceLevelObjectivePlan => planOf(exampleObjective(overrides)).objectives[0]!;
const reasonsOf = (objective: Objective): readonly string[] => planOf(objective).without[0]?.reasons ?? [];
const FRESH = objectiveOf(EXAMPLE_BINDINGS.queue, 'freshness');

test('nothing is created unless an environment asks for it', () => {
  const environment = (line: string) => {
    const readFile = (path: string) => filesOnDisk.readFile(path) + (path.endsWith('prod.yaml') ? `\n${line}\n` : '');
    const { models, problems } = loadConfiguration({ directory: 'examples/two-people/config', ...filesOnDisk, readFile });
    expect(problems).toEqual([]);
    return buildPlan(models.find((model) => model.environment === 'prod')!).plan.regions[0]!.applicationSignals;
  };
  expect(environment('applicationSignals: true')!.objectives.length).toBeGreaterThan(0);
  for (const line of ['', 'applicationSignals: false']) expect(environment(line)).toBeUndefined();
});

test('the objectives of the EDI platform, and which of them Application Signals cannot express', () => {
  const { models } = loadConfiguration({ directory: 'config', ...filesOnDisk });
  const { plan } = buildPlan({ ...models.find(({ environment }) => environment === 'prod')!, applicationSignals: true });
  const [home] = plan.regions;
  expect(home!.applicationSignals!.without).toEqual([
    {
      objective: 'edi-translate/delivery',
      reasons: ['whether a period is good depends on others (DIFF), and over which ones Application Signals reads it is not documented'],
    },
  ]);
  expect(home!.applicationSignals!.objectives.map(({ objective }) => objective)).toEqual(
    home!.objectives.map(({ name }) => name).filter((name) => name !== 'edi-translate/delivery'),
  );
});

test('an objective over events counts requests minute by minute, bad ones and all of them, each as its indicator does', () => {
  const metric = (metricName: string) => ({
    namespace: 'AWS/ApiGateway',
    metricName,
    dimensions: [
      { name: 'ApiName', value: 'status' },
      { name: 'Stage', value: 'live' },
    ],
  });
  const requests = { id: 'requests', returnData: false, metricStat: { metric: metric('Count'), period: 60, stat: 'SampleCount' } };
  const errors = { id: 'errors', returnData: false, metricStat: { metric: metric('5XXError'), period: 60, stat: 'Sum' } };
  const bad = { id: 'bad', returnData: false, expression: 'FILL(errors, 0)' };
  const total = { id: 'total', returnData: true, expression: 'MAX([FILL(requests, 0), bad])' };
  expect(ofOne()).toEqual({
    objective: 'checkout/availability',
    serviceId: 'checkout',
    constructId: 'CheckoutAvailability-ServiceLevelObjective',
    settings: {
      name: 'shop-prod-checkout-availability',
      description: 'partners get errors. Runbook: api-failing.',
      requestBasedSli: {
        requestBasedSliMetric: {
          totalRequestCountMetric: [requests, errors, bad, total],
          monitoredRequestCountMetric: { badCountMetric: [errors, { ...bad, returnData: true }] },
        },
      },
      goal: { attainmentGoal: 99.9, warningThreshold: 50, interval: { rollingInterval: { duration: 30, durationUnit: 'DAY' } } },
      burnRateConfigurations: [5, 30, 60, 120, 360, 1_440, 4_320].map((lookBackWindowMinutes) => ({ lookBackWindowMinutes })),
    },
    differs: [],
  });
});

test('an objective over slices has periods of their length, good while none of them is bad', () => {
  const { settings } = planOf(FRESH).objectives[0]!;
  expect(settings.requestBasedSli).toBeUndefined();
  expect(settings.sli).toMatchObject({ metricThreshold: 1, comparisonOperator: 'LessThan', sliMetric: { periodSeconds: 60 } });
  expect(settings.sli!.sliMetric.metricDataQueries.at(-1)).toEqual({ id: 'bad', returnData: true, expression: 'IF(FILL(age, 0) > 600, 1, 0)' });
});

test('what is read is complete, whatever the indicator: one result, every id there, nothing that is not used', () => {
  const lists = everyIndicator().flatMap(({ binding, kind, sli, name }) => {
    const { regions } = planOf(exampleObjective({ binding, kind, sli })).plan;
    const objectives = regions.flatMap(({ applicationSignals }) => applicationSignals?.objectives ?? []);
    return objectives.flatMap(({ settings: { requestBasedSli, sli: periods } }) =>
      (requestBasedSli === undefined
        ? [periods!.sliMetric.metricDataQueries]
        : [requestBasedSli.requestBasedSliMetric.totalRequestCountMetric, requestBasedSli.requestBasedSliMetric.monitoredRequestCountMetric.badCountMetric]
      ).map((queries): [string, readonly MetricQuery[]] => [name, queries]),
    );
  });
  expect(lists.length).toBeGreaterThan(30);
  for (const [name, queries] of lists) {
    const ids = queries.map(({ id }) => id);
    const used = queries.flatMap(({ expression }) => (expression === undefined ? [] : referencedIds(parseMetricMath(expression))));
    const returned = queries.filter(({ returnData }) => returnData).map(({ id }) => id);
    expect([name, returned.length, new Set(ids).size, new Set([...used, ...returned])]).toEqual([name, 1, ids.length, new Set(ids)]);
  }
});

test.each([
  ['week', '2000-01-03', 7, 'DAY'],
  ['month', '2000-01-01', 1, 'MONTH'],
  ['quarter', '2000-01-01', 3, 'MONTH'],
] as const)('a budget of each %s of UTC has intervals that begin with it', (unit, day, duration, durationUnit) => {
  const { interval } = ofOne({ budget: exampleBudget({ window: { kind: 'calendar', unit, timeZone: 'UTC' } }) }).settings.goal;
  expect(interval).toEqual({ calendarInterval: { startTime: Date.parse(day) / 1_000, duration, durationUnit } });
});

test('the share of the budget that warns is where the gate says caution', () => {
  const { policy } = exampleBudget();
  expect(ofOne({ budget: exampleBudget({ policy: { ...policy, cautionBelow: 0.35 } }) }).settings.goal.warningThreshold).toBe(35);
});

describe('what cannot be expressed is left out with every reason', () => {
  const alert = (id: number) =>
    ({ id: `alert-${id}`, urgency: 'page', budgetFraction: 0.02 + id / 100, longWindowMinutes: 60 + id, shortWindowMinutes: 5 + id }) as const;
  test.each<[string, Objective, RegExp[]]>([
    ['nothing against it', exampleObjective(), []],
    [
      'the calendar of a zone',
      exampleObjective({ budget: exampleBudget({ window: { kind: 'calendar', unit: 'month', timeZone: 'Europe/Berlin' } }) }),
      [/Europe\/Berlin.*UTC/],
    ],
    ['five alerts with two windows each', exampleObjective({ burnRatePolicy: [1, 2, 3, 4, 5].map(alert) }), []],
    ['six alerts with two windows each', exampleObjective({ burnRatePolicy: [1, 2, 3, 4, 5, 6].map(alert) }), [/12 windows.*at most 10/]],
    ['periods of 15 minutes', { ...FRESH, sli: { ...FRESH.sli, sliceMinutes: 15 } as Objective['sli'] }, []],
    ['periods of 30 minutes', { ...FRESH, sli: { ...FRESH.sli, sliceMinutes: 30 } as Objective['sli'] }, [/30m.*at most 15m/]],
    ['periods that look at others', objectiveOf(EXAMPLE_BINDINGS.queue, 'delivery'), [/DIFF/]],
    ['a budget of more than a year', exampleObjective({ budget: exampleBudget({ window: { kind: 'rolling', minutes: 366 * 1_440 } }) }), [/366d.*365d/]],
    ['a name of 128 characters', exampleObjective({ id: 'a'.repeat(128 - 'shop-prod-checkout-'.length) }), []],
    ['a name of 129 characters', exampleObjective({ id: 'a'.repeat(129 - 'shop-prod-checkout-'.length) }), [/129 characters of 128/]],
    [
      'two reasons at once',
      exampleObjective({ id: 'a'.repeat(200), budget: exampleBudget({ window: { kind: 'calendar', unit: 'week', timeZone: 'Asia/Tokyo' } }) }),
      [/characters/, /Asia\/Tokyo/],
    ],
  ])('%s', (_, objective, expected) => {
    const reasons = reasonsOf(objective);
    expect(reasons).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  });
});

test('times that only the ledger excuses are named, in the plan and by the check', () => {
  const exclusion = { from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 2, 2), reason: 'move of the database', author: 'operations lead' };
  const { plan } = planOf(exampleObjective({ budget: exampleBudget({ exclusions: [exclusion] }) }), objectiveOf(EXAMPLE_BINDINGS.queue, 'delivery'));
  expect(
    printSummary(plan)
      .split('\n')
      .filter((line) => line.includes('Application Signals')),
  ).toEqual([
    '  eu-central-1: 1 of 2 objectives in Application Signals',
    '  checkout/availability in Application Signals: 1 excluded time counts there, which the ledger excuses (drop): its budget may be lower',
    expect.stringMatching(/^ {2}checkout\/delivery is not in Application Signals: .*DIFF/),
  ]);
  expect(printPlan(plan)).toContain(
    [
      '  application signals:',
      '    shop-prod-checkout-availability: 99.9 %, request-based, warns at 50 % of the budget',
      '      burn rates over 5m, 30m, 1h, 2h, 6h, 1d, 3d',
      '      1 excluded time counts there, which the ledger excuses (drop): its budget may be lower',
      '    checkout/delivery is not in Application Signals: ',
    ].join('\n'),
  );
});

test('each costs two signals a period, and the bill says what is not in it', () => {
  const { lines, excluded } = monthlyCost(planOf(exampleObjective(), { ...FRESH, sli: { ...FRESH.sli, sliceMinutes: 5 } as Objective['sli'] }).plan);
  const signals = lines.filter(({ part }) => part === 'application signals');
  expect(signals.map(({ objective, count }) => [objective, count])).toEqual([
    ['checkout/availability', 86_400],
    ['checkout/freshness', 17_280],
  ]);
  expect(signals[0]!.usd).toBeCloseTo(0.1296, 10);
  expect(excluded.join('\n')).toMatch(/burn rates there/);
  expect(monthlyCost(buildPlan(exampleModel({ checkout: [exampleObjective()] })).plan).excluded.join('\n')).not.toMatch(/burn rates there/);
});

test('more than the quota of a region is warned about', () => {
  const many = (count: number) =>
    planOf(...Array.from({ length: count }, (_, index) => exampleObjective({ id: `objective-${index}`, burnRatePolicy: REFERENCE_POLICY.slice(0, 1) })));
  const codes = (count: number) =>
    many(count)
      .problems.map(({ code }) => code)
      .filter((code) => code === 'PLN015');
  expect([codes(OBJECTIVES_OF_REGION), codes(OBJECTIVES_OF_REGION + 1)]).toEqual([[], ['PLN015']]);
});

describe('deployed', () => {
  const edge = objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability', { id: 'edge' });
  const { plan } = planOf(exampleObjective(), FRESH, edge);
  const app = new App({ analyticsReporting: false });
  const stackIn = (region: string): Stack =>
    new ServiceStack(app, `test-${region}`, { env: { region }, plan: plan.regions.find((each) => each.region === region)!, serviceId: 'checkout' });
  const made = plan.regions.map(({ region }) => ({ region, stack: stackIn(region) }));
  const templates = made.map(({ region, stack }) => ({ region, template: Template.fromStack(stack).toJSON() }));
  const TYPE = 'AWS::ApplicationSignals::ServiceLevelObjective';
  const ofType = ({ template }: (typeof templates)[0]): any[] => Object.values<any>(template['Resources']).filter(({ Type }) => Type === TYPE);

  test('is in the region of its metrics, and no larger than the plan counts', () => {
    expect(templates.map((each) => [each.region, ofType(each).map(({ Properties }) => Properties.Name)])).toEqual([
      ['eu-central-1', ['shop-prod-checkout-availability', 'shop-prod-checkout-freshness']],
      ['us-east-1', ['shop-prod-checkout-edge']],
    ]);
    const planned = plan.regions.flatMap(({ applicationSignals }) => applicationSignals!.objectives);
    const written = templates.flatMap(ofType);
    planned.forEach(({ settings }, index) => expect(bytesOfServiceLevelObjective(settings)).toBeGreaterThan(JSON.stringify(written[index]).length));
  });

  test('is a type that the simulated account knows, and that does nothing there', () => {
    expect(SERVICES.find(({ name }) => name === 'application-signals')!.resources).toHaveProperty([TYPE]);
    const resources = Object.fromEntries(Object.entries<any>(templates[0]!.template['Resources']).filter(([, each]) => each.Type === TYPE));
    const account = accountOf(resources);
    account.run(START + MINUTE_MS);
    expect([account.notSimulated, account.log]).toEqual([[], []]);
  });

  const differences = (edit: (resources: Record<string, any>, id: string) => void = () => {}) => {
    const copies = structuredClone(templates);
    const resources = copies[0]!.template['Resources'] as Record<string, any>;
    edit(
      resources,
      Object.keys(resources).find((id) => resources[id].Properties.Name === 'shop-prod-checkout-availability')!,
    );
    const found = new Comparison(
      assemblyResources(stacksOf(...copies.map(({ region, template }) => ({ region, template: template as object, stackName: region })))),
    );
    for (const region of plan.regions) compareApplicationSignals(region, found);
    expect(found.unknown).toEqual([]);
    return found.differences.map(({ name, what, planned, found: instead }) => `${name} ${what}: ${planned} is ${instead}`);
  };
  const SLI = 'objective.RequestBasedSli.RequestBasedSliMetric';

  test.each<[string, Parameters<typeof differences>[0], string[]]>([
    ['as planned', undefined, []],
    ['with tags of the app', (resources, id) => (resources[id].Properties.Tags = [{ Key: 'team', Value: 'shop' }]), []],
    ['a lower goal', (resources, id) => (resources[id].Properties.Goal.AttainmentGoal = 99), ['objective.Goal.AttainmentGoal: 99.9 is 99']],
    [
      'a shorter interval',
      (resources, id) => (resources[id].Properties.Goal.Interval.RollingInterval.Duration = 7),
      ['objective.Goal.Interval.RollingInterval.Duration: 30 is 7'],
    ],
    [
      'one burn rate less',
      (resources, id) => resources[id].Properties.BurnRateConfigurations.pop(),
      ['objective.BurnRateConfigurations[6]: {"LookBackWindowMinutes":4320} is nothing'],
    ],
    [
      'another statistic',
      (resources, id) =>
        (resources[id].Properties.RequestBasedSli.RequestBasedSliMetric.MonitoredRequestCountMetric.BadCountMetric[0].MetricStat.Stat = 'Average'),
      [`${SLI}.MonitoredRequestCountMetric.BadCountMetric[0].MetricStat.Stat: Sum is Average`],
    ],
    [
      'an exclusion that nobody planned',
      (resources, id) => (resources[id].Properties.ExclusionWindows = [{ Window: { Duration: 1, DurationUnit: 'DAY' } }]),
      ['objective.ExclusionWindows: nothing is [{"Window":{"Duration":1,"DurationUnit":"DAY"}}]'],
    ],
    ['not there', (resources, id) => delete resources[id], ['service level objective: exists in eu-central-1 is is in no template']],
  ])('is compared with the plan: %s', (_, edit, expected) => {
    expect(differences(edit)).toEqual(expected.map((each) => `shop-prod-checkout-availability ${each}`));
  });

  describe('and asked of an account', () => {
    /** An account with the objectives of the templates, as somebody changed them, and some calls of which are answered otherwise. */
    const verified = async (
      edit: (resources: Record<string, any>) => void = () => {},
      answer: (action: string, send: () => Promise<object>) => Promise<object> = (_, send) => send(),
    ) => {
      const stacks = structuredClone(templates).map(({ region, template }) => {
        const objectives = Object.entries<any>(template['Resources']).filter(([, { Type }]) => Type === TYPE);
        return { region, stackName: region, template: { Resources: Object.fromEntries(objectives) as Record<string, any> } };
      });
      edit(stacks[0]!.template.Resources);
      const account = withDeclaredCalls(new Account({ stacks: stacksOf(...stacks), store: new MetricStore(), start: START }));
      const client = accountClientOf(account);
      const asking: AccountClient = {
        ...client,
        reading: async <Service extends keyof ReadingClients>(service: Service, region: string) => {
          const port = (await client.reading(service, region)) as { send(command: object): Promise<object> };
          const send = (command: object) => answer(`${service}:${command.constructor.name.replace(/Command$/, '')}`, () => port.send(command));
          return { send } as unknown as ReadingClients[Service];
        },
      };
      const reader = new LiveReader(asking);
      const live = await readLiveAccount(reader, plan, START);
      const { findings, unknown } = verifyAccount({
        model: { services: exampleModel({ checkout: [] }).services, highestSeverity: 'S0' },
        plan,
        ...live,
        at: START,
      });
      const about = (text: string) => text.includes('ServiceLevelObjective');
      return {
        findings: findings
          .filter(({ subject, what }) => /objective/.test(what) && !/silent|alarm/.test(subject))
          .map(({ code, subject, what, planned, found }) => `${code} ${subject} ${what}: ${planned} is ${found}`),
        unknown: unknown.filter(about),
      };
    };
    const resourceOf = (resources: Record<string, any>, name: string) => Object.keys(resources).find((id) => resources[id].Properties.Name === name)!;
    const properties = (resources: Record<string, any>, name = 'shop-prod-checkout-availability') => resources[resourceOf(resources, name)].Properties;

    test.each<[string, Parameters<typeof verified>[0], string[]]>([
      ['as planned: counted events, periods, and every region', undefined, []],
      [
        'a lower goal',
        (resources) => (properties(resources).Goal.AttainmentGoal = 99),
        ['VER002 shop-prod-checkout-availability objective.Goal.AttainmentGoal: 99.9 is 99'],
      ],
      [
        'another threshold of periods',
        (resources) => (properties(resources, 'shop-prod-checkout-freshness').Sli.MetricThreshold = 2),
        ['VER002 shop-prod-checkout-freshness objective.Sli.MetricThreshold: 1 is 2'],
      ],
      [
        'one that is gone',
        (resources) => delete resources[resourceOf(resources, 'shop-prod-checkout-availability')],
        ['VER001 shop-prod-checkout-availability service level objective: exists in eu-central-1 is is not in the account'],
      ],
      [
        'one that nobody planned, beside one of another environment',
        (resources) => {
          const like = resources[resourceOf(resources, 'shop-prod-checkout-availability')];
          resources.ByHand = { ...like, Properties: { ...like.Properties, Name: 'shop-prod-by-hand' } };
          resources.OfOthers = { ...like, Properties: { ...like.Properties, Name: 'billing-prod-checkout' } };
        },
        ['VER007 shop-prod-by-hand service level objective: no objective of this name is is in the account'],
      ],
    ])('%s (12.9)', async (_, edit, expected) => {
      expect(await verified(edit)).toEqual({ findings: expected, unknown: [] });
    });

    test.each([
      ['a list that is forbidden', 'application-signals:ListServiceLevelObjectives', 'AccessDeniedException'],
      ['a list that is throttled', 'application-signals:ListServiceLevelObjectives', 'ThrottlingException'],
      ['one that is forbidden', 'application-signals:GetServiceLevelObjective', 'AccessDeniedException'],
      ['one that is throttled', 'application-signals:GetServiceLevelObjective', 'ThrottlingException'],
    ])('could not tell: %s', async (_, refused, error) => {
      const refuse = async (action: string, send: () => Promise<object>) => {
        if (action === refused) throw Object.assign(new Error('no'), { name: error });
        return send();
      };
      const { findings, unknown } = await verified(undefined, refuse);
      expect([findings, unknown.length > 0]).toEqual([[], true]);
      for (const each of unknown) expect(each).toMatch(new RegExp(`^${refused} in .*${error}`));
    });

    test('could not tell: a second page that does not come hides no finding of the first, and makes none', async () => {
      let page = 0;
      const { findings, unknown } = await verified(
        (resources) => (properties(resources).Goal.AttainmentGoal = 99),
        async (action, send) => {
          if (action !== 'application-signals:ListServiceLevelObjectives') return send();
          page += 1;
          if (page > 1) throw Object.assign(new Error('no'), { name: 'ThrottlingException' });
          const { SloSummaries: all } = (await send()) as { SloSummaries: object[] };
          return { SloSummaries: all.slice(0, 1), NextToken: '1' };
        },
      );
      expect(findings).toEqual(['VER002 shop-prod-checkout-availability objective.Goal.AttainmentGoal: 99.9 is 99']);
      expect(unknown).toHaveLength(2);
    });

    test('one that went since the list was read is missing', async () => {
      const { findings, unknown } = await verified(undefined, async (action, send) => {
        if (action === 'application-signals:GetServiceLevelObjective') throw Object.assign(new Error('no'), { name: 'ResourceNotFoundException' });
        return send();
      });
      expect([findings.length, new Set(findings.map((each) => each.slice(0, 6))), unknown]).toEqual([3, new Set(['VER001']), []]);
    });

    test('one over a calendar of UTC is compared with the instant at which its intervals begin', async () => {
      const [region] = planOf(exampleObjective({ budget: exampleBudget({ window: { kind: 'calendar', unit: 'month', timeZone: 'UTC' } }) })).plan.regions;
      const differencesAfter = async (seconds: number) => {
        const properties: any = asProperties(JSON.parse(JSON.stringify(region!.applicationSignals!.objectives[0]!.settings)));
        properties.Goal.Interval.CalendarInterval.StartTime += seconds;
        const lists = new LiveLists();
        const reader = new LiveReader(accountClientOf(accountOf({ Objective: { Type: TYPE, Properties: properties } })));
        await readServiceLevelObjectives(reader, region!, 'shop-prod-', lists);
        const deployed = { accountId: '111122223333', source: 'account', notAskedFor: new Set(), list: lists.list.bind(lists) } as unknown as DeployedResources;
        const found = new Comparison(deployed);
        compareApplicationSignals(region!, found);
        expect([found.unknown, reader.calls]).toEqual([[], 2]);
        return found.differences.map(({ what }) => what);
      };
      expect(await differencesAfter(0)).toEqual([]);
      expect(await differencesAfter(86_400)).toEqual(['objective.Goal.Interval.CalendarInterval.StartTime']);
    });
  });

  test('what only the ledger excuses is said where an account is verified, and is no finding', () => {
    const exclusion = { from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 2, 2), reason: 'move of the database', author: 'operations lead' };
    const notes = applicationSignalsNotes(planOf(exampleObjective({ budget: exampleBudget({ exclusions: [exclusion] }) })).plan);
    const verification = { at: START, findings: [], unknown: [], outcome: 'passed' } as const;
    const text = verifyText('shop prod', verification, { calls: 7, times: localTimesOf(plan), notes });
    expect(text.split('\n').slice(1)).toEqual([
      '',
      'differs by design:',
      '  checkout/availability in Application Signals: 1 excluded time counts there, which the ledger excuses (drop): its budget may be lower',
    ]);
    expect(applicationSignalsNotes(plan)).toEqual([]);
  });
});
