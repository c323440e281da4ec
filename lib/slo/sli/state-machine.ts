import { z } from 'zod';
import { resourceArn } from '../../aws/arn';
import { field, map, text } from '../../problems/schema-fields';
import { addColumns, subtractColumns } from './columns';
import type { MetricPublisher } from './metric-publisher';
import { eventSamplesIn, type PublishedMetrics } from './published-metrics';
import { badAndTotal, slowEvents, slowSlices, sumOf, type EventSli, type MetricReference, type Sli } from './sli';
import { percentileOf, thresholdOf, type SliSource } from './sli-source';

/** A Step Functions state machine of the service's own account and region. */
export interface StateMachineBinding {
  readonly source: 'stateMachine';
  readonly stateMachineName: string;
}

const NAMESPACE = 'AWS/States';

/** Its metrics carry the ARN; account and region are filled in where the alarm is deployed. */
function stateMachineArn(binding: StateMachineBinding): string {
  return `arn:\${AWS::Partition}:states:\${AWS::Region}:\${AWS::AccountId}:stateMachine:${binding.stateMachineName}`;
}

/**
 * Executions that succeeded, of those that ended. Ended, not started: ExecutionsStarted publishes two points a start
 * and a long execution would be in the total before it can be good.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 */
function stateMachineSuccessRate(binding: StateMachineBinding): EventSli {
  return stateMachineSuccessRateOfArn(stateMachineArn(binding));
}

/** {@link stateMachineSuccessRate} for a state machine known by its ARN. */
export function stateMachineSuccessRateOfArn(arn: string): EventSli {
  const sum = (metricName: string): MetricReference => ({
    namespace: NAMESPACE,
    metricName,
    dimensions: { StateMachineArn: arn },
    statistic: 'Sum',
  });
  return {
    kind: 'events',
    source: 'stateMachine',
    metrics: {
      succeeded: sum('ExecutionsSucceeded'),
      failed: sum('ExecutionsFailed'),
      timedout: sum('ExecutionsTimedOut'),
      aborted: sum('ExecutionsAborted'),
    },
    steps: badAndTotal(sumOf(['failed', 'timedout', 'aborted']), sumOf(['succeeded', 'failed', 'timedout', 'aborted'])),
    notes: [
      'Step Functions publishes its metrics best effort: they may be late, doubled or missing',
      'an execution counts when it ends: one that hangs is not seen until its timeout, so give the state machine one (TimeoutSeconds)',
      'executions stopped by an operator are aborted, and bad; executions that could not be started are not seen',
    ],
  };
}

/**
 * Executions that took no longer than the threshold.
 *
 * @param thresholdMs longest good execution, milliseconds
 * @param percentile used by the `slices` method only: the objective's target in percent
 */
function stateMachineDuration(binding: StateMachineBinding, thresholdMs: number, method: 'events' | 'slices', percentile: number): Sli {
  return stateMachineDurationOfArn(stateMachineArn(binding), thresholdMs, method, percentile);
}

/** {@link stateMachineDuration} for a state machine known by its ARN. */
export function stateMachineDurationOfArn(arn: string, thresholdMs: number, method: 'events' | 'slices', percentile: number): Sli {
  const metric = { namespace: NAMESPACE, metricName: 'ExecutionTime', dimensions: { StateMachineArn: arn } };
  return {
    source: 'stateMachine',
    ...(method === 'slices' ? slowSlices(metric, thresholdMs, percentile) : slowEvents(metric, thresholdMs)),
    notes: [
      'ExecutionTime is in milliseconds and is published when an execution ends: one that hangs is not slow until then',
      method === 'slices'
        ? 'a minute is bad when its percentile is above the threshold; a minute in which no execution ended is good'
        : 'CloudWatch does not document trimmed counts for Step Functions; latencyMethod: slices uses a percentile instead',
    ],
  };
}

const DIMENSION_SETS = [['StateMachineArn']];

const PUBLISHED: PublishedMetrics = {
  namespace: NAMESPACE,
  metrics: {
    ExecutionsStarted: { unit: 'Count', dimensionSets: DIMENSION_SETS },
    ExecutionsSucceeded: { unit: 'Count', dimensionSets: DIMENSION_SETS, events: { counts: 'good' } },
    ExecutionsFailed: { unit: 'Count', dimensionSets: DIMENSION_SETS, events: { counts: 'bad' } },
    ExecutionsTimedOut: { unit: 'Count', dimensionSets: DIMENSION_SETS, events: { counts: 'nothing' } },
    ExecutionsAborted: { unit: 'Count', dimensionSets: DIMENSION_SETS, events: { counts: 'nothing' } },
    ExecutionTime: { unit: 'Milliseconds', dimensionSets: DIMENSION_SETS },
  },
};

/** Executions that were refused time out; every start publishes a 1 and then a 0. */
function publish({ stateMachineName }: StateMachineBinding, publisher: MetricPublisher): void {
  const { requests, rejected, failed } = publisher.happened;
  const arn = resourceArn('states', publisher.region, publisher.accountId, `stateMachine:${stateMachineName}`);
  const metric = (metricName: string) => ({ metricName, dimensions: { StateMachineArn: arn } });
  publisher.flag(metric('ExecutionsStarted'), requests, addColumns(requests, requests));
  publisher.counter(metric('ExecutionsSucceeded'), subtractColumns(requests, failed, rejected));
  publisher.counter(metric('ExecutionsFailed'), failed);
  publisher.counter(metric('ExecutionsTimedOut'), rejected);
  publisher.durations(metric('ExecutionTime'), requests);
}

/** A Step Functions state machine. */
export const stateMachine: SliSource<StateMachineBinding> = {
  documentation: 'https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html',
  schema: map({
    source: field(z.literal('stateMachine'), 'A state machine of Step Functions, in the account and region of the environment.'),
    stateMachineName: field(text(/^[A-Za-z0-9_-]{1,80}$/, 'the name of a state machine, not its ARN', 'deliver'), 'Name of the state machine.'),
  }),
  example: { source: 'stateMachine', stateMachineName: 'deliver' },
  indicators: {
    'success-rate': stateMachineSuccessRate,
    latency: (binding, options) => stateMachineDuration(binding, thresholdOf(options), options.latencyMethod ?? 'events', percentileOf(options)),
  },
  hasLatencyMethod: true,
  carries: 'requests',
  timedRequests: 'all',
  published: () => PUBLISHED,
  publish,
  eventSamples: eventSamplesIn(PUBLISHED),
};
