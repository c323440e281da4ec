import type { ObjectiveKind, Sli } from './sli';
import type { IndicatorOptions } from './sli-source';
import { SLI_SOURCES, sourceOf, type Binding, type SourceName } from './sources';

/** What a source can promise. */
export function kindsOf(source: SourceName): readonly ObjectiveKind[] {
  return Object.keys(SLI_SOURCES[source].indicators) as ObjectiveKind[];
}

/**
 * The indicator of a resource for one kind of objective.
 *
 * @throws RangeError when the source cannot promise that kind, or a value the kind needs is missing. Configuration
 *   is checked before, with file and line; this is the guard for those who call the library.
 */
export function indicatorFor(binding: Binding, options: IndicatorOptions): Sli {
  const indicator = sourceOf(binding).indicators[options.kind];
  if (indicator === undefined) {
    throw new RangeError(`a ${binding.source} indicator cannot be of kind ${options.kind}: allowed are ${kindsOf(binding.source).join(', ')}`);
  }
  return indicator(binding, options);
}
