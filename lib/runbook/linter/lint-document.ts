import { CATALOGUE } from '../../problems/catalogue';
import { sortProblems, type Problem } from '../../problems/problem';
import { ACTIONS } from '../document/actions';
import type { RunbookDocument, RunbookStep, ValueType } from '../document/document';
import { readRunbookDocument, type Locate } from '../document/read-document';
import { GLOBAL_REFERENCES, LOOP_REFERENCES } from '../document/references';
import { LINT_RULES } from './lint-rules';
import type { LintedDocument, PlacedStep } from './rule';

/** What the linter is given. */
export interface LintOptions {
  /** The document, parsed. */
  readonly value: unknown;
  /** Bytes of its text, which AWS limits. */
  readonly bytes: number;
  readonly locate: Locate;
  /** Whether it is held to the rules of our own documents, too. @default false */
  readonly isStrict?: boolean;
}

/** Everything that is wrong with a document, in reading order. A document that cannot be read has only the problems of reading. */
export function lintDocument({ value, ...options }: LintOptions): readonly Problem[] {
  const read = readRunbookDocument(value, options.locate);
  return 'problems' in read ? sortProblems(read.problems) : lintReadDocument(read.document, options);
}

/** {@link lintDocument} of a document that was read. */
export function lintReadDocument(document: RunbookDocument, { bytes, locate, isStrict = false }: Omit<LintOptions, 'value'>): readonly Problem[] {
  const linted = lintedDocument(document, bytes);
  const rules = LINT_RULES.filter((rule) => isStrict || rule.isStrict !== true);
  return sortProblems(
    rules.flatMap(({ code, check }) =>
      [...check(linted)].map(({ at, ...finding }): Problem => ({ code, level: CATALOGUE[code].level ?? 'error', where: locate(at), ...finding })),
    ),
  );
}

/** A document as rules look at it. */
function lintedDocument(document: RunbookDocument, bytes: number): LintedDocument {
  const steps = placed(document.steps, undefined);
  const parameters = new Map(document.parameters.map((parameter) => [parameter.name, parameter]));
  const variables = new Map(document.variables.map((variable) => [variable.name, variable]));
  const byName = new Map(steps.map(({ step }) => [step.name, step]));
  const typeOf = (reference: string, from: PlacedStep | undefined): ValueType | 'unknown' | undefined => {
    if (GLOBAL_REFERENCES.includes(reference)) return 'String';
    if (LOOP_REFERENCES.includes(reference)) return from?.loop === undefined ? undefined : loopType(reference, from.loop);
    if (reference.startsWith('variable:')) return variables.get(reference.slice('variable:'.length))?.type;
    const parameter = parameters.get(reference);
    if (parameter !== undefined) return parameter.type;
    const dot = reference.indexOf('.');
    const step = dot < 0 ? undefined : byName.get(reference.slice(0, dot));
    return step === undefined ? undefined : outputType(step, reference.slice(dot + 1));
  };
  return { document, bytes, steps, parameters, variables, typeOf };
}

function placed(siblings: readonly RunbookStep[], loop: RunbookStep | undefined): readonly PlacedStep[] {
  return siblings.flatMap((step, index) => [
    { step, siblings, next: siblings[index + 1]?.name, ...(loop !== undefined && { loop }) },
    ...placed(step.steps, step),
  ]);
}

function loopType(reference: string, { inputs }: RunbookStep): ValueType | 'unknown' {
  if (reference === 'loop.CurrentIteration') return 'Integer';
  const type = inputs.IteratorDataType ?? 'String';
  return type === 'Boolean' || type === 'Integer' || type === 'String' || type === 'StringMap' ? type : 'unknown';
}

/** A script declares what it gives; its payload as a whole is there without. */
function outputType({ action, outputs }: RunbookStep, name: string): ValueType | 'unknown' | undefined {
  const declared = outputs.find((output) => output.name === name);
  if (declared !== undefined) return declared.type ?? 'unknown';
  const implicit = ACTIONS[action]?.outputs ?? {};
  if (Object.hasOwn(implicit, name)) return implicit[name];
  // The payload of a function or a script is looked into by name.
  if (name.startsWith('Payload.') && Object.hasOwn(implicit, 'Payload')) return 'unknown';
  return undefined;
}
