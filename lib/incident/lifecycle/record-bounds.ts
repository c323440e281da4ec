import { cutText, storedBytes } from '../bounded-text';
import { compareSeverity } from '../severity';
import type { Effect, OutboxEntry } from './effect';
import type { AttachedAlarm, Incident } from './incident';
import type { OmittedFromRecord } from './omitted-from-record';

/**
 * What a record may take, bytes of JSON. An incident is one item of DynamoDB, which takes no item above 400 KB: a record that
 * cannot be written any more pages nobody. So every part of one has a bound, and all of them together stay below
 * {@link MOST_RECORD_BYTES}, however long an incident lives and whatever it is given.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */

/** Texts that people give. What a person types is refused above it, with both figures; an incident is opened all the same, and its text cut. */
export const TEXT_LIMITS = {
  title: 1_000,
  impact: 30_000,
  update: 30_000,
  resolution: 30_000,
  /** Of a change of severity, or of a postmortem that is not owed. */
  reason: 4_000,
  /** Of an item of the checklist. */
  note: 2_000,
  /** All sections and actions together. */
  postmortem: 48_000,
  /** Where an acknowledgement came from. */
  via: 100,
} as const;

/** Lists that grow while an incident lives. */
export const LIST_LIMITS = { alarms: 36_000, paged: 20_000, timeline: 45_000, outbox: 24_000 } as const;

/** Room for the rules an incident is opened under, which it keeps: some 6 KB. Nothing checks it yet; 100 KB remain up to DynamoDB's limit. */
export const MOST_POLICY_BYTES = 16_000;

/** All of the above, six notes, and 4,000 for what has no length of its own. */
export const MOST_RECORD_BYTES = 300_000;

/** What an alarm brings along. */
export const ALARM_TEXT_LIMITS = { title: 300, impact: 500 } as const;
/** What is said beside the facts of an incident: what resolved it, what is new. A message shows no more. */
export const EFFECT_TEXT_BYTES = 2_000;
/** One line of the timeline while there is room, and once there is not. */
export const ENTRY_TEXT_BYTES = 2_000;
const SHORT_ENTRY_TEXT_BYTES = 200;

/** The timeline keeps its beginning and its end. */
const TIMELINE_HEAD = 40;
const TIMELINE_LENGTH = 160;
/** The newest lines, which stay whole while there is room. */
const TIMELINE_WHOLE = 20;

/** The incident, within its bounds; the same one when it is. */
export function withinBounds(incident: Incident): Incident {
  const alarms = boundedAlarms(incident.alarms);
  const paged = boundedPaged(incident);
  const timeline = boundedTimeline(incident.timeline);
  const outbox = boundedOutbox(incident.outbox, incident.round);
  if (alarms === incident.alarms && paged === incident.paged && timeline === incident.timeline && outbox === incident.outbox) return incident;
  const { omitted = {} } = incident;
  const count = (part: keyof OmittedFromRecord, before: readonly unknown[], after: readonly unknown[]) => {
    const missing = before.length - after.length;
    return missing === 0 ? {} : { [part]: (omitted[part] ?? 0) + missing };
  };
  const now: OmittedFromRecord = {
    ...omitted,
    ...count('alarms', incident.alarms, alarms),
    ...count('paged', incident.paged, paged),
    ...count('timeline', incident.timeline, timeline),
    ...count('effects', incident.outbox, outbox),
  };
  return { ...incident, alarms, paged, timeline, outbox, ...(Object.keys(now).length > 0 && { omitted: now }) };
}

/** The alarms there is room for: those that are not over before others, the most severe first. */
export function boundedAlarms(alarms: readonly AttachedAlarm[]): readonly AttachedAlarm[] {
  const isOver = ({ state }: AttachedAlarm): number => (state === 'OK' ? 1 : 0);
  return keepFirst(alarms, LIST_LIMITS.alarms, (a, b) => isOver(a) - isOver(b) || compareSeverity(a.severity, b.severity));
}

