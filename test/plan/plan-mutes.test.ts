import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { printMutes } from '../../lib/cli/commands/mutes-text';
import { assemblyResources } from '../../lib/conformance/assembly-resources';
import { compareMutes } from '../../lib/conformance/compare-mutes';
import { Comparison } from '../../lib/conformance/comparison';
import type { MuteSettings, PlannedMute } from '../../lib/maintenance/mutes/mute';
import { buildPlan } from '../../lib/plan/build-plan';
import { NotSimulatedParts } from '../../lib/simulator/core/not-simulated';
import { MuteRules } from '../../lib/simulator/services/cloudwatch/mute-rules';
import { ServiceStack } from '../../lib/stacks/service-stack';
import { DAY_MS, parseLocalDay } from '../../lib/time/zoned-time';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { exampleObjective, objectiveOf } from '../helpers/models';
import { ACKNOWLEDGING, exampleModelOnCall } from '../helpers/on-call';
import { stacksOf } from '../helpers/simulated-account';
import { exampleThreshold } from '../helpers/thresholds';

const FROM = Date.UTC(2026, 2, 1);
const NIGHT: PlannedMute = {
  id: 'move',
  on: ['checkout'],
  reason: 'move of the database',
  owner: 'platform-engineering',
  timeZone: 'UTC',
  times: { kind: 'once', from: parseLocalDay('2026-03-02')! * DAY_MS, until: parseLocalDay('2026-03-03')! * DAY_MS },
  countsAgainstBudget: true,
};
const WEEKLY: PlannedMute = { ...NIGHT, id: 'weekly', severities: ['S3'], times: { kind: 'repeated', fields: '0 2 * * SUN', minutes: 120 } };
const EDGE = objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability', { id: 'edge', severity: { page: 'S0', ticket: 'S3' } });
const many = (count: number) => Array.from({ length: count }, (_, index) => exampleObjective({ id: `objective-${index}` }));

function planOf(
  rules: readonly PlannedMute[],
  services: Parameters<typeof exampleModelOnCall>[0] = { checkout: [exampleObjective(), EDGE], basket: [exampleObjective()] },
) {
  const mutes: MuteSettings = { from: FROM, horizonDays: 90, rules };
  const { plan, problems } = buildPlan({ ...exampleModelOnCall(services), maintenance: { mutes } }, ACKNOWLEDGING);
  return { plan, rules: plan.maintenance?.mutes ?? [], problems: problems.map(({ code, where }) => `${code} ${where.path}`) };
}

test('a mute of a service mutes its thresholds, one of an objective does not', () => {
  const model = exampleModelOnCall({ checkout: [exampleObjective()] });
  const services = model.services.map((service) => ({ ...service, thresholds: [exampleThreshold()] }));
  const mutedBy = (mute: PlannedMute) =>
    buildPlan({ ...model, services, maintenance: { mutes: { from: FROM, horizonDays: 90, rules: [mute] } } }).plan.maintenance!.mutes!.flatMap(
      ({ alarmNames }) => alarmNames,
    );
  expect(mutedBy(NIGHT)).toContain('shop-prod-checkout-checkout-service-cpu-warning');
  for (const mute of [WEEKLY, { ...NIGHT, on: ['checkout/availability'] }]) expect(mutedBy(mute).filter((name) => name.includes('cpu'))).toEqual([]);
});

test('a mute is a rule beside the alarms of each service and region, for planned work only', () => {
  const { rules, plan, problems } = planOf([NIGHT, WEEKLY]);
  expect(problems).toEqual([]);
  expect(rules.map(({ name, region, alarmNames }) => `${region} ${name}: ${alarmNames.join(' ')}`)).toEqual([
    'eu-central-1 shop-prod-mute-move-checkout: shop-prod-checkout-availability-s1 shop-prod-checkout-availability-s2 shop-prod-checkout-availability-s3',
    'us-east-1 shop-prod-mute-move-checkout: shop-prod-checkout-edge-s0 shop-prod-checkout-edge-s2 shop-prod-checkout-edge-s3',
    'eu-central-1 shop-prod-mute-weekly-checkout: shop-prod-checkout-availability-s3',
    'us-east-1 shop-prod-mute-weekly-checkout: shop-prod-checkout-edge-s3',
  ]);
  // Nothing is left for the stack of the home region.
  expect(plan.stacks.filter(({ content }) => content.kind === 'maintenance')).toEqual([]);
});

