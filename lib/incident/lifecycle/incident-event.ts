import type { Instant } from '../../time/time';
import type { Severity } from '../severity';
import type { SelfHealing } from './self-healing';

/** States of an alarm that bear on incidents; `deleted` when CloudWatch does not have it any more. */
export type SignalState = 'ALARM' | 'OK' | 'INSUFFICIENT_DATA' | 'deleted';

/** How an alarm is notified from all others of an account. */
export type AlarmName = Pick<AlarmFacts, 'name' | 'region'>;

export const isSameAlarm = (one: AlarmName, other: AlarmName): boolean => one.name === other.name && one.region === other.region;

/** What is known of an alarm when it opens or joins an incident. */
export interface AlarmFacts {
  readonly name: string;
  readonly region: string;
  readonly severity: Severity;
  /** What a reader calls it: `partner-portal/availability`. */
  readonly title: string;
  /** What a user notices. */
  readonly impact: string;
  /** Name of the runbook an operator starts from. */
  readonly runbook: string;
  /** Tier 2 follows this long after tier 1 if nobody acknowledged; absent: as the severity says. */
  readonly handoverAfterSeconds?: number;
  /** When it is over; absent: with the service, as CloudWatch says. */
  readonly recovers?: Recovery;
  /** By when what it is about has to be remedied; late, people are paged once more. Absent: no such time. */
  readonly remedyDueAt?: Instant;
  /** The page that shows it, of a finding; absent: that of the alarm. */
  readonly link?: string;
  /** Until then it is at most S3: CloudWatch still learns what is usual. Absent: there is nothing to learn. */
  readonly trainedFrom?: Instant;
  /** The runbook it starts by itself before people are paged. Absent: they are paged at once. */
  readonly selfHealing?: SelfHealing;
}

/**
 * When something is over that does not recover with a service. `by window`: when its window has passed, as the level of an error
 * budget. A finding is no alarm of CloudWatch: `by source` when whoever reported it says so, as Security Hub does; `by people`
 * when a person resolves its incident, because whoever reported it only ever says that it happened, as GuardDuty does.
 */
export type Recovery = 'by window' | 'by source' | 'by people';

/** True for what CloudWatch has no alarm of: it can neither be asked for its state, nor found by reconciliation. */
export function isFinding({ recovers }: Pick<AlarmFacts, 'recovers'>): boolean {
  return recovers === 'by source' || recovers === 'by people';
}

/** True for an alarm that is over when its window has passed, whatever anybody does. */
export function recoversByWindow({ recovers }: Pick<AlarmFacts, 'recovers'>): boolean {
  return recovers === 'by window';
}

/** An alarm changed its state, reported by an event or found by reconciliation. */
export interface AlarmEvent {
  readonly kind: 'alarm';
  readonly alarm: AlarmFacts;
  readonly state: SignalState;
  /** When CloudWatch says it changed; orders the events of one alarm. */
  readonly transitionAt: Instant;
  readonly reason: string;
  readonly source: 'event' | 'reconciliation';
  /** Set while a mute rule holds its actions: it is recorded, and judged again at this instant. */
  readonly mutedUntil?: Instant;
  /** The change is old, and CloudWatch could not be asked whether it still holds. */
  readonly unverified?: true;
}

/** An old change of an alarm arrives after something later overtook it: it is recorded, and nothing follows from it. */
export interface OvertakenEvent extends Pick<AlarmEvent, 'alarm' | 'state' | 'transitionAt'> {
  readonly kind: 'overtaken';
  /** How it stands now, or why that is not known. */
  readonly why: string;
}

/** An alarm of a service that depends on the service of an incident goes down with it, or is no longer explained by it. */
export interface AffectedEvent {
  readonly kind: 'affected';
  /** The service of the alarm. */
  readonly group: string;
  readonly alarm: AlarmName & Pick<AlarmFacts, 'severity'>;
  readonly change: 'affected' | 'left';
  readonly reason: string;
}

