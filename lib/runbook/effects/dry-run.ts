import type { Condition } from '../document/condition';
import { allSteps, type RunbookDocument, type RunbookStep } from '../document/document';
import { wholeReference } from '../document/references';
import { DRY_RUN, effectOfStep, type ChildEffect, type ChildStart, type StepEffect } from './effect-of-step';
import { pathText, reachableSteps, type Outcome, type PathPart, type ReachedStep } from './reachable-steps';

/** A document by its name; undefined for one that is not known. */
export type DocumentOf = (name: string) => RunbookDocument | undefined;

/** A step that a dry run can come to, and that does not only read. */
export interface DryRunViolation {
  readonly step: string;
  readonly effect: 'mutates' | 'unknown';
  /** What the step does. */
  readonly reason: string;
  /** The steps that lead there, the step itself not included. */
  readonly path: readonly PathPart[];
}

/** What can be shown of the dry run of a document without running it. */
export interface DryRunProof {
  /** Why there is no dry run, or why it cannot be relied on, whatever the steps are; sentences about the document. */
  readonly faults: readonly string[];
  /** Steps that a run can come to whose DryRun is anything but false, and that do not only read. */
  readonly violations: readonly DryRunViolation[];
  /** Steps that change something, and that a run comes to whose DryRun is false. */
  readonly writes: readonly string[];
  /** Steps that change something, and that no such run comes to: of them the proof shows nothing. */
  readonly unreached: readonly string[];
}

/** Documents start each other at most so deep. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAutomation.html */
const MAX_DEPTH = 5;

/**
 * Shows that a dry run of a document only reads: every step that a run can come to whose DryRun is anything but false, whatever
 * its branches find, whatever fails, and wherever it is cancelled; and that a run comes to every write whose DryRun is false, so that
 * what is shown is not empty. What keeps a dry run from a step is a branch on `{{ DryRun }}` with `BooleanEquals: false`, by itself or
 * in an And, as the only way there. A condition on anything else, `BooleanEquals: true` included, may hold or not.
 *
 * @param documentOf documents that the document may start
 */
export function proveDryRun(document: RunbookDocument, documentOf: DocumentOf): DryRunProof {
  return new Proof(documentOf, []).of(document);
}

/** Every step that a run can come to whose DryRun is anything but false, nearest first. */
export function stepsOfDryRun({ steps }: Pick<RunbookDocument, 'steps'>): readonly RunbookStep[] {
  return reachableSteps(steps, (condition) => outcomeIn('dry', condition)).map(({ step }) => step);
}

/** The violation as text: `change mutates (lambda:UpdateAlias is a write …); reached by read, change`. */
export function violationText({ step, effect, reason, path }: DryRunViolation): string {
  return `${step} ${effect === 'mutates' ? 'mutates' : 'may mutate'} (${reason}); reached by ${pathText(path, step)}`;
}

type World = 'dry' | 'live';

class Proof {
  readonly #documentOf: DocumentOf;
  /** Names of the documents that started each other to come here. */
  readonly #started: readonly string[];

  constructor(documentOf: DocumentOf, started: readonly string[]) {
    this.#documentOf = documentOf;
    this.#started = started;
  }

  of(document: RunbookDocument): DryRunProof {
    const violations = this.#reached(document, 'dry').flatMap(({ step, path, effect, reason }): readonly DryRunViolation[] =>
      effect === 'reads' ? [] : [{ step: step.name, effect, reason, path }],
    );
    const writes = this.#reached(document, 'live').flatMap(({ step, effect }) => (effect === 'reads' ? [] : [step.name]));
    const declared = allSteps(document.steps).filter((step) => effectOfStep(step, this.#childEffect('live')).effect !== 'reads');
    const unreached = declared.flatMap(({ name }) => (writes.includes(name) ? [] : [name]));
    return { faults: declared.length > 0 ? parameterFaults(document) : [], violations, writes, unreached };
  }

  #reached(document: RunbookDocument, world: World): readonly (ReachedStep & StepEffect)[] {
    const childEffect = this.#childEffect(world);
    return reachableSteps(document.steps, (condition) => outcomeIn(world, condition)).map((reached) => ({
      ...reached,
      ...effectOfStep(reached.step, childEffect),
    }));
  }

  #childEffect(world: World): ChildEffect {
    return (start) => this.#effectOfChild(world, start);
  }

  #effectOfChild(world: World, { documentName: name, documentVersion: version, dryRun }: ChildStart): StepEffect {
    if (typeof name !== 'string' || wholeReference(name) !== undefined) return { effect: 'unknown', reason: 'which document it starts is only known in a run' };
    if (version !== undefined && version !== '$DEFAULT' && version !== '$LATEST') {
      return { effect: 'unknown', reason: `it starts version ${String(version)} of ${name}, which is not the one that is known` };
    }
    const document = this.#documentOf(name);
    if (document === undefined) return { effect: 'unknown', reason: `nothing is known of the document ${name}, which it starts` };
    if (this.#started.includes(name) || this.#started.length >= MAX_DEPTH) return { effect: 'unknown', reason: `it starts ${name} within itself or too deep` };
    const proof = new Proof(this.#documentOf, [...this.#started, name]).of(document);
    if (proof.writes.length + proof.unreached.length === 0) return { effect: 'reads', reason: `it starts ${name}, which only reads` };
    const isDry = dryRun === 'dry' || (dryRun === 'the same' && world === 'dry');
    if (!isDry) return { effect: 'mutates', reason: `it starts ${name} ${dryRun === 'not said' ? 'without DryRun' : 'with changes'}` };
    const [fault] = [...proof.faults, ...proof.violations.map(violationText)];
    if (fault === undefined) return { effect: 'reads', reason: `it starts ${name} as a dry run` };
    return { effect: proof.violations.every(({ effect }) => effect === 'unknown') ? 'unknown' : 'mutates', reason: `it starts ${name} as a dry run: ${fault}` };
  }
}

function parameterFaults({ parameters }: RunbookDocument): readonly string[] {
  const parameter = parameters.find(({ name }) => name === DRY_RUN);
  if (parameter === undefined) return [`it has no parameter ${DRY_RUN}`];
  return [
    ...(parameter.type === 'Boolean' ? [] : [`${DRY_RUN} is of type ${parameter.writtenType}: only a Boolean is false or not`]),
    ...(parameter.defaultValue === false || parameter.defaultValue === 'false' ? [`${DRY_RUN} is false unless a start says otherwise`] : []),
  ];
}

/** What is known of a condition when DryRun is anything but false, or is false. */
function outcomeIn(world: World, condition: Condition): Outcome {
  switch (condition.kind) {
    case 'not':
      return NEGATED[outcomeIn(world, condition.condition)];
    case 'and':
      return together('never', 'always', condition.conditions, world);
    case 'or':
      return together('always', 'never', condition.conditions, world);
    case 'compare': {
      const { operator, variable, operand } = condition;
      if (operator !== 'BooleanEquals' || wholeReference(variable) !== DRY_RUN || typeof operand !== 'boolean') return 'maybe';
      if (world === 'live') return operand ? 'never' : 'always';
      return operand ? 'maybe' : 'never';
    }
  }
}

const NEGATED: Readonly<Record<Outcome, Outcome>> = { always: 'never', never: 'always', maybe: 'maybe' };

/** One condition with the first outcome decides; the second takes all of them. */
function together(one: Outcome, all: Outcome, conditions: readonly Condition[], world: World): Outcome {
  const outcomes = conditions.map((each) => outcomeIn(world, each));
  if (outcomes.includes(one)) return one;
  return outcomes.every((outcome) => outcome === all) ? all : 'maybe';
}
