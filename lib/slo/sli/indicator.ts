import { apiAvailability, apiLatency, type HttpApiBinding, type RestApiBinding } from './api-gateway';
import { applicationLoadBalancerAvailability, applicationLoadBalancerLatency, type ApplicationLoadBalancerBinding } from './application-load-balancer';
import { canarySuccessRate, type CanaryBinding } from './canary';
import { countersSuccessRate, type CountersBinding } from './counters';
import { distributionAvailability, type DistributionBinding } from './distribution';
import { lambdaLatency, lambdaSuccessRate, type LambdaBinding } from './lambda';
import { queueDelivery, queueFreshness, type QueueBinding } from './queue';
import type { ObjectiveKind, Sli, SliSource } from './sli';
import { stateMachineDuration, stateMachineSuccessRate, type StateMachineBinding } from './state-machine';
import { tableAvailability, type TableBinding } from './table';

/** The resource an objective measures, by source. */
export type Binding =
  | ApplicationLoadBalancerBinding
  | RestApiBinding
  | HttpApiBinding
  | LambdaBinding
  | QueueBinding
  | StateMachineBinding
  | DistributionBinding
  | TableBinding
  | CanaryBinding
  | CountersBinding;

/** What each source can promise. */
export const KINDS_BY_SOURCE: Readonly<Record<SliSource, readonly ObjectiveKind[]>> = {
  applicationLoadBalancer: ['availability', 'latency'],
  restApi: ['availability', 'latency'],
  httpApi: ['availability', 'latency'],
  lambda: ['success-rate', 'latency'],
  queue: ['freshness', 'delivery'],
  stateMachine: ['success-rate', 'latency'],
  distribution: ['availability'],
  table: ['availability'],
  canary: ['success-rate', 'availability'],
  counters: ['success-rate', 'availability'],
};

/** What the objective adds to the resource. */
export interface IndicatorOptions {
  readonly kind: ObjectiveKind;
  /** Longest good latency or oldest good message, milliseconds. Required for latency and freshness. */
  readonly thresholdMs?: number;
  /** How latency is counted where CloudWatch does not document trimmed counts. Default: `events`. */
  readonly latencyMethod?: 'events' | 'slices';
  /** The objective, a fraction; the percentile of latency over slices. */
  readonly target: number;
}

/**
 * The indicator of a resource for one kind of objective.
 *
 * @throws RangeError when the source cannot promise that kind, or a value the kind needs is missing. Configuration
 *   is checked before, with file and line; this is the guard for those who call the library.
 */
export function indicatorFor(binding: Binding, options: IndicatorOptions): Sli {
  const { kind, target, latencyMethod = 'events' } = options;
  const allowed = KINDS_BY_SOURCE[binding.source];
  if (!allowed.includes(kind)) {
    throw new RangeError(`a ${binding.source} indicator cannot be of kind ${kind}: allowed are ${allowed.join(', ')}`);
  }
  const threshold = () => {
    if (options.thresholdMs === undefined) throw new RangeError(`an objective of kind ${kind} needs a threshold`);
    return options.thresholdMs;
  };
  const percentile = target * 100;

  switch (binding.source) {
    case 'applicationLoadBalancer':
      return kind === 'latency' ? applicationLoadBalancerLatency(binding, threshold()) : applicationLoadBalancerAvailability(binding);
    case 'restApi':
    case 'httpApi':
      return kind === 'latency' ? apiLatency(binding, threshold()) : apiAvailability(binding);
    case 'lambda':
      return kind === 'latency' ? lambdaLatency(binding, threshold(), latencyMethod, percentile) : lambdaSuccessRate(binding);
    case 'queue':
      return kind === 'freshness' ? queueFreshness(binding, threshold() / 1_000) : queueDelivery(withDeadLetterQueue(binding));
    case 'stateMachine':
      return kind === 'latency' ? stateMachineDuration(binding, threshold(), latencyMethod, percentile) : stateMachineSuccessRate(binding);
    case 'distribution':
      return distributionAvailability(binding);
    case 'table':
      return tableAvailability(binding);
    case 'canary':
      return canarySuccessRate(binding);
    case 'counters':
      return countersSuccessRate(binding);
  }
}

function withDeadLetterQueue(binding: QueueBinding): QueueBinding & { readonly deadLetterQueueName: string } {
  const { deadLetterQueueName } = binding;
  if (deadLetterQueueName === undefined) {
    throw new RangeError(`the delivery objective of queue ${binding.queueName} needs its dead-letter queue`);
  }
  return { ...binding, deadLetterQueueName };
}
