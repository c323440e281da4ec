import { DEPLOYMENT_SOURCES } from './deployments';
import type { InformationSignal, InformationSource } from './information-source';
import { SCALING_SOURCES } from './scaling';
import type { SignalRule } from './signal-source';

/** Every source of information: to add one, write its object and list it here. Requirement 002-27. */
export const INFORMATION_SOURCES: readonly InformationSource[] = [...DEPLOYMENT_SOURCES, ...SCALING_SOURCES];

/** The rules that bring what is collected. */
export function informationRules(collected: readonly string[]): readonly SignalRule[] {
  return INFORMATION_SOURCES.filter(({ id }) => collected.includes(id)).map(({ rule }) => rule);
}

/** What an event says, as a line of the digest; undefined for one of no source that is collected. */
export function readInformation(collected: readonly string[], event: InformationSignal): string | undefined {
  const source = INFORMATION_SOURCES.find((each) => collected.includes(each.id) && each.reads(event));
  return source === undefined ? undefined : `${source.title} in ${event.region}: ${source.textOf(event)}`;
}
