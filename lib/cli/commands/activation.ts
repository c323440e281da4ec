import { dirname, join } from 'node:path';
import { automationLines, SUPERVISION_LINES } from '../../handover/activation/criteria';
import { automationStandings, type AutomationStanding } from '../../handover/activation/planned-automation';
import { NEEDED_PARTS, readinessFigures, type ReadinessFigure } from '../../handover/activation/readiness';
import { activationFile, completionOf, type Completion } from '../../handover/activation/record';
import type { AutomationId, StepId } from '../../handover/activation/step-ids';
import { activationState, whyNotNext, type StepState } from '../../handover/activation/steps';
import { certificateFile, certify, type Certification } from '../../handover/certificates/certify';
import { judgeCriteria, type JudgedCriterion, type JudgedHandover } from '../../handover/checklist/criterion';
import { dateOf } from '../../handover/input';
import { worstOutcome, type Outcome } from '../../problems/problem';
import { DAY_MS } from '../../time/zoned-time';
import { requireEnvironment } from '../account/environment';
import { requireResponder } from '../account/responder';
import { attachEvidence, evidenceFolder } from '../files/evidence-store';
import { issueCertificate, logReadiness } from '../files/issue-certificate';
import { judgedHandover } from '../files/judged-handover';
import { pathFromRoot } from '../files/path-from-root';
import { EXIT, EXIT_OF_OUTCOME, toJson, type Terminal } from '../terminal';
import { alignColumns } from './columns';
import type { HandoverOptions } from './handover';

/** Options of every command about an activation. */
export type ActivationOptions = Omit<HandoverOptions, 'check'>;

/** Options of a step. */
export interface ActivationStepOptions extends ActivationOptions {
  /** Person of the roster who takes the step. Default: DAY2_RESPONDER. */
  readonly by?: string;
}

/** Options of the last step. */
export interface ActivationCompleteOptions extends ActivationStepOptions {
  /** From the root of the repository. */
  readonly changeLog: string;
}

/** What a step is taken with. */
interface Surroundings {
  readonly handover: JudgedHandover;
  readonly certification: Certification;
  readonly options: ActivationStepOptions;
  readonly terminal: Terminal;
  readonly by: string;
}

/**
 * Says how far an activation has come, what is enabled and not planned or the reverse, and how ready each part is: exit code 0 once it is complete and
 * both agree, 1 before. Requirements 002-76, 002-77, 002-82, 002-83.
 *
 * @throws ProblemsError for what it cannot be judged by
 */
export function activationStatus(options: ActivationOptions, terminal: Terminal): number {
  const handover = judged(options, terminal);
  if (typeof handover === 'number') return handover;
  const states = activationState(handover.input.activation);
  const figures = readinessFigures(handover, certify(handover));
  const automations = automationStandings(states, handover.input);
  const isComplete = states.every(({ taken }) => taken !== undefined);
  if (options.json === true) terminal.print(toJson({ version: 1, date: dateOf(handover.input), isComplete, steps: states, automations, readiness: figures }));
  else terminal.print([...stepLines(states), '', ...standingLines(automations), '', ...figureLines(figures)].join('\n'));
  return isComplete && automations.every(({ disagreement }) => disagreement === undefined) ? EXIT.fine : EXIT.findings;
}

/** Takes the first step: five parts have to be complete. Requirements 002-76, 003-01. */
export function activationReadiness(options: ActivationStepOptions, terminal: Terminal): number {
  return takeStep('readiness', options, terminal, ({ handover, certification }) =>
    readinessFigures(handover, certification)
      .filter(({ part }) => NEEDED_PARTS.some((needed) => needed === part))
      .map(({ part, passed, of, ...judgement }) => ({ ...judgement, id: part, text: `${passed} of ${of}` })),
  );
}

/** Writes down that an automation is enabled: after those above it, and never when what it needs is missing. Requirement 002-77. */
export function activationEnable(automation: AutomationId, options: ActivationStepOptions, terminal: Terminal): number {
  return takeStep(automation, options, terminal, ({ handover }) => judgeCriteria(automationLines(automation, handover.input), handover));
}

/** Writes down that people supervise what runs by itself. Requirements 002-78, 002-88. */
export function activationSupervise(options: ActivationStepOptions, terminal: Terminal): number {
  return takeStep('supervision', options, terminal, ({ handover }) => judgeCriteria(SUPERVISION_LINES, handover));
}

/**
 * Completes a handover: files the certificate of completion and those it refers to, writes the change log, says who has to be notified, and
 * when the handover is validated. Requirements 002-79, 002-80.
 */
export function activationComplete(options: ActivationCompleteOptions, terminal: Terminal): number {
  return takeStep(
    'completion',
    options,
    terminal,
    ({ certification }) => certification.completion.lines,
    (surroundings) => complete(surroundings, options),
  );
}

