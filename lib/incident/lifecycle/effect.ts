import type { Instant } from '../../time/time';
import type { Severity } from '../severity';

/** Why somebody is paged; every page names its rule. */
export type PageReason =
  | 'tier due'
  | 'tier skipped'
  | 'nobody acknowledged'
  | 'exhausted'
  | 'promoted'
  | 'reopened'
  | 'acknowledgement stale'
  | 'relapsed'
  | 'budget spent'
  | 'not approved'
  | 'finding joined'
  | 'remedy overdue';

/** Why somebody is notified without being asked to act. */
export type InformReason =
  | 'opened'
  | 'acknowledged'
  | 'already acknowledged'
  | 'shift over'
  | 'recovered'
  | 'relapsed'
  | 'mitigated'
  | 'burning again'
  | 'update'
  | 'update due'
  | 'update overdue'
  | 'severity changed'
  | 'blind'
  | 'gave way'
  | 'healing'
  | 'healed'
  | 'not healed'
  | 'resolved'
  | 'reopened'
  | 'postmortem due'
  | 'postmortem overdue'
  | 'closed';

/** Whom an inform goes to: the informed roles, everybody paged so far, both, or roles or people by name. */
export type Audience =
  | { readonly kind: 'informed' }
  | { readonly kind: 'paged' }
  | { readonly kind: 'everybody' }
  | { readonly kind: 'roles'; readonly roles: readonly string[] }
  | { readonly kind: 'people'; readonly people: readonly string[] };

interface EffectBase {
  /** The same whenever the same thing is to be done: `partner-portal-7/r1/page/tier-2`. */
  readonly key: string;
}

/** Something the world has to hear of; carried out at least once, and no more than once where the service allows. */
export type Effect =
  | (EffectBase & {
      readonly kind: 'page';
      readonly severity: Severity;
      readonly tier: number;
      readonly round: number;
      readonly roles: readonly string[];
      readonly reason: PageReason;
    })
  | (EffectBase & {
      readonly kind: 'inform';
      readonly severity: Severity;
      readonly audience: Audience;
      readonly reason: InformReason;
      /** What is said beside the facts of the incident. */
      readonly text?: string;
    })
  | (EffectBase & {
      /** A runbook is started by itself. */
      readonly kind: 'heal';
      /** Of the run, among those of the incident. */
      readonly number: number;
      readonly runbook: string;
      readonly parameters: Readonly<Record<string, readonly string[]>>;
      readonly isLive: boolean;
    })
  | (EffectBase & {
      /** A run that was started by itself is stopped. */
      readonly kind: 'stop healing';
      readonly executionId: string;
    })
  | (EffectBase & {
      readonly kind: 'ops item';
      readonly status: 'Open' | 'InProgress' | 'Resolved';
      readonly severity: Severity;
      /** Kept in the item: `postmortem-overdue` and the like. */
      readonly flags: readonly string[];
    })
  | (EffectBase & {
      /** Something about paging itself is broken: goes to the watchdog, never to the people it is about. */
      readonly kind: 'fault';
      readonly code: FaultCode;
      readonly text: string;
    })
  | (EffectBase & {
      /** How long people or runbooks took, or whether that was in time: a figure to be published. */
      readonly kind: 'figure';
      readonly figure: IncidentFigure;
      readonly severity: Severity;
      /** In the unit of the figure. */
      readonly value: number;
      readonly at: Instant;
    });

/** What is measured of incidents: seconds, and shares in percent. */
export type IncidentFigure = 'SecondsToAcknowledge' | 'SecondsToResolve' | 'AckWithinTarget' | 'AutoHealMttrSeconds';

/** What can be wrong with paging itself. */
export type FaultCode =
  | 'page failed'
  | 'tier empty'
  | 'person unreachable'
  | 'escalation exhausted'
  | 'escalation unreachable'
  | 'alarm deleted'
  | 'finding left out'
  | 'table unavailable';

/** An effect that is written down and not known to be done. */
export interface OutboxEntry {
  readonly effect: Effect;
  readonly since: Instant;
  /** Attempts that are known to have failed. */
  readonly attempts: number;
  /** Nobody else tries before: whoever wrote it is at it, or it waits after a failure. */
  readonly notBefore: Instant;
}
