/**
 * Keys and words of scenarios that were renamed, and what they are called now: a scenario written for an older version reads what to write,
 * and not that it should leave something out. Each holds only where its new name is allowed.
 */
export const FORMER_NAMES: Readonly<Record<string, string>> = {
  incidents: 'workload',
  incident: 'after',
  expectInformed: 'expectNotices',
  generation: 'round',
  complete: 'checklist-done',
};
