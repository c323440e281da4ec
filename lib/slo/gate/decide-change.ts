import { formatInstant, MINUTE_MS, type Instant } from '../../time/time';
import type { GateVerdict } from '../budget/decide-gate';
import { HOLDING_SEVERITIES, isUnreadable, type ChangeRequest, type GateFacts, type OpenIncident } from './gate-facts';
import { isInForce, type Permit } from './permit';

/**
 * May a change be deployed?
 *
 * - A rollback always may. Whatever is wrong, it stands in the answer and holds nothing.
 * - A security fix may, and so may the fix of an open S0 or S1 incident of the service that somebody answers for: whoever
 *   approves it, or has acknowledged the incident. Where incidents cannot be read, recovery work passes, and the answer says so.
 * - Any other change is held by what is worst of the budgets of its service, of its open S0 and S1 incidents, and of the change
 *   calendar. What cannot be read holds it as well: `could not tell` is never a yes.
 * - An approval stands for the one that a spent budget asks for, and for nothing worse. An override lets everything pass.
 *
 * What passes although something would hold an ordinary change passes with notice, and the answer names all of it.
 */

/** The verdicts on a change, mildest first. */
export const CHANGE_VERDICTS = ['pass', 'pass with notice', 'needs approval', 'could not tell', 'blocked'] as const satisfies readonly (
  | GateVerdict
  | 'could not tell'
)[];
export type ChangeVerdict = (typeof CHANGE_VERDICTS)[number];

/** One thing that bears on the answer. */
export interface GateReason {
  readonly source: 'budget' | 'incident' | 'calendar' | 'purpose' | 'permit';
  /** What it alone would answer to an ordinary change; of a purpose and a permit: what it makes of it. */
  readonly verdict: ChangeVerdict;
  /** One sentence. */
  readonly why: string;
  /** What would change it, one sentence; absent when nothing has to. */
  readonly change?: string;
}

/** What the gate answers. */
export interface ChangeDecision {
  readonly verdict: ChangeVerdict;
  /** Worst first; never empty. */
  readonly reasons: readonly GateReason[];
  /** The answer counts before this instant: whoever waits longer asks again. Fault F27. */
  readonly validUntil: Instant;
}

/**
 * How long an answer counts, minutes: one run of the ledger, so that a change that queued behind a freeze asks anew when its turn comes.
 */
export const ANSWER_VALID_MINUTES = 15;

/** True when the change may be deployed. */
export function mayDeploy({ verdict }: Pick<ChangeDecision, 'verdict'>): boolean {
  return verdict === 'pass' || verdict === 'pass with notice';
}

/** Decides on a change by what was read at an instant. */
export function decideChange(request: ChangeRequest, facts: GateFacts, at: Instant): ChangeDecision {
  const holds = [...budgetReasons(facts), ...incidentReasons(request, facts), ...calendarReasons(facts)];
  const purpose = judgePurpose(request, facts, worst(holds));
  const beforePermits = purpose?.decides === true ? purpose.reason.verdict : worst(holds);
  const permit = permitted(
    beforePermits,
    facts.permits.filter((each) => isInForce(each, at)),
  );
  const reasons = [...holds, ...(purpose === undefined ? [] : [purpose.reason]), ...(permit === undefined ? [] : [permit])];
  return {
    verdict: permit?.verdict ?? beforePermits,
    reasons: reasons.length > 0 ? reasons.sort((a, b) => rank(b.verdict) - rank(a.verdict)) : [NOTHING_HOLDS],
    validUntil: at + ANSWER_VALID_MINUTES * MINUTE_MS,
  };
}

const NOTHING_HOLDS: GateReason = { source: 'purpose', verdict: 'pass', why: 'nothing holds it' };

function budgetReasons({ budgets }: GateFacts): GateReason[] {
  if (isUnreadable(budgets)) {
    const why = `the budgets cannot be read: ${budgets.unreadable}`;
    return [{ source: 'budget', verdict: 'could not tell', why, change: 'ask again when the account answers' }];
  }
  return budgets
    .filter(({ decision }) => decision.verdict !== 'pass')
    .map(({ objective, decision: { verdict, state, reason } }) => ({
      source: 'budget',
      verdict,
      why: `${objective} is ${state}: ${reason}`,
      ...(verdict === 'needs approval' && { change: 'an approval of the release manager' }),
      ...(verdict === 'blocked' && { change: 'wait until its budget is back, or deploy the fix of an incident, a security fix or a rollback as such' }),
    }));
}

