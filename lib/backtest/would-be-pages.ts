/** Whom the alarms of a backtest would have paged, and when. */

import { lastPartOfArn } from '../aws/arn';
import { alarmKey } from '../simulator/services/cloudwatch/read-alarms';
import type { Instant } from '../time/time';
import type { AlarmBacktest, Backtest } from './play-backtest';

/** A page that would have gone out. */
export interface WouldBePage {
  readonly at: Instant;
  readonly alarm: string;
  /** People, or what the alarm notifies where nobody says who reads it. */
  readonly recipients: readonly string[];
}

/** How a page comes from an alarm. */
export interface Paging {
  /** What an alarm belongs to: while another alarm of it is on, a second one pages nobody anew. Undefined: the alarm pages nobody. */
  groupOf(alarm: AlarmBacktest): string | undefined;
  /** Who is paged for an alarm at an instant. */
  recipientsOf(alarm: AlarmBacktest, at: Instant): readonly string[];
}

/** Alarms by what they notify, where nothing else is known of a design: every alarm with actions pages, each by itself. */
export const BY_ACTION: Paging = {
  groupOf: ({ identity, actions }) => (actions.length === 0 ? undefined : alarmKey(identity.region, identity.name)),
  recipientsOf: ({ actions }) => actions.map(lastPartOfArn),
};

/** The pages of a backtest in order. What joins something that is on already is none. */
export function wouldBePages({ alarms }: Backtest, paging: Paging): WouldBePage[] {
  const notified = alarms
    .flatMap((alarm) => {
      const group = paging.groupOf(alarm);
      return group === undefined ? [] : alarm.spells.flatMap(({ notifiedAt, to }) => (notifiedAt === undefined ? [] : [{ alarm, group, at: notifiedAt, to }]));
    })
    .sort((a, b) => a.at - b.at);
  const onUntil = new Map<string, Instant>();
  return notified.flatMap(({ alarm, group, at, to }) => {
    const until = onUntil.get(group) ?? -Infinity;
    onUntil.set(group, Math.max(until, to));
    return at < until ? [] : [{ at, alarm: alarm.identity.name, recipients: paging.recipientsOf(alarm, at) }];
  });
}

/** Spells that begin so soon after the one before that nobody has left the desk. Our choice, the same as for episodes of a score. */
export const FLAP_WITHIN_MS = 10 * 60_000;

/** How often an alarm came back within {@link FLAP_WITHIN_MS}. */
export function flapsOf({ spells }: AlarmBacktest): number {
  return spells.filter((spell, index) => index > 0 && spell.from - spells[index - 1]!.to <= FLAP_WITHIN_MS).length;
}
