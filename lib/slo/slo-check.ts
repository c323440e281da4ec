/**
 * Judges figures that somebody measured, such as after a release, against the objectives of a model (requirements
 * 003-42 and 001-24). A figure is judged by every objective it speaks about, and one it does not decide is not passed.
 */

import { worstOutcome, type Outcome } from '../problems/problem';
import { roundTo12Digits } from './burn-rate';
import { objectiveName, type ObjectivesByService, type PromisedObjective } from './objective';
import type { ObjectiveKind } from './sli/sli';

/** A figure by what it measures. */
export type FigureKind = 'availability' | 'latency' | 'errorRate';

/** What somebody measured; at least one of them. */
export interface MeasuredFigures {
  /** Good share, percent. */
  readonly availability?: number;
  /** 95th percentile, milliseconds. */
  readonly latency?: number;
  /** Share of failed events, percent. */
  readonly errorRate?: number;
}

/** The kinds of figures, in the order they are judged in. */
export const FIGURE_KINDS: readonly FigureKind[] = ['availability', 'latency', 'errorRate'];

/** The percentile a latency figure is for. */
const MEASURED_PERCENTILE = 95;

/** The objectives a figure speaks about. */
const JUDGED_BY: Readonly<Record<FigureKind, readonly ObjectiveKind[]>> = {
  availability: ['availability'],
  latency: ['latency'],
  errorRate: ['availability', 'success-rate'],
};

/** One figure beside one objective. Units: percent for availability and error rate, milliseconds for latency. */
export interface Judgement {
  /** What was measured; of a release the share of good events or slices since, percent. */
  readonly figure: FigureKind | 'good share';
  /** `partner-portal/availability`; absent when no objective speaks about the figure. */
  readonly objective?: string;
  /** What was promised: least availability, longest latency, highest error rate. */
  readonly target?: number;
  /** Absent where nothing was measured. */
  readonly measured?: number;
  readonly outcome: Outcome;
  /** Why it could not be determined, one sentence. */
  readonly why?: string;
}

/**
 * Judges figures against a model.
 *
 * @param service id of the only service that is meant; every service when absent
 */
export function judgeFigures(model: ObjectivesByService, figures: MeasuredFigures, service?: string): Judgement[] {
  const objectives = model.services
    .filter(({ id }) => service === undefined || id === service)
    .flatMap((each) => each.objectives.map((objective) => ({ name: objectiveName(each, objective), objective })));
  return FIGURE_KINDS.flatMap((figure): Judgement[] => {
    const measured = figures[figure];
    if (measured === undefined) return [];
    const judging = objectives.filter(({ objective }) => JUDGED_BY[figure].includes(objective.kind));
    if (judging.length > 0) return judging.map(({ name, objective }) => ({ figure, objective: name, ...judge(figure, measured, objective) }));
    const kinds = JUDGED_BY[figure].join(' or ');
    return [{ figure, measured, outcome: 'could not tell', why: `${service ?? model.application} has no objective of kind ${kinds}` }];
  });
}

/** The outcome of a whole check: the worst of its judgements. */
export function checkOutcome(judgements: readonly Judgement[]): Outcome {
  return worstOutcome(judgements.map(({ outcome }) => outcome));
}

function judge(figure: FigureKind, measured: number, objective: PromisedObjective): Omit<Judgement, 'figure' | 'objective'> {
  switch (figure) {
    case 'availability': {
      const target = objective.targetPercent;
      return { target, measured, outcome: measured >= target ? 'passed' : 'failed' };
    }
    case 'errorRate': {
      const target = roundTo12Digits(100 - objective.targetPercent);
      return { target, measured, outcome: measured <= target ? 'passed' : 'failed' };
    }
    case 'latency':
      return judgeLatency(measured, objective);
  }
}

/**
 * A 95th percentile says that 95 % of the requests took at most so long. That is enough to keep a promise about 95 %
 * or fewer, and to break one about 95 % or more; about the others it says nothing.
 */
function judgeLatency(measured: number, { thresholdMs, targetPercent }: PromisedObjective): Omit<Judgement, 'figure' | 'objective'> {
  const target = thresholdMs!;
  const isWithin = measured <= target;
  if (isWithin ? targetPercent <= MEASURED_PERCENTILE : targetPercent >= MEASURED_PERCENTILE) {
    return { target, measured, outcome: isWithin ? 'passed' : 'failed' };
  }
  const why = `the objective is about ${targetPercent} % of the requests, the figure about ${MEASURED_PERCENTILE} %`;
  return { target, measured, outcome: 'could not tell', why };
}
