/** Fills the port of deployed resources from the templates of an assembly: what would be deployed, under the names it would have. */

import type { LoadedResource, LoadedStack } from '../aws/assembly/loaded-stack';
import { listOf, objectIn } from '../aws/assembly/property';
import { isJsonObject, type JsonObject, type JsonValue } from '../aws/cloudformation/template';
import { NotSimulatedError } from '../aws/errors';
import { policiesOfRole, whereIs } from '../aws/iam/role-policies';
import type {
  Answer,
  DeliveryTarget,
  DeployedBucket,
  DeployedFunction,
  DeployedKind,
  DeployedKinds,
  DeployedResources,
  DeployedSchedule,
  DeployedThing,
} from './deployed-resources';

/**
 * The deployed resources of the stacks of one environment. A resource, or a part of it, that cannot be resolved is an answer
 * that could not be determined, with what stops it.
 *
 * @param stacks of one account
 */
export function assemblyResources(stacks: readonly LoadedStack[]): DeployedResources {
  return new AssemblyResources(stacks);
}

class AssemblyResources implements DeployedResources {
  readonly accountId: string;
  readonly source = 'templates';
  readonly notAskedFor: ReadonlySet<DeployedKind> = new Set();
  readonly #all: readonly LoadedResource[];
  readonly #lists = new Map<string, readonly Answer<DeployedThing>[]>();

  constructor(readonly stacks: readonly LoadedStack[]) {
    this.accountId = stacks[0]?.account ?? '';
    this.#all = stacks.flatMap((stack) => stack.resources);
  }

  list<K extends DeployedKind>(kind: K, region: string): readonly Answer<DeployedKinds[K]>[] {
    const key = kind === 'role' ? kind : `${kind} ${region}`;
    const known = this.#lists.get(key);
    if (known !== undefined) return known as readonly Answer<DeployedKinds[K]>[];
    const { types, read } = KINDS[kind];
    const list = this.#all
      .filter((resource) => types.includes(resource.type) && (kind === 'role' || resource.region === region))
      .map((resource) => answer(resource, () => read(resource, this)));
    this.#lists.set(key, list);
    return list;
  }

  /** Resources of a type in the region of another one. */
  beside({ region }: LoadedResource, type: string): readonly LoadedResource[] {
    return this.#all.filter((resource) => resource.type === type && resource.region === region);
  }

  get all(): readonly LoadedResource[] {
    return this.#all;
  }
}

/** How the resources of some types are read as a kind of deployed things. */
interface KindInTemplates<T> {
  readonly types: readonly string[];
  /** @throws NotSimulatedError for what cannot be resolved */
  readonly read: (resource: LoadedResource, resources: AssemblyResources) => T;
}