/** Somebody says that there is an incident, or plays one. */
export interface DeclareEvent {
  readonly kind: 'declare';
  readonly severity: Severity;
  readonly title: string;
  readonly impact: string;
  readonly by: string;
  /** A drill is paged as such, and left out of figures. */
  readonly drill: boolean;
  /** What it is declared for where an approval was not given. */
  readonly unapproved?: UnapprovedStep;
}

/** A step of a runbook that asked for an approval. */
export interface UnapprovedStep {
  readonly name: string;
  /** Name of the document: `edi-prod-fail-over`. */
  readonly document: string;
  /** Name of the run in Systems Manager. */
  readonly executionId: string;
}

/** A runbook asked for an approval, and its time is over without one. */
export interface UnapprovedEvent {
  readonly kind: 'not approved';
  readonly step: UnapprovedStep;
}

/** The fix of the incident passes the deployment gate, which could not read the change calendar. */
export interface CalendarFaultEvent {
  readonly kind: 'calendar unread';
  readonly why: string;
}

/** Somebody takes the incident. */
export interface AcknowledgeEvent {
  readonly kind: 'acknowledge';
  readonly by: string;
  /** `console`, `cli`: where it came from. */
  readonly via: string;
}

/** Somebody says that users are well again: what caused it is undone, and alarms have yet to clear. */
export interface MitigateEvent {
  readonly kind: 'mitigate';
  readonly by: string;
  /** `console`, `cli`: where it came from. */
  readonly via: string;
  /** What was done about it. */
  readonly text?: string;
}

/** What the short windows say of an incident that was mitigated. */
export interface BurnEvent {
  readonly kind: 'burn';
  readonly burning: boolean;
  /** It was over and is not any more; false for what has been on since before the mitigation. */
  readonly again: boolean;
  readonly why: string;
}

/** The shift of whoever has the incident is over, and others are on now. */
interface ShiftOverEvent {
  readonly kind: 'shift over';
  readonly to: readonly string[];
}

/** What, impact, doing and when more will be heard, in the words of whoever writes it. */
export interface UpdateEvent {
  readonly kind: 'update';
  readonly by: string;
  readonly text: string;
}

export interface ResolveEvent {
  readonly kind: 'resolve';
  readonly by: string;
  /** What was done about it. */
  readonly resolution: string;
  /** Why it is over although alarms of it are on. Needed while any is. */
  readonly despiteAlarms?: string;
}

/** A person changes the severity. A lower one never takes back a postmortem. */
export interface ReclassifyEvent {
  readonly kind: 'reclassify';
  readonly by: string;
  readonly severity: Severity;
  readonly reason: string;
}

/** An item of the post-incident checklist is done. */
export interface ChecklistEvent {
  readonly kind: 'complete';
  readonly by: string;
  readonly item: ChecklistItem;
  /** Where the evidence is, or why none is needed. */
  readonly note: string;
}

/** What is owed after an incident, in order. */
export const CHECKLIST_ITEMS = ['report', 'telemetry-snapshot', 'lessons-shared', 'follow-ups', 'documentation', 'postmortem'] as const;
export type ChecklistItem = (typeof CHECKLIST_ITEMS)[number];

/** A postmortem is handed in. */
export interface FilePostmortemEvent {
  readonly kind: 'file postmortem';
  readonly by: string;
  readonly postmortem: PostmortemContent;
}

/** The sections of a postmortem, none of them empty, and what follows from it. */
export interface PostmortemContent {
  readonly overview: string;
  readonly timeline: string;
  readonly rootCause: string;
  readonly lessons: string;
  readonly actions: readonly PostmortemAction[];
  /** Why there is no preventive action. Needed when there is none. */
  readonly noPreventionBecause?: string;
}

interface PostmortemAction {
  readonly what: string;
  /** A role or person. */
  readonly owner: string;
  readonly dueAt: Instant;
  readonly kind: 'prevent' | 'detect' | 'mitigate' | 'other';
  /** `transferred`: it lives on elsewhere, under the same owner and date. */
  readonly status: 'open' | 'done' | 'transferred';
}

