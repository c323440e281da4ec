import { CAPACITY_BUFFER } from '../../capacity/capacity-limit';
import type { FindingCode } from '../../conformance/verify/finding';
import { worstOutcome } from '../../problems/problem';
import { roundTo12Digits } from '../../slo/burn-rate';
import type { FigureKind } from '../evidence/figures';
import type { EvidenceKind } from '../evidence/kinds';
import { dateOf, type HandoverInput, type Rehearsal } from '../input';
import { operators } from '../parts/operators';
import { lastRehearsals } from '../parts/rehearsals';
import { couldNotTell, failed, passed, together, unlessAny, type Judgement } from './judgement';

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
  return passed(`${runbooks.length} runbooks`, { evidence: idsOf(runbooks.flatMap(({ name }) => lastRehearsals(input, 'runbook', name))) });
}

/** What the game days say that `drills` of handover.yaml names for an item. Without one nobody can tell. */
export function drilled(item: string): (input: HandoverInput) => Judgement {
  return (input) => {
    const scenarios = input.settings.drills[item] ?? [];
    if (scenarios.length === 0) return couldNotTell(`drills of handover.yaml names no game day for ${item}`);
    const rehearsals = scenarios.flatMap((id) => lastRehearsals(input, 'scenario', id));
    const played = scenarios.map((id) => ({ id, outcomes: rehearsals.filter((each) => each.id === id).map(({ outcome }) => outcome) }));
    const outcome = worstOutcome(played.map(({ outcomes }) => worstOutcome(outcomes)));
    const why = played.map(({ id, outcomes }) => `${id}: ${outcomes.length === 0 ? 'not in the evidence' : worstOutcome(outcomes)}`).join('; ');
    return { outcome, why, evidence: idsOf(rehearsals) };
  };
}

function idsOf(rehearsals: readonly Rehearsal[]): readonly string[] {
  return [...new Set(rehearsals.map(({ evidence }) => evidence))];
}

/** Why evidence of a kind does not show anything: what is over fails, and what never was leaves open. */
function lacking(input: HandoverInput, kind: EvidenceKind): Judgement {
  const date = dateOf(input);
  const over = input.evidence.findLast((each) => each.kind === kind && each.until < date);
  return over === undefined ? couldNotTell(`there is no evidence of the kind ${kind}`) : failed(`${over.id} held until ${over.until}`);
}

/** Each game day first compares the template with the plan: grants of topics and keys, and every alarm by its text. */
export function templatesAsPlanned(input: HandoverInput): Judgement {
  const { environment } = input.model;
  const played = input.rehearsals.filter((each) => each.kind === 'scenario' && each.environment === environment);
  if (played.length === 0) return couldNotTell(`no game day of ${environment} is in the evidence`);
  return {
    outcome: worstOutcome(played.map(({ outcome }) => outcome)),
    why: `${played.length} game days, each of which compares the templates with the plan`,
    evidence: idsOf(played),
  };
}

/** Whether everybody whom pages reach first has answered a drill, and the last one well. Requirements 002-11, 002-13. */
export function teamDrilled(input: HandoverInput): Judgement {
  const team = operators(input);
  const drills = input.rehearsals.filter(({ kind }) => kind === 'drill');
  if (team.length === 0) return failed('pages reach nobody');
  if (drills.length === 0) return lacking(input, 'drill');
  const last = team.map((person) => ({ person, drill: drills.findLast(({ by }) => by === person) }));
  const wrong = last.filter(({ drill }) => drill?.outcome === 'failed').map(({ person, drill }) => `${person} did not answer ${drill!.id} in time`);
  const open = last.filter(({ drill }) => drill === undefined || drill.outcome === 'could not tell').map(({ person }) => person);
  if (wrong.length > 0) return failed(wrong.join('; '));
  if (open.length > 0) return couldNotTell(`no drill shows how ${open.join(', ')} would answer`);
  return passed(`${team.join(', ')} have answered a drill`, { evidence: idsOf(last.map(({ drill }) => drill!)) });
}

/** Whether a backup was restored, and the last time well. */
export function backupRestored(input: HandoverInput): Judgement {
  const last = input.rehearsals.findLast(({ kind }) => kind === 'restore');
  if (last === undefined) return lacking(input, 'restore drill');
  return { outcome: last.outcome, why: `${last.id} on ${last.on}: ${last.outcome}`, evidence: [last.evidence] };
}

/** Whether the account is as planned; with codes, whether it has none of these gaps. Requirements 001-05, 003-27. */
export function accountVerified(codes?: readonly FindingCode[]): (input: HandoverInput) => Judgement {
  return (input) => {
    const { verification } = input;
    if (verification === undefined) return lacking(input, 'verification');
    const { observability, evidence, on } = verification;
    const gaps = observability.gaps.filter(({ code }) => codes === undefined || codes.includes(code));
    if (gaps.length > 0)
      return failed(`${gaps.length} gaps in the account on ${on}, the first: ${gaps[0]!.subject}, ${gaps[0]!.what}`, { evidence: [evidence] });
    const [unknown] = observability.couldNotTell;
    if (unknown !== undefined) return couldNotTell(`the account did not answer everything on ${on}: ${unknown}`);
    return passed(`the account was looked at on ${on}`, { evidence: [evidence] });
  };
}

