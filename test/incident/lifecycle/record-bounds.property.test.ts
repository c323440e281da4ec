import type { OutboxEntry } from '../../../lib/incident/lifecycle/effect';
import type { Incident } from '../../../lib/incident/lifecycle/incident';
import type { AlarmEvent, IncidentEvent } from '../../../lib/incident/lifecycle/incident-event';
import { openIncident } from '../../../lib/incident/lifecycle/open-incident';
import { LIST_LIMITS, MOST_POLICY_BYTES, MOST_RECORD_BYTES, TEXT_LIMITS, withinBounds } from '../../../lib/incident/lifecycle/record-bounds';
import { reduceGroup, reduceIncident } from '../../../lib/incident/lifecycle/reduce-incident';
import { SEVERITIES } from '../../../lib/incident/severity';
import { MINUTE_MS, type Instant } from '../../../lib/time/time';
import { seeded } from '../../helpers/chance';
import { anAttachedAlarm, anEscalationPolicy, anIncident, OPENED_AT } from '../../helpers/incidents';

/**
 * DynamoDB takes no item above 400 KB: an incident whose record has become longer can neither be changed nor paged any more.
 * However long one lives and whatever it is given, its record stays below its bound (9.11).
 */

const POLICY = anEscalationPolicy();
const CONTEXT = { now: OPENED_AT, leaseSeconds: 60 };
const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const alarmEvent = (name: string, changes: Partial<AlarmEvent> = {}): AlarmEvent => ({
  kind: 'alarm',
  alarm: { name, region: 'eu-central-1', severity: 'S1', title: name, impact: 'something', runbook: 'a-runbook' },
  state: 'ALARM',
  transitionAt: OPENED_AT,
  reason: 'chance',
  source: 'event',
  ...changes,
});

describe('the bounds of a record', () => {
  test('add up to less than a record may have', () => {
    const { title, impact, update, resolution, reason, note, postmortem } = TEXT_LIMITS;
    const lists = Object.values(LIST_LIMITS).reduce((sum, each) => sum + each, 0);
    expect(title + impact + update + resolution + reason + 6 * note + postmortem + lists + MOST_POLICY_BYTES).toBeLessThanOrEqual(MOST_RECORD_BYTES - 4_000);
    expect(MOST_RECORD_BYTES).toBeLessThan(409_600);
  });

  test('leave an incident within them as it is', () => {
    const incident = anIncident({ timeline: [{ at: OPENED_AT, code: 'detected', what: 'detected' }] });
    expect(withinBounds(incident)).toBe(incident);
  });

  test('keep alarms that are on, the most severe first, and say how many are missing', () => {
    const alarms = Array.from({ length: 400 }, (_, index) =>
      anAttachedAlarm({ name: `alarm-${index}`, severity: index === 399 ? 'S0' : 'S2', state: index % 2 === 0 ? 'OK' : 'ALARM' }),
    );
    const { alarms: kept, omitted } = withinBounds(anIncident({ alarms }));
    expect(bytes(kept)).toBeLessThanOrEqual(LIST_LIMITS.alarms + 1);
    expect(kept.map(({ name }) => name)).toContain('alarm-399');
    expect(kept.every(({ state }) => state === 'ALARM')).toBe(true);
    expect(omitted).toEqual({ alarms: 400 - kept.length });
  });

  test('keep everybody who was paged in this round, and everybody else once', () => {
    const paged = Array.from({ length: 4_000 }, (_, index) => ({
      person: `person-${index % 7}`,
      tier: 1,
      round: Math.floor(index / 7) + 1,
      at: OPENED_AT + index,
    }));
    const round = paged.at(-1)!.round;
    const { paged: kept, omitted } = withinBounds(anIncident({ paged, round }));
    expect(new Set(kept.map(({ person }) => person)).size).toBe(7);
    expect(kept.filter((each) => each.round === round)).toEqual(paged.filter((each) => each.round === round));
    expect(omitted).toEqual({ paged: 4_000 - kept.length });
  });

  test('keep both ends of the timeline, and shorten old lines before any is left out', () => {
    const long = Array.from({ length: 100 }, (_, index) => ({ at: OPENED_AT + index, code: 'updated' as const, what: `${index} ${'b'.repeat(900)}` }));
    const shortened = withinBounds(anIncident({ timeline: long }));
    expect(shortened.timeline).toHaveLength(100);
    expect(shortened.omitted).toBeUndefined();
    expect(shortened.timeline.at(-1)).toBe(long.at(-1));
    expect(shortened.timeline[0]!.what).toMatch(/^0 b{190,}\.\.\.$/);
    const many = Array.from({ length: 500 }, (_, index) => ({ at: OPENED_AT + index, code: 'updated' as const, what: String(index) }));
    const { timeline, omitted } = withinBounds(anIncident({ timeline: many }));
    expect([timeline[0]!.what, timeline.at(-1)!.what]).toEqual(['0', '499']);
    expect(omitted).toEqual({ timeline: 500 - timeline.length });
  });

  test('keep pages when messages cannot be delivered for days, the newest to each tier', () => {
    const entry = (effect: OutboxEntry['effect'], index: number): OutboxEntry => ({ effect, since: OPENED_AT + index, attempts: 9, notBefore: OPENED_AT });
    const outbox = Array.from({ length: 1_000 }, (_, index) =>
      index % 2 === 0
        ? entry(
            { kind: 'page', key: `p/${index}`, severity: 'S0', tier: 1 + (index % 4), round: 1, roles: ['primary-operator'], reason: 'nobody acknowledged' },
            index,
          )
        : entry({ kind: 'inform', key: `i/${index}`, severity: 'S0', audience: { kind: 'paged' }, reason: 'update due', text: 'b'.repeat(400) }, index),
    );
    const { outbox: kept, omitted } = withinBounds(anIncident({ outbox }));
    const pages = kept.filter(({ effect }) => effect.kind === 'page').map(({ effect }) => effect.key);
    expect(pages).toEqual(['p/996', 'p/998']);
    expect(kept.at(-1)).toBe(outbox.at(-1));
    expect(bytes(kept)).toBeLessThanOrEqual(LIST_LIMITS.outbox + 1);
    expect(omitted).toEqual({ effects: 1_000 - kept.length });
  });
});

