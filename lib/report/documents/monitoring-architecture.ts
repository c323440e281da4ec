import { referencedAlarms } from '../../aws/alarm-rule/alarm-rule';
import { parseAlarmRule } from '../../aws/alarm-rule/parse-alarm-rule';
import { alarmNameOf } from '../../aws/arn';
import type { LoadedResource, LoadedStack } from '../../aws/assembly/loaded-stack';
import type { JsonValue } from '../../aws/cloudformation/template';
import { NotSimulatedError } from '../../aws/errors';
import type { OperationsPlan } from '../../plan/alarm-plan';
import type { StackContent } from '../../plan/stack-plan';
import { madeFrom, markdownTable } from './markdown';

/** Types that are drawn, with what people call one of them. Others (keys, roles, logs) carry no alarm from here to there. */
const DRAWN: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': 'metric alarm',
  'AWS::CloudWatch::CompositeAlarm': 'composite alarm',
  'AWS::CloudWatch::AlarmMuteRule': 'mute rule',
  'AWS::CloudWatch::Dashboard': 'dashboard',
  'AWS::SNS::Topic': 'topic',
  'AWS::SNS::Subscription': 'subscription',
  'AWS::Events::Rule': 'event rule',
  'AWS::Lambda::Function': 'function',
  'AWS::Scheduler::Schedule': 'schedule',
  'AWS::DynamoDB::Table': 'table',
  'AWS::SQS::Queue': 'queue',
  'AWS::SSM::Document': 'document',
  'AWS::Chatbot::SlackChannelConfiguration': 'chat channel',
  'AWS::Chatbot::MicrosoftTeamsChannelConfiguration': 'chat channel',
};

const ALARM_TYPES = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'];

/** What a type is handed something by, of all that it names: a subscription names its topic, which sends to it, and a queue, to which it sends. */
const HEARS: Readonly<Record<string, readonly string[]>> = {
  'AWS::SNS::Subscription': ['AWS::SNS::Topic'],
  'AWS::CloudWatch::CompositeAlarm': ALARM_TYPES,
  'AWS::CloudWatch::Dashboard': ALARM_TYPES,
  'AWS::Chatbot::SlackChannelConfiguration': ['AWS::SNS::Topic'],
  'AWS::Chatbot::MicrosoftTeamsChannelConfiguration': ['AWS::SNS::Topic'],
};

/** What a kind of stack is for. */
const STACKS: Readonly<Record<StackContent['kind'], string>> = {
  incidents: 'topics of severities; at home the incident engine',
  service: 'the alarms of each service',
  ledger: 'a further budget ledger',
  alarms: 'the budget ledger, and the signal over all services',
  people: 'the people on call',
  runbooks: 'what operators start',
  maintenance: 'what is done on schedule',
  dashboards: 'what people look at',
  evidence: 'where evidence is kept',
  watchdog: 'what watches the engine from another region',
};

/** Resources of a type in stacks of one kind and region: one box of the diagram. */
interface Box {
  readonly id: string;
  readonly region: string;
  readonly kind: StackContent['kind'];
  readonly type: string;
  count: number;
}

/**
 * What is deployed to watch and to page, and what hands what over to what, drawn from the references in the templates. Requirement 002-33.
 *
 * @param stacks those of the environment of the plan, as they would be deployed
 */