test('the plan says when, what and why', () => {
  expect(printMutes(planOf([{ ...WEEKLY, countsAgainstBudget: false }], { checkout: [exampleObjective()] }).rules)).toEqual([
    'mutes:',
    '  shop-prod-mute-weekly-checkout (eu-central-1): cron(0 2 * * SUN) for PT2H in UTC, from 2026-03-01T00:00 until 2026-05-30T00:00',
    '    mutes shop-prod-checkout-availability-s3',
    '    move of the database; decided by platform-engineering; excluded from the budget',
  ]);
});

test('whatever is muted, what watches paging and budgets still pages', () => {
  const { rules, plan } = planOf([{ ...NIGHT, on: ['checkout', 'basket'] }]);
  const { pagingAlarms, watchdog, regions } = plan.incidents!;
  const budgets = plan.regions.flatMap(({ errorBudget }) => errorBudget?.objectives.flatMap(({ alarms }) => alarms) ?? []);
  const kept = [...pagingAlarms, watchdog.alarm, ...regions.flatMap(({ silenceAlarm, fallbackAlarms }) => [silenceAlarm, ...fallbackAlarms]), ...budgets];
  expect(kept.length).toBeGreaterThan(20);
  const muted = new Set(rules.flatMap(({ alarmNames }) => alarmNames));
  expect(kept.map(({ name }) => name).filter((name) => muted.has(name))).toEqual([]);
});

test('no rule has more alarms than CloudWatch takes, and another objective moves none of the others into another rule', () => {
  const split = (count: number) => planOf([NIGHT], { checkout: many(count) }).rules;
  const [before, after] = [split(40), split(41)];
  for (const { alarmNames } of [...before, ...after]) expect(alarmNames.length).toBeLessThanOrEqual(100);
  expect(before.map(({ name }) => name)).toEqual(['shop-prod-mute-move-checkout', 'shop-prod-mute-move-checkout-2']);
  expect(before.flatMap(({ alarmNames }) => alarmNames)).toHaveLength(120);
  for (const [index, { alarmNames }] of before.entries()) expect(after[index]!.alarmNames).toEqual(expect.arrayContaining([...alarmNames]));
});

test('a mute that mutes nothing, and names that are too long, are reported', () => {
  expect(planOf([{ ...WEEKLY, severities: ['S4'] }]).problems).toEqual(['MNT007 prod weekly']);
  expect(planOf([{ ...NIGHT, id: 'x'.repeat(250) }]).problems).toEqual([`MNT008 prod ${'x'.repeat(250)}`, `MNT008 prod ${'x'.repeat(250)}`]);
});

test('two mutes of the same alarm at the same time are reported: the first to end may page', () => {
  const times = (from: number, until: number) => ({ kind: 'once', from: FROM + from * DAY_MS, until: FROM + until * DAY_MS }) as const;
  const of = (...others: readonly Partial<PlannedMute>[]) => planOf([NIGHT, ...others.map((other) => ({ ...NIGHT, id: 'other', ...other }))]).problems;
  expect(of({ times: times(1.5, 3) })).toEqual(['MNT009 prod other']);
  expect(of({ times: times(1.5, 3), on: ['checkout/edge'] })).toEqual(['MNT009 prod other']);
  expect(of({ times: times(2, 3) })).toEqual([]);
  expect(of({ times: times(1.5, 3), on: ['basket'] })).toEqual([]);
  // The weekly one is about S3 alone.
  expect(of({ ...WEEKLY, times: times(1.5, 3) })).toEqual(['MNT009 prod weekly']);
  expect(
    planOf([
      { ...NIGHT, severities: ['S2'] },
      { ...WEEKLY, times: times(1.5, 3) },
    ]).problems,
  ).toEqual([]);
});

