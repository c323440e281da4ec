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
import { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import { MINUTE_MS } from '../../lib/time/time';
import { scriptedAlarms, START, type Script } from '../helpers/simulated-account';
import { synthesizedStacks } from '../helpers/synthesized-configuration';

/** The example of a team that keeps its pager: the engine off, the feed on, and what the pager hears of an outage (12.4). */

const { environments, problems } = loadOperations('examples/keep-your-pager/config', {});
const { plan } = environments[0]!;
bundleHandler('budget-ledger');
const stacks = synthesizedStacks(plan);
const resources = stacks.flatMap((stack) => stack.resources);
const PAGER = 'https://pager.simulated.example/shop-prod/pagerduty';
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
  const played = stacks.filter(({ stackName }) => stackName !== 'shop-prod-alarms');
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
  const { Resources, Parameters } = stacks.find(({ stackName }) => stackName === 'shop-prod-incidents')!.template;
  const subscriptions = Object.values(Resources).filter(({ Type }) => Type === 'AWS::SNS::Subscription');
  expect(subscriptions).toHaveLength(2);
  for (const { Properties } of subscriptions) {
    const { Ref: parameter } = Properties!.Endpoint as { readonly Ref: string };
    expect(Parameters[parameter]).toMatchObject({ Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shop/prod/pagers/pagerduty/endpoint' });
  }
});

test('a new alarm says OK once, and nothing else', () => {
  const first = heard.filter(({ message }) => message.OldStateValue === 'INSUFFICIENT_DATA');
  expect(first.length).toBeGreaterThan(0);
  expect(new Set(first.map(({ message }) => message.NewStateValue))).toEqual(new Set(['OK']));
});

test('an outage begins and ends once, on one topic, each time from another state', () => {
  expect(outage.map(({ topicName, message }) => [topicName, message.AlarmName, message.OldStateValue, message.NewStateValue])).toEqual([
    ['shop-prod-s1', page.name, 'OK', 'ALARM'],
    ['shop-prod-s1', page.name, 'ALARM', 'OK'],
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
  expect(new Set(heard.map(({ text }) => readPagerEvent({ topicName: 'shop-prod-s1', text }) !== undefined))).toEqual(new Set([true]));
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
    expect(page).toContain(`| \`${id}\` | ${compositeAlarms} | ${metricMath} | ${note} ([${title}](${documentation})) |`);
  }
  for (const { title, severities } of PAGERS) {
    if (severities !== undefined) expect(page).toContain(`| ${title} | ${SEVERITIES.map((severity) => severities[severity]).join(' | ')} |`);
  }
});