/** An action of the filed postmortem moves on. */
export interface ActionEvent {
  readonly kind: 'action';
  readonly by: string;
  /** Position in the list of actions. */
  readonly index: number;
  readonly status: 'done' | 'transferred';
}

/** Somebody with a name decides that no postmortem is owed. */
export interface WaiveEvent {
  readonly kind: 'waive postmortem';
  readonly by: string;
  readonly reason: string;
}

export interface CloseEvent {
  readonly kind: 'close';
  readonly by: string;
}

/** Something real begins: a drill ends. */
export interface GiveWayEvent {
  readonly kind: 'give way';
  readonly to: { readonly id: string; readonly severity: Severity };
}

/** What an automatic run has come to, as Systems Manager says. */
export interface HealingEvent {
  readonly kind: 'healing';
  readonly executionId: string;
  readonly found:
    | { readonly kind: 'going on' }
    /** Nobody can tell how it goes. */
    | { readonly kind: 'unobserved'; readonly why: string }
    /** It was over and well, and the last minutes are not. */
    | { readonly kind: 'burns again'; readonly why: string }
    | {
        readonly kind: 'ended';
        readonly status: 'succeeded' | 'failed';
        /** Why it failed. */
        readonly why?: string;
        /** When the last thing it changed was done, of one that succeeded. */
        readonly changedAt?: Instant;
      };
}

/** Somebody takes over from what heals by itself, or nobody can tell whether somebody has. */
export interface OverrideEvent {
  readonly kind: 'override';
  readonly why: string;
}

/** Time has passed: whatever is due is done. */
export interface TickEvent {
  readonly kind: 'tick';
}

/** What became of an effect that was carried out, or could not be. */
export interface EffectOutcomeEvent {
  readonly kind: 'effect outcome';
  readonly key: string;
  /** Of a page: which it was, so that who was reached is known even when nobody wants it any more. */
  readonly page?: { readonly tier: number; readonly round: number };
  readonly outcome:
    | { readonly kind: 'done'; readonly reached?: readonly string[]; readonly unreachable?: readonly string[]; readonly reference?: string }
    /** A tier that has nobody, or nobody who can be reached. */
    | { readonly kind: 'nobody'; readonly unreachable: readonly string[]; readonly why: string }
    | { readonly kind: 'failed'; readonly why: string }
    /** It may not be done, and is not tried again. */
    | { readonly kind: 'refused'; readonly why: string };
}

/** What happens to an incident that exists. */
export type IncidentEvent =
  | AlarmEvent
  | OvertakenEvent
  | AffectedEvent
  | AcknowledgeEvent
  | MitigateEvent
  | BurnEvent
  | ShiftOverEvent
  | UpdateEvent
  | ResolveEvent
  | ReclassifyEvent
  | ChecklistEvent
  | FilePostmortemEvent
  | ActionEvent
  | WaiveEvent
  | CloseEvent
  | TickEvent
  | GiveWayEvent
  | HealingEvent
  | OverrideEvent
  | UnapprovedEvent
  | CalendarFaultEvent
  | EffectOutcomeEvent;

/** What begins one. */
export type OpeningEvent = AlarmEvent | DeclareEvent;

/** Runbook of an alarm that is about being blind: having no verdict for long is what it reports. */
export const MONITORING_BLIND_RUNBOOK = 'monitoring-blind';

/**
 * True when an event begins an incident in a group that has no active one. Information pages nobody; monitoring that is
 * blind is only known to be so after a while, which reconciliation sees and an event does not.
 */
export function opensIncident(event: OpeningEvent): boolean {
  if (event.kind === 'declare') return true;
  if (event.alarm.severity === 'S4') return false;
  if (recoversByWindow(event.alarm)) return event.state === 'ALARM';
  return event.state === 'ALARM' || (event.state === 'INSUFFICIENT_DATA' && event.source === 'reconciliation');
}
