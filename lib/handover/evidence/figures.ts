import type { FiledEvidence } from './manifest';

/** Files of figures that somebody measured, each with the figures it has to have, and those it may have. */
export const FIGURES = {
  'load test': { needed: ['bufferPercent', 'p95Ms', 'scalingSeconds'], optional: ['requestsPerSecond', 'cpuPercent'] },
  'security scan': { needed: ['critical'], optional: [] },
  'business scenarios': { needed: ['scenarios', 'passed'], optional: [] },
} as const satisfies Readonly<Record<string, { readonly needed: readonly string[]; readonly optional: readonly string[] }>>;
/** One of {@link FIGURES}. */
export type FigureKind = keyof typeof FIGURES;

/** Figures of a file of evidence. */
export interface MeasuredFigures {
  readonly kind: FigureKind;
  readonly values: Readonly<Record<string, number>>;
  /** Id of the evidence. */
  readonly evidence: string;
  /** Local date on which they were measured. */
  readonly on: string;
}

/** Whether evidence is a file of figures. */
export function hasFigures<Filed extends Pick<FiledEvidence, 'kind'>>(evidence: Filed): evidence is Filed & { readonly kind: FigureKind } {
  return Object.hasOwn(FIGURES, evidence.kind);
}