export function monitoringArchitecture(plan: OperationsPlan, stacks: readonly LoadedStack[]): string {
  const kinds = new Map(plan.stacks.map(({ stackName, region, content }) => [`${region} ${stackName}`, content.kind]));
  const boxes = new Map<string, Box>();
  const boxOf = new Map<LoadedResource, Box>();
  for (const stack of stacks) {
    const kind = kinds.get(`${stack.region} ${stack.stackName}`);
    if (kind === undefined) continue;
    for (const resource of stack.resources) {
      if (!Object.hasOwn(DRAWN, resource.type)) continue;
      const key = `${stack.region} ${kind} ${resource.type}`;
      const box = boxes.get(key) ?? { id: `n${boxes.size + 1}`, region: stack.region, kind, type: resource.type, count: 0 };
      box.count++;
      boxes.set(key, box);
      boxOf.set(resource, box);
    }
  }
  const edges = edgesOf(boxOf);
  const shown = [...boxes.values()].filter(({ id }) => edges.some(({ from, to }) => from.id === id || to.id === id));
  const lines = [
    ...madeFrom('What watches what', plan),
    'Drawn from the templates: a box is all resources of a type in stacks of one kind and region, an arrow is a reference of one to the other, in the direction in which an alarm, an event or a message goes. Left out are keys, roles, permissions and logs, and what is called only when a function decides so: the engine publishes to the topics of people and severities, reads alarms, and starts runbooks.',
    '',
    '```mermaid',
    'flowchart LR',
    ...groupsOf(shown).flatMap(({ region, kind, boxes: within }, index) => [
      `  subgraph g${index + 1}["${region}: ${STACKS[kind]}"]`,
      ...within.map(({ id, type, count }) => `    ${id}["${count} ${DRAWN[type]}${count === 1 ? '' : 's'}"]`),
      '  end',
    ]),
    ...edges.map(({ from, to }) => `  ${from.id} --> ${to.id}`),
    '```',
    '',
    '## Stacks',
    '',
    ...markdownTable(
      ['Stack', 'Region', 'What it holds'],
      plan.stacks.map(({ stackName, region, content }) => [`\`${stackName}\``, region, STACKS[content.kind]]),
    ),
    '',
    '## How an alarm gets to people',
    '',
    '1. A metric alarm goes off; a composite alarm over several of them says how severe that is, and publishes to the topic of its severity, where chats and integrations listen.',
    '2. A rule brings the same change of state to the incident engine, from other regions over the home region. A schedule starts the engine every minute, whatever comes: it compares its records with all alarms, so that a lost event costs a minute.',
    '3. The engine records the incident in its table and publishes to the topic of each person on call, tier by tier, until somebody acknowledges.',
    '4. While it does so it sends a heartbeat. Without one CloudWatch itself notifies the fallback topic for every objective that burns, and an alarm in another region notifies the people of the watchdog.',
    '5. Every few minutes it publishes a canary that has to arrive beside the watchdog: what is sent does arrive.',
    '',
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function groupsOf(boxes: readonly Box[]): readonly { readonly region: string; readonly kind: Box['kind']; readonly boxes: readonly Box[] }[] {
  const groups = new Map<string, Box[]>();
  for (const box of boxes) groups.set(`${box.region} ${box.kind}`, [...(groups.get(`${box.region} ${box.kind}`) ?? []), box]);
  return [...groups.values()].map((within) => ({ region: within[0]!.region, kind: within[0]!.kind, boxes: within }));
}

interface Edge {
  readonly from: Box;
  readonly to: Box;
}

/** Types that a resource names by their name and not by their ARN; a name alone may be that of several things. */
const NAMED_BY: Readonly<Record<string, readonly string[]>> = {
  'AWS::CloudWatch::CompositeAlarm': ALARM_TYPES,
  'AWS::CloudWatch::AlarmMuteRule': ALARM_TYPES,
  'AWS::Lambda::Function': ['AWS::DynamoDB::Table'],
};

/** Each arrow between two boxes once, in the order in which they were found. */
function edgesOf(boxOf: ReadonlyMap<LoadedResource, Box>): readonly Edge[] {
  const byArn = new Map<string, Box>();
  const byName = new Map<string, Box>();
  for (const [resource, box] of boxOf) {
    for (const name of namesOf(resource))
      (name.startsWith('arn:') ? byArn : byName).set(name.startsWith('arn:') ? name : `${resource.region} ${resource.type} ${name}`, box);
  }
  const edges = new Map<string, Edge>();
  for (const [resource, box] of boxOf) {
    for (const text of textsOf(resource)) {
      const named = (NAMED_BY[resource.type] ?? []).map((type) => byName.get(`${resource.region} ${type} ${text}`));
      const other = byArn.get(text) ?? named.find((each) => each !== undefined);
      if (other === undefined || other === box) continue;
      const [from, to] = HEARS[resource.type]?.includes(other.type) === true ? [other, box] : [box, other];
      edges.set(`${from.id} ${to.id}`, { from, to });
    }
  }
  return [...edges.values()];
}

function namesOf(resource: LoadedResource): readonly string[] {
  return [() => resource.ref, () => resource.attribute('Arn')].flatMap((read) => attempt(read) ?? []);
}

/** Every text in the properties of a resource, with the alarms that its rule or its body names. */
function textsOf(resource: LoadedResource): readonly string[] {
  const properties = attempt(() => resource.properties);
  if (properties === undefined) return [];
  const { AlarmRule: rule, DashboardBody: body } = properties;
  return [
    ...leavesOf(properties),
    ...(typeof rule === 'string' ? referencedAlarms(parseAlarmRule(rule)).map(alarmNameOf) : []),
    ...(typeof body === 'string' ? leavesOf(JSON.parse(body) as JsonValue) : []),
  ];
}

function leavesOf(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((each: JsonValue) => leavesOf(each));
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotSimulatedError) return undefined;
    throw error;
  }
}
