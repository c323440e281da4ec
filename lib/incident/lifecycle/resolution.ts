import { SECOND_MS, type Instant } from '../../time/time';
import { measureMissedAcknowledgement } from './acknowledgement-figures';
import { dropHold, stopHealing } from './begin-healing';
import type { InformReason } from './effect';
import type { Incident } from './incident';
import { CHECKLIST_ITEMS, type ChecklistItem } from './incident-event';
import type { IncidentTransition } from './incident-transition';
import { restartPostmortemClock } from './postmortem-clock';

/** Ends an incident: nobody is paged any more, and what is owed afterwards begins to count. */
export function resolve(transition: IncidentTransition, by: string, text: string, reason: InformReason = 'resolved'): void {
  transition.dropPages(() => true);
  dropHold(transition);
  stopHealing(transition, `the incident is resolved by ${by}`);
  transition.set({ state: 'resolved', resolution: { by, at: transition.now, text }, updateClock: undefined, recoveredSince: undefined });
  transition.note('resolved', `resolved by ${by}: ${text}`);
  transition.inform({ kind: 'everybody' }, reason, text);
  transition.updateOpsItem('Resolved');
  transition.measure('SecondsToResolve');
  measureMissedAcknowledgement(transition);
  restartPostmortemClock(transition);
}

/** Checklist items an incident owes before it can be closed. Requirement 004-28. */
export function owedItems({ policy, peakSeverity, drill }: Pick<Incident, 'policy' | 'peakSeverity' | 'drill'>): readonly ChecklistItem[] {
  if (drill) return [];
  switch (policy.severities[peakSeverity].postmortem) {
    case 'required':
      return CHECKLIST_ITEMS;
    case 'on request':
      return CHECKLIST_ITEMS.filter((item) => item !== 'postmortem');
    case 'none':
      return [];
  }
}

/** What an incident still needs before it can be closed, as sentences. */
export function missingForClosing(incident: Incident): readonly string[] {
  const { checklist, postmortem } = incident;
  const missing = owedItems(incident).flatMap((item): string[] => {
    if (item !== 'postmortem') return checklist.some((done) => done.item === item) ? [] : [`${item}: not done`];
    const decided = postmortem?.status === 'filed' || postmortem?.status === 'waived';
    return decided ? [] : ['postmortem: neither filed nor waived'];
  });
  const openActions = (postmortem?.content?.actions ?? []).filter(({ status }) => status === 'open');
  return [...missing, ...openActions.map(({ what, owner }) => `action of ${owner} is open: ${what}`)];
}

/** When an incident that owes nothing is closed: once it can no longer be reopened. */
export function closesItselfAt(incident: Incident): Instant | undefined {
  const { state, resolution, policy, severity } = incident;
  if (state !== 'resolved' || resolution === undefined || owedItems(incident).length > 0) return undefined;
  return resolution.at + (policy.severities[severity].reopenWithinSeconds ?? 0) * SECOND_MS;
}

export function close(transition: IncidentTransition, by: string): void {
  transition.set({ state: 'closed' });
  transition.note('closed', `closed by ${by}`);
}
