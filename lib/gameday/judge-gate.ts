import type { Incident } from '../incident/lifecycle/incident';
import { incidentsOfService } from '../incident/lifecycle/incidents-of-service';
import type { Scenario } from '../scenario/scenario';
import { decideGate } from '../slo/budget/decide-gate';
import { decideChange } from '../slo/gate/decide-change';
import type { CalendarStanding, GateFacts } from '../slo/gate/gate-facts';
import { MINUTE_MS, type Instant } from '../time/time';
import type { StoredState } from './ledger/ledger-runs';
import type { Measurement } from './measurements';

/** What the account held that the gate decides by. */
export interface GateHistory {
  /** Every objective of the environment, by name. */
  readonly objectives: readonly string[];
  /** What ledgers stored, by objective, in order. */
  readonly stored: ReadonlyMap<string, readonly StoredState[]>;
  /** Every incident as it was recorded at an instant. */
  readonly incidentsAt: (at: Instant) => readonly Incident[];
  /** What the change calendar says of an instant, as its document is at the end of the game day. */
  readonly calendarAt: (at: Instant) => CalendarStanding;
}

/** Asks the gate as `day2 gate` does, with what was stored at each instant, and puts its answers beside those that must come. */
export function judgeGate({ start, expectGate }: Pick<Scenario, 'start' | 'expectGate'>, history: GateHistory): Measurement[] {
  return expectGate.map(({ service, at: minutes, purpose, incident: sequence, verdict }): Measurement => {
    const at = start + minutes * MINUTE_MS;
    const named = sequence === undefined ? {} : { incident: `${service}-${sequence}` };
    const decision = decideChange({ service, purpose, ...named }, factsAt(history, service, at), at);
    return {
      code: 'gate-answer',
      subject: { service, purpose, ...named, at },
      expected: { verdict },
      measured: { verdict: decision.verdict, why: decision.reasons.map(({ why }) => why) },
      outcome: decision.verdict === verdict ? 'passed' : 'failed',
    };
  });
}

function factsAt({ objectives, stored, incidentsAt, calendarAt }: GateHistory, service: string, at: Instant): GateFacts {
  return {
    budgets: objectives
      .filter((objective) => objective.startsWith(`${service}/`))
      .map((objective) => ({ objective, decision: decideGate(stored.get(objective)?.findLast((state) => state.at <= at)?.record, at) })),
    incidents: incidentsOfService(incidentsAt(at), service),
    calendar: calendarAt(at),
    permits: [],
  };
}
