import { join } from 'node:path';
import { loadTemplateFile } from '../../lib/aws/assembly/assembly';
import { playTraffic, disturb } from '../../lib/score/event-series';
import { playDesign, type Firing } from '../../lib/score/play-design';
import { publishEvents } from '../../lib/score/publish-events';
import { randomSource } from '../../lib/score/random';
import { alarmKeyOf, findScoredDesign } from '../../lib/score/scored-design';
import { randomised, trafficNamed } from '../../lib/score/traffic';
import { Account } from '../../lib/simulator/account';
import { DEFAULT_ASSUMPTIONS } from '../../lib/simulator/core/assumptions';
import type { LogEntry } from '../../lib/simulator/core/log';
import { designMapping } from './designs/read-designs';

const FROM_MINUTE = Date.UTC(2026, 2, 2) / 60_000;
const MINUTES = 2 * 1440;
const LOCATION = { defaultAccount: '111122223333', defaultRegion: 'us-east-1' };
const ACTIONS: ReadonlySet<LogEntry['kind']> = new Set(['action executed', 'action dropped', 'action not simulated']);

/** What the log of a whole account says of notifications: alarm, instant, and the next change to anything but ALARM. */
function firingsInLog(log: readonly LogEntry[], end: number): Omit<Firing, 'urgency'>[] {
  const notified = log.filter((entry) => ACTIONS.has(entry.kind) && 'state' in entry && entry.state === 'ALARM');
  return notified.map((entry) => {
    const { alarm } = entry as Extract<LogEntry, { kind: 'action executed' }>;
    const isItsEnd = (other: LogEntry) =>
      other.kind === 'alarm state changed' && other.at >= entry.at && other.to !== 'ALARM' && alarmKeyOf(other.alarm) === alarmKeyOf(alarm);
    return { alarm: alarm.name, notifiedAt: entry.at, clearedAt: log.find(isItsEnd)?.at ?? end };
  });
}

test.each(['test/score/designs/day2-default', 'test/score/designs/workbook-6', 'bench/inputs/nervous-alarm'])(
  'alarms of %s fire without an account exactly when they do in one',
  (name) => {
    const mapping = designMapping();
    const stacks = loadTemplateFile(join(__dirname, '../..', `${name}.template.json`), LOCATION);
    const design = findScoredDesign(name, stacks, mapping);
    const traffic = randomised(trafficNamed('steady')!);
    const quiet = playTraffic(traffic, FROM_MINUTE - design.rangeMinutes - 1440, FROM_MINUTE + MINUTES, 0.0005, randomSource(1));
    const incident = { fromMinute: FROM_MINUTE + 1000, toMinute: FROM_MINUTE + 1060, errorRatio: 0.5 };
    const store = publishEvents(disturb(quiet, traffic, incident, randomSource(2)), design.metrics, design.stacks);
    const span = { fromMinute: FROM_MINUTE, toMinute: FROM_MINUTE + MINUTES };

    const firings = playDesign(design, store, DEFAULT_ASSUMPTIONS, span);
    const account = new Account({ stacks: design.stacks, store, start: FROM_MINUTE * 60_000 });
    account.run(span.toMinute * 60_000);

    expect(firings.length).toBeGreaterThan(0);
    expect(firings.map(({ alarm, notifiedAt, clearedAt }) => ({ alarm, notifiedAt, clearedAt }))).toEqual(firingsInLog(account.log, span.toMinute * 60_000));
  },
);