const KINDS: { readonly [K in DeployedKind]: KindInTemplates<DeployedKinds[K]> } = {
  alarm: {
    types: ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'],
    read: (resource) => ({
      ...thing(resource),
      type: resource.type === 'AWS::CloudWatch::Alarm' ? 'metric alarm' : 'composite alarm',
      configuration: resource.properties,
    }),
  },
  topic: {
    types: ['AWS::SNS::Topic'],
    read: (resource) => ({ ...thing(resource, resource.attribute('TopicName')), arn: resource.ref, kmsMasterKeyId: resource.properties.KmsMasterKeyId }),
  },
  subscription: {
    types: ['AWS::SNS::Subscription'],
    read: (resource) => {
      const { TopicArn: topicArn, Protocol: protocol, Endpoint: endpoint, FilterPolicy: filterPolicy } = resource.properties;
      const { FilterPolicyScope: filterPolicyScope = 'MessageAttributes' } = resource.properties;
      return { ...thing(resource), topicArn, protocol, endpoint, filterPolicy, filterPolicyScope };
    },
  },
  key: { types: ['AWS::KMS::Key'], read: withArn },
  'key alias': {
    types: ['AWS::KMS::Alias'],
    read: (resource) => ({ ...thing(resource, textOr(resource.properties.AliasName, resource.ref)), targetKeyId: resource.properties.TargetKeyId }),
  },
  function: { types: ['AWS::Lambda::Function'], read: readFunction },
  schedule: { types: ['AWS::Scheduler::Schedule'], read: readSchedule },
  rule: {
    types: ['AWS::Events::Rule'],
    read: (resource) => {
      const { State: state = 'ENABLED', EventBusName: eventBusName = 'default', EventPattern: eventPattern } = resource.properties;
      const targets = listOf(resource.properties, 'Targets').map((target) => readTarget(isJsonObject(target) ? target : {}));
      return { ...withArn(resource), state, eventBusName, eventPattern, targets };
    },
  },
  role: {
    types: ['AWS::IAM::Role'],
    read: (resource, { all }) => ({ ...withArn(resource), policies: answer(resource, () => readablePolicies(resource, all)) }),
  },
  queue: { types: ['AWS::SQS::Queue'], read: (resource) => ({ ...thing(resource, resource.attribute('QueueName')), arn: resource.attribute('Arn') }) },
  'log group': { types: ['AWS::Logs::LogGroup'], read: withArn },
  table: { types: ['AWS::DynamoDB::Table'], read: (resource) => thing(resource) },
  document: {
    types: ['AWS::SSM::Document'],
    read: (resource) => {
      const { DocumentType: type, Content: content } = resource.properties;
      return { ...thing(resource), type, ...(type === 'ChangeCalendar' && { calendar: content }) };
    },
  },
  'mute rule': {
    types: ['AWS::CloudWatch::AlarmMuteRule'],
    read: (resource) => {
      const { Name: name, StartDate: startDate, ExpireDate: expireDate } = resource.properties;
      const { Expression: expression, Duration: duration, Timezone: timezone = 'UTC' } = objectIn(objectIn(resource.properties, 'Rule'), 'Schedule');
      const alarmNames = listOf(objectIn(resource.properties, 'MuteTargets'), 'AlarmNames');
      return { ...thing(resource, textOr(name, resource.ref)), expression, duration, timezone, startDate, expireDate, alarmNames };
    },
  },
  dashboard: {
    types: ['AWS::CloudWatch::Dashboard'],
    read: (resource) => ({ ...thing(resource), body: valueOf(resource.properties.DashboardBody) }),
  },
  'service level objective': {
    types: ['AWS::ApplicationSignals::ServiceLevelObjective'],
    read: (resource) => ({ ...thing(resource, textOr(resource.properties.Name, resource.ref)), properties: resource.properties }),
  },
  budget: {
    types: ['AWS::Budgets::Budget'],
    read: (resource) => ({ ...thing(resource, textOr(objectIn(resource.properties, 'Budget').BudgetName, resource.ref)), properties: resource.properties }),
  },
  'cost anomaly subscription': {
    types: ['AWS::CE::AnomalySubscription'],
    read: (resource) => ({ ...thing(resource, textOr(resource.properties.SubscriptionName, resource.ref)), properties: resource.properties }),
  },
  bucket: { types: ['AWS::S3::Bucket'], read: readBucket },
  'chat configuration': {
    types: ['AWS::Chatbot::SlackChannelConfiguration', 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration'],
    read: (resource) => ({ ...thing(resource, textOr(resource.properties.ConfigurationName, resource.ref)), snsTopicArns: resource.properties.SnsTopicArns }),
  },
};

function readBucket(resource: LoadedResource, resources: AssemblyResources): DeployedBucket {
  const [policy] = partsOf(resource, resources, 'AWS::S3::BucketPolicy', ({ Bucket: name }) => name === resource.ref);
  const document = policy === undefined ? undefined : mapped(policy, ({ PolicyDocument: value }) => value);
  return { ...withArn(resource), properties: resource.properties, ...(document !== undefined && { policy: document }) };
}

function readFunction(resource: LoadedResource, resources: AssemblyResources): DeployedFunction {
  const { properties } = resource;
  const arn = resource.attribute('Arn');
  const isOfIt = (name: JsonValue | undefined) => name === resource.ref || name === arn;
  const configs = partsOf(resource, resources, 'AWS::Lambda::EventInvokeConfig', ({ FunctionName: name }) => isOfIt(name));
  const invocations = configs.find((config) => 'value' in config) ?? configs[0];
  const permissions = partsOf(resource, resources, 'AWS::Lambda::Permission', ({ FunctionName: name, Action: action }) => {
    return isOfIt(name) && (action === 'lambda:InvokeFunction' || action === 'lambda:*');
  });
  return {
    ...withArn(resource),
    handler: properties.Handler,
    timeout: properties.Timeout,
    roleArn: properties.Role,
    variables: objectIn(objectIn(properties, 'Environment'), 'Variables'),
    deadLetterArn: objectIn(properties, 'DeadLetterConfig').TargetArn,
    logGroupName: objectIn(properties, 'LoggingConfig').LogGroup,
    reservedConcurrentExecutions: properties.ReservedConcurrentExecutions,
    eventInvokeConfig: invocations === undefined ? { value: {} } : mapped(invocations, attemptsIn),
    permissions: permissions.map((permission) => mapped(permission, ({ Principal: principal, SourceArn: sourceArn }) => ({ principal, sourceArn }))),
    codeFile: (file) => answer(resource, () => codeFile(resource, resources.stacks, file)),
  };
}

function codeFile(resource: LoadedResource, stacks: readonly LoadedStack[], file: string): string | undefined {
  const { S3Key: key } = objectIn(resource.properties, 'Code');
  if (typeof key !== 'string') return undefined;
  const { assetFile } = stacks.find(({ stackName, region }) => stackName === resource.stackName && region === resource.region) ?? {};
  if (assetFile === undefined) throw new NotSimulatedError('the code of a function whose template came without its assembly');
  return assetFile(key, file);
}

function readSchedule(resource: LoadedResource): DeployedSchedule {
  const { properties } = resource;
  const {
    Name: name,
    Description: _description,
    ScheduleExpression: scheduleExpression,
    ScheduleExpressionTimezone: scheduleExpressionTimezone = 'Etc/UTC',
    State: state = 'ENABLED',
    GroupName: groupName = 'default',
    FlexibleTimeWindow: _window,
    Target: _target,
    ...otherMembers
  } = properties;
  return {
    ...thing(resource, textOr(name, resource.ref)),
    scheduleExpression,
    scheduleExpressionTimezone,
    state,
    groupName,
    flexibleTimeWindowMode: objectIn(properties, 'FlexibleTimeWindow').Mode,
    target: readTarget(objectIn(properties, 'Target')),
    otherMembers,
  };
}

function readTarget(target: JsonObject): DeliveryTarget {
  return {
    arn: target.Arn,
    roleArn: target.RoleArn,
    deadLetterArn: objectIn(target, 'DeadLetterConfig').Arn,
    input: valueOf(target.Input),
    ...attemptsIn(objectIn(target, 'RetryPolicy')),
  };
}

function attemptsIn({ MaximumRetryAttempts: maximumRetryAttempts, MaximumEventAgeInSeconds: maximumEventAgeInSeconds }: JsonObject) {
  return { maximumRetryAttempts, maximumEventAgeInSeconds };
}

function readablePolicies(role: LoadedResource, all: readonly LoadedResource[]) {
  const { unreadable, ...policies } = policiesOfRole(role, all);
  if (unreadable[0] !== undefined) throw unreadable[0];
  return policies;
}

/** Properties of resources that are a part of another one; one that cannot be read may be a part of it, too. */
function partsOf(whole: LoadedResource, resources: AssemblyResources, type: string, isPart: (properties: JsonObject) => boolean): Answer<JsonObject>[] {
  const parts = resources.beside(whole, type).map((part) => answer(part, () => part.properties));
  return parts.filter((part) => 'couldNotTell' in part || isPart(part.value));
}

function mapped<T, U>(from: Answer<T>, map: (value: T) => U): Answer<U> {
  return 'couldNotTell' in from ? from : { value: map(from.value) };
}

function withArn(resource: LoadedResource): DeployedThing & { readonly arn: string } {
  return { ...thing(resource), arn: resource.attribute('Arn') };
}

function thing({ ref, region, stackName, logicalId, constructPath }: LoadedResource, name = ref): DeployedThing {
  return { name, region, definedIn: { stackName, logicalId, ...(constructPath !== undefined && { constructPath }) } };
}

/** Reads of a resource; what cannot be resolved could not be determined, and says where it stands. */
function answer<T>(resource: LoadedResource, read: () => T): Answer<T> {
  try {
    return { value: read() };
  } catch (error) {
    if (!(error instanceof NotSimulatedError)) throw error;
    return { couldNotTell: new NotSimulatedError(error.thing, error.where ?? whereIs(resource)).message };
  }
}

/** The value of a text that is JSON, else the text. */
function valueOf(text: JsonValue | undefined): JsonValue | undefined {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

function textOr(value: JsonValue | undefined, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}
