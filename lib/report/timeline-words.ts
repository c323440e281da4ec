import type { TimelineCode } from '../gameday/timeline-events';

/** What each event of the timeline is printed as, in capitals; `PERSON` stands for the name of whoever acted. */
export const TIMELINE_WORDS = {
  'workload-began': ['BEGIN'],
  'workload-ended': ['END'],
  'disturbance-began': ['BEGIN'],
  'disturbance-ended': ['END'],
  'service-reported': ['REPORTED'],
  redeployed: ['DEPLOYED'],
  'metric-alarm-changed': ['OK', 'ALARM', 'INSUFFICIENT_DATA'],
  'composite-alarm-changed': ['OK', 'ALARM', 'INSUFFICIENT_DATA'],
  notified: ['NOTIFIED'],
  'notification-suppressed': ['SUPPRESSED'],
  'notification-lost': ['LOST'],
  'action-not-simulated': ['????'],
  'target-not-simulated': ['????'],
  'budget-state-changed': ['GATE'],
  'ledger-run-failed': ['LEDGER'],
  'ledger-run-given-up': ['LEDGER'],
  'page-published': ['PAGED', 'UNREACHED'],
  'fallback-page-published': ['PAGED', 'OVER', 'UNREACHED'],
  'notice-published': ['NOTICE', 'UNREACHED'],
  'watchdog-notified': ['FAULT', 'OVER', 'UNREACHED'],
  'incident-opened': ['OPEN'],
  'incident-unmuted': ['OPEN'],
  'escalation-restarted': ['REOPENED', 'PROMOTED', 'STALE'],
  'severity-changed': ['CHANGED'],
  'incident-acknowledged': ['ACK'],
  'incident-updated': ['UPDATE'],
  'incident-recovered': ['RECOVERED'],
  'incident-resolved': ['RESOLVED'],
  'postmortem-changed': ['POSTMORTEM'],
  'checklist-item-done': ['DONE'],
  'incident-closed': ['CLOSED'],
  'responder-acted': ['PERSON'],
  'engine-reported': ['ENGINE'],
  'engine-run-failed': ['ENGINE'],
  'engine-not-started': ['ENGINE'],
  'engine-works-again': ['ENGINE'],
} as const satisfies Readonly<Record<TimelineCode, readonly string[]>>;

/** A word of an event. */
export type TimelineWord<Code extends TimelineCode> = (typeof TIMELINE_WORDS)[Code][number];