test('an alarm that there is no room for changes nothing, and joins once another is over', () => {
  let { incident } = openIncident({ group: 'portal', policy: POLICY }, alarmEvent('alarm-0'), CONTEXT);
  for (let index = 1; index < 300; index++) incident = reduceIncident(incident, alarmEvent(`alarm-${index}`), CONTEXT).incident;
  const full = incident;
  expect(bytes(full.alarms)).toBeGreaterThan(LIST_LIMITS.alarms - 1_000);
  expect(reduceGroup({ group: 'portal', policy: POLICY }, full, alarmEvent('alarm-299'), CONTEXT)?.incident).toBe(full);
  incident = reduceIncident(full, alarmEvent('alarm-5', { state: 'OK' }), CONTEXT).incident;
  incident = reduceIncident(incident, alarmEvent('alarm-299'), CONTEXT).incident;
  expect(incident.alarms.map(({ name }) => name)).toContain('alarm-299');
  // A worse one always has room, and makes the incident worse.
  const { alarm } = alarmEvent('worst');
  expect(reduceIncident(full, { ...alarmEvent('worst'), alarm: { ...alarm, severity: 'S0' } }, CONTEXT).incident.severity).toBe('S0');
});

describe('texts of people', () => {
  const incident = anIncident();
  const text = (length: number) => 'b'.repeat(length);

  test('are kept whole up to their limit', () => {
    const { answer, incident: updated } = reduceIncident(incident, { kind: 'update', by: 'ana', text: text(25_600) }, CONTEXT);
    expect(answer?.accepted).toBe(true);
    expect(updated.lastUpdate?.text).toBe(text(25_600));
  });

  test.each<[string, IncidentEvent, string]>([
    ['an update', { kind: 'update', by: 'ana', text: text(67_584) }, 'the text of the update is 67584 bytes long, allowed are at most 30000'],
    ['a resolution', { kind: 'resolve', by: 'ana', resolution: text(30_001) }, 'the resolution is 30001 bytes long, allowed are at most 30000'],
    ['a reason', { kind: 'reclassify', by: 'ana', severity: 'S2', reason: text(5_000) }, 'the reason is 5000 bytes long, allowed are at most 4000'],
    ['a waiver', { kind: 'waive postmortem', by: 'ana', reason: text(5_000) }, 'the reason is 5000 bytes long, allowed are at most 4000'],
    ['a note', { kind: 'complete', by: 'ana', item: 'report', note: text(2_001) }, 'the note on report is 2001 bytes long, allowed are at most 2000'],
    ['where from', { kind: 'acknowledge', by: 'ana', via: text(101) }, 'where the acknowledgement comes from is 101 bytes long, allowed are at most 100'],
    [
      'a postmortem',
      { kind: 'file postmortem', by: 'ana', postmortem: { overview: text(60_000), timeline: 'a', rootCause: 'a', lessons: 'a', actions: [] } },
      'the postmortem is 60073 bytes long, allowed are at most 48000',
    ],
  ])('are refused above it, with both figures: %s', (_, event, why) => {
    const reduced = reduceIncident(incident, event, { now: OPENED_AT });
    expect(reduced.answer).toEqual({ accepted: false, text: `${why}: shorten it, and link to the rest` });
    expect(reduced.incident.timeline).toEqual(reduceIncident(incident, { kind: 'tick' }, { now: OPENED_AT }).incident.timeline);
  });

  test('open an incident all the same: a declared S0 pages', () => {
    const declared = openIncident(
      { group: 'portal', policy: POLICY },
      { kind: 'declare', severity: 'S0', title: text(5_000), impact: text(61_440), by: 'ana', drill: false },
      CONTEXT,
    );
    expect(declared.effects).toContainEqual(expect.objectContaining({ kind: 'page', tier: 1 }));
    expect(declared.incident.impact).toMatch(/^b{29997}\.\.\.$/);
    expect(declared.incident.title).toHaveLength(TEXT_LIMITS.title);
  });
});

