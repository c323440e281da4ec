/** One example binding of every source, and every indicator that can be made of them. */

import { type Binding, indicatorFor, KINDS_BY_SOURCE } from '../../lib/slo/sli/indicator';
import type { ObjectiveKind, Sli, SliSource } from '../../lib/slo/sli/sli';

export const EXAMPLE_BINDINGS: { readonly [Source in SliSource]: Extract<Binding, { source: Source }> } = {
  applicationLoadBalancer: { source: 'applicationLoadBalancer', loadBalancer: 'app/portal/1', targetGroup: 'targetgroup/portal/2' },
  restApi: { source: 'restApi', apiName: 'status', stage: 'live' },
  httpApi: { source: 'httpApi', apiId: 'a1b2c3', stage: '$default' },
  lambda: { source: 'lambda', functionName: 'worker' },
  queue: { source: 'queue', queueName: 'documents', deadLetterQueueName: 'dead-documents' },
  stateMachine: { source: 'stateMachine', stateMachineName: 'deliver' },
  distribution: { source: 'distribution', distributionId: 'E123' },
  table: { source: 'table', tableName: 'mappings', operations: ['GetItem', 'Query'] },
  canary: { source: 'canary', canaryName: 'sign-in' },
  counters: { source: 'counters', namespace: 'Edi', dimensions: { Service: 'deliver' }, total: 'Sent', good: 'Confirmed' },
};

export interface NamedIndicator {
  readonly name: string;
  readonly source: SliSource;
  readonly kind: ObjectiveKind;
  readonly sli: Sli;
}

/** Every source with every kind it allows, and the variants that have metrics or steps of their own. */
export function everyIndicator(): NamedIndicator[] {
  const make = (binding: Binding, kind: ObjectiveKind, variant = '', latencyMethod?: 'events' | 'slices'): NamedIndicator => ({
    name: `${binding.source} ${kind}${variant}`,
    source: binding.source,
    kind,
    sli: indicatorFor(binding, { kind, thresholdMs: 2_000, target: 0.999, ...(latencyMethod && { latencyMethod }) }),
  });
  const { applicationLoadBalancer, lambda, stateMachine, table } = EXAMPLE_BINDINGS;
  const { good: _, ...total } = EXAMPLE_BINDINGS.counters;
  const { targetGroup: __, ...wholeBalancer } = applicationLoadBalancer;
  return [
    ...Object.values(EXAMPLE_BINDINGS).flatMap((binding) => KINDS_BY_SOURCE[binding.source].map((kind) => make(binding, kind))),
    make(wholeBalancer, 'availability', ', whole balancer'),
    make(wholeBalancer, 'latency', ', whole balancer'),
    make({ ...lambda, throttles: 'ignore' }, 'success-rate', ', throttles ignored'),
    make(lambda, 'latency', ', slices', 'slices'),
    make(stateMachine, 'latency', ', slices', 'slices'),
    make({ ...table, operations: ['GetItem', 'Query', 'PutItem', 'Scan', 'UpdateItem'] }, 'availability', ', five operations'),
    make({ ...total, bad: 'Rejected' }, 'success-rate', ', bad counted'),
  ];
}
