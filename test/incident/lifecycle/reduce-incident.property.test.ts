import { isUnanswered } from '../../../lib/incident/lifecycle/answered-alarms';
import { nextDueAt } from '../../../lib/incident/lifecycle/clocks';
import { eventOfTime, realBefore } from '../../../lib/incident/lifecycle/drill';
import type { Effect } from '../../../lib/incident/lifecycle/effect';
import { isActive, isUnderway, type Incident } from '../../../lib/incident/lifecycle/incident';
import {
  recoversByWindow,
  type AlarmEvent,
  type AlarmFacts,
  type DeclareEvent,
  type EffectOutcomeEvent,
  type HealingEvent,
  type IncidentEvent,
  isSameAlarm,
} from '../../../lib/incident/lifecycle/incident-event';
import type { Reduced } from '../../../lib/incident/lifecycle/incident-transition';
import { openIncident } from '../../../lib/incident/lifecycle/open-incident';
import { holdsIncident } from '../../../lib/incident/lifecycle/recovery';
import { reduceGroup, reduceIncident } from '../../../lib/incident/lifecycle/reduce-incident';
import { isGoingOn, type SelfHealing } from '../../../lib/incident/lifecycle/self-healing';
import { compareSeverity, type Severity } from '../../../lib/incident/severity';
import { MINUTE_MS, SECOND_MS, type Instant } from '../../../lib/time/time';
import { seeded } from '../../helpers/chance';
import { anEscalationPolicy, OPENED_AT } from '../../helpers/incidents';

/**
 * Random lives of incidents: alarms that fire, recover, go blind, are deleted and muted, drills, people who acknowledge, update,
 * resolve and change severities, runbooks that alarms start (refused, failed, lost, doubled, late, overridden), effects that fail or find nobody, ticks that come late, twice or not at all, and events
 * that arrive out of order, late and unverified. Whatever happens, the invariants hold.
 */

/** What CI has time for; a long run by hand is DAY2_LIVES=20000. */
const SEQUENCES = Number(process.env.DAY2_LIVES ?? 1_000);
const EVENTS = 50;
const POLICY = anEscalationPolicy();
const LEASE_SECONDS = 60;
const ALARMS: readonly Pick<AlarmFacts, 'name' | 'severity' | 'recovers'>[] = [
  { name: 'a-s0', severity: 'S0' },
  { name: 'b-s1', severity: 'S1' },
  { name: 'c-s2', severity: 'S2' },
  { name: 'd-s3', severity: 'S3' },
  { name: 'e-budget-s1', severity: 'S1', recovers: 'by window' },
  { name: 'f-finding-s1', severity: 'S1', recovers: 'by people' },
  { name: 'g-finding-s0', severity: 'S0', recovers: 'by source' },
];
/** What heals by itself in every other life. */
const HEALING: SelfHealing = {
  runbook: 'self-heal-service',
  parameters: {},
  // One less than the default: lives are short.
  maxPerHour: 2,
  coolDownMinutes: 10,
  mayDelayPageSeconds: 300,
  verifiedBy: 'still-failing',
  clearsWithinMinutes: 35,
  liveFrom: OPENED_AT + 30 * MINUTE_MS,
  supervisors: ['zoe'],
};
const HEALED_ALARMS = ['a-s0', 'b-s1'];
const PEOPLE = ['ana', 'ben', 'chiara'];

/** An effect that was handed out, and is not known to be done. */
interface Handed {
  readonly effect: Effect;
  readonly at: Instant;
}

class Life {
  readonly #chance: () => number;
  readonly trace: string[] = [];
  readonly incidents: Incident[] = [];
  #handed: Handed[] = [];
  #done = new Set<string>();
  #now: Instant = OPENED_AT;
  /** Runs that asked for an approval in vain, each another one although no time has passed. */
  #runs = 0;
  readonly #heals: boolean;
  readonly #steps: readonly number[];
  #isOverridden = false;
  /** Runs that were asked for, by the key of their start. */
  readonly #asked = new Map<string, { readonly at: Instant; isRefused: boolean }>();
  /** Names of the runs that were started. */
  readonly #started: string[] = [];
  readonly #pages: { readonly incidentId: string; readonly tier: number; readonly at: Instant }[] = [];

