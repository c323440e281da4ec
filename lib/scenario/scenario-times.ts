import { MINUTE_MS, type Instant } from '../time/time';
import type { Scenario } from './scenario';

/** Something of a scenario that lasts: minutes from its start. */
export interface Lasting {
  readonly id: string;
  readonly at: number;
  readonly length: number;
}

/** Everything that lasts and has an id: the workload, failures, what goes wrong on the way to people, and for an instant what services report, what people ask for and do and what is redeployed. */
export function lastingOf({
  workload,
  fail,
  disturb,
  mutes,
  unreachable,
  pagers,
  disableKey,
  people,
  redeploy,
  events,
  requests,
}: Scenario): readonly Lasting[] {
  return [
    ...workload.map(({ id, at, for: length }) => ({ id, at, length })),
    ...[...fail, ...disturb, ...mutes, ...unreachable, ...pagers, ...disableKey].flatMap(({ id, from, for: length }) =>
      id === undefined ? [] : [{ id, at: from, length }],
    ),
    ...[...events, ...requests].map(({ id, at }) => ({ id, at, length: 0 })),
    ...[...people, ...redeploy].flatMap(({ id, at }) => (id === undefined || at === undefined ? [] : [{ id, at, length: 0 }])),
  ];
}

/** When something of a scenario with an id begins and is over. */
export function timesOf(scenario: Scenario, id: string): { readonly began: Instant; readonly ended: Instant } {
  const found = lastingOf(scenario).find((each) => each.id === id);
  if (found === undefined) throw new RangeError(`scenario ${scenario.id} has no incident ${id}`);
  const began = scenario.start + found.at * MINUTE_MS;
  return { began, ended: began + found.length * MINUTE_MS };
}
