import type { LoadedResource, LoadedStack } from '../../aws/assembly/loaded-stack';
import { CannotTellError, NotSimulatedError } from '../../aws/errors';

/** Resources by what other resources call them. */
interface ResourceIndex {
  readonly known: ReadonlyMap<string, readonly LoadedResource[]>;
  /** Those whose name is only known at deployment. */
  readonly nameless: readonly LoadedResource[];
}

/** Types that others refer to in a way that some check follows. */
const INDEXED_TYPES: ReadonlySet<string> = new Set([
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::Function',
  'AWS::SNS::Topic',
  'AWS::SSM::Document',
  'AWS::SQS::Queue',
]);

/** One for each stack, made when it is first asked for. */
const INDEXES = new WeakMap<LoadedStack, ResourceIndex>();

/**
 * Resources of a stack and its neighbours that have one of some types and whose `Ref` or ARN is a reference.
 *
 * @throws CannotTellError when there are none, but one of those types has a name that is only known at deployment
 */
export function findAll(stack: LoadedStack, types: readonly string[], reference: string): readonly LoadedResource[] {
  const isOfType = ({ type }: LoadedResource) => types.includes(type);
  const indexes = stack.neighbours.map(indexOf);
  const found = indexes.flatMap(({ known }) => (known.get(reference) ?? []).filter(isOfType));
  const nameless = indexes.flatMap((index) => index.nameless.filter(isOfType))[0];
  if (found.length > 0 || nameless === undefined) return found;
  throw new CannotTellError('Properties', `${reference} may be ${nameless.stackName}/${nameless.logicalId}, whose name is only known at deployment`);
}

function indexOf(stack: LoadedStack): ResourceIndex {
  const index = INDEXES.get(stack) ?? indexResources(stack.resources.filter(({ type }) => INDEXED_TYPES.has(type)));
  INDEXES.set(stack, index);
  return index;
}

function indexResources(resources: readonly LoadedResource[]): ResourceIndex {
  const known = new Map<string, LoadedResource[]>();
  const nameless: LoadedResource[] = [];
  for (const resource of resources) {
    const names = new Set([attempt(() => resource.ref), attempt(() => resource.attribute('Arn'))]);
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
    if (error instanceof NotSimulatedError) return undefined;
    throw error;
  }
}
