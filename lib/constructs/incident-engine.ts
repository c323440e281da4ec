import { Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { CfnRule } from 'aws-cdk-lib/aws-events';
import { Architecture, CfnPermission, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import {
  canaryName,
  DEPLOYED_REGION,
  incidentTableName,
  overrideParameterName,
  watchdogTopicName,
  type EnginePolicy,
} from '../incident/lifecycle/engine-policy';
import { healingDocuments } from '../incident/message/console-links';
import { OVERRIDE_OFF } from '../incident/use-cases/automation-override';
import { SCHEDULED_TIME } from '../plan/budget-plan';
import { incidentNames } from '../plan/incident-names';
import type { EngineSchedulePlan, SignalRulePlan } from '../plan/incident-plan';
import { ALARM_RULE_RETRIES, ENGINE_SCHEDULE } from '../plan/plan-incidents';
import type { RunbookPlan } from '../plan/runbook-plan';
import { addActivityTable } from './activity-table';
import { AlarmEvents, type AlarmEventsProps } from './alarm-events';
import { deadLetterQueue } from './dead-letters';
import { engineRole } from './engine-role';
import type { EscalationTiers } from './escalation-tiers';
import { handlerCode } from './handler-code';
import { approvalsNotGiven, automaticRuns, RunEvents } from './run-events';
import { Runbook } from './runbook';
import { scheduleRole } from './schedule-role';
import { SignalEvents } from './signal-events';

/** Properties of {@link IncidentEngine}. */
export interface IncidentEngineProps {
  /** Everything the engine is given: rules, roster, alarms. Its region is that of this stack. */
  readonly policy: EnginePolicy;
  /** The topics it pages on. */
  readonly tiers: EscalationTiers;
  /** The runbook that every page links to. @default - none, people acknowledge with the command */
  readonly acknowledge?: RunbookPlan;
  /** @default - a tick a minute, each at most 50 seconds */
  readonly schedule?: EngineSchedulePlan;
  /** How long EventBridge tries to hand an alarm over. @default - 185 times within a day */
  readonly alarmRetries?: AlarmEventsProps['retries'];
  /** Rules that bring findings of security services. @default - none */
  readonly signalRules?: readonly SignalRulePlan[];
}

/**
 * The incident engine: a function that hears of alarms, keeps a record of every incident, and pages whoever is on call,
 * tier by tier, until somebody takes it. Everything that is due is looked at once a minute, so a lost event or a failed
 * run costs a minute, and an alarm that nobody reported is found.
 *
 * One for an application and environment, in its home region; `AlarmForwarding` brings alarms of other regions. It does
 * not watch itself: see `Watchdog`, `EngineFallback` and `PagingAlarms`.
 */
export class IncidentEngine extends Construct {
  readonly function: Function;
  /** The records of all incidents. It outlives the stack. */
  readonly table: Table;
  readonly schedule: CfnSchedule;
  readonly alarmEvents: AlarmEvents;
  /** By which people take over from everything that runs by itself. A deployment leaves it as people have set it, unless its text here changes. */
  readonly override: CfnParameter;
  /** Events that failed as often as they were tried. */
  readonly deadLetterQueue: Queue;
  /**
   * Ticks that could not be handed over. No alarm looks at it: the next tick makes up for a lost one, and that none come
   * is the heartbeat's to tell.
   */
  readonly lostTicks: Queue;
  /** To which it publishes for nobody, to see whether pages arrive: `Watchdog` counts what does. */
  readonly canaryTopic: Topic;

  constructor(scope: Construct, id: string, props: IncidentEngineProps) {
    super(scope, id);
    const { policy, schedule = ENGINE_SCHEDULE } = props;
    checkRegion(policy.region, Stack.of(this).region);
    if (props.tiers.topics.size === 0) throw new RangeError('tiers has no topics: allowed is at least one of a tier, or nobody can be paged');
    this.deadLetterQueue = deadLetterQueue(this, 'DeadLetters', incidentNames(policy).engineDeadLetters);
    this.lostTicks = deadLetterQueue(this, 'LostTicks');
    this.table = addActivityTable(this, incidentTableName(policy));
    const name = canaryName(policy);
    this.canaryTopic = new Topic(this, 'Canary', { topicName: name, displayName: name, masterKey: props.tiers.key, enforceSSL: true });
    this.function = this.#addFunction(props, schedule);
    this.schedule = this.#addSchedule(policy, schedule);
    this.alarmEvents = this.#addAlarmEvents(props);
    this.override = new CfnParameter(this, 'Override', {
      name: overrideParameterName(policy),
      type: 'String',
      value: OVERRIDE_OFF,
      description: `Whether people have taken over from what runs by itself in ${policy.application} ${policy.environment}: day2 automation override`,
    });
    if (healingDocuments(policy).length > 0) this.#addRunEvents('Run', automaticRuns(policy));
    this.#addRunEvents('Approval', approvalsNotGiven(policy));
    this.#addSignals(props);
    // The same path as ever, so that a deployed document becomes a new version of itself and is there all the time.
    if (props.acknowledge !== undefined) new Runbook(this, 'Acknowledge', { plan: props.acknowledge });
  }

  /** No concurrency is reserved: a young account has ten executions in all, and reserving needs a hundred more. */
  #addFunction({ policy, tiers }: IncidentEngineProps, schedule: EngineSchedulePlan): Function {
    const stack = Stack.of(this);
    const logGroup = new LogGroup(this, 'Log', { retention: RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE });
    const topicArns = stack.formatArn({ service: 'sns', resource: '' });
    return new Function(this, 'Function', {
      functionName: incidentNames(policy).engine,
      description: `Incident engine of ${policy.application} ${policy.environment}`,
      // The newest that Lambda has; AwsSolutions-L1 asks for it.
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.seconds(schedule.timeoutSeconds),
      code: handlerCode('incident-engine', { 'policy.json': policyFile(policy, stack.region) }),
      handler: 'index.handler',
      role: engineRole(this, 'FunctionRole', { policy, tiers, canaryTopic: this.canaryTopic, table: this.table, logGroup }),
      logGroup,
      environment: {
        TABLE_NAME: this.table.tableName,
        TOPIC_ARN_PREFIX: topicArns,
        WATCHDOG_TOPIC_ARN: stack.formatArn({ service: 'sns', region: policy.watchdogRegion, resource: watchdogTopicName(policy) }),
      },
      retryAttempts: schedule.retries,
      maxEventAge: Duration.seconds(schedule.eventAgeSeconds),
      deadLetterQueue: this.deadLetterQueue,
    });
  }

  /** A group of its own: Scheduler's metrics are by group, and the default one has everybody's schedules. */
  #addSchedule(policy: EnginePolicy, plan: EngineSchedulePlan): CfnSchedule {
    const name = incidentNames(policy).engine;
    const group = new CfnScheduleGroup(this, 'ScheduleGroup', { name });
    const role = scheduleRole(this, { group: name, target: this.function, deadLetterQueue: this.lostTicks });
    const schedule = new CfnSchedule(this, 'Schedule', {
      description: `Ticks of the incident engine of ${policy.application} ${policy.environment}`,
      groupName: name,
      scheduleExpression: plan.expression,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.function.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify({ kind: 'tick', at: SCHEDULED_TIME }),
        retryPolicy: { maximumRetryAttempts: plan.handOverRetries, maximumEventAgeInSeconds: plan.handOverSeconds },
        deadLetterConfig: { arn: this.lostTicks.queueArn },
      },
    });
    // Without its permissions the role loses the first ticks.
    schedule.node.addDependency(group, role, this.function);
    return schedule;
  }

  #addAlarmEvents({ policy, alarmRetries }: IncidentEngineProps): AlarmEvents {
    const events = new AlarmEvents(this, 'Alarms', {
      application: policy.application,
      environment: policy.environment,
      target: { arn: this.function.functionArn },
      ...(alarmRetries !== undefined && { retries: alarmRetries }),
    });
    this.#letStart('AlarmPermission', events.rule);
    return events;
  }

  #addRunEvents(what: 'Run' | 'Approval', selection: ReturnType<typeof automaticRuns>): void {
    const events = new RunEvents(this, `${what}s`, { ...selection, targetArn: this.function.functionArn, deadLetterQueue: this.alarmEvents.deadLetterQueue });
    this.#letStart(`${what}Permission`, events.rule);
  }

  #addSignals({ signalRules: rules = [], alarmRetries: retries = ALARM_RULE_RETRIES }: IncidentEngineProps): void {
    if (rules.length === 0) return;
    const target = { arn: this.function.functionArn };
    const signals = new SignalEvents(this, 'Signals', { rules, target, retries, deadLetterQueue: this.alarmEvents.deadLetterQueue });
    signals.rules.forEach((rule, index) => this.#letStart(`SignalPermission-${rules[index]!.constructId}`, rule));
  }

  #letStart(id: string, rule: CfnRule): void {
    new CfnPermission(this, id, {
      action: 'lambda:InvokeFunction',
      functionName: this.function.functionArn,
      principal: 'events.amazonaws.com',
      sourceArn: rule.attrArn,
    });
  }
}

/**
 * The policy as a file of the code of the function. Where the stack may be deployed to any region, the function fills it in.
 *
 * @throws RangeError for another value that only the deployment knows
 */
function policyFile(policy: EnginePolicy, region: string): string {
  const json = JSON.stringify(policy, null, 2);
  const text = Token.isUnresolved(region) ? json.replaceAll(region, DEPLOYED_REGION) : json;
  if (!Token.isUnresolved(text)) return `${text}\n`;
  const [line] = text.split('\n').filter((each) => Token.isUnresolved(each));
  throw new RangeError(`policy has ${line!.trim()}, known at deployment only: allowed is text, because the policy is a file beside the code of the engine`);
}

/** The region stands in the policy, which is a file: it has to be known when the app is synthesized. */
function checkRegion(given: string, region: string): void {
  if (given === region || Token.isUnresolved(region)) return;
  throw new RangeError(`policy.region is ${given}, but this stack is in ${region}: allowed is the region of the stack`);
}
