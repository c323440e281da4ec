import type { OuterStack } from '../cloudformation/resolution-context';
import type { TemplateResolver } from '../cloudformation/resolve-template';
import { asText } from '../cloudformation/resolved-value';
import { UnresolvedError } from '../cloudformation/unresolved-error';
import type { StackSource } from './stack-source';

/** The template of a nested stack. */
export type NestedTemplate = Pick<StackSource, 'bytes' | 'file' | 'template'>;

/** A nested stack by the stack that has it as a resource, and by the logical id of that. */
interface NestedIn {
  readonly source: StackSource;
  readonly logicalId: string;
}

/**
 * Finds the template of a nested stack: it, or why it is not read.
 *
 * @param location where the outer template says it is; undefined where that cannot be resolved
 */
export type NestedTemplateReader = (nested: NestedIn, location: string | undefined) => NestedTemplate | string;

/** Nobody nests so deep on purpose. */
const DEEPEST_NESTING = 10;

/**
 * Reads the template of a nested stack, unless it would never end: a template that nests itself is read once.
 *
 * @param around the templates of the stacks around it, the nearest first
 */
export function readWithinBounds(
  read: NestedTemplateReader,
  nested: NestedIn,
  location: string | undefined,
  around: readonly string[],
): NestedTemplate | string {
  if (around.length > DEEPEST_NESTING) return `stacks nested more than ${DEEPEST_NESTING} deep are not read`;
  const found = read(nested, location);
  return typeof found !== 'string' && around.includes(found.file) ? `the template of a nested stack, ${found.file}, nests itself` : found;
}

/** Where a template says that of a nested stack is; undefined where that is no text, or cannot be resolved. */
export function templateLocation(resolver: TemplateResolver, logicalId: string, property: string): string | undefined {
  try {
    const location = resolver.part(logicalId, property);
    return typeof location === 'string' ? location : undefined;
  } catch (error) {
    if (error instanceof UnresolvedError) return undefined;
    throw error;
  }
}

/**
 * What a nested stack asks of the one around it. CloudFormation hands over texts, and no lists:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html
 *
 * @param resolver of the stack around it
 * @param logicalId of the nested stack, there
 */
export function outerStack(resolver: TemplateResolver, logicalId: string): OuterStack {
  return {
    isCreated: () => resolver.isCreated(logicalId),
    parameter: (name, namesMissingValues) => {
      const value = (namesMissingValues ? resolver.naming : resolver).part(logicalId, 'Parameters', name);
      return value === undefined ? undefined : asText(value, `resource ${logicalId}.Parameters.${name}`);
    },
  };
}
