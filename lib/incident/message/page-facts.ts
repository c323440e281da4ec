import type { Instant } from '../../time/time';
import { cutText } from '../bounded-text';
import type { Audience, InformReason, PageReason } from '../lifecycle/effect';
import { PRODUCTION, type EnginePolicy } from '../lifecycle/engine-policy';
import type { Incident } from '../lifecycle/incident';
import type { Severity } from '../severity';
import { oneLine } from './plain-text';

/** What messages need of the engine's policy. */
export type MessagePolicy = Pick<EnginePolicy, 'application' | 'environment' | 'region' | 'groups' | 'externalContacts'>;

/** What is known of an error budget when a message is written. */
export interface BudgetFact {
  readonly objective: string;
  /** Shares of the budget, as fractions; absent when they cannot be determined. Spent may exceed 1. */
  readonly spent?: number;
  readonly remaining?: number;
  /** State of the gate. */
  readonly state?: string;
  /** Why there is no figure, or what else a reader has to know of it. */
  readonly why?: string;
}

/** What every message about an incident is written from. */
export interface IncidentFacts {
  readonly incident: Incident;
  readonly policy: MessagePolicy;
  readonly severity: Severity;
  /** Absent where no tier is meant: the highest that was paged is named. */
  readonly tier?: number;
  readonly round: number;
  readonly now: Instant;
  /** The people this message goes to. */
  readonly paged: readonly string[];
  readonly budgets: readonly BudgetFact[];
  /** Until when somebody has to have it; absent when nobody is asked. */
  readonly acknowledgeBy?: Instant;
}

/** A message that asks somebody to act. */
export interface PageFacts extends IncidentFacts {
  readonly reason: PageReason;
}

/** A message that asks for nothing, or for words only. */
export interface InformFacts extends IncidentFacts {
  readonly reason: InformReason;
  readonly audience: Audience;
  /** What is said beside the facts of the incident. */
  readonly text?: string;
}

/** What readers call the service of a group. */
export function serviceTitle({ groups }: Pick<MessagePolicy, 'groups'>, group: string): string {
  return oneLine(groups.find(({ id }) => id === group)?.title ?? group);
}

/** What a user notices, or what the incident is called when nobody said. */
export function whatText({ impact, title }: Pick<Incident, 'impact' | 'title'>): string {
  return oneLine(impact) || oneLine(title) || 'no description';
}

/** The same, where a line has room for the beginning of it only: 1,024 characters are all a pager takes of a summary. */
export function shortWhatText(incident: Pick<Incident, 'impact' | 'title'>): string {
  return cutText(whatText(incident), SUMMARY_WHAT_BYTES);
}

const SUMMARY_WHAT_BYTES = 400;

/** `S0 critical`. */
export function severityText(severity: Severity, { policy }: Pick<Incident, 'policy'>): string {
  return `${severity} ${policy.severities[severity].meaning}`;
}

/** The tier of a message, or the highest that was paged; undefined before the first. */
export function tierOf({ tier, incident }: Pick<IncidentFacts, 'tier' | 'incident'>): number | undefined {
  if (tier !== undefined) return tier;
  const paged = incident.escalation.reached.filter(({ skipped }) => !skipped).map((each) => each.tier);
  return paged.length === 0 ? undefined : Math.max(...paged);
}

/** `tier 1, escalation round 1`. */
export function locationText(facts: IncidentFacts): string {
  return `tier ${tierOf(facts) ?? 'none'}, escalation round ${facts.round}`;
}

/** `T1 R1`, where room is scarce. */
export function shortPlaceText(facts: IncidentFacts): string {
  return `T${tierOf(facts) ?? '-'} R${facts.round}`;
}

/**
 * What an operator types, as it stands: `day2 incident ack partner-portal-7`. The environment is named where day2 would take another:
 * two environments count their incidents alike.
 */
export function incidentCommand(verb: 'ack' | 'update' | 'postmortem file', incidentId: string, { environment }: Pick<MessagePolicy, 'environment'>): string {
  return `day2 incident ${verb} ${incidentId}${environment === PRODUCTION ? '' : ` --env ${environment}`}`;
}
