import { stringify } from 'yaml';
import type { OperationsModel } from '../model/model';
import { hasErrors } from '../problems/problem';
import { readScenario } from '../scenario/read-scenario';
import type { Scenario, WrittenScenario } from '../scenario/scenario';
import type { RandomSource } from '../score/random';
import { randomSource } from '../score/random';
import { objectiveName } from '../slo/objective';
import { formatInstant, MINUTE_MS, parseDurationMinutes, parseInstant } from '../time/time';

/**
 * Random scenarios: what happens to services, who answers, forgets or errs, events that are lost, doubled or late, mutes,
 * redeployments with a changed configuration, and at most one thing that fails on the way to people. What two such things do together is known and listed
 * (docs/known-limits.md), and would only be found again. One pair is drawn on purpose, because nothing smaller shows whether old
 * events are taken for new ones: events that are late while CloudWatch cannot be asked.
 */

/** First instant a scenario may begin at, and how many minutes after it the last: four weeks, so that turns and nights differ. */
const FIRST_START = parseInstant('2026-03-02T00:00:00Z')!;
const START_MINUTES = 28 * 24 * 60;

/** Minutes a scenario lasts. Long enough for an outage, its escalation, a recovery and a relapse. */
const LENGTHS: readonly number[] = [90, 150, 240];

/** Share of the scenarios that are about old events. */
const OLD_EVENTS_SHARE = 0.1;

/** Share of the others in which what was muted comes back when it is muted no more. */
const MUTED_THEN_REAL_SHARE = 0.1;

/** Share of the scenarios that are neither in which what has recovered is gone by a redeployment. */
const RECOVERED_THEN_GONE_SHARE = 0.1;

/** Share of the rest in which something else is deployed. */
const REDEPLOYED_SHARE = 0.25;

/** Sets redeployments apart from the rest: what else a seed draws stays as it was before there were any. */
const REDEPLOYED_SEEDS = 1_000_003;

/** Calls of the paging path, with an error of each that its client takes for what it is. */
const CALLS: readonly (readonly [call: string, error: string])[] = [
  ['sns:Publish', 'InternalError'],
  ['dynamodb:PutItem', 'InternalServerError'],
  ['dynamodb:Query', 'ThrottlingException'],
  ['cloudwatch:DescribeAlarms', 'InternalServiceFault'],
  ['cloudwatch:PutMetricData', 'InternalServiceFault'],
  ['sns:ListSubscriptionsByTopic', 'InternalError'],
];

const VERBS = [
  'acknowledge',
  'acknowledge',
  'acknowledge',
  'mitigate',
  'update',
  'update',
  'resolve',
  'resolve',
  'reclassify',
  'declare',
  'checklist-done',
  'close',
] as const;

/** A scenario as it stands in a file, and as it is played. */
export interface DrawnScenario {
  readonly written: WrittenScenario;
  readonly scenario: Scenario;
}

/**
 * The scenario of a seed: the same for the same configuration, in every run and on every machine.
 *
 * @param seed any whole number
 * @param model the environment, with somebody on call
 */
export function randomScenario(seed: number, model: OperationsModel): DrawnScenario {
  return new Draw(seed, model).scenario();
}

/** A scenario as the text of its file. */
export function scenarioText(written: WrittenScenario): string {
  return stringify(written).trimEnd();
}

/** Reads a scenario that was drawn or cut down; undefined for one that makes no sense. */
export function readWritten(written: WrittenScenario, model: OperationsModel): DrawnScenario | undefined {
  const { scenario, problems } = readScenario(`${written.id}.yaml`, scenarioText(written), [model]);
  return scenario === undefined || hasErrors(problems) ? undefined : { written, scenario };
}

class Draw {
  #random: RandomSource;
  readonly #length: number;
  /** Services to which something happens. */
  readonly #hit: string[] = [];

  constructor(
    private readonly seed: number,
    private readonly model: OperationsModel,
  ) {
    this.#random = randomSource(seed);
    this.#length = this.#one(LENGTHS);
  }

