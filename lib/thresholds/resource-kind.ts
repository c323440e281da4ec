import type { z } from 'zod';
import type { Measure, MeasureGap, MeasureId } from './measure';

/** Taken from a method, whose parameters TypeScript compares both ways: a kind of one binding is a kind of any. */
type MeasureOf<Binding> = { of(binding: Binding): Measure | MeasureGap }['of'];

/** One kind of resource that thresholds and capacity can watch. */
export interface ResourceKind<Binding> {
  /** The keys of a resource in an environment file; those of its SLI source where it has one. `source` distinguishes it from the others. */
  readonly schema: z.ZodType<Binding> & z.core.$ZodTypeDiscriminable;
  /** A resource as somebody would write it, with every key that a measure needs. */
  readonly example: Binding;
  /** What can be watched of it, or why not although somebody may look for it. */
  readonly measures: Readonly<Partial<Record<MeasureId, MeasureOf<Binding>>>>;
}
