import { badAndTotal, slowEvents, slowSlices, sumOf, type EventSli, type MetricReference, type Sli } from './sli';

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
export function stateMachineSuccessRate(binding: StateMachineBinding): EventSli {
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
export function stateMachineDuration(binding: StateMachineBinding, thresholdMs: number, method: 'events' | 'slices', percentile: number): Sli {
  const metric = {
    namespace: NAMESPACE,
    metricName: 'ExecutionTime',
    dimensions: { StateMachineArn: stateMachineArn(binding) },
  };
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
