import type { Instant } from '../../time/time';
import { compareSeverity, type Severity } from '../severity';
import type { OutboxEntry } from './effect';
import type { EscalationPolicy } from './escalation-policy';
import type { AlarmFacts, AlarmName, ChecklistItem, PostmortemContent, SignalState, UnapprovedStep } from './incident-event';
import type { OmittedFromRecord } from './omitted-from-record';
import type { RecordedCode } from './recorded-code';
import type { Healing } from './self-healing';

/**
 * `suppressed`: recorded, nobody notified. `open`: the escalation goes on. `acknowledged`: somebody has it. `monitoring`: the
 * alarms are over, and it is watched whether they stay so. `resolved`: what is owed afterwards is not done yet.
 */
export type IncidentState = 'suppressed' | 'open' | 'acknowledged' | 'monitoring' | 'resolved' | 'closed';

/** An alarm of an incident, as last heard of. */
export interface AttachedAlarm extends AlarmFacts {
  readonly state: SignalState;
  readonly transitionAt: Instant;
  /** A mute rule holds it until then: it counts for nothing. */
  readonly mutedUntil?: Instant;
  /** A person gave the incident a lower severity while it was on: it does not promote the incident again. */
  readonly overruled?: true;
  /** Its last change was reported late, and CloudWatch could not be asked whether it still holds. */
  readonly unverified?: true;
  /** It was OK, and has not fired since: that it cannot see, or is not there any more, is no relapse. */
  readonly hasRecovered?: true;
  /** It was not remedied by when it had to be, and people were paged about that. */
  readonly remedyOverdue?: true;
  /** It is on and asks nothing of anybody any more: it counts for nothing until it fires anew. */
  readonly answered?: true;
}

/** An alarm of a service that depends on the service of an incident: it pages nobody while the incident explains it. */
export interface AffectedAlarm extends AlarmName {
  /** Its own service. */
  readonly group: string;
  readonly severity: Severity;
  /** When the incident heard of it. */
  readonly since: Instant;
}

/** Where the escalation of the present escalation round stands. */
interface Escalation {
  /** Tiers count from here. */
  readonly startedAt: Instant;
  /** Where tiers that wait for a resolution count from, when an acknowledgement went stale since. Default: `startedAt`. */
  readonly unresolvedSince?: Instant;
  /** Tiers that were paged or skipped, each once. */
  readonly reached: readonly { readonly tier: number; readonly at: Instant; readonly skipped: boolean }[];
  /** Times everybody in the escalation policy was paged again. */
  readonly repeats: number;
  readonly lastRepeatAt?: Instant;
}

interface Acknowledgement {
  readonly by: string;
  readonly at: Instant;
  readonly via: string;
  /** Their shift is over: these were asked to take it on, and have not yet. */
  readonly offeredTo?: readonly string[];
}

/** Somebody said that users are well again, while alarms are still on. */
interface Mitigation {
  readonly by: string;
  readonly at: Instant;
  /** A short window has burnt since, as looked at last. */
  readonly burning: boolean;
}

/** The clock of status updates, running while somebody has the incident or works on it. */
interface UpdateClock {
  readonly dueAt: Instant;
  /** Updates that were due and did not come since the last one. */
  readonly missed: number;
  /** When the one that was missed last was due. */
  readonly missedAt?: Instant;
  /** When the incident lead is asked about the one that is overdue. */
  readonly leadAskedAt?: Instant;
}

/** What became of the postmortem. */
interface Postmortem {
  readonly status: 'due' | 'paused' | 'filed' | 'waived';
  /** Start of the clock: the latest resolution. */
  readonly clockStart: Instant;
  /** Reminders and breaches notified since then. */
  readonly notified: number;
  readonly content?: PostmortemContent;
  readonly decidedBy?: string;
  readonly decidedAt?: Instant;
  readonly reason?: string;
}

/** One line of what happened, for people and for the record. */
interface TimelineEntry {
  readonly at: Instant;
  /** What it is about, for programs. */
  readonly code: RecordedCode;
  /** The same in words. */
  readonly what: string;
}

/**
 * An incident: all there is to know of it, in one record that is written as a whole. Requirement 002-42.
 */
