import { readFileSync } from 'node:fs';
import { resourceOfArn } from '../../lib/aws/arn';
import { loadOperations } from '../../lib/cli/files/operations';
import { assemblyResources } from '../../lib/conformance/assembly-resources';
import { compareDeployment } from '../../lib/conformance/compare-deployment';
import { bundleHandler } from '../../lib/constructs/handler-code';
import { SEVERITIES } from '../../lib/incident/severity';
import { PAGERS } from '../../lib/pagers/pagers';
import { readPagerEvent } from '../../lib/pagers/read-event';
import { stackSizes } from '../../lib/plan/stack-sizes';
import { Account } from '../../lib/simulator/account';
import { createMetricAlarm } from '../../lib/simulator/services/cloudwatch/metric-alarm-run';
import { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import { MINUTE_MS } from '../../lib/time/time';
import { scriptedAlarms, START, type Script } from '../helpers/simulated-account';
import { synthesizedStacks } from '../helpers/synthesized-configuration';

/** A team that keeps its pager, which subscribes by its own intake for SNS: the engine off, the feed on, and what it hears of an outage (12.4). */

const { environments, problems } = loadOperations('examples/keep-your-pager/config', {});
const { plan } = environments.find((each) => each.plan.environment === 'staging')!;
bundleHandler('budget-ledger');
const stacks = synthesizedStacks(plan);
const resources = stacks.flatMap((stack) => stack.resources);
const PAGER = 'https://pager.simulated.example/shop-staging/pagerduty';
const { compositeAlarms, metricAlarms } = plan.regions[0]!.objectives[0]!;
const page = compositeAlarms.find(({ severity }) => severity === 'S1')!;
const [fastBurn] = page.firesWhenAllOf;

/** Both windows of the fast burn: on after ten minutes, over after thirty. */
const OUTAGE: Script = Object.fromEntries(
  metricAlarms.map(({ name }) => [
    name,
    fastBurn!.includes(name)
      ? [
          [60, 'OK'],
          [600, 'ALARM'],
          [1_800, 'OK'],
        ]
      : [[60, 'OK']],
  ]),
);

interface Heard {
  readonly minute: number;
  readonly topicName: string;
  readonly subject: string;
  readonly message: { readonly AlarmName: string; readonly OldStateValue: string; readonly NewStateValue: string; readonly Trigger?: unknown };
  readonly text: string;
}

/** What the pager was sent, in order. */
function heardIn(script: Script, minutes: number): Heard[] {
  // Without the budget ledger, whose function would have to run.
  const played = stacks.filter(({ stackName }) => stackName !== 'shop-staging-alarms');
  const account = new Account({ stacks: played, store: new MetricStore(), start: START, createMetricAlarm: scriptedAlarms(script) });
  account.run(START + minutes * MINUTE_MS);
  return account.log.flatMap((entry) => {
    if (entry.kind !== 'message delivered' || entry.endpoint !== PAGER) return [];
    const { at, topicArn, subject = '', text } = entry;
    return [{ minute: (at - START) / MINUTE_MS, topicName: resourceOfArn(topicArn), subject, message: JSON.parse(text) as Heard['message'], text }];
  });
}

const heard = heardIn(OUTAGE, 45);
/** Without the state that a new alarm begins with. */
const outage = heard.filter(({ message }) => message.OldStateValue !== 'INSUFFICIENT_DATA');

test('it is valid, deployed as it is planned, and as large; no engine, and nobody to confirm', () => {
  expect(problems).toEqual([]);
  const { differences, unknown } = compareDeployment(plan, assemblyResources(stacks));
  expect([differences, unknown]).toEqual([[], []]);
  const found = new Map(stacks.map(({ stackName, template }) => [stackName, Object.keys(template.Resources).length]));
  for (const { stackName, resources: counted } of stackSizes(plan)) expect([stackName, counted]).toEqual([stackName, found.get(stackName)]);
  expect(resources.filter(({ type }) => type === 'AWS::DynamoDB::Table')).toEqual([]);
});

test('the address stands in no template: CloudFormation takes it from Parameter Store', () => {
  const { Resources, Parameters } = stacks.find(({ stackName }) => stackName === 'shop-staging-incidents')!.template;
  const subscriptions = Object.values(Resources).filter(({ Type }) => Type === 'AWS::SNS::Subscription');
  const stored = subscriptions.map(({ Properties }) => Parameters[(Properties!.Endpoint as { readonly Ref: string }).Ref]!);
  const [endpoint, email] = ['/shop/staging/pagers/pagerduty/endpoint', '/shop/staging/pagers/unreached/email'];
  expect(stored.map(({ Type, Default }) => `${String(Type)} ${String(Default)}`).sort()).toEqual(
    [endpoint, endpoint, email].map((name) => `AWS::SSM::Parameter::Value<String> ${name}`),
  );
});

test('a new alarm says OK once, and nothing else', () => {
  const first = heard.filter(({ message }) => message.OldStateValue === 'INSUFFICIENT_DATA');
  expect(first.length).toBeGreaterThan(0);
  expect(new Set(first.map(({ message }) => message.NewStateValue))).toEqual(new Set(['OK']));
});

test('an outage begins and ends once, on one topic, each time from another state', () => {
  expect(outage.map(({ topicName, message }) => [topicName, message.AlarmName, message.OldStateValue, message.NewStateValue])).toEqual([
    ['shop-staging-s1', page.name, 'OK', 'ALARM'],
    ['shop-staging-s1', page.name, 'ALARM', 'OK'],
  ]);
  expect(outage.map(({ minute }) => minute)).toEqual([10, 30]);
});

test('every alarm that a pager hears ends what it begins, on the same topic; no other alarm is changed', () => {
  const heardTopics = plan.pagers![0]!.topics.map(({ name }) => name);
  const alarms = resources.filter(({ type }) => /^AWS::CloudWatch::(?:Composite)?Alarm$/.test(type));
  const topicsOf = (actions: unknown) => (Array.isArray(actions) ? actions.map((arn) => resourceOfArn(String(arn))) : []);
  const notifying = alarms.map(({ properties }) => ({ on: topicsOf(properties.AlarmActions), over: topicsOf(properties.OKActions) }));
  const ofPager = notifying.filter(({ on }) => on.some((name) => heardTopics.includes(name)));
  expect(ofPager.length).toBeGreaterThan(1);
  for (const { on, over } of ofPager) expect(over).toEqual(on);
  for (const { on, over } of notifying) if (!on.some((name) => heardTopics.includes(name))) expect(over).toEqual([]);
});

test('nothing but alarms is published where a pager listens: no role may, and the policy of the topic lets CloudWatch in only', () => {
  const policies = resources.filter(({ type }) => type === 'AWS::IAM::Policy' || type === 'AWS::IAM::Role');
  expect(policies.length).toBeGreaterThan(0);
  for (const { properties } of policies) expect(JSON.stringify(properties)).not.toMatch(/sns:(?:\*|Publish)/);
  const [ofTopic] = resources.filter(({ type }) => type === 'AWS::SNS::TopicPolicy');
  expect(JSON.stringify(ofTopic!.properties)).toContain('cloudwatch.amazonaws.com');
  expect(new Set(heard.map(({ text }) => readPagerEvent({ topicName: 'shop-staging-s1', text }) !== undefined))).toEqual(new Set([true]));
});

describe('a pager that does not take what it is sent (12.4)', () => {
  const [watch] = plan.pagerWatches!;
  const E_MAIL = 'pager-unreached@simulated.example';

  /** E-mails by minute and alarm, while the endpoint of the pager refuses everything and CloudWatch evaluates the alarm on what is left. */
  function reportsOf(isBroken: boolean, played = stacks): readonly string[] {
    const scripted = scriptedAlarms(OUTAGE);
    const account = new Account({
      stacks: played.filter(({ stackName }) => stackName !== 'shop-staging-alarms'),
      store: new MetricStore(),
      start: START,
      createMetricAlarm: (...parts) => (JSON.stringify(parts[0]).includes(watch!.alarm.name) ? createMetricAlarm(...parts) : scripted(...parts)),
    });
    if (isBroken) account.failDelivery({ endpoint: PAGER, from: START, until: START + 3 * 60 * MINUTE_MS });
    account.run(START + 90 * MINUTE_MS);
    return account.log.flatMap((entry) => (entry.kind === 'message delivered' && entry.endpoint === E_MAIL ? [`${entry.subject ?? ''}`] : []));
  }

  test('is reported by an alarm of its own to an e-mail address, which no pager hears', () => {
    expect(reportsOf(true)).toEqual([`ALARM: "${watch!.alarm.name}" in eu-west-1`]);
    expect(reportsOf(false)).toEqual([]);
    const subscribed = resources
      .filter(({ type }) => type === 'AWS::SNS::Subscription')
      .map(({ properties }) => [resourceOfArn(String(properties.TopicArn)), properties.Protocol]);
    expect(subscribed.filter(([topic]) => topic === watch!.alarm.topicName)).toEqual([['shop-staging-pager-unreached', 'email']]);
  });

  test.each<[what: string, type: string, id: RegExp, found: string]>([
    ['alarm', 'AWS::CloudWatch::Alarm', /PagerDeadLetters/, 'shop-staging-paging-pager-dead-letters'],
    ['topic', 'AWS::SNS::Topic', /Unreached/, 'shop-staging-pager-unreached'],
    ['subscription', 'AWS::SNS::Subscription', /pagerunreached/i, 'shop-staging-pager-unreached'],
  ])('without its %s nobody hears of it, and the comparison of plan and template finds that', (_, type, id, found) => {
    const isIt = (resource: (typeof resources)[number]) => resource.type === type && id.test(resource.logicalId);
    expect(resources.filter(isIt)).toHaveLength(1);
    const broken = stacks.map((stack) => ({ ...stack, resources: stack.resources.filter((resource) => !isIt(resource)) }));
    expect(reportsOf(true, broken)).toEqual([]);
    expect(compareDeployment(plan, assemblyResources(broken)).differences.map(({ name }) => name)).toContain(found);
  });
});

test('the page shows what the pager is sent', () => {
  const time = (minute: number) => `08:${String(minute).padStart(2, '0')}`;
  const transcript = outage.map(({ minute, topicName, subject, message, text }) => {
    const event = readPagerEvent({ topicName, text })!;
    return `${time(minute)}  ${topicName}  ${subject}  (was ${message.OldStateValue})\n       ${event.action} ${event.key}`;
  });
  expect(readFileSync('docs/how-to/keep-your-pager.md', 'utf8')).toContain(`\`\`\`\n${transcript.join('\n')}\n\`\`\``);
});

test('the page lists every pager that can subscribe, what it reads, and how each vendor calls severities', () => {
  const page = readFileSync('docs/how-to/keep-your-pager.md', 'utf8');
  for (const { id, title, intake } of PAGERS) {
    if (intake === undefined) continue;
    const { compositeAlarms, metricMath, note, documentation } = intake;
    expect(page).toContain(`| \`${id}\` | ${compositeAlarms} | ${metricMath} | ${note} ([${title}](${documentation})) | both read |`);
  }
  for (const { title, severities } of PAGERS) {
    if (severities !== undefined) expect(page).toContain(`| ${title} | ${SEVERITIES.map((severity) => severities[severity]).join(' | ')} |`);
  }
});
