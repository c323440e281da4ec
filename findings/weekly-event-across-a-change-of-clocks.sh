#!/usr/bin/env bash
# ical.js 2.2.1
#
# A weekly event whose first week lasts over the spring change of clocks: from Friday 18:00 to Monday 08:00, local time, with the VTIMEZONE of
# its zone. ical.js takes the elapsed time of that week, 61 hours, for the length of the event, and adds it to each start by the clock
# on the wall: every occurrence ends on Monday at 07:00, the first included, whose end is written as 08:00. RFC 5545 has both ends of the
# first at the times that are written. A freeze read this way opens an hour early every week of the year.
#
# Seen: the end that is written is 08:00; all three occurrences end at 07:00.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 >/dev/null
cat > read.mjs <<'JS'
import ICAL from 'ical.js';
const lines = [
  'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//example//EN',
  'BEGIN:VTIMEZONE', 'TZID:Europe/Berlin',
  'BEGIN:DAYLIGHT', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'TZNAME:CEST', 'DTSTART:19700329T020000', 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', 'END:DAYLIGHT',
  'BEGIN:STANDARD', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'TZNAME:CET', 'DTSTART:19701025T030000', 'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU', 'END:STANDARD',
  'END:VTIMEZONE',
  'BEGIN:VEVENT', 'UID:weekend', 'DTSTAMP:20260101T000000Z', 'SUMMARY:weekend',
  'DTSTART;TZID=Europe/Berlin:20260327T180000', 'DTEND;TZID=Europe/Berlin:20260330T080000', 'RRULE:FREQ=WEEKLY;COUNT=3', 'END:VEVENT',
  'END:VCALENDAR',
];
const calendar = new ICAL.Component(ICAL.parse(lines.join('\r\n')));
ICAL.TimezoneService.register(calendar.getFirstSubcomponent('vtimezone'));
const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent'));
console.log(`written: ends ${event.endDate}`);
const occurrences = event.iterator();
for (let next = occurrences.next(); next; next = occurrences.next()) {
  const { startDate, endDate } = event.getOccurrenceDetails(next);
  console.log(`${startDate} to ${endDate}`);
}
JS
seen=$(node read.mjs)
echo "$seen"
expected='written: ends 2026-03-30T08:00:00
2026-03-27T18:00:00 to 2026-03-30T07:00:00
2026-04-03T18:00:00 to 2026-04-06T07:00:00
2026-04-10T18:00:00 to 2026-04-13T07:00:00'
[ "$seen" = "$expected" ] || { echo "not as it was seen before"; exit 1; }