/** Letters of one byte, two and six with their escapes, and four. */
const LETTERS = ['a', '"', '\n', '\u0000', '\u{1F525}'];
const LENGTHS = [1, 200, 4_000, 40_000];

/** A life of months: everything is as long as it may be, and nothing can be delivered for weeks. */
class LongLife {
  readonly #chance: () => number;
  #now: Instant = OPENED_AT;
  incident: Incident;
  readonly accepted = new Set<string>();

  constructor(seed: number) {
    this.#chance = seeded(seed);
    this.incident = openIncident({ group: 'portal', policy: POLICY }, alarmEvent('alarm-0'), CONTEXT).incident;
  }

  step(): void {
    this.#now += this.#pick([1, 5, 30, 600, 3_000]) * MINUTE_MS;
    if (this.#chance() < 0.02) this.#recover();
    const event = this.#event();
    const { incident, answer } = reduceIncident(this.incident, event, { now: this.#now, leaseSeconds: 60 });
    if (answer?.accepted === true) this.accepted.add(event.kind);
    this.incident = incident;
  }

  /** All alarms are over for once. */
  #recover(): void {
    for (const { name } of this.incident.alarms)
      this.incident = reduceIncident(this.incident, alarmEvent(name, { state: 'OK', transitionAt: this.#now }), { now: this.#now }).incident;
    const resolved = reduceIncident(this.incident, { kind: 'resolve', by: 'ana', resolution: this.#text() }, { now: this.#now });
    if (resolved.answer?.accepted === true) this.accepted.add('resolve');
    this.incident = resolved.incident;
  }

  #pick<T>(options: readonly T[]): T {
    return options[Math.floor(this.#chance() * options.length)]!;
  }

  #text(): string {
    return this.#pick(LETTERS).repeat(this.#pick(LENGTHS));
  }

  #event(): IncidentEvent {
    const by = `person-${Math.floor(this.#chance() * 60)}`;
    const text = this.#text();
    const { outbox } = this.incident;
    const outcomes = outbox.map(({ effect }): IncidentEvent => {
      const page = effect.kind === 'page' ? { page: { tier: effect.tier, round: effect.round } } : {};
      const outcome = this.#pick([{ kind: 'failed', why: text } as const, { kind: 'done', reached: [by, `${by}-too`], unreachable: [`${by}-gone`] } as const]);
      return { kind: 'effect outcome', key: effect.key, outcome, ...page };
    });
    const index = Math.floor(this.#chance() * 400);
    const alarm = alarmEvent(`alarm-${index}`, { state: this.#pick(['ALARM', 'ALARM', 'OK']), transitionAt: this.#now, reason: text });
    const postmortem = { overview: text, timeline: text, rootCause: text, lessons: text, actions: [], noPreventionBecause: text };
    return this.#pick<IncidentEvent>([
      { ...alarm, alarm: { ...alarm.alarm, title: text, impact: text, severity: this.#pick(SEVERITIES) } },
      { ...alarm, alarm: { ...alarm.alarm, title: text, impact: text } },
      { kind: 'tick' },
      { kind: 'tick' },
      this.#pick(outcomes.length === 0 ? [{ kind: 'tick' }] : outcomes),
      { kind: 'acknowledge', by, via: 'cli' },
      { kind: 'update', by, text },
      { kind: 'resolve', by, resolution: text },
      { kind: 'reclassify', by, severity: this.#pick(['S0', 'S1', 'S2']), reason: text },
      { kind: 'complete', by, item: this.#pick(['report', 'follow-ups']), note: text },
      { kind: 'file postmortem', by, postmortem },
    ]);
  }
}

test('a record stays below its bound through lives of any length, whatever it is given', () => {
  const accepted = new Set<string>();
  let longest = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const life = new LongLife(seed);
    for (let step = 0; step < 400; step++) {
      life.step();
      if (step % 10 !== 9) continue;
      longest = Math.max(longest, bytes(life.incident));
      if (longest > MOST_RECORD_BYTES) throw new Error(`seed ${seed}, step ${step}: ${longest} bytes`);
    }
    for (const kind of life.accepted) accepted.add(kind);
  }
  // It is no proof unless lives come near.
  expect(longest).toBeGreaterThan(MOST_RECORD_BYTES / 3);
  expect([...accepted].sort()).toEqual(expect.arrayContaining(['acknowledge', 'reclassify', 'resolve', 'update']));
}, 60_000);
