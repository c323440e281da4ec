import type { LoadedResource, LoadedStack } from '../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../aws/assembly/property-node';
import type { TemplateCheckCode } from '../../problems/catalogue/templates';
import type { Requirement } from '../check';

/** Something a check found wrong. Sentences as in Problem: lower case, no closing period. */
export interface Finding {
  /** Where, relative to the resource or the stack: a property that was read, or a path. */
  readonly at: PropertyNode | string;
  readonly what: string;
  readonly received: string;
  readonly allowed: string;
  readonly change: string;
}

/** What checks are about, in words for the reference page and as a question. */
export interface ResourceScope {
  /** Plural, such as `metric alarms with Metrics`. */
  readonly description: string;
  readonly includes: (resource: LoadedResource) => boolean;
}

/** What every check says about itself. */
export interface CheckDescription extends Requirement {
  /** Its entry in the catalogue of problems says what is wrong when it finds something, and whether that is an error. */
  readonly code: TemplateCheckCode;
  /** Where AWS documents the limit or the behaviour. */
  readonly source: string;
}

/**
 * A rule about one resource at a time; the rest of its environment is reached through the resource. No findings means
 * that the resource complies. A NotSimulatedError (a CannotTellError is one) thrown on the way makes the outcome `could not
 * tell`, and findings before it still count.
 */
export interface ResourceCheck extends CheckDescription {
  readonly appliesTo: ResourceScope;
  readonly check: (resource: LoadedResource) => Iterable<Finding>;
}

/** A rule about a template as a whole. */
export interface StackCheck extends CheckDescription {
  readonly check: (stack: LoadedStack) => Iterable<Finding>;
}
