import type { MetricSelection, Supposition, WhatIf, WhatIfAlarm } from '../../backtest/what-if';
import { formatDurationSeconds, type Instant } from '../../time/time';
import { alignColumns } from './columns';

/** A change of an alarm. */
export interface Change {
  readonly at: Instant;
  readonly state: 'ALARM' | 'leaves ALARM' | 'is in ALARM already';
  readonly alarm: WhatIfAlarm;
  readonly note: string;
}

/** What alarms do, as a timeline from the beginning of the patterns. */
export function whatIfText(answer: WhatIf, suppositions: readonly Supposition[]): string {
  const { from, alarms, notPlayed } = answer;
  const changes = changesOfAll(answer);
  const others = othersText(answer);
  const quiet = alarms.filter(({ spells }) => spells.length === 0);
  const names = (list: readonly string[]) => list.map((name) => `  ${name}`);
  return [
    ...suppositions.map(({ selection, pattern }) => `what if ${metricText(selection)} is ${pattern.text}`),
    '',
    ...alignColumns(changes.map(({ at, state, alarm, note }) => [`+${formatDurationSeconds((at - from) / 1_000)}`, state, alarm.name, note])),
    ...(changes.length === 0 ? ['no alarm goes off'] : []),
    ...(quiet.length === 0 ? [] : ['', 'stay as they are:', ...names(quiet.map(({ name }) => name))]),
    ...(notPlayed.length === 0 ? [] : ['', 'could not tell:', ...names(notPlayed.map(({ name, why }) => `${name}: ${why}`))]),
    ...(others === undefined ? [] : ['', others]),
  ].join('\n');
}

/** Every change of the alarms, in order. */
export function changesOfAll(answer: WhatIf): readonly Change[] {
  return answer.alarms.flatMap((alarm) => changesOf(alarm, answer)).sort((a, b) => a.at - b.at);
}

/** What there is to say of alarms nothing was supposed for; undefined where there are none. */
export function othersText({ others }: WhatIf): string | undefined {
  return others === 0 ? undefined : `of ${others} more nothing was asked, or nobody can tell: day2 check --verbose says which cannot be simulated`;
}

function changesOf(alarm: WhatIfAlarm, { from }: WhatIf): Change[] {
  return alarm.spells.flatMap((spell): Change[] => {
    const begin: Change =
      spell.from < from
        ? { at: from, state: 'is in ALARM already', alarm, note: '' }
        : { at: spell.from, state: 'ALARM', alarm, note: notificationOf(alarm, spell.from, spell.notifiedAt) };
    return spell.isOpen ? [begin] : [begin, { at: spell.to, state: 'leaves ALARM', alarm, note: '' }];
  });
}

function notificationOf({ actions }: WhatIfAlarm, from: Instant, notifiedAt: Instant | undefined): string {
  if (actions.length === 0) return 'notifies nobody';
  if (notifiedAt === undefined) return 'notifies nobody: its actions are held back';
  const held = notifiedAt === from ? '' : ` ${formatDurationSeconds((notifiedAt - from) / 1_000)} later`;
  return `notifies ${actions.join(', ')}${held}`;
}

/** `AWS/Lambda/Errors,FunctionName=worker`, as the command line takes it. */
export function metricText({ namespace, metricName, dimensions }: MetricSelection): string {
  return [`${namespace}/${metricName}`, ...Object.entries(dimensions).map(([name, value]) => `${name}=${value}`)].join(',');
}