  constructor(seed: number) {
    this.#chance = seeded(seed);
    this.#heals = seed % 2 === 0;
    // Within the hour for which the limits of a runbook hold, something has to happen.
    this.#steps = seed % 4 === 0 ? [0, 1, 20, 60, 60, 60, 61, 300, 300, 600] : [0, 1, 20, 60, 60, 60, 61, 300, 1_800, 7_200];
  }

  run(): void {
    for (let step = 0; step < EVENTS; step++) {
      this.#now += this.#pick(this.#steps) * SECOND_MS;
      this.#step();
      this.#check();
    }
    this.#settle();
  }

  #pick<T>(options: readonly T[]): T {
    return options[Math.floor(this.#chance() * options.length)]!;
  }

  #step(): void {
    const kind = this.#pick(['alarm', 'alarm', 'alarm', 'overtaken', 'tick', 'tick', 'tick', 'tick', 'outcome', 'outcome', 'outcome', 'person']);
    if (kind === 'alarm' || this.incidents.length === 0) return this.#alarm();
    if (this.#chance() < 0.02) return this.#drill();
    if (this.#heals && this.#chance() < 0.25) return this.#healing();
    const incident = this.#chance() < 0.85 ? this.incidents.at(-1)! : this.#pick(this.incidents);
    if (kind === 'tick') this.#tick();
    else if (kind === 'outcome') this.#outcome();
    else if (kind === 'overtaken') this.#overtaken(incident);
    else if (this.#chance() < 0.05) this.#notApproved(incident);
    else this.#reduce(incident, this.#person());
  }

  #tick(): void {
    for (const each of this.incidents) {
      // What the tick of the engine does first: while people have taken over, whatever goes on is stopped.
      if (this.#isOverridden && each.healing?.runs.some(isGoingOn) === true) this.#reduce(each, { kind: 'override', why: 'ana' });
      this.#reduce(each, eventOfTime(each, this.incidents));
    }
    for (const each of this.incidents) this.#checkWaiting(each);
  }

  /** People take over or let go, or something is heard of a run: soon, late, twice, or of one that is long over. */
  #healing(): void {
    if (this.#chance() < 0.25) {
      this.#isOverridden = !this.#isOverridden;
      this.trace.push(`${this.#now} override ${this.#isOverridden ? 'on' : 'off'}`);
      return;
    }
    const executionId = this.#chance() < 0.7 ? this.#started.at(-1) : this.#pick(this.#started);
    if (executionId === undefined) return;
    const found = this.#pick<HealingEvent['found']>([
      { kind: 'going on' },
      { kind: 'unobserved', why: 'throttled' },
      { kind: 'burns again', why: 'it is ALARM' },
      { kind: 'ended', status: 'succeeded', changedAt: this.#now },
      { kind: 'ended', status: 'succeeded' },
      { kind: 'ended', status: 'failed', why: 'the calendar is closed' },
    ]);
    for (const each of this.incidents.filter(({ healing }) => healing?.runs.some((run) => run.executionId === executionId)))
      this.#reduce(each, { kind: 'healing', executionId, found });
  }

  /** What becomes of a start: refused while people have taken over, otherwise anything. */
  #startOf({ key }: Effect): EffectOutcomeEvent['outcome'] {
    if (this.#isOverridden) return { kind: 'refused', why: 'overridden by ana' };
    const reference = `run of ${key}`;
    return this.#pick<EffectOutcomeEvent['outcome']>([
      { kind: 'done', reference },
      { kind: 'done', reference },
      { kind: 'done', reference },
      { kind: 'failed', why: 'throttled' },
    ]);
  }

  /** Somebody plays an incident, while nothing real that is as severe goes on, nor anything of the service. */
  #drill(): void {
    const severity = this.#pick<Severity>(['S0', 'S1', 'S2', 'S3']);
    const previous = this.incidents.at(-1)!;
    if (isActive(previous) || realBefore(severity, this.incidents) !== undefined) return;
    this.trace.push(`${this.#now} drill of ${severity}`);
    const event: DeclareEvent = { kind: 'declare', severity, title: 'drill', impact: 'none', by: 'ana', drill: true };
    const reduced = openIncident({ group: 'portal', policy: POLICY, previous }, event, { now: this.#now, leaseSeconds: LEASE_SECONDS });
    this.#take(reduced, event);
  }

  #alarm(): void {
    const facts = this.#pick(ALARMS);
    const { name } = facts;
    const event: AlarmEvent = {
      kind: 'alarm',
      alarm: {
        ...facts,
        region: 'eu-central-1',
        title: name,
        impact: 'something',
        runbook: 'a-runbook',
        ...(this.#heals && HEALED_ALARMS.includes(name) && { selfHealing: HEALING }),
      },
      state: this.#pick(['ALARM', 'ALARM', 'ALARM', 'OK', 'OK', 'INSUFFICIENT_DATA', 'deleted']),
      transitionAt: this.#now - this.#pick([0, 0, 0, 30, 600]) * SECOND_MS,
      reason: 'chance',
      source: this.#pick(['event', 'event', 'reconciliation']),
      ...(this.#chance() < 0.05 && { unverified: true as const }),
      ...(this.#chance() < 0.2 && { mutedUntil: this.#now + 30 * MINUTE_MS }),
    };
    this.trace.push(`${this.#now} ${name} ${event.state}`);
    const latest = this.incidents.at(-1);
    const context = { now: this.#now, leaseSeconds: LEASE_SECONDS };
    const reduced = reduceGroup({ group: 'portal', policy: POLICY }, latest, event, context);
    if (reduced === undefined) return;
    this.#take(reduced, event);
    // For an incident the same event twice is the same as once, and a tick.
    const { id } = reduced.incident;
    const again = reduceGroup({ group: 'portal', policy: POLICY }, this.incidents.at(-1), event, context)?.effects ?? [];
    const ticked = new Set(reduceIncident(this.incidents.at(-1)!, { kind: 'tick' }, context).effects.map(({ key }) => key));
    const twice = again.filter(({ kind, key }) => kind === 'page' && key.startsWith(`${id}/`) && !ticked.has(key));
    if (twice.length > 0) this.#fail(`the same event twice pages twice: ${twice[0]!.key}`);
  }

  /** I9: an old event that something later overtook leaves a line in the record, and nothing else but what a tick does. */
  #overtaken(incident: Incident): void {
    const { name, severity } = this.#pick(ALARMS);
    const alarm = { name, severity, region: 'eu-central-1', title: name, impact: 'something', runbook: 'a-runbook' };
    const event: IncidentEvent = { kind: 'overtaken', alarm, state: 'ALARM', transitionAt: this.#now - 10_800 * SECOND_MS, why: 'it is OK' };
    const ticked = reduceIncident(incident, { kind: 'tick' }, { now: this.#now, leaseSeconds: LEASE_SECONDS }).incident;
    const { timeline: _timeline, outbox: _outbox, ...after } = reduceIncident(incident, event, { now: this.#now, leaseSeconds: LEASE_SECONDS }).incident;
    const { timeline: _ticked, outbox: _others, ...wanted } = ticked;
    if (JSON.stringify(after) !== JSON.stringify(wanted)) this.#fail(`an old event of ${name} changed ${incident.id}`);
    this.#reduce(incident, event);
  }

  /** F54: an approval that nobody gave pages somebody while the incident is active, and its event that comes twice nobody else. */
  #notApproved(incident: Incident): void {
    const event: IncidentEvent = { kind: 'not approved', step: { name: 'approve', document: 'edi-prod-fail-over', executionId: `run ${++this.#runs}` } };
    const context = { now: this.#now, leaseSeconds: LEASE_SECONDS };
    const first = reduceIncident(incident, event, context);
    const pages = first.effects.some(({ kind }) => kind === 'page');
    if (isActive(incident) && isActive(first.incident) && !pages) this.#fail(`an approval that nobody gave pages nobody of ${incident.id}`);
    if (reduceIncident(first.incident, event, context).effects.some(({ kind }) => kind === 'page')) this.#fail(`an approval that nobody gave pages twice`);
    this.#reduce(incident, event);
  }

  #person(): IncidentEvent {
    const by = this.#pick(PEOPLE);
    return this.#pick<IncidentEvent>([
      { kind: 'acknowledge', by, via: 'cli' },
      { kind: 'acknowledge', by, via: 'cli' },
      { kind: 'mitigate', by, via: 'cli' },
      { kind: 'burn', burning: this.#chance() < 0.5, again: true, why: 'chance' },
      { kind: 'update', by, text: 'working on it' },
      { kind: 'resolve', by, resolution: 'done' },
      { kind: 'resolve', by, resolution: 'done', despiteAlarms: 'users are well' },
      { kind: 'reclassify', by, severity: this.#pick<Severity>(['S0', 'S1', 'S2', 'S3']), reason: 'seen' },
      { kind: 'close', by },
      { kind: 'waive postmortem', by, reason: 'the same as before' },
    ]);
  }

  #outcome(): void {
    const handed = this.#handed.shift();
    if (handed === undefined) return;
    const incident = this.incidents.find(({ id }) => handed.effect.key.startsWith(`${id}/`))!;
    const others = this.#pick<EffectOutcomeEvent['outcome']>([
      { kind: 'done', reached: ['ana'] },
      { kind: 'done', reached: ['ana'], unreachable: ['ben'] },
      { kind: 'failed', why: 'throttled' },
      { kind: 'nobody', unreachable: ['ana'], why: 'nobody is there' },
    ]);
    const outcome = handed.effect.kind === 'heal' ? this.#startOf(handed.effect) : others;
    if (outcome.kind !== 'failed') this.#done.add(handed.effect.key);
    this.#noteStart(handed.effect, outcome);
    this.#reduce(incident, { kind: 'effect outcome', key: handed.effect.key, outcome });
  }

  #noteStart({ kind, key }: Effect, outcome: EffectOutcomeEvent['outcome']): void {
    if (kind !== 'heal') return;
    const asked = this.#asked.get(key);
    if (asked !== undefined && outcome.kind === 'refused') asked.isRefused = true;
    if (outcome.kind === 'done' && outcome.reference !== undefined) this.#started.push(outcome.reference);
  }

  #reduce(incident: Incident, event: IncidentEvent): void {
    this.trace.push(`${this.#now} ${event.kind}`);
    const current = this.incidents.find(({ sequence }) => sequence === incident.sequence)!;
    this.#take(reduceIncident(current, event, { now: this.#now, leaseSeconds: LEASE_SECONDS }), event);
  }

  #take({ incident, effects }: Reduced, event: IncidentEvent | DeclareEvent): void {
    const before = this.incidents.find(({ sequence }) => sequence === incident.sequence);
    this.#checkPages(before, incident, effects, event);
    this.#checkStarts(before, incident, effects, event);
    if (before === undefined) this.incidents.push(incident);
    else this.incidents[this.incidents.indexOf(before)] = incident;
    for (const effect of effects) this.#handed.push({ effect, at: this.#now });
  }

  #checkPages(before: Incident | undefined, after: Incident, effects: readonly Effect[], event: IncidentEvent | DeclareEvent): void {
    for (const effect of effects) {
      // I2: a page stands in the record that is written before it goes out.
      if (!after.outbox.some((entry) => entry.effect.key === effect.key)) this.#fail(`${effect.key} is not in the outbox`);
      if (effect.kind !== 'page') continue;
      // I3: what is known to have gone out never goes out again.
      if (this.#done.has(effect.key)) this.#fail(`${effect.key} is paged a second time`);
      // I12: nobody is called by time to what is played while something real that is as severe calls people.
      const isByTime = event.kind === 'tick' || event.kind === 'give way';
      if (isByTime && after.drill && realBefore(after.severity, this.incidents) !== undefined) this.#fail(`${effect.key} is played beside what is real`);
      // I4: nobody is paged for what is resolved, nor by a rule that an acknowledgement stops.
      if (!isActive(after)) this.#fail(`${effect.key} is paged although it is ${after.state}`);
      const tier = after.policy.severities[after.severity].tiers.find((each) => each.tier === effect.tier);
      const isStopped = after.acknowledgement !== undefined && tier?.condition === 'not acknowledged' && effect.reason === 'tier due';
      if (isStopped) this.#fail(`${effect.key} is paged after the acknowledgement`);
    }
    // I3: one transition pages a tier once, and a relapse nobody but the first. A level of a budget is another thing.
    const fresh = effects.flatMap((effect) =>
      effect.kind === 'page' && effect.reason !== 'budget spent' && before?.outbox.every((entry) => entry.effect.key !== effect.key) !== false ? [effect] : [],
    );
    if (new Set(fresh.map(({ tier }) => tier)).size < fresh.length) this.#fail(`one transition pages a tier twice: ${fresh.map(({ key }) => key).join(', ')}`);
    if (fresh.length > 1 && fresh.some(({ reason }) => reason === 'relapsed')) this.#fail('a relapse pages more than the first tier');
    // I11: what had recovered and only went blind, or was deleted, is no relapse; another alarm's mute may end by the same event.
    const known = event.kind === 'alarm' ? before?.alarms.find((each) => isSameAlarm(each, event.alarm)) : undefined;
    const isLost = known?.state === 'OK' && event.kind === 'alarm' && (event.state === 'INSUFFICIENT_DATA' || event.state === 'deleted');
    if (isLost && fresh.some(({ reason }) => reason === 'relapsed') && before!.alarms.every(({ mutedUntil }) => mutedUntil === undefined))
      this.#fail('an alarm that had recovered relapsed without firing');
    const wasOverruled = new Set(before?.alarms.flatMap(({ name, overruled }) => (overruled === true ? [name] : [])));
    const overruled = after.alarms.find((each) => each.overruled === true && !wasOverruled.has(each.name));
    if (overruled !== undefined && event.kind !== 'reclassify') this.#fail(`${event.kind} overruled ${overruled.name}`);
    // I10: only a person ends what a person works on.
    const isWorkedOn = before?.recoveredSince !== undefined && before.lastUpdate !== undefined && before.lastUpdate.at > before.recoveredSince;
    if (isWorkedOn && after.resolution?.by === 'day2' && before.resolution === undefined) this.#fail('resolved itself although somebody works on it');
    // I14: what resolves itself leaves no alarm on that would begin the next incident.
    const resolvesItself = after.resolution?.by === 'day2' && before !== undefined && before.resolution === undefined && before.notifiesOnce !== true;
    const left = after.alarms.find((alarm) => isUnanswered(alarm) && !recoversByWindow(alarm));
    if (resolvesItself && left !== undefined) this.#fail(`resolved itself although ${left.name} is on`);
    this.#checkBudget(before, after, event);
    if (before !== undefined && after.round < before.round) this.#fail('an escalation round went back');
    if (before !== undefined && compareSeverity(after.peakSeverity, before.peakSeverity) > 0 && before.state !== 'suppressed')
      this.#fail(`${event.kind} lowered the peak severity`);
  }

  /** What starts by itself: one run at a time, not more often than allowed, and none that people took over from. Requirements 002-66, 002-70. */
  #checkStarts(before: Incident | undefined, after: Incident, effects: readonly Effect[], event: IncidentEvent | DeclareEvent): void {
    for (const effect of effects) {
      if (effect.kind === 'page') this.#pages.push({ incidentId: after.id, tier: effect.tier, at: this.#now });
      if (effect.kind !== 'heal' || this.#asked.has(effect.key)) continue;
      const counted = [...this.#asked.values()].filter(({ at, isRefused }) => !isRefused && this.#now - at < 60 * MINUTE_MS);
      if (counted.length >= HEALING.maxPerHour) this.#fail(`${effect.key} is run ${counted.length + 1} within an hour`);
      if (counted.some(({ at }) => this.#now - at < HEALING.coolDownMinutes * MINUTE_MS)) this.#fail(`${effect.key} does not wait for the cool-down`);
      this.#asked.set(effect.key, { at: this.#now, isRefused: false });
    }
    const goingOn = after.healing?.runs.filter(isGoingOn) ?? [];
    if (goingOn.length > 1) this.#fail(`${goingOn.length} runs of ${after.id} go on`);
    if (goingOn.length > 0 && !isActive(after)) this.#fail(`a run of ${after.id} goes on although it is ${after.state}`);
    // One that begins by the same event, as a mute ends then, is refused when it is to be started.
    const goesOnStill = goingOn.some(({ number }) => before?.healing?.runs.some((run) => run.number === number && isGoingOn(run)));
    if (event.kind === 'override' && goesOnStill) this.#fail(`a run of ${after.id} goes on although people took over`);
    // A start that was carried out while people took over is stopped.
    const reference = event.kind === 'effect outcome' && event.outcome.kind === 'done' ? event.outcome.reference : undefined;
    const run = after.healing?.runs.find(({ executionId }) => reference !== undefined && executionId === reference);
    const isStopping = after.outbox.some(({ effect }) => effect.kind === 'stop healing' && effect.executionId === run?.executionId);
    if (run?.status === 'stopped' && !isStopping) this.#fail(`${run.executionId} was started, and nothing stops it`);
  }

  /** After a tick nobody has waited for a run longer than stated: it helped, somebody has it, or tier 1 was paged. Requirement 002-66. */
  #checkWaiting(incident: Incident): void {
    const run = incident.healing?.runs.findLast(({ isLive }) => isLive);
    if (run === undefined || !isUnderway(incident)) return;
    const waits = run.status === 'healed' ? HEALING.clearsWithinMinutes * MINUTE_MS + (run.endedAt! - run.askedAt) : HEALING.mayDelayPageSeconds * SECOND_MS;
    if ((incident.healing?.holdsUntil ?? 0) > run.askedAt + waits) this.#fail(`pages of ${incident.id} wait longer than they may`);
    const isOn = incident.alarms.some((alarm) => isSameAlarm(alarm, run.alarm) && isUnanswered(alarm));
    if (!isOn || incident.acknowledgement !== undefined || this.#now < run.askedAt + waits) return;
    const isPaged = this.#pages.some(({ incidentId, tier, at }) => incidentId === incident.id && tier === 1 && at >= run.askedAt);
    if (!isPaged) this.#fail(`${run.runbook} is ${run.status}, and tier 1 of ${incident.id} is not paged`);
  }

  /** I9: the level of a budget neither promotes, reopens nor holds an incident, and people are notified of it once. */
  #checkBudget(before: Incident | undefined, after: Incident, event: IncidentEvent | DeclareEvent): void {
    const isLevel = event.kind === 'alarm' && recoversByWindow(event.alarm);
    // Another alarm may do so by the same event, when its mute ends then.
    const hasReason = after.alarms.some((alarm) => !recoversByWindow(alarm) && alarm.state === 'ALARM' && alarm.severity === after.severity);
    if (isLevel && before !== undefined && isUnderway(before) && before.notifiesOnce !== true && after.severity !== before.severity && !hasReason)
      this.#fail('the level of a budget changed the severity');
    if (isLevel && before !== undefined && !isActive(before) && isActive(after)) this.#fail('the level of a budget reopened an incident');
    const isRefused = event.kind === 'resolve' && before !== undefined && isUnderway(before) && isActive(after);
    if (
      isRefused &&
      after.alarms.every((alarm) => alarm.state !== 'ALARM' || alarm.answered === true || recoversByWindow(alarm) || alarm.mutedUntil !== undefined)
    )
      this.#fail('resolving was refused although only the level of a budget is on');
    if (isRefused && event.despiteAlarms !== undefined) this.#fail('resolving was refused although somebody said why it is over');
    const isUnsaid = after.alarms.some(
      (alarm) => recoversByWindow(alarm) && alarm.state === 'ALARM' && alarm.mutedUntil === undefined && alarm.answered !== true,
    );
    if (isUnsaid && isUnderway(after)) this.#fail('the level of a budget counts after people were notified of it');
    if (after.notifiesOnce === true && after.escalation.repeats > 0) this.#fail('people are paged again for the level of a budget');
  }

  #check(): void {
    for (const incident of this.incidents) {
      const { escalation, severity, peakSeverity, state } = incident;
      // I5: tiers are reached in the order of time.
      // Who waits for a resolution keeps their time, whatever began to count anew: while it healed, or with a stale acknowledgement.
      const keepTheirTime = Object.values(incident.policy.severities)
        .flatMap(({ tiers }) => tiers)
        .filter(({ condition }) => condition === 'not resolved')
        .map(({ tier }) => tier);
      const times = escalation.reached
        .filter(({ tier }) => (escalation.unresolvedSince === undefined && incident.healing === undefined) || !keepTheirTime.includes(tier))
        .sort((a, b) => a.tier - b.tier);
      if (new Set(escalation.reached.map(({ tier }) => tier)).size !== escalation.reached.length) this.#fail('a tier was reached twice');
      if (incident.round === 1 && times.some(({ at }, index) => index > 0 && at < times[index - 1]!.at)) this.#fail('tiers were reached out of order');
      if (compareSeverity(peakSeverity, severity) > 0) this.#fail('it is worse than its peak');
      if (state === 'acknowledged' && incident.acknowledgement === undefined) this.#fail('acknowledged by nobody');
      if (state === 'resolved' && incident.resolution === undefined) this.#fail('resolved by nobody');
      // I8: no alarm that is on, not muted and not overruled by a person is more severe than its incident (003-06).
      const worse = incident.alarms.find(
        (alarm) =>
          alarm.state === 'ALARM' &&
          alarm.mutedUntil === undefined &&
          alarm.overruled !== true &&
          alarm.answered !== true &&
          compareSeverity(alarm.severity, severity) < 0,
      );
      if (worse !== undefined && isUnderway(incident)) this.#fail(`${worse.name} is on and not muted, and ${incident.id} is ${severity}`);
      // I1: what is on is looked after: a clock runs, or somebody has it.
      const isHeld = incident.alarms.some((alarm) => alarm.state === 'ALARM' && holdsIncident(incident, alarm));
      const isDue = nextDueAt(incident) !== undefined;
      if (isHeld && isActive(incident) && !isDue && incident.acknowledgement === undefined) this.#fail(`${incident.id} is on and nothing will happen`);
      if (isHeld && (state === 'resolved' || state === 'closed')) this.#checkFollowed(incident);
    }
    if (this.incidents.slice(0, -1).some((each) => isActive(each) && !each.drill)) this.#fail('two incidents of one group are active');
  }

  /** An alarm of an incident that is over belongs to the next one, or its next reconciliation opens it. */
  #checkFollowed(incident: Incident): void {
    const on = incident.alarms.filter((alarm) => alarm.state === 'ALARM');
    for (const { name, severity, region, title, impact, runbook, transitionAt, recovers, answered } of on) {
      if (incident !== this.incidents.at(-1) || severity === 'S4' || recovers !== undefined || answered === true) continue;
      const event: AlarmEvent = {
        kind: 'alarm',
        alarm: { name, severity, region, title, impact, runbook },
        state: 'ALARM',
        transitionAt,
        reason: 'reconciled',
        source: 'reconciliation',
      };
      const reduced = reduceGroup({ group: 'portal', policy: POLICY }, incident, event, { now: this.#now });
      if (reduced === undefined || !isActive(reduced.incident)) this.#fail(`${name} is on, its incident is over, and no reconciliation would bring it back`);
    }
  }

  /** From here on ticks come and effects succeed: clocks come to rest, and nothing stays in an outbox. */
  #settle(): void {
    for (let minute = 0; minute < 12; minute++) {
      this.#now += MINUTE_MS;
      this.#tick();
      for (let round = 0; round < 100 && this.#handed.length > 0; round++) {
        const { effect } = this.#handed.shift()!;
        const incident = this.incidents.find(({ id }) => effect.key.startsWith(`${id}/`))!;
        this.#done.add(effect.key);
        const outcome: EffectOutcomeEvent['outcome'] =
          effect.kind === 'heal' ? { kind: 'done', reference: `run of ${effect.key}` } : { kind: 'done', reached: ['ana'] };
        this.#noteStart(effect, outcome);
        this.#reduce(incident, { kind: 'effect outcome', key: effect.key, outcome });
      }
      this.#check();
    }
    for (const incident of this.incidents) {
      if (incident.outbox.some(({ effect }) => effect.kind === 'page')) this.#fail('a page stays in the outbox');
      const due = nextDueAt(incident);
      if (due !== undefined && due <= this.#now && incident.outbox.length === 0) this.#fail('a clock does not come to rest');
    }
  }

  #fail(what: string): never {
    throw new Error(`${what}\n${this.trace.join('\n')}`);
  }
}

test(`${SEQUENCES} random lives of ${EVENTS} events break no invariant (I1 to I5, I8 to I12, I14; 002-66, 002-70)`, () => {
  let opened = 0;
  for (let seed = 1; seed <= SEQUENCES; seed++) {
    const life = new Life(seed);
    try {
      life.run();
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
    }
    opened += life.incidents.length;
  }
  expect(opened).toBeGreaterThan(SEQUENCES);
});

test('the same life is the same to the last byte (I7)', () => {
  const lives = [1, 1].map((seed) => {
    const life = new Life(seed);
    life.run();
    return JSON.stringify(life.incidents);
  });
  expect(lives[0]).toBe(lives[1]);
});