export interface Incident {
  /** `partner-portal-7`: what people call it. */
  readonly id: string;
  /** What it is about: a service; alarms of one group share an incident. */
  readonly group: string;
  /** Number within the group. */
  readonly sequence: number;
  /** Counts the writes of the record: what was read at one version is only written over that version. */
  readonly version: number;
  readonly state: IncidentState;
  readonly severity: Severity;
  /** The worst it ever was; decides what is owed afterwards. */
  readonly peakSeverity: Severity;
  /** Begins at 1; a promotion and a reopening start the next one, with an escalation of its own. */
  readonly round: number;
  readonly title: string;
  readonly impact: string;
  readonly drill: boolean;
  /** Who declared it; absent when an alarm opened it. */
  readonly declaredBy?: string;
  /** True while all there is to it is a level of an error budget: it notifies once, and an acknowledgement resolves it. */
  readonly notifiesOnce?: true;
  readonly policy: EscalationPolicy;
  /** When we learnt of it: escalations count from here. */
  readonly openedAt: Instant;
  /** When it began, by whoever reported it. */
  readonly startedAt: Instant;
  /** True when it was found by reconciliation, not reported by an event. */
  readonly late: boolean;
  readonly alarms: readonly AttachedAlarm[];
  /** Alarms of services that depend on this one, while it explains them; absent: none. */
  readonly affected?: readonly AffectedAlarm[];
  /** Times an alarm of it fired again after it was over. */
  readonly flapCount: number;
  readonly escalation: Escalation;
  readonly exhausted: boolean;
  readonly acknowledgement?: Acknowledgement;
  /** Runbooks that were started by themselves; absent: none was. */
  readonly healing?: Healing;
  /** Approvals that were asked for in runs for it and not given, oldest first; absent: none. */
  readonly unapproved?: readonly UnapprovedStep[];
  /** The first acknowledgement of all: what the time to acknowledge is measured by. */
  readonly firstAcknowledgedAt?: Instant;
  readonly mitigation?: Mitigation;
  readonly updateClock?: UpdateClock;
  readonly lastUpdate?: { readonly by: string; readonly at: Instant; readonly text: string };
  /** Since when no alarm of it is on. */
  readonly recoveredSince?: Instant;
  readonly resolution?: { readonly by: string; readonly at: Instant; readonly text: string };
  readonly postmortem?: Postmortem;
  readonly checklist: readonly { readonly item: ChecklistItem; readonly by: string; readonly at: Instant; readonly note: string }[];
  /** Everybody who was notified to act, with tier and escalation round. */
  readonly paged: readonly { readonly person: string; readonly tier: number; readonly round: number; readonly at: Instant }[];
  readonly opsItemId?: string;
  /** Id of the incident of the same group before this one. */
  readonly previousId?: string;
  readonly outbox: readonly OutboxEntry[];
  /** Oldest first; the middle of a very long one is left out. */
  readonly timeline: readonly TimelineEntry[];
  /** What a very long life left no room for; absent when nothing is missing. */
  readonly omitted?: OmittedFromRecord;
}

/** True when an incident is as severe as it is only by alarms of which nobody knows whether they are still on. */
export function isUnverified({ alarms, severity }: Pick<Incident, 'alarms' | 'severity'>): boolean {
  const leading = alarms.filter((alarm) => alarm.state === 'ALARM' && alarm.mutedUntil === undefined && compareSeverity(alarm.severity, severity) <= 0);
  return leading.length > 0 && leading.every(({ unverified }) => unverified === true);
}

/** True while the alarm of an incident may still bring somebody to act: it is neither resolved nor closed. */
export function isActive({ state }: Pick<Incident, 'state'>): boolean {
  return state !== 'resolved' && state !== 'closed';
}

/** True while somebody is expected to work on an incident: active, and not held back by a mute. */
export function isUnderway({ state }: Pick<Incident, 'state'>): boolean {
  return isActive({ state }) && state !== 'suppressed';
}

/** Everybody who was notified to act in any escalation round, each once, in order. */
export function pagedPeople({ paged }: Pick<Incident, 'paged'>): readonly string[] {
  return [...new Set(paged.map(({ person }) => person))];
}

/** True while tiers that are called because an incident is not resolved wait: somebody mitigated it, and nothing has burnt since. */
export function isMitigated({ mitigation }: Pick<Incident, 'mitigation'>): boolean {
  return mitigation !== undefined && !mitigation.burning;
}
