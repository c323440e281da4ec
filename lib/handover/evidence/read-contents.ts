/** What files of evidence hold. */

import type { ObservabilityStatus } from '../../conformance/verify/observability-status';
import type { Outcome } from '../../problems/problem';
import { isMap, listOf, propertyOf, textOf } from '../../problems/untyped';
import { STEPS } from '../activation/step-ids';
import type { Rehearsal } from '../input';
import type { ActivationRecord } from './activation-record';
import type { BudgetsRecord } from './budgets-record';
import { FIGURES, hasFigures, type FigureKind, type MeasuredFigures } from './figures';
import type { IssuedCertificate } from './issued-certificate';
import type { FiledEvidence } from './manifest';
import type { TraceabilityRecord } from './traceability-record';
import { STATUS_PARTS, type VerificationRecord } from './verification';

/** What is read of the entry of a file. */
type Filed = Pick<FiledEvidence, 'id' | 'kind' | 'on'>;

/** What one file of evidence says. */
export interface EvidenceContents {
  readonly rehearsals?: readonly Rehearsal[];
  readonly figures?: MeasuredFigures;
  readonly verification?: VerificationRecord;
  readonly budgets?: BudgetsRecord;
  readonly traceability?: TraceabilityRecord;
  readonly certificate?: IssuedCertificate;
  readonly activation?: ActivationRecord;
}

/**
 * What a file of evidence says; nothing where its kind may have any format.
 *
 * @throws NoEvidenceError when it is none of its kind
 */
export function readContents(bytes: Uint8Array, evidence: Filed): EvidenceContents {
  const { kind } = evidence;
  if (kind === 'sign-off' || kind === 'manual evidence') return {};
  const text = textOfBytes(bytes);
  if (hasFigures(evidence)) return { figures: readFigures(text, evidence) };
  switch (kind) {
    case 'drill':
      return { rehearsals: [readDrill(text, evidence)] };
    case 'restore drill':
      return { rehearsals: [readRestore(text, evidence)] };
    case 'verification':
      return { verification: readVerification(text, evidence) };
    case 'budgets':
      return { budgets: readBudgets(text, evidence) };
    case 'traceability':
      return { traceability: readTraceability(text, evidence) };
    case 'incident':
      return { rehearsals: [readIncident(text, evidence)] };
    case 'activation':
      return { activation: readActivation(text, evidence) };
    case 'certificate':
      return { certificate: readCertificate(text, evidence) };
    default:
      return { rehearsals: readRehearsals(text, evidence) };
  }
}

function textOfBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new NoEvidenceError('no UTF-8 text');
  }
}

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
export function readRehearsals(text: string, { id, kind, on }: Filed): readonly Rehearsal[] {
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

/** What `day2 drill run --out` wrote. */
function readDrill(text: string, { id: evidence, on }: Filed): Rehearsal {
  const value = parseJson(text);
  const id = textOf(value, 'scenario');
  const by = textOf(value, 'trainee');
  const environment = textOf(value, 'environment');
  const outcome = outcomeOf(value);
  if (textOf(value, 'schema') !== 'day2.drill/1' || id === undefined || by === undefined || environment === undefined || outcome === undefined)
    throw new NoEvidenceError('JSON without the schema day2.drill/1, a scenario, a trainee, an environment and an outcome');
  return { kind: 'drill', id, title: id, environment, by, outcome, proves: [], on, evidence };
}

/**
 * States in which a run of Systems Manager has ended; in any other it is under way, or waits.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AutomationExecution.html
 */
const ENDED: Readonly<Record<string, Outcome>> = {
  Success: 'passed',
  CompletedWithSuccess: 'passed',
  Failed: 'failed',
  CompletedWithFailure: 'failed',
  TimedOut: 'failed',
  Cancelled: 'failed',
  Rejected: 'failed',
  Exited: 'failed',
};

/** What `aws ssm get-automation-execution` printed. A dry run restored nothing. */
function readRestore(text: string, { id: evidence, on }: Filed): Rehearsal {
  const execution = propertyOf(parseJson(text), 'AutomationExecution');
  const id = textOf(execution, 'DocumentName');
  const status = textOf(execution, 'AutomationExecutionStatus');
  if (id === undefined || status === undefined) throw new NoEvidenceError('JSON without an AutomationExecution, its DocumentName and its status');
  if (listOf(propertyOf(execution, 'Parameters'), 'DryRun').includes('true')) throw new NoEvidenceError('a dry run, which restored nothing');
  return { kind: 'restore', id, title: id, outcome: ENDED[status] ?? 'could not tell', proves: [], on, evidence };
}

/** What `day2 verify --json` printed. */
function readVerification(text: string, { id, on }: Filed): VerificationRecord {
  const value = parseJson(text);
  const observability = propertyOf(value, 'observability');
  const environment = textOf(observability, 'environment');
  const at = textOf(observability, 'at');
  const outcome = outcomeOf(value);
  const areParts = [...STATUS_PARTS, 'readinessToMeasure'].every((part) => outcomeOf(propertyOf(observability, part)) !== undefined);
  const areLists = ['gaps', 'couldNotTell'].every((list) => Array.isArray(propertyOf(observability, list)));
  if (environment === undefined || at === undefined || outcome === undefined || !areParts || !areLists)
    throw new NoEvidenceError('JSON without an outcome, and an observability with its environment, parts and gaps');
  return { environment, at, outcome, observability: observability as ObservabilityStatus, evidence: id, on };
}

/** What `day2 slo status --json` printed. */
function readBudgets(text: string, { id: evidence, on }: Filed): BudgetsRecord {
  const value = parseJson(text);
  const at = textOf(value, 'at');
  const objectives = propertyOf(value, 'objectives');
  if (at === undefined || !Array.isArray(objectives)) throw new NoEvidenceError('JSON without an instant and a list objectives');
  const read = objectives.map((each: unknown) => {
    const [objective, state] = [textOf(each, 'objective'), textOf(each, 'state')];
    if (objective === undefined || state === undefined) throw new NoEvidenceError('an objective without a name, or without a state');
    const remaining = propertyOf(propertyOf(each, 'figures'), 'remaining');
    return { objective, state, ...(typeof remaining === 'number' && { remaining }) };
  });
  return { at, objectives: read, evidence, on };
}

/** What `day2 rtm sync --check --json` printed. */
function readTraceability(text: string, { id: evidence, on }: Filed): TraceabilityRecord {
  const value = parseJson(text);
  const [requirements, gaps, problems] = ['requirements', 'gaps', 'problems'].map((key) => propertyOf(value, key));
  if (!Array.isArray(requirements) || !Array.isArray(gaps) || !Array.isArray(problems))
    throw new NoEvidenceError('JSON without lists of requirements, gaps and problems');
  const open = gaps.flatMap((gap: unknown) => {
    const [gapId, owner, deadline] = ['id', 'owner', 'deadline'].map((key) => textOf(gap, key));
    if (gapId === undefined || owner === undefined || deadline === undefined) throw new NoEvidenceError('a gap without an id, an owner and a deadline');
    return textOf(gap, 'closed') === undefined ? [{ id: gapId, owner, deadline }] : [];
  });
  return { proved: requirements.length - open.length, requirements: requirements.length, gaps: open, isCurrent: problems.length === 0, evidence, on };
}

/** The Markdown that `day2 incident report` wrote: its rows of facts say which incident it was, and whether it was resolved in time. */
function readIncident(text: string, { id: evidence, on }: Filed): Rehearsal {
  const row = (what: string) => new RegExp(`^\\| ${what} \\| (.*) \\|$`, 'm').exec(text)?.[1];
  const id = row('Incident')?.replaceAll('`', '');
  const resolved = row('Resolved');
  if (id === undefined || resolved === undefined) throw new NoEvidenceError('no report with the rows Incident and Resolved');
  const outcome = resolved === 'not yet' ? 'could not tell' : resolved.includes(', late: ') ? 'failed' : 'passed';
  return { kind: 'incident', id, title: id, outcome, proves: [], on, evidence };
}

/** What `day2 activation` wrote. */
function readActivation(text: string, { id: evidence, on }: Filed): ActivationRecord {
  const value = parseJson(text);
  const step = STEPS.find((each) => each === textOf(value, 'step'));
  const by = textOf(value, 'by');
  if (textOf(value, 'schema') !== 'day2.activation/1' || step === undefined || by === undefined)
    throw new NoEvidenceError('JSON without the schema day2.activation/1, a step and who took it');
  return { step, by, evidence, on };
}

/** What `day2 handover certify --issue` wrote. */
function readCertificate(text: string, { id: evidence, on }: Filed): IssuedCertificate {
  const value = parseJson(text);
  const certificate = textOf(value, 'certificate');
  if (textOf(value, 'schema') !== 'day2.certificate/1' || certificate === undefined) throw new NoEvidenceError('JSON without the schema day2.certificate/1');
  return { certificate, evidence, on };
}

/**
 * Figures of a file of evidence: a map with a number for each name that its kind asks for, and for each that it may have.
 *
 * @throws NoEvidenceError when one is missing, or no number
 */
export function readFigures(text: string, { id, kind, on }: Filed & { readonly kind: FigureKind }): MeasuredFigures {
  const value = parseJson(text);
  const { needed, optional } = FIGURES[kind];
  const names = [...needed, ...optional.filter((name) => propertyOf(value, name) !== undefined)];
  const values = names.map((name): [string, number] => {
    const figure = propertyOf(value, name);
    if (typeof figure !== 'number' || figure < 0) throw new NoEvidenceError(`JSON without a number ${name}`);
    return [name, figure];
  });
  return { kind, values: Object.fromEntries(values), evidence: id, on };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoEvidenceError('no JSON');
  }
}
