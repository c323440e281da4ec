import { CannotTellError } from './template-value';

/** A resource, by the ways in which others refer to it; each throws CannotTellError when only a deployment knows it. */
interface Referable {
  readonly reference: string;
  readonly arn: string;
}

/** Resources by what other resources call them. */
export interface ResourceIndex<R> {
  readonly known: ReadonlyMap<string, readonly R[]>;
  /** Those whose name is only known at deployment. */
  readonly nameless: readonly R[];
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
export function indexResources<R extends Referable>(resources: readonly R[]): ResourceIndex<R> {
  const known = new Map<string, R[]>();
  const nameless: R[] = [];
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
