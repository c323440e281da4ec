import { hiddenByMutes } from '../../lib/gameday/hidden-by-mutes';
import type { TimelineEvent } from '../../lib/gameday/timeline-events';

const at = (minute: number) => Date.UTC(2026, 2, 2, 8, minute);
const suppressed = (minute: number, alarmName: string, suppressedBy: string): TimelineEvent =>
  ({ at: at(minute), code: 'notification-suppressed', alarmName, suppressedBy, reason: 'muted until 09:00' }) as TimelineEvent;
const changed = (minute: number, alarmName: string, to: string): TimelineEvent =>
  ({ at: at(minute), code: 'composite-alarm-changed', alarmName, region: 'eu-central-1', from: 'OK', to }) as TimelineEvent;

test('says each alarm that a mute hid, with when it was on; what another alarm suppresses is not hidden (11.3)', () => {
  const events = [
    changed(1, 'a', 'ALARM'),
    suppressed(1, 'a', 'AlarmMuteRule'),
    suppressed(2, 'b', 'Alarm'),
    changed(5, 'b', 'OK'),
    changed(9, 'a', 'OK'),
    changed(20, 'a', 'ALARM'),
    suppressed(20, 'a', 'AlarmMuteRule'),
  ];
  expect(hiddenByMutes(events)).toEqual([
    'a mute hid a: on from 2026-03-02T08:01:00Z to 2026-03-02T08:09:00Z (muted until 09:00)',
    'a mute hid a: on from 2026-03-02T08:20:00Z to the end (muted until 09:00)',
  ]);
});
