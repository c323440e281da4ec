import type { CheckedResource } from './checked-resource';
import { CannotTellError } from './template-value';

/** Resources by what other resources call them. */
export interface ResourceIndex {
  readonly known: ReadonlyMap<string, readonly CheckedResource[]>;
  /** Those whose name is only known at deployment. */
  readonly nameless: readonly CheckedResource[];
}

/** Types that others refer to in a way that some check follows. */
export const INDEXED_TYPES: ReadonlySet<string> = new Set([
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
]);

/** Indexes resources by what `Ref` and their ARN are. */
export function indexResources(resources: readonly CheckedResource[]): ResourceIndex {
  const known = new Map<string, CheckedResource[]>();
  const nameless: CheckedResource[] = [];
  for (const resource of resources) {
    const names = new Set([attempt(() => resource.reference), attempt(() => resource.arn)]);
    names.delete(undefined);
    if (names.size === 0) nameless.push(resource);
    for (const name of names) known.set(name!, [...(known.get(name!) ?? []), resource]);
  }
  return { known, nameless };
}

function attempt(read: () => string): string | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof CannotTellError) return undefined;
    throw error;
  }
}
