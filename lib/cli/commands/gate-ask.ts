import { parseIncidentId } from '../../incident/lifecycle/incident-id';
import { reduceIncident } from '../../incident/lifecycle/reduce-incident';
import { changeExisting } from '../../incident/use-cases/change-incident';
import { ProblemsError } from '../../problems/problem';
import { decideChange, mayDeploy, type ChangeDecision, type ChangeVerdict } from '../../slo/gate/decide-change';
import { isUnreadable, type ChangeRequest } from '../../slo/gate/gate-facts';
import { formatInstant, type Instant } from '../../time/time';
import type { AccountClient } from '../account/account-client';
import { requireEnvironment } from '../account/environment';
import { readGateFacts } from '../account/gate-facts';
import { accountOfScenario } from '../account/scenario-account';
import { appendJsonLine } from '../files/json-lines';
import type { PlannedEnvironment } from '../files/operations';
import { localTimesOf } from '../local-times';
import { notAmong } from '../not-among';
import { EXIT, printProblems, toJson, type Terminal } from '../terminal';
import type { GateAnswer } from './gate-answer';
import { gateText } from './gate-text';
import { incidentStoreOf } from './incident-access';

/** Options of `day2 gate`. */
export interface GateAskOptions {
  readonly config: string;
  readonly env?: string;
  readonly service?: string;
  readonly for: ChangeRequest['purpose'];
  readonly incident?: string;
  readonly by?: string;
  readonly log: string;
  readonly json?: boolean;
  /** Default: now, or the point a scenario has reached. */
  readonly at?: Instant;
  readonly scenario?: string;
  readonly until?: number;
  readonly assembly?: string;
}

/** Exit codes of the gate: a pipeline goes on with 0 alone. */
const EXIT_CODES: Readonly<Record<ChangeVerdict, number>> = {
  pass: EXIT.fine,
  'pass with notice': EXIT.fine,
  'needs approval': EXIT.findings,
  blocked: EXIT.findings,
  'could not tell': EXIT.internal,
};

/**
 * Says whether a service may be deployed now, and what would change the answer. What passes by exception (a fix, a rollback, what
 * somebody allowed) is recorded in a log beside the code that is deployed.
 */
export async function gateAsk(options: GateAskOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const planned = requireEnvironment(options, terminal, { readsRunbooks: false });
  if (typeof planned === 'number') return planned;
  const request = requestOf(options, planned, terminal);
  if (typeof request === 'number') return request;
  const { scenario } = options;
  const asked = scenario === undefined ? { account, at: options.at ?? terminal.now() } : await accountOfScenario({ ...options, scenario }, planned, terminal);
  if (typeof asked === 'number') return asked;

  const facts = await readGateFacts(asked.account, planned, request.service, asked.at);
  const decision = decideChange(request, facts, asked.at);
  if (request.incident !== undefined && mayDeploy(decision) && isUnreadable(facts.calendar))
    await recordFault(asked.account, planned, { incident: request.incident, why: facts.calendar.unreadable, at: asked.at }, terminal);
  const answer = answerOf(request, decision, planned, asked.at);
  terminal.print(options.json === true ? toJson(answer) : gateText(answer, localTimesOf(planned.plan)));
  return isByException(answer) && !isRecorded(answer, options.log, terminal) ? EXIT.findings : EXIT_CODES[decision.verdict];
}

/** Writes into the record of an incident that its fix went on without a calendar. Recovery does not wait for it: what fails is reported. */
async function recordFault(
  account: AccountClient,
  { model, plan }: PlannedEnvironment,
  { incident, why, at }: { readonly incident: string; readonly why: string; readonly at: Instant },
  terminal: Terminal,
): Promise<void> {
  const location = parseIncidentId(incident);
  if (plan.incidents === undefined || location === undefined) return;
  try {
    const store = await incidentStoreOf(account, { model, plan: { ...plan, incidents: plan.incidents } });
    await changeExisting(store, location, (current) => reduceIncident(current, { kind: 'calendar unread', why }, { now: at }));
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    printProblems(terminal, error.problems);
  }
}

/** Records an answer. Recovery does not wait for a file: a log that cannot be written is reported, and holds other exceptions alone. */
function isRecorded(answer: GateAnswer, log: string, terminal: Terminal): boolean {
  try {
    appendJsonLine(log, answer);
    return true;
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    printProblems(terminal, error.problems);
    return answer.purpose === 'rollback' || answer.purpose === 'incident-fix';
  }
}

function requestOf(options: GateAskOptions, { model }: PlannedEnvironment, terminal: Terminal): ChangeRequest | number {
  const { service, for: purpose, incident, by } = options;
  const mistake = usageMistake(
    options,
    model.services.map(({ id }) => id),
  );
  if (mistake !== undefined) {
    terminal.printError(mistake);
    return EXIT.usage;
  }
  const known = model.onCall?.roster.people.map(({ id }) => id) ?? [];
  if (by !== undefined && !known.includes(by)) {
    terminal.printError(notAmong('person', by, known));
    return EXIT.usage;
  }
  return { service: service!, purpose, ...(incident !== undefined && { incident }), ...(by !== undefined && { approvedBy: by }) };
}

function usageMistake({ service, for: purpose, incident, by }: GateAskOptions, services: readonly string[]): string | undefined {
  if (service === undefined) return `no service is named: give it with --service; there are ${services.join(', ')}`;
  if (!services.includes(service)) return notAmong('service', service, services);
  if (purpose === 'incident-fix' && incident === undefined) return 'the fix of an incident names it: give its id with --incident';
  if (purpose !== 'incident-fix' && (incident ?? by) !== undefined) return '--incident and --by belong to --for incident-fix';
  return undefined;
}

function answerOf({ service, purpose, incident }: ChangeRequest, decision: ChangeDecision, { plan }: PlannedEnvironment, at: Instant): GateAnswer {
  const { application, environment } = plan;
  return {
    application,
    environment,
    service,
    purpose,
    ...(incident !== undefined && { incident }),
    at: formatInstant(at),
    verdict: decision.verdict,
    mayDeploy: mayDeploy(decision),
    validUntil: formatInstant(decision.validUntil),
    reasons: decision.reasons,
  };
}

/** True for what passes although it would be held without what it is for, or what somebody allowed. */
function isByException({ mayDeploy: passes, purpose, reasons }: GateAnswer): boolean {
  return passes && (purpose !== 'change' || reasons.some(({ source }) => source === 'permit'));
}
