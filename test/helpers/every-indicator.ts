/** One example binding of every source, and every indicator that can be made of them. */

import { indicatorFor, kindsOf } from '../../lib/slo/sli/indicator';
import type { ObjectiveKind, Sli } from '../../lib/slo/sli/sli';
import { SLI_SOURCES, type Binding, type SourceName } from '../../lib/slo/sli/sources';

type Examples = { readonly [Source in SourceName]: Extract<Binding, { source: Source }> };

/** The example of every source, by its word. */
export const EXAMPLE_BINDINGS = Object.fromEntries(Object.values(SLI_SOURCES).map(({ example }) => [example.source, example])) as Examples;

export interface NamedIndicator {
  readonly name: string;
  readonly binding: Binding;
  readonly kind: ObjectiveKind;
  readonly sli: Sli;
}

const LATENCY = { namespace: 'Edi', metricName: 'DeliverySeconds', dimensions: { Service: 'deliver' } };

/** Pairs of metrics of every form. */
export const METRIC_PAIRS: readonly (readonly [string, Extract<Binding, { source: 'metricPair' }>])[] = [
  ['samples up to a bound', { source: 'metricPair', total: { ...LATENCY, statistic: 'SampleCount' }, good: { ...LATENCY, statistic: 'TC(:2.5)' } }],
  ['samples above a bound', { source: 'metricPair', total: { ...LATENCY, statistic: 'SampleCount' }, bad: { ...LATENCY, statistic: 'TC(2.5:)' } }],
  ['samples between bounds', { source: 'metricPair', total: { ...LATENCY, statistic: 'SampleCount' }, good: { ...LATENCY, statistic: 'TC(1:3)' } }],
  ['a flag', { source: 'metricPair', total: { ...LATENCY, statistic: 'SampleCount' }, bad: { ...LATENCY, statistic: 'Sum' } }],
  [
    'two namespaces',
    {
      source: 'metricPair',
      total: { namespace: 'AWS/ApplicationELB', metricName: 'RequestCount', dimensions: { LoadBalancer: 'app/portal/50dc6c495c0c910c' }, statistic: 'Sum' },
      good: { namespace: 'Edi', metricName: 'Accepted', dimensions: {}, statistic: 'SampleCount' },
    },
  ],
];

/** Every source with every kind it allows, and the variants that have metrics or steps of their own. */
export function everyIndicator(): NamedIndicator[] {
  const make = (binding: Binding, kind: ObjectiveKind, variant = '', latencyMethod?: 'events' | 'slices'): NamedIndicator => ({
    name: `${binding.source} ${kind}${variant}`,
    binding,
    kind,
    sli: indicatorFor(binding, { kind, thresholdMs: 2_000, target: 0.999, ...(latencyMethod && { latencyMethod }) }),
  });
  const { applicationLoadBalancer, functionUrl, lambda, networkLoadBalancer, stateMachine, table } = EXAMPLE_BINDINGS;
  const { good: _, ...total } = EXAMPLE_BINDINGS.counters;
  const { targetGroup: __, ...wholeBalancer } = applicationLoadBalancer;
  const { healthyTargets: ___, ...oneTarget } = networkLoadBalancer;
  return [
    ...Object.values(EXAMPLE_BINDINGS).flatMap((binding) => kindsOf(binding.source).map((kind) => make(binding, kind))),
    make(wholeBalancer, 'availability', ', whole balancer'),
    make(wholeBalancer, 'latency', ', whole balancer'),
    make(oneTarget, 'availability', ', one healthy target'),
    make({ ...lambda, throttles: 'ignore' }, 'success-rate', ', throttles ignored'),
    make(lambda, 'latency', ', slices', 'slices'),
    make(stateMachine, 'latency', ', slices', 'slices'),
    make(functionUrl, 'latency', ', slices', 'slices'),
    make({ ...functionUrl, qualifier: '$LATEST' }, 'availability', ', one URL'),
    make({ ...table, operations: ['GetItem', 'Query', 'PutItem', 'Scan', 'UpdateItem'] }, 'availability', ', five operations'),
    make({ ...total, bad: 'Rejected' }, 'success-rate', ', bad counted'),
    ...METRIC_PAIRS.map(([name, pair]) => make(pair, 'success-rate', `, ${name}`)),
  ];
}
