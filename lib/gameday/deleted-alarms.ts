import type { LogEntry } from '../simulator/core/log';

/** Alarms that an entry of a log says were deleted: they are on no more, whatever they said last. */
export function deletedAlarms(entry: LogEntry): readonly { readonly region: string; readonly name: string }[] {
  if (entry.kind !== 'call' || entry.service !== 'cloudwatch' || entry.operation !== 'DeleteAlarms' || entry.outcome !== 'succeeded') return [];
  const { AlarmNames: names } = entry.input as { readonly AlarmNames: readonly string[] };
  return names.map((name) => ({ region: entry.region, name }));
}
