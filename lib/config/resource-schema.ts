import { z } from 'zod';
import type { SliSource } from '../slo/sli/sli-source';
import { SLI_SOURCES, SOURCE_NAMES, type Binding } from '../slo/sli/sources';

type Schema = SliSource<Binding>['schema'];

/** A resource that objectives can measure: its keys are those of its source. */
export const resourceSchema: z.ZodType<Binding> = z.discriminatedUnion(
  'source',
  Object.values(SLI_SOURCES).map(({ schema }) => schema) as [Schema, ...Schema[]],
  { error: `a resource whose source is one of ${SOURCE_NAMES.join(', ')}` },
);