  scenario(): DrawnScenario {
    const { environment } = this.model;
    const start = FIRST_START + this.#whole(0, START_MINUTES) * MINUTE_MS;
    let drawn = this.#read({
      id: `explored-${this.seed}`,
      title: `Drawn with seed ${this.seed}`,
      environment,
      start: formatInstant(start),
      duration: `${this.#length}m`,
      judge: 'invariants',
      expect: [],
    });
    const add = (
      key: 'workload' | 'mutes' | 'people' | 'disturb' | 'fail' | 'unreachable' | 'disableKey',
      count: number,
      draw: (index: number) => object,
    ): void => {
      for (let index = 0; index < count; index++) {
        const more = { ...drawn.written, [key]: [...(drawn.written[key] ?? []), draw(index)] } as WrittenScenario;
        // What does not fit its target is left out: a queue has no latency.
        drawn = readWritten(more, this.model) ?? drawn;
      }
    };
    add('workload', this.#whole(1, 4), (index) => this.#workload(index));
    add('mutes', this.#chance(0.4) ? 1 : 0, (index) => this.#mute(index));
    add('people', this.#whole(0, 5), () => this.#person());
    add('disturb', this.#whole(0, 2), (index) => this.#disturbance(index));
    const [broken, draw] = this.#one([
      ['fail', (index: number) => this.#failure(index)],
      ['unreachable', (index: number) => this.#unreachable(index)],
      ['disableKey', (index: number) => this.#disabledKey(index)],
    ] as const);
    add(broken, this.#whole(0, 1), draw);
    if (this.#chance(OLD_EVENTS_SHARE)) return readWritten(this.#oldEvents(drawn.written), this.model) ?? drawn;
    if (this.#chance(MUTED_THEN_REAL_SHARE)) return readWritten(this.#mutedThenReal(drawn.written), this.model) ?? drawn;
    this.#random = randomSource(this.seed + REDEPLOYED_SEEDS);
    if (this.#chance(RECOVERED_THEN_GONE_SHARE)) return readWritten(this.#recoveredThenGone(drawn.written), this.model) ?? drawn;
    if (!this.#chance(REDEPLOYED_SHARE)) return drawn;
    return readWritten({ ...drawn.written, redeploy: [this.#redeployment()] } as WrittenScenario, this.model) ?? drawn;
  }

  /**
   * A short outage, and a redeployment without what it hit once its alarms are over, which is half an hour later: its incident is
   * still watched then. By chance alone the two hardly ever meet.
   */
  #recoveredThenGone({ id, title, environment, start, judge, expect, people = [] }: WrittenScenario): WrittenScenario {
    const service = this.#one(this.model.services);
    const on = objectiveName(service, this.#one(service.objectives));
    const at = this.#whole(1, 10);
    const length = this.#whole(1, 5);
    const workload = [{ id: 'short', kind: 'outage', on, at: `${at}m`, for: `${length}m` }];
    const redeploy = [{ id: 'gone', at: `${at + length + this.#whole(37, 55)}m`, remove: [on] }];
    const others = people.filter((action) => action.at !== undefined && parseDurationMinutes(action.at)! < 90 && action.do !== 'declare');
    return { id, title, environment, start, duration: '90m', judge, expect, people: others, workload, redeploy } as WrittenScenario;
  }

  #redeployment(): object {
    const { roster, escalation } = this.model.onCall!;
    const at = `${this.#whole(1, this.#length - 1)}m`;
    const hit = this.#service();
    const service = this.model.services.find(({ id }) => id === hit)!;
    switch (this.#one(['roles', 'roles', 'tiers', 'severities', 'remove'] as const)) {
      case 'roles': {
        const holders = Array.from({ length: this.#whole(1, 2) }, () => this.#one(roster.people).id);
        return { id: 'redeployed', at, roles: { [this.#one(roster.roles).id]: [...new Set(holders)] } };
      }
      case 'tiers': {
        const severity = this.#one(['S0', 'S1', 'S2'] as const);
        const { tier } = this.#one(escalation.severities[severity].tiers);
        return { id: 'redeployed', at, tiers: [{ severity, tier, after: `${this.#whole(0, 60)}m` }] };
      }
      case 'severities': {
        return { id: 'redeployed', at, severities: { [objectiveName(service, this.#one(service.objectives))]: this.#one(['S0', 'S1', 'S2']) } };
      }
      case 'remove': {
        return { id: 'redeployed', at, remove: [this.#chance(0.5) ? service.id : objectiveName(service, this.#one(service.objectives))] };
      }
    }
  }

  /**
   * A short outage of which the engine learns only when it is over: its events are late, and CloudWatch does not answer before the
   * alarms that woke somebody have cleared, half an hour after it. It answers again for long before the events arrive.
   */
  #oldEvents({ id, title, environment, start, duration, judge, expect, people, mutes }: WrittenScenario): WrittenScenario {
    const service = this.#one(this.model.services);
    const at = this.#whole(1, 10);
    const late = this.#whole(50, 65);
    const workload = [{ id: 'short', kind: 'outage', on: service.id, at: `${at}m`, for: `${this.#whole(1, 5)}m` }];
    const disturb = [{ id: 'old', kind: 'delay', from: `${at}m`, for: `${late - 10}m`, delay: `${late}m` }];
    const fail = [{ id: 'unasked', call: 'cloudwatch:DescribeAlarms', error: 'InternalServiceFault', from: `${at}m`, for: `${late - 12}m` }];
    const kept = { id, title, environment, start, duration, judge, expect, ...(people && { people }), ...(mutes && { mutes }) };
    return { ...kept, workload, disturb, fail } as WrittenScenario;
  }

  /**
   * Somebody declares trouble and mutes the worst alarms of a service; they go on and off under the mute, and on again after it. By
   * chance alone a short outage, which clears half an hour later, hardly ever lies in a mute with an incident open.
   */
  #mutedThenReal({ id, title, environment, start, judge, expect, people = [] }: WrittenScenario): WrittenScenario {
    const service = this.#one(this.model.services).id;
    const { roster } = this.model.onCall!;
    const declared = {
      who: this.#one(roster.people).id,
      at: '2m',
      service,
      do: 'declare',
      severity: this.#one(['S2', 'S3']),
      text: `said with seed ${this.seed}`,
    };
    const mutedUntil = this.#whole(55, 65);
    const mute = { id: 'maintenance', on: service, severity: this.#one(['S0', 'S1']), from: '4m', for: `${mutedUntil - 4}m` };
    const workload = [
      { id: 'muted', kind: 'outage', on: service, at: `${this.#whole(5, 10)}m`, for: `${this.#whole(2, 5)}m` },
      { id: 'real', kind: 'outage', on: service, at: `${mutedUntil + this.#whole(1, 10)}m`, for: `${this.#whole(5, 15)}m` },
    ];
    const duration = '90m';
    const others = people.filter(({ at, do: verb }) => at !== undefined && parseDurationMinutes(at)! < 90 && verb !== 'declare');
    return { id, title, environment, start, duration, judge, expect, people: [declared, ...others], mutes: [mute], workload } as WrittenScenario;
  }

  #read(written: WrittenScenario): DrawnScenario {
    const read = readWritten(written, this.model);
    if (read === undefined) throw new RangeError(`a scenario without anything in it is not valid in ${this.model.environment}`);
    return read;
  }

  #workload(index: number): object {
    const service = this.#one(this.model.services);
    this.#hit.push(service.id);
    const on = this.#chance(0.5) ? service.id : objectiveName(service, this.#one(service.objectives));
    const from = this.#whole(1, this.#length - 30);
    const hit = { id: `change-${index}`, on, at: `${from}m`, for: `${this.#whole(1, Math.min(120, this.#length - from - 1))}m` };
    switch (this.#one(['outage', 'outage', 'errors', 'flapping', 'latency', 'silence', 'traffic', 'backlog', 'dead-letters'] as const)) {
      case 'outage':
        return { kind: 'outage', ...hit };
      case 'errors':
        return { kind: 'errors', ...hit, percent: this.#one([2, 10, 50, 100]) };
      case 'flapping':
        return { kind: 'flapping', ...hit, percent: 100, onFor: `${this.#whole(1, 10)}m`, offFor: `${this.#whole(1, 10)}m` };
      case 'latency':
        return { kind: 'latency', ...hit, percent: this.#one([20, 100]), typicalMs: 6_000 };
      case 'silence':
        return { kind: 'silence', ...hit };
      case 'traffic':
        return { kind: 'traffic', ...hit, factor: this.#one([0, 0.1, 5]) };
      case 'backlog':
        return { kind: 'backlog', ...hit };
      case 'dead-letters':
        return { kind: 'dead-letters', ...hit, perMinute: this.#one([1, 20]) };
    }
  }

  #person(): object {
    const verb = this.#one(VERBS);
    const service = this.#service();
    const { roster } = this.model.onCall!;
    const who = this.#chance(0.7) ? { role: this.#one(roster.roles).id } : { who: this.#one(roster.people).id };
    const when = verb === 'acknowledge' && this.#chance(0.5) ? { afterPage: `${this.#whole(1, 40)}m` } : { at: `${this.#whole(2, this.#length - 1)}m` };
    const severity = verb === 'reclassify' || verb === 'declare' ? { severity: this.#one(['S0', 'S1', 'S2', 'S3']) } : {};
    const drill = verb === 'declare' && this.#chance(0.3) ? { drill: true } : {};
    const despite = verb === 'resolve' && this.#chance(0.5) ? { despiteAlarms: 'users are well' } : {};
    const text = ['mitigate', 'update', 'resolve', 'reclassify', 'declare', 'close'].includes(verb) ? { text: `said with seed ${this.seed}` } : {};
    return { ...who, ...when, service, do: verb, ...severity, ...drill, ...text, ...despite };
  }

  /** A service to which something happens, mostly. */
  #service(): string {
    return this.#hit.length > 0 && this.#chance(0.7) ? this.#one(this.#hit) : this.#one(this.model.services).id;
  }

  #mute(index: number): object {
    const severity = this.#chance(0.5) ? { severity: this.#one(['S0', 'S1', 'S3']) } : {};
    return { id: `mute-${index}`, on: this.#service(), ...severity, ...this.#within(60) };
  }

  #disturbance(index: number): object {
    const kind = this.#one(['lose', 'duplicate', 'delay'] as const);
    return { id: `events-${index}`, kind, ...this.#within(60), ...(kind === 'delay' && { delay: `${this.#one([30, 120, 600, 3_600])}s` }) };
  }

  #failure(index: number): object {
    const [call, error] = this.#one(CALLS);
    // Where it matters most: people have the page, and the engine does not know. Records are left to the fault search.
    if (call === 'sns:Publish' && this.#chance(0.5)) return { id: `failure-${index}`, call, error, ...this.#within(1), answer: 'lost' };
    return { id: `failure-${index}`, call, error, ...this.#within(this.#one([10, 30, 60])) };
  }

  #unreachable(index: number): object {
    return { id: `unreachable-${index}`, who: this.#one(this.model.onCall!.roster.people).id, ...this.#within(60) };
  }

  #disabledKey(index: number): object {
    return { id: `key-${index}`, of: this.#one(['tiers', 'fallback', 'watchdog']), ...this.#within(30) };
  }

  #within(longest: number): { readonly from: string; readonly for: string } {
    const from = this.#whole(0, this.#length - longest - 1);
    return { from: `${from}m`, for: `${this.#whole(1, longest)}m` };
  }

  #whole(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least + 1));
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  #one<T>(all: readonly T[]): T {
    return all[Math.floor(this.#random() * all.length)]!;
  }
}