type Paged = Incident['paged'][number];

/** Everybody of the present escalation round, and of those before each person once, as long as there is room. */
function boundedPaged({ paged, round }: Pick<Incident, 'paged' | 'round'>): readonly Paged[] {
  if (totalBytes(paged) <= LIST_LIMITS.paged) return paged;
  const latest = new Map(paged.map((each) => [each.person, each]));
  const wanted = paged.filter((each) => each.round === round || latest.get(each.person) === each);
  return keepFirst(wanted, LIST_LIMITS.paged, (a, b) => b.round - a.round || b.at - a.at);
}

type Entry = Incident['timeline'][number];

function boundedTimeline(timeline: readonly Entry[]): readonly Entry[] {
  const surplus = timeline.length - TIMELINE_LENGTH;
  let kept = surplus > 0 ? timeline.toSpliced(TIMELINE_HEAD, surplus) : timeline;
  if (totalBytes(kept) <= LIST_LIMITS.timeline) return kept;
  const whole = kept.length - TIMELINE_WHOLE;
  kept = kept.map((entry, index) => (index < whole ? shortEntry(entry) : entry));
  while (totalBytes(kept) > LIST_LIMITS.timeline) kept = kept.toSpliced(Math.min(TIMELINE_HEAD, Math.floor(kept.length / 2)), 1);
  return kept;
}

function shortEntry(entry: Entry): Entry {
  const what = cutText(entry.what, SHORT_ENTRY_TEXT_BYTES);
  return what === entry.what ? entry : { ...entry, what };
}

/** What pages people and what is broken before the rest, the newest first. */
function boundedOutbox(outbox: readonly OutboxEntry[], round: number): readonly OutboxEntry[] {
  if (totalBytes(outbox) <= LIST_LIMITS.outbox) return outbox;
  const newest = new Map(outbox.map(({ effect }) => [pageKey(effect), effect]));
  const rank = ({ effect }: OutboxEntry): number => {
    if (effect.kind === 'page') return effect.round === round && newest.get(pageKey(effect)) === effect ? 0 : OUTBOX_ORDER.length;
    return OUTBOX_ORDER.indexOf(effect.kind);
  };
  return keepFirst(outbox, LIST_LIMITS.outbox, (a, b) => rank(a) - rank(b) || b.since - a.since);
}

const OUTBOX_ORDER: readonly Effect['kind'][] = ['page', 'stop healing', 'heal', 'fault', 'ops item', 'inform', 'figure'];

/** A later page to the same tier says what the one before it says. */
function pageKey(effect: Effect): string {
  return effect.kind === 'page' ? `${effect.round} ${effect.tier}` : effect.key;
}

/** The first of a list by an order, as many as there is room for, as they stood; the same list when all fit. */
function keepFirst<T extends object>(list: readonly T[], most: number, order: (a: T, b: T) => number): readonly T[] {
  if (totalBytes(list) <= most) return list;
  const kept = new Set<T>();
  let room = most;
  for (const each of [...list].sort(order)) {
    room -= bytesOf(each);
    if (room < 0) break;
    kept.add(each);
  }
  return list.filter((each) => kept.has(each));
}

function totalBytes(list: readonly object[]): number {
  return list.reduce((total, each) => total + bytesOf(each), 0);
}

/** Parts of a record never change, so that each is measured once. */
const measured = new WeakMap<object, number>();

/** Bytes of a part of a list, the comma after it included. */
function bytesOf(part: object): number {
  const known = measured.get(part);
  if (known !== undefined) return known;
  const bytes = Buffer.byteLength(JSON.stringify(part)) + 1;
  measured.set(part, bytes);
  return bytes;
}

/** Bytes of a value as it stands in a record. */
export function recordedBytes(value: unknown): number {
  return typeof value === 'string' ? storedBytes(value) : Buffer.byteLength(JSON.stringify(value));
}
