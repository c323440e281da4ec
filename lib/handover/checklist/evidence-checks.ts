import { CAPACITY_BUFFER } from '../../capacity/capacity-limit';
import { worstOutcome } from '../../problems/problem';
import { roundTo12Digits } from '../../slo/burn-rate';
import type { FigureKind } from '../evidence/figures';
import type { HandoverInput } from '../input';
import { lastRehearsals } from '../parts/rehearsals';
import { couldNotTell, failed, passed, unlessAny, type Judgement } from './judgement';

/** Requirements 000-15, 000-20. */
export function runbooksRehearsed(input: HandoverInput): Judgement {
  const { runbooks } = input;
  if (runbooks.length === 0) return failed('there is no runbook');
  const incomplete = runbooks.filter(({ facts, cases }) => facts.triggers.length === 0 || facts.owner === '' || cases === 0);
  if (incomplete.length > 0) return failed(incomplete.map(({ name }) => `${name} has no trigger, no owner or no case`).join('; '));
  const outcomes = runbooks.map(({ name }) => ({ name, outcome: worstOutcome(lastRehearsals(input, 'runbook', name).map(({ outcome }) => outcome)) }));
  const not = (outcome: string) => outcomes.filter((each) => each.outcome === outcome).map(({ name }) => name);
  if (not('failed').length > 0) return failed(`the last rehearsal failed of ${not('failed').join(', ')}`);
  if (not('could not tell').length > 0) return couldNotTell(`there is no evidence, or no clear one, of ${not('could not tell').join(', ')}`);
  return passed(`${runbooks.length} runbooks`);
}

/** What the game days say that `drills` of handover.yaml names for an item. Without one nobody can tell. */
export function drilled(item: string): (input: HandoverInput) => Judgement {
  return (input) => {
    const scenarios = input.settings.drills[item] ?? [];
    if (scenarios.length === 0) return couldNotTell(`drills of handover.yaml names no game day for ${item}`);
    const played = scenarios.map((id) => ({ id, outcomes: lastRehearsals(input, 'scenario', id).map(({ outcome }) => outcome) }));
    const outcome = worstOutcome(played.map(({ outcomes }) => worstOutcome(outcomes)));
    const why = played.map(({ id, outcomes }) => `${id}: ${outcomes.length === 0 ? 'not in the evidence' : worstOutcome(outcomes)}`).join('; ');
    return { outcome, why };
  };
}

/** Each game day first compares the template with the plan: grants of topics and keys, and every alarm by its text. */
export function templatesAsPlanned({ rehearsals, model: { environment } }: HandoverInput): Judgement {
  const played = rehearsals.filter((each) => each.kind === 'scenario' && each.environment === environment);
  if (played.length === 0) return couldNotTell(`no game day of ${environment} is in the evidence`);
  return { outcome: worstOutcome(played.map(({ outcome }) => outcome)), why: `${played.length} game days, each of which compares the templates with the plan` };
}

/** Response time that 95 % of requests stay below in a load test, milliseconds; the longest time to scale, seconds. Requirement 002-03. */
const LOAD_TEST = { p95Ms: 2_000, scalingSeconds: 60, bufferPercent: roundTo12Digits((CAPACITY_BUFFER - 1) * 100) };

/** Reads one kind of figures, or says that there are none. */
function withFigures(kind: FigureKind, judge: (figure: (name: string) => number) => readonly string[]): (input: HandoverInput) => Judgement {
  return ({ figures }) => {
    const found = figures.findLast((each) => each.kind === kind);
    if (found === undefined) return couldNotTell(`no ${kind} is in the evidence`);
    return unlessAny(
      judge((name) => found.values[name]!),
      `${found.evidence} of ${found.on}`,
    );
  };
}

export const loadTestPassed = withFigures('load test', (figure) => [
  ...(figure('bufferPercent') < LOAD_TEST.bufferPercent ? [`it bore ${figure('bufferPercent')} % more than expected, not ${LOAD_TEST.bufferPercent} %`] : []),
  ...(figure('p95Ms') > LOAD_TEST.p95Ms ? [`p95 was ${figure('p95Ms')} ms, more than ${LOAD_TEST.p95Ms} ms`] : []),
  ...(figure('scalingSeconds') > LOAD_TEST.scalingSeconds ? [`scaling took ${figure('scalingSeconds')} s, more than ${LOAD_TEST.scalingSeconds} s`] : []),
]);

/** Requirement 002-04. */
export const nothingCritical = withFigures('security scan', (figure) => (figure('critical') > 0 ? [`${figure('critical')} critical findings`] : []));

/** Requirement 002-06. */
export const businessPassed = withFigures('business scenarios', (figure) =>
  figure('passed') < figure('scenarios') || figure('scenarios') === 0 ? [`${figure('passed')} of ${figure('scenarios')} scenarios passed`] : [],
);
