import type { Outcome } from '../problems/problem';
import { isMap, listOf, propertyOf, textOf } from '../problems/untyped';
import type { Rehearsal } from './input';
import { FIGURES, type DatedEvidence, type FigureKind, type MeasuredFigures } from './settings';

const OUTCOMES: readonly string[] = ['passed', 'failed', 'could not tell'] satisfies readonly Outcome[];

/** Why something is no evidence of its kind. */
export class NoEvidenceError extends Error {
  override readonly name = 'NoEvidenceError';
}

/**
 * What was rehearsed according to a file of evidence: the JSON that `day2 gameday --json` or `day2 runbook test --json` printed.
 *
 * @throws NoEvidenceError when the text is none
 */
export function readRehearsals(text: string, { id, kind, on }: DatedEvidence): readonly Rehearsal[] {
  const value = parseJson(text);
  const key = kind === 'game days' ? 'scenarios' : 'cases';
  if (!isMap(value) || !Array.isArray(value[key])) throw new NoEvidenceError(`JSON without a list ${key}`);
  return listOf(value, key).map((each, index) => {
    const read = kind === 'game days' ? ofScenario(each) : ofCase(each);
    if (read === undefined) throw new NoEvidenceError(`${key}[${index}] has no name, or no outcome`);
    return { ...read, on, evidence: id };
  });
}

type Played = Omit<Rehearsal, 'on' | 'evidence'>;

function ofScenario(value: unknown): Played | undefined {
  if (!isMap(value) || !isMap(value['scenario'])) return undefined;
  const { scenario } = value;
  const id = textOf(scenario, 'id');
  const outcome = outcomeOf(value);
  if (id === undefined || outcome === undefined) return undefined;
  const environment = textOf(scenario, 'environment');
  const proves = listOf(scenario, 'proves').filter((each) => typeof each === 'string');
  return { kind: 'scenario', id, title: textOf(scenario, 'title') ?? id, outcome, proves, ...(environment !== undefined && { environment }) };
}

function ofCase(value: unknown): Played | undefined {
  const id = textOf(value, 'runbook');
  const title = textOf(value, 'case');
  const outcome = outcomeOf(value);
  return id === undefined || title === undefined || outcome === undefined ? undefined : { kind: 'runbook', id, title, outcome, proves: [] };
}

function outcomeOf(value: unknown): Outcome | undefined {
  const outcome = textOf(value, 'outcome');
  return outcome !== undefined && OUTCOMES.includes(outcome) ? (outcome as Outcome) : undefined;
}

/**
 * Figures of a file of evidence: a map with a number for each name that its kind asks for.
 *
 * @throws NoEvidenceError when one is missing, or no number
 */
export function readFigures(text: string, { id, kind, on }: DatedEvidence & { readonly kind: FigureKind }): MeasuredFigures {
  const value = parseJson(text);
  const values = FIGURES[kind].map((name): [string, number] => {
    const figure = propertyOf(value, name);
    if (typeof figure !== 'number' || figure < 0) throw new NoEvidenceError(`JSON without a number ${name}`);
    return [name, figure];
  });
  return { kind, values: Object.fromEntries(values), evidence: id, on };
}

/** Whether evidence is a file of figures. */
export function hasFigures(evidence: DatedEvidence): evidence is DatedEvidence & { readonly kind: FigureKind } {
  return Object.hasOwn(FIGURES, evidence.kind);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoEvidenceError('no JSON');
  }
}
