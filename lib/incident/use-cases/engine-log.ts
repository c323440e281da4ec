/** What the engine can report, each with what it means. */
export const ENGINE_LOG_CODES = {
  'effect failed': 'A page, notice or other effect failed; it is tried again.',
  'table unavailable': 'The table of incidents cannot be used: a page goes out without a record.',
  'alarm overtaken': 'An old change of an alarm arrived late, and nothing follows from it.',
  'alarm unverified': 'An old change of an alarm arrived late, and CloudWatch could not be asked whether it still holds.',
  'unrecorded page failed': 'A page without a record, or word of it to the watchdog, failed.',
  'budgets unreadable': 'What is left of error budgets cannot be read.',
  'subscriptions unreadable': 'Whether somebody can be reached cannot be read: they are paged as if they could.',
  'person not notified': 'A message could not be published for somebody; others it is for got it, or it is tried again.',
  'integrations not notified': 'What people were notified of could not be published to the topic of its severity, for pagers and integrations.',
  'dependencies unreadable': 'Whether something a service depends on is down cannot be read: the service pages by itself.',
  'incidents unreadable': 'The records of incidents cannot be read.',
  'incident not processed': 'What was due for an incident could not be done.',
  'not announced': 'Who is on call, or the digest, could not be posted to chat.',
  'request not processed': 'What was due for a request of somebody could not be done.',
  'work left': 'More was due than a tick has time for: the rest is left to the next one.',
  'alarms not reconciled': 'Alarms could not be compared with the incidents there are.',
  'healing not watched': 'What heals by itself could not be looked at.',
  'page stuck': 'A page has been waiting for minutes.',
  'nobody reached': 'Nobody could be reached for an incident.',
  'canary failed': 'The canary of the paging path could not be published: pages may not go out either.',
  'postmortems not counted': 'How many postmortems are owed could not be read or published; dashboards show none for that hour.',
  'heartbeat failed': 'The heartbeat could not be published in a region.',
} as const;

export type EngineLogCode = keyof typeof ENGINE_LOG_CODES;

/** True for the code of a line the engine writes. */
export function isEngineLogCode(code: unknown): code is EngineLogCode {
  return typeof code === 'string' && Object.hasOwn(ENGINE_LOG_CODES, code);
}

/** A line in the log of the engine: JSON, one object a line, so that programs read fields and people the message. */
export interface EngineLogEntry {
  readonly level: 'WARN' | 'ERROR';
  readonly code: EngineLogCode;
  readonly message: string;
  /** Key of the effect, for `effect failed`. */
  readonly key?: string;
}

/** A part of a tick that went wrong. */
export interface TickFault {
  readonly code: EngineLogCode;
  readonly message: string;
}
