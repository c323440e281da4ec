import { hashOf } from '../../handover/evidence/manifest';
import type { Outcome } from '../../problems/problem';
import type { Judgement } from '../../slo/slo-check';
import { checkOutcome } from '../../slo/slo-check';
import type { Instant } from '../../time/time';
import { formatInstant, MINUTE_MS, MINUTES_PER_DAY } from '../../time/time';
import type { Evidence } from '../files/evidence';

/** A verdict as it is printed and recorded. */
export type Verdict = 'PASS' | 'FAIL' | 'COULD NOT TELL';

const VERDICTS: Readonly<Record<Outcome, Verdict>> = { passed: 'PASS', failed: 'FAIL', 'could not tell': 'COULD NOT TELL' };

/** The word of an outcome. */
export function verdictOf(outcome: Outcome): Verdict {
  return VERDICTS[outcome];
}

/** Minutes that may pass until somebody has attached evidence by hand (requirement 003-46). */
const MANUAL_EVIDENCE_MINUTES = MINUTES_PER_DAY;

/**
 * One run of `day2 slo check`, the same in the manifest and in the validation log (requirement 003-42). Its keys are
 * read by other programs: they are added to, never renamed.
 */
export interface SloCheckRecord {
  /** The instant and a hash of the rest: the same run has the same key, another one never. */
  readonly run: string;
  /** Distinguishes this record from those of other checks. */
  readonly check: 'slo';
  readonly at: string;
  readonly project: string;
  readonly environment: string;
  readonly phase: string;
  /** The only service that was meant; absent when all were. */
  readonly service?: string;
  readonly verdict: Verdict;
  readonly objectives: readonly RecordedJudgement[];
  readonly evidence: readonly Evidence[];
  /** What follows for the phase. */
  readonly validation: PhaseValidation;
}

/** One figure beside one objective. */
export interface RecordedJudgement {
  /** Absent when no objective speaks about the figure. */
  readonly objective?: string;
  readonly figure: 'availability percent' | 'latency p95 ms' | 'error rate percent' | 'good percent';
  /** Least availability, longest latency or highest error rate. */
  readonly target?: number;
  /** Absent where nothing was measured. */
  readonly measured?: number;
  readonly verdict: Verdict;
  readonly why?: string;
}

/**
 * Whether automation vouches for a phase (requirement 003-46; the spelling of `automation_enforced` is the
 * requirement's). Unless everything passed it does not, and somebody has to attach evidence by hand.
 */
export interface PhaseValidation {
  readonly phase: string;
  readonly automation_enforced: boolean;
  readonly manualEvidence: { readonly needed: false } | { readonly needed: true; readonly due: string };
}

/** What a run was about. */
export type SloCheckSubject = Pick<SloCheckRecord, 'project' | 'environment' | 'phase' | 'service'>;

const FIGURES: Readonly<Record<Judgement['figure'], RecordedJudgement['figure']>> = {
  availability: 'availability percent',
  latency: 'latency p95 ms',
  errorRate: 'error rate percent',
  'good share': 'good percent',
};

/** The record of a run. The same arguments give the same record. */
export function sloCheckRecord(subject: SloCheckSubject, judgements: readonly Judgement[], evidence: readonly Evidence[], at: Instant): SloCheckRecord {
  const { project, environment, phase, service } = subject;
  const outcome = checkOutcome(judgements);
  const content: Omit<SloCheckRecord, 'run'> = {
    check: 'slo',
    at: formatInstant(at),
    project,
    environment,
    phase,
    ...(service !== undefined && { service }),
    verdict: verdictOf(outcome),
    objectives: judgements.map(recordedJudgement),
    evidence,
    validation: {
      phase,
      automation_enforced: outcome === 'passed',
      manualEvidence: outcome === 'passed' ? { needed: false } : { needed: true, due: formatInstant(at + MANUAL_EVIDENCE_MINUTES * MINUTE_MS) },
    },
  };
  return { run: `${content.at}-${hashOf(JSON.stringify(content)).slice(0, 12)}`, ...content };
}

function recordedJudgement({ objective, figure, target, measured, outcome, why }: Judgement): RecordedJudgement {
  return {
    ...(objective !== undefined && { objective }),
    figure: FIGURES[figure],
    ...(target !== undefined && { target }),
    ...(measured !== undefined && { measured }),
    verdict: verdictOf(outcome),
    ...(why !== undefined && { why }),
  };
}
