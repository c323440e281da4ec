import { applicationLoadBalancer } from './application-load-balancer';
import { canary } from './canary';
import { counters } from './counters';
import { distribution } from './distribution';
import { functionUrl } from './function-url';
import { httpApi } from './http-api';
import { lambda } from './lambda';
import { metricPair } from './metric-pair';
import { networkLoadBalancer } from './network-load-balancer';
import { queue } from './queue';
import { restApi } from './rest-api';
import type { SliSource } from './sli-source';
import { stateMachine } from './state-machine';
import { table } from './table';

/** Every SLI source, by the word that `source` of a resource names it with, in the order of the reference. */
export const SLI_SOURCES = {
  applicationLoadBalancer,
  networkLoadBalancer,
  restApi,
  httpApi,
  lambda,
  functionUrl,
  queue,
  stateMachine,
  distribution,
  table,
  canary,
  counters,
  metricPair,
};

/** The word for a source. */
export type SourceName = keyof typeof SLI_SOURCES;

type BindingOf<Source> = Source extends { readonly example: infer Binding } ? Binding : never;

/** The resource an objective measures, by source. */
export type Binding = BindingOf<(typeof SLI_SOURCES)[SourceName]>;

/** The words for the sources. */
export const SOURCE_NAMES = Object.keys(SLI_SOURCES) as readonly SourceName[];

/** The source of a resource. Does not compile when a source is registered under another word than its bindings have. */
export function sourceOf(binding: Binding): SliSource<Binding> {
  return SLI_SOURCES[binding.source];
}

/** The source of that name, undefined when there is none: an indicator may be of somebody's own making. */
export function sourceNamed(name: string): SliSource<Binding> | undefined {
  const sources: Readonly<Record<string, SliSource<Binding>>> = SLI_SOURCES;
  return Object.hasOwn(sources, name) ? sources[name] : undefined;
}
