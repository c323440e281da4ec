import { provide } from './core/port';
import { SimulatedAccount, type SimulatedAccountOptions } from './core/simulated-account';
import type { Alarm } from './services/cloudwatch/alarm';
import { createMetricAlarm } from './services/cloudwatch/metric-alarm-run';
import type { MetricStore } from './services/cloudwatch/metric-store';
import { ALARMS, METRIC_ALARM_FACTORY, METRIC_STORE } from './services/cloudwatch/ports';
import type { MetricAlarmFactory } from './services/cloudwatch/read-alarms';
import type { EventDisturbance } from './services/events/event-disturbance';
import { EVENT_BUS } from './services/events/ports';
import type { ExternalEndpoint } from './services/lambda/https-request';
import { EXTERNAL_ENDPOINTS } from './services/lambda/ports';
import { SERVICES } from './services/registry';
import { PENDING_ENDPOINTS, PUBLISHED, type PublishedMessage } from './services/sns/ports';
import { QUEUED, type QueuedMessage } from './services/sqs/ports';
import { SCRIPT_RUNNER } from './services/ssm/automation/ports';
import type { ScriptRunner } from './services/ssm/automation/scripts';
import { STATED_KINDS } from './services/stated/registry';
import { STATED, StatedResources, type StatedResource } from './services/stated/stated-resources';

/** What an account with the registered services is made of. */
export interface AccountOptions extends SimulatedAccountOptions {
  /** The metrics of the account, published before the run. */
  readonly store: MetricStore;
  /** Endpoints of subscriptions that their owners have not confirmed. Default: none, every subscription is confirmed. */
  readonly pendingEndpoints?: readonly string[];
  /** Who answers functions outside of AWS, the first who has the address. Default: nobody can tell what any answers. */
  readonly endpoints?: readonly ExternalEndpoint[];
  /** How metric alarms are evaluated. Default: CloudWatch's rules, as in `metric-alarm-run`. */
  readonly createMetricAlarm?: MetricAlarmFactory;
  /** Runs the scripts of Automation documents. Default: nothing does, and nobody can tell what comes of a step with one. */
  readonly runScript?: ScriptRunner;
  /** What exists beside what the templates deploy. Default: nobody can tell. */
  readonly stated?: readonly StatedResource[];
}

/** The account of a rehearsal: every registered service, and what those who judge it read of them. */
export class Account extends SimulatedAccount {
  /**
   * @throws ProblemsError as {@link SimulatedAccount} does
   * @throws RangeError for a stated resource that is none
   */
  constructor(options: AccountOptions) {
    super(options, SERVICES, [
      provide(METRIC_STORE, options.store),
      provide(METRIC_ALARM_FACTORY, options.createMetricAlarm ?? createMetricAlarm),
      provide(PENDING_ENDPOINTS, options.pendingEndpoints ?? []),
      provide(EXTERNAL_ENDPOINTS, options.endpoints ?? []),
      provide(SCRIPT_RUNNER, options.runScript),
      provide(STATED, new StatedResources(STATED_KINDS, options.stated ?? [], options.stacks[0]?.region ?? '')),
    ]);
  }

  /** The alarms that are simulated, metric alarms first, in the order of the templates. */
  get alarms(): readonly Alarm[] {
    return this.use(ALARMS)();
  }

  /** Messages that topics accepted, in order. */
  get published(): readonly PublishedMessage[] {
    return this.use(PUBLISHED);
  }

  /** Messages that queues accepted, in order: dead letters. */
  get queued(): readonly QueuedMessage[] {
    return this.use(QUEUED);
  }

  /**
   * Loses, doubles or delays events on their way from a bus to targets for a while.
   *
   * @throws RangeError for a delay without seconds
   */
  disturbEvents(disturbance: EventDisturbance): void {
    this.use(EVENT_BUS).disturb(disturbance);
  }
}