function judged(options: ActivationOptions, terminal: Terminal): JudgedHandover | number {
  const planned = requireEnvironment(options, terminal);
  if (typeof planned === 'number') return planned;
  return judgedHandover(planned, { ...options, today: options.date ?? Math.floor(terminal.now() / DAY_MS) });
}

/** Takes a step when it is the next one and every line of it has passed; otherwise says why not, and writes nothing. */
function takeStep(
  step: StepId,
  options: ActivationStepOptions,
  terminal: Terminal,
  judge: (surroundings: Surroundings) => readonly JudgedCriterion[],
  follow: (surroundings: Surroundings) => Completion | undefined = () => undefined,
): number {
  const handover = judged(options, terminal);
  if (typeof handover === 'number') return handover;
  const { input } = handover;
  const { onCall, environment } = input.model;
  if (onCall === undefined) {
    terminal.printError('nobody can take the step: there is no on-call.yaml with a roster');
    return EXIT.findings;
  }
  const by = requireResponder(options.by, onCall.roster, terminal);
  if (typeof by === 'number') return by;
  const refused = whyNotNext(activationState(input.activation), step);
  if (refused !== undefined) {
    terminal.printError(`${refused}; nothing was written`);
    return EXIT.findings;
  }
  const surroundings = { handover, certification: certify(handover), options, terminal, by };
  const lines = judge(surroundings);
  const outcome = worstOutcome(lines.map((line) => line.outcome));
  const isTaken = outcome === 'passed';
  const completion = isTaken ? follow(surroundings) : undefined;
  const filed = isTaken ? file(step, lines, surroundings, environment, completion) : undefined;
  if (options.json === true) terminal.print(toJson({ version: 1, step, outcome, lines, ...(filed !== undefined && { evidence: filed }), ...completion }));
  else {
    terminal.print(alignColumns(lines.map((line) => [line.outcome, line.id, line.text, line.why])).join('\n'));
    terminal.print(filed === undefined ? `${step} was not taken; nothing was written` : `${step} was taken by ${by}: ${filed}`);
    if (completion !== undefined) terminal.print(completionText(completion));
  }
  return EXIT_OF_OUTCOME[outcome];
}

/** @returns id of the evidence */
function file(
  step: StepId,
  lines: readonly JudgedCriterion[],
  { handover, options, terminal, by }: Surroundings,
  environment: string,
  completion?: Completion,
): string {
  const { name, text } = activationFile(step, lines, handover, by, completion);
  const on = handover.input.at / DAY_MS;
  const folder = evidenceFolder(options.config, handover.input.settings);
  return attachEvidence(folder, { kind: 'activation', environment, on, by, name, bytes: Buffer.from(text), at: terminal.now() }).id;
}

function complete(
  { handover, certification, options: { config, out = dirname(config) }, terminal }: Surroundings,
  { changeLog }: ActivationCompleteOptions,
): Completion {
  const folder = evidenceFolder(config, handover.input.settings);
  const files = certification.validations.map((each) => certificateFile(each, handover));
  const issue = (each: (typeof files)[number]) => issueCertificate(folder, each, handover, terminal.now());
  const issued = [...files, certificateFile(certification.completion, handover, files)].map(issue);
  logReadiness(join(out, pathFromRoot(out, changeLog)), handover, 'operations', issued);
  const { id, sha256 } = issued.at(-1)!;
  return completionOf(handover, { id, sha256 });
}

function stepLines(states: readonly StepState[]): readonly string[] {
  const next = states.find(({ taken }) => taken === undefined)?.step;
  const rows = states.map(({ step, taken }) => [step, taken === undefined ? (step === next ? 'next' : 'waits') : `taken on ${taken.on} by ${taken.by}`]);
  return alignColumns([['STEP', 'STATE'], ...rows]);
}

function standingLines(automations: readonly AutomationStanding[]): readonly string[] {
  const rows = automations.map(({ automation, isEnabled, planned, disagreement }) => [
    automation,
    isEnabled ? 'yes' : 'no',
    PLANNED_WORDS[planned.outcome],
    disagreement === undefined ? planned.why : `${disagreement}: ${planned.why}`,
  ]);
  return alignColumns([['AUTOMATION', 'ENABLED', 'PLANNED', 'WHY'], ...rows]);
}

const PLANNED_WORDS: Readonly<Record<Outcome, string>> = { passed: 'yes', failed: 'no', 'could not tell': 'could not tell' };

function figureLines(figures: readonly ReadinessFigure[]): readonly string[] {
  const rows = figures.map(({ part, passed, of, why }) => [part, `${passed} of ${of}`, `${Math.floor((100 * passed) / of)} %`, why]);
  return alignColumns([['PART', 'READY', 'SHARE', 'WHY'], ...rows]);
}

function completionText({ certificate, reviews, notice }: Completion): string {
  return [
    `certificate ${certificate.id}, SHA-256 ${certificate.sha256}`,
    `validate it with day2 handover gate post-handover on ${reviews.join(' and ')}`,
    `notify ${notice.to.join(', ')}:`,
    `  ${notice.text}`,
  ].join('\n');
}