function incidentReasons({ service }: ChangeRequest, { incidents }: GateFacts): GateReason[] {
  if (isUnreadable(incidents)) {
    const why = `open incidents of ${service} cannot be read: ${incidents.unreadable}`;
    return [{ source: 'incident', verdict: 'could not tell', why, change: 'ask again when the account answers' }];
  }
  return holding(incidents).map(({ id, severity }) => ({
    source: 'incident',
    verdict: 'blocked',
    why: `${id} (${severity}) is open`,
    change: `resolve ${id}, or deploy its fix as the fix of ${id}`,
  }));
}

function calendarReasons({ calendar }: GateFacts): GateReason[] {
  if (isUnreadable(calendar)) {
    const why = `the change calendar cannot be read: ${calendar.unreadable}`;
    return [{ source: 'calendar', verdict: 'could not tell', why, change: 'ask again when the account answers' }];
  }
  if (calendar.state !== 'closed') return [];
  const until = calendar.until === undefined ? undefined : formatInstant(calendar.until);
  return [
    {
      source: 'calendar',
      verdict: 'blocked',
      why: until === undefined ? 'changes are frozen' : `changes are frozen until ${until}`,
      change: until === undefined ? 'wait until the freeze is lifted' : `wait until ${until}`,
    },
  ];
}

/** What the purpose of a change makes of the answer. */
interface JudgedPurpose {
  readonly reason: GateReason;
  /** True: its verdict stands in the place of what holds other changes. */
  readonly decides: boolean;
}

function judgePurpose(request: ChangeRequest, facts: GateFacts, held: ChangeVerdict): JudgedPurpose | undefined {
  const passes = (why: string): JudgedPurpose => ({
    reason: { source: 'purpose', verdict: held === 'pass' ? 'pass' : 'pass with notice', why },
    decides: true,
  });
  switch (request.purpose) {
    case 'change':
      return undefined;
    case 'rollback':
      return passes('a rollback always passes');
    case 'security-fix':
      return passes('a security fix passes, and is recorded');
    case 'incident-fix':
      return judgeFix(request, facts, passes);
  }
}

function judgeFix({ service, incident, approvedBy }: ChangeRequest, { incidents }: GateFacts, passes: (why: string) => JudgedPurpose): JudgedPurpose {
  if (isUnreadable(incidents)) return passes(`whether ${incident ?? 'an incident'} is open cannot be read, and recovery does not wait for that`);
  const open = holding(incidents);
  const named = open.find(({ id }) => id === incident);
  if (named === undefined) {
    // It is judged as any other change: a wrong id neither helps nor harms.
    const why = incident === undefined ? 'a fix names the incident it ends' : `${incident} is not an open S0 or S1 incident of ${service}`;
    const change = open.length === 0 ? undefined : `name ${open.map(({ id }) => id).join(' or ')}`;
    return { reason: { source: 'purpose', verdict: 'pass with notice', why, ...(change !== undefined && { change }) }, decides: false };
  }
  const by = approvedBy ?? named.acknowledgedBy;
  if (by !== undefined) return passes(`the fix of ${named.id} passes, for which ${by} answers`);
  const why = `nobody answers for the fix of ${named.id}: nobody has acknowledged the incident`;
  return { reason: { source: 'purpose', verdict: 'needs approval', why, change: `acknowledge ${named.id}, or name who approves the fix` }, decides: true };
}

/** What people allowed makes of a verdict; undefined when nothing is needed, or nothing is allowed that helps. */
function permitted(verdict: ChangeVerdict, permits: readonly Permit[]): GateReason | undefined {
  if (rank(verdict) <= rank('pass with notice')) return undefined;
  const helps = permits.find(({ kind }) => kind === 'override') ?? (verdict === 'needs approval' ? permits[0] : undefined);
  if (helps === undefined) return undefined;
  const { kind, by, reason, until } = helps;
  return { source: 'permit', verdict: 'pass with notice', why: `${kind} of ${by} until ${formatInstant(until)}: ${reason}` };
}

function holding(incidents: readonly OpenIncident[]): readonly OpenIncident[] {
  return incidents.filter(({ severity }) => HOLDING_SEVERITIES.includes(severity));
}

function worst(reasons: readonly GateReason[]): ChangeVerdict {
  return CHANGE_VERDICTS[Math.max(0, ...reasons.map(({ verdict }) => rank(verdict)))]!;
}

function rank(verdict: ChangeVerdict): number {
  return CHANGE_VERDICTS.indexOf(verdict);
}
