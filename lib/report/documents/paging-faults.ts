/** A way in which monitoring or paging itself can fail. */
export interface PagingFault {
  /** Ids of the tests and scenarios that play it. */
  readonly ids: readonly string[];
  readonly fault: string;
  /** How somebody notices, as they see it. */
  readonly shows: string;
  /** What to look at, and what to do. */
  readonly check: string;
}

/** The faults that day2 is built against, by what somebody notices first. Requirement 002-37. */
export const PAGING_FAULTS: readonly PagingFault[] = [
  {
    ids: ['F42'],
    fault: 'the incident engine does not run',
    shows:
      'no heartbeats; the alarms engine-silent are red in every region, and the watchdog is notified; while an objective burns, CloudWatch notifies the fallback topic by itself',
    check:
      'the log of the function, its errors and throttles, its schedule; whether the last deployment changed it. Until it runs: look at the alarms of the operations dashboard yourself',
  },
  {
    ids: ['F43'],
    fault: 'the home region is down',
    shows: 'the watchdog of the other region is notified; nothing at home changes any more',
    check: 'the health dashboard of AWS. What opened meanwhile is found by reconciliation when the region is back, marked late',
  },
  {
    ids: ['F44'],
    fault: 'an event of an alarm is lost',
    shows: 'an incident that is marked late: the tick found an alarm that was on without one',
    check: 'nothing, if it is one. If it is many: failures and dead letters of the rule',
  },
  {
    ids: ['F45'],
    fault: 'an event could not be handed over, or comes again much later',
    shows: 'the alarm on the dead letters of the rule is red',
    check:
      'read the letter in the queue and why it is there; a replayed event changes nothing that is over. A finding of a security service has to be looked at where it was reported',
  },
  {
    ids: ['F11', 'F12'],
    fault: 'SNS refuses or throttles publications',
    shows: 'fault "page failed" at the watchdog; no heartbeat once a page has waited for five minutes',
    check:
      'call who is on duty yourself; then quotas of SNS and the log of the engine. The engine tries again every minute, and the next tier comes at its time',
  },
  {
    ids: ['F46'],
    fault: 'the key of the topics is disabled, or its policy was changed',
    shows: 'the alarm canary-missing is red, publications fail, the watchdog is notified on a topic with a key of its own',
    check: 'the state of the key and its policy: CloudWatch and the role of the engine need kms:Decrypt and kms:GenerateDataKey*',
  },
  {
    ids: ['F62'],
    fault: 'messages are published and do not arrive',
    shows: 'heartbeats go on, and the alarm canary-missing is red: nothing arrived beside the watchdog for a quarter of an hour',
    check: 'the topic and the queue of the canary, the key of the topics, then subscriptions. Page a drill with the runbook rehearse-page',
  },
  {
    ids: ['F21', 'F22'],
    fault: 'nobody of a tier can be reached: unsubscribed, never confirmed, the limit of text messages spent',
    shows:
      'the tier is skipped at once, fault "tier empty" or "escalation unreachable" at the watchdog; deliveries that fail turn the alarm notifications-failed red',
    check: 'subscriptions of the topics of the people (day2 on-call), the spending limit of SNS; notify the person another way',
  },
  {
    ids: ['F23'],
    fault: 'the roster has a gap',
    shows: 'day2 check names it before the deployment; at night the tier is skipped and the next one paged',
    check: 'day2 on-call for the next weeks; fill the gap with an override',
  },
  {
    ids: ['F14'],
    fault: 'the table of incidents is unavailable',
    shows: 'pages that say that there is no record of them; fault "table unavailable"; no heartbeat',
    check: 'throttles and errors of the table, the permissions of the engine. Incidents are opened when the table is back',
  },
  {
    ids: ['F13'],
    fault: 'OpsItems cannot be written',
    shows: 'incidents without an OpsItem; people are paged all the same',
    check: 'limits of OpsCenter; the item is written with its original times later',
  },
  {
    ids: ['F34', 'F33'],
    fault: 'an alarm has no data, so that nobody would be paged',
    shows:
      'an incident "monitoring blind" of S2 after 20 minutes; grey alarms on the operations dashboard; coverage of the objective falls and its gate answers "unknown"',
    check:
      'whether the service still publishes the metric: the resource was replaced or renamed, the agent has stopped, the region is another one. Runbook monitoring-blind',
  },
  {
    ids: ['F35'],
    fault: 'an alarm was deleted while its incident is open',
    shows: 'fault "alarm deleted" at the watchdog; the incident stays open',
    check: 'who deleted it, and whether it has to be deployed again; resolve the incident by hand',
  },
  {
    ids: ['F38'],
    fault: 'an alarm is suppressed or muted',
    shows: 'it is red and nobody is paged; the dashboard of operations shows muted times',
    check: 'day2 mutes, the suppressor of the composite alarm. It pages when that is over and it is still on',
  },
  {
    ids: ['F01', 'F09'],
    fault: 'an alarm flaps, or an event comes more than once',
    shows: 'one incident, one page; the record counts how often',
    check: 'nothing for paging. Whether the alarm needs a longer window: day2 score',
  },
  {
    ids: ['F48'],
    fault: 'the engine is deployed anew during an incident',
    shows: 'the incident keeps the rules it was opened with',
    check: 'nothing; new incidents have the new rules',
  },
  {
    ids: ['F58'],
    fault: 'an alarm that the engine does not know',
    shows: 'nothing: it opens no incident and notifies its own topics',
    check: 'if it should page: add it to the configuration and deploy',
  },
];
