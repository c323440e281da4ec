import type { Scenario } from '../../scenario/scenario';
import { MINUTE_MS } from '../../time/time';
import type { Disturbance, TimelineEvent } from '../timeline-events';

/** When what goes wrong on the way to people begins and is over, for the timeline. Failing calls show in what comes of them. */
export function disturbanceBoundaries({
  start,
  disturb,
  mutes,
  unreachable,
  pagers,
  disableKey,
}: Pick<Scenario, 'start' | 'disturb' | 'mutes' | 'unreachable' | 'pagers' | 'disableKey'>): TimelineEvent[] {
  const all: readonly { readonly id?: string | undefined; readonly from: number; readonly for: number; readonly disturbance: Disturbance }[] = [
    ...disturb.map(({ kind, delay, ...times }) => ({ ...times, disturbance: { kind, ...(delay !== undefined && { delaySeconds: delay }) } })),
    ...mutes.map(({ on, severity, ...times }) => ({ ...times, disturbance: { kind: 'muted' as const, on, ...(severity !== undefined && { severity }) } })),
    ...unreachable.map(({ who, channel, ...times }) => ({
      ...times,
      disturbance: { kind: 'unreachable' as const, who, ...(channel !== undefined && { channel }) },
    })),
    ...pagers.map(({ pager, answers, ...times }) => ({ ...times, disturbance: { kind: 'pager fails' as const, pager, answers } })),
    ...disableKey.map(({ of, ...times }) => ({ ...times, disturbance: { kind: 'key disabled' as const, of } })),
  ];
  return all.flatMap(({ id, from, for: minutes, disturbance }): TimelineEvent[] => {
    const shared = { ...(id !== undefined && { id }), disturbance };
    const began = start + from * MINUTE_MS;
    return [
      { at: began, code: 'disturbance-began', ...shared, forMinutes: minutes },
      { at: began + minutes * MINUTE_MS, code: 'disturbance-ended', ...shared },
    ];
  });
}