describe('what is deployed', () => {
  const { plan } = planOf([NIGHT, WEEKLY]);
  const app = new App();
  const stackIn = (region: string) => {
    const planned = plan.regions.find((each) => each.region === region)!;
    const props = { env: { region }, plan: planned, serviceId: 'checkout', mutes: plan.maintenance!.mutes! };
    const stack: Stack = new ServiceStack(app, `test-${region}`, props);
    return { region, stack };
  };
  const stacks = plan.regions.map(({ region }) => stackIn(region));
  const templates = stacks.map(({ region, stack }) => ({ region, template: Template.fromStack(stack).toJSON() }));
  const deployed = (edit: (properties: any) => void = () => {}) => {
    const copies = structuredClone(templates);
    const rule: any = Object.values<any>(copies[0]!.template['Resources']).find(({ Type: type }) => type === 'AWS::CloudWatch::AlarmMuteRule');
    edit(rule.Properties);
    return stacksOf(...copies.map(({ region, template }) => ({ region, template: template as object, stackName: region })));
  };

  test('comes after its alarms, and mutes them in its windows as CloudWatch reads it', () => {
    const [home] = templates;
    const resources: Record<string, any> = home!.template['Resources'];
    const rule = Object.values(resources).find(({ Properties: properties }) => properties.Name === 'shop-prod-mute-weekly-checkout');
    expect(rule.Properties).toEqual({
      Name: 'shop-prod-mute-weekly-checkout',
      Description: 'move of the database (platform-engineering)',
      Rule: { Schedule: { Expression: 'cron(0 2 * * SUN)', Duration: 'PT2H', Timezone: 'UTC' } },
      MuteTargets: { AlarmNames: ['shop-prod-checkout-availability-s3'] },
      StartDate: '2026-03-01T00:00',
      ExpireDate: '2026-05-30T00:00',
    });
    expect(rule.DependsOn.map((id: string) => resources[id].Properties.AlarmName)).toEqual(['shop-prod-checkout-availability-s3']);

    const notSimulated = new NotSimulatedParts();
    const muted = new MuteRules(deployed(), notSimulated);
    expect(notSimulated.parts).toEqual([]);
    const at = (name: string, region: string, instant: string) => muted.muteOf({ name, region }, Date.parse(instant)) !== undefined;
    expect(at('shop-prod-checkout-edge-s0', 'us-east-1', '2026-03-02T12:00:00Z')).toBe(true);
    expect(at('shop-prod-checkout-edge-s0', 'us-east-1', '2026-03-08T03:00:00Z')).toBe(false);
    expect(at('shop-prod-checkout-availability-s3', 'eu-central-1', '2026-03-08T03:00:00Z')).toBe(true);
    expect(at('shop-prod-checkout-availability-s3', 'eu-central-1', '2026-05-31T03:00:00Z')).toBe(false);
  });

  const differences = (edit?: (properties: any) => void) => {
    const found = new Comparison(assemblyResources(deployed(edit)));
    const alarms = plan.regions.flatMap(({ objectives }) => objectives.flatMap(({ compositeAlarms }) => compositeAlarms.map(({ name }) => name)));
    compareMutes(plan, found, (name) => alarms.includes(name));
    expect(found.unknown).toEqual([]);
    return found.differences.map(({ name, what }) => `${name} ${what}`);
  };
  const MOVE = 'shop-prod-mute-move-checkout';

  test.each([
    ['as planned', undefined, []],
    ['another begin', (rule: any) => (rule.Rule.Schedule.Expression = 'at(2026-03-02T00:30)'), [`${MOVE} expression of the mute`]],
    ['another length', (rule: any) => (rule.Rule.Schedule.Duration = 'P2D'), [`${MOVE} duration of the mute`]],
    ['another zone', (rule: any) => (rule.Rule.Schedule.Timezone = 'Europe/Berlin'), [`${MOVE} time zone of the mute`]],
    ['an end there is not', (rule: any) => (rule.ExpireDate = '2026-03-02T00:00'), [`${MOVE} end of the mute rule`]],
    ['an alarm that pages', (rule: any) => rule.MuteTargets.AlarmNames.pop(), [`${MOVE} muted alarm`]],
    ['an alarm that does not page', (rule: any) => rule.MuteTargets.AlarmNames.push('shop-prod-basket-availability-s1'), [`${MOVE} muted alarm`]],
    ['a rule of another name', (rule: any) => (rule.Name = 'by-hand'), [`${MOVE} mute rule`, 'by-hand mute rule']],
  ])('is compared with the plan: %s', (_, edit, expected) => {
    expect(differences(edit)).toEqual(expected);
  });
});