/** As {@link accountVerified}, where an account that nobody asked leaves nothing open: something else decides as well. */
export function unlessAccountSays(codes: readonly FindingCode[], otherwise: (input: HandoverInput) => Judgement): (input: HandoverInput) => Judgement {
  return (input) => together([otherwise(input), ...(input.verification === undefined ? [] : [accountVerified(codes)(input)])]);
}

/** Whether the matrix and its change log are current, and no gap is later than its deadline. Requirements 001-15, 001-16. */
export function requirementsTraced(input: HandoverInput): Judgement {
  const { traceability } = input;
  if (traceability === undefined) return lacking(input, 'traceability');
  const { isCurrent, gaps, proved, requirements, evidence, on } = traceability;
  const date = dateOf(input);
  const late = gaps.filter(({ deadline }) => deadline < date).map(({ id, owner, deadline }) => `${id} of ${owner} was due on ${deadline}`);
  return unlessAny([...(isCurrent ? [] : [`the matrix or its change log was stale on ${on}`]), ...late], `${proved} of ${requirements} requirements on ${on}`, {
    evidence: [evidence],
  });
}

/** Response time that 95 % of requests stay below in a load test, milliseconds; the longest time to scale, seconds. Requirement 002-03. */
const LOAD_TEST = { p95Ms: 2_000, scalingSeconds: 60, bufferPercent: roundTo12Digits((CAPACITY_BUFFER - 1) * 100) };

type Figure = (name: string) => number;

/** Reads one kind of figures, or says that there are none; a figure that the file does not have leaves open what it would show. */
function withFigures(
  kind: FigureKind,
  judge: (figure: Figure, input: HandoverInput) => readonly string[],
  ...optional: readonly string[]
): (input: HandoverInput) => Judgement {
  return (input) => {
    const found = input.figures.findLast((each) => each.kind === kind);
    if (found === undefined) return lacking(input, kind);
    const missing = optional.find((name) => found.values[name] === undefined);
    if (missing !== undefined) return couldNotTell(`${found.evidence} does not say ${missing}`);
    return unlessAny(
      judge((name) => found.values[name]!, input),
      `${found.evidence} of ${found.on}`,
      { evidence: [found.evidence] },
    );
  };
}

/** What a load test shows, each part for itself. Requirement 002-03. */
export const LOAD_TEST_CHECKS = {
  buffer: withFigures('load test', (figure) =>
    figure('bufferPercent') < LOAD_TEST.bufferPercent ? [`it bore ${figure('bufferPercent')} % more than expected, not ${LOAD_TEST.bufferPercent} %`] : [],
  ),
  responseTimes: withFigures('load test', (figure) =>
    figure('p95Ms') > LOAD_TEST.p95Ms ? [`p95 was ${figure('p95Ms')} ms, more than ${LOAD_TEST.p95Ms} ms`] : [],
  ),
  scaling: withFigures('load test', (figure) =>
    figure('scalingSeconds') > LOAD_TEST.scalingSeconds ? [`scaling took ${figure('scalingSeconds')} s, more than ${LOAD_TEST.scalingSeconds} s`] : [],
  ),
  throughput: withFigures(
    'load test',
    (figure, { plan: { baselines } }) => {
      const expected = baselines.application.requestsPerSecond;
      return figure('requestsPerSecond') < expected ? [`${figure('requestsPerSecond')} requests a second, fewer than the ${expected} of the baseline`] : [];
    },
    'requestsPerSecond',
  ),
  utilisation: withFigures(
    'load test',
    (figure, { plan: { baselines } }) => {
      const most = baselines.infrastructure.cpuPercent;
      return figure('cpuPercent') > most ? [`CPU was at ${figure('cpuPercent')} %, above the ${most} % of the baseline`] : [];
    },
    'cpuPercent',
  ),
} as const;

/** Whether a load test shows what every one has to. */
export function loadTestPassed(input: HandoverInput): Judgement {
  const { buffer, responseTimes, scaling } = LOAD_TEST_CHECKS;
  return together([buffer, responseTimes, scaling].map((check) => check(input)));
}

/** Requirement 002-04. */
export const nothingCritical = withFigures('security scan', (figure) => (figure('critical') > 0 ? [`${figure('critical')} critical findings`] : []));

/** Requirement 002-06. */
export const businessPassed = withFigures('business scenarios', (figure) =>
  figure('passed') < figure('scenarios') || figure('scenarios') === 0 ? [`${figure('passed')} of ${figure('scenarios')} scenarios passed`] : [],
);
