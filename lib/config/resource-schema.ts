import { z } from 'zod';
import { SLI_SOURCES, SOURCE_NAMES } from '../slo/sli/sources';
import type { ResourceKind } from '../thresholds/resource-kind';
import { RESOURCE_KINDS, WATCHED_ONLY, type Resource } from '../thresholds/resource-kinds';

type Schema = ResourceKind<Resource>['schema'];

const SCHEMAS = [...Object.values(SLI_SOURCES), ...WATCHED_ONLY.map((name) => RESOURCE_KINDS[name])].map(({ schema }) => schema);

/** A resource that objectives can measure or thresholds can watch: its keys are those of its source. */
export const resourceSchema: z.ZodType<Resource> = z.discriminatedUnion('source', SCHEMAS as unknown as [Schema, ...Schema[]], {
  error: `a resource whose source is one of ${[...SOURCE_NAMES, ...WATCHED_ONLY].join(', ')}`,
});
