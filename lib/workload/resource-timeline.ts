/**
 * What really happens at one resource, minute by minute: requests, failures, delays, waiting messages. It knows
 * nothing of metrics, objectives or alarms; those who publish and those who judge both read it.
 */

import type { WorkloadChange, TrafficSettings } from '../scenario/scenario';
import { MINUTES_PER_DAY, MINUTES_PER_HOUR } from '../time/time';
import { minutesIn, type MinuteRange } from './minute-range';

/** One resource through the minutes of a game day. Index 0 is the first minute of the range. */
export interface ResourceTimeline {
  readonly range: MinuteRange;
  /** Requests, executions, runs: whole numbers. */
  readonly requests: Float64Array;
  /** Of the requests, those answered with an error by the service. */
  readonly failed: Float64Array;
  /** Of the requests, those refused before they reached the service, such as by a load balancer without targets. */
  readonly rejected: Float64Array;
  /** Of the requests that are not rejected, those that are slow. */
  readonly slow: Float64Array;
  /** Typical duration of slow requests, milliseconds; by minute. */
  readonly slowTypicalMs: Float64Array;
  /** 1 in minutes of an outage, with requests or without. */
  readonly outOfService: Uint8Array;
  /** Age of the oldest waiting message, seconds. */
  readonly oldestMessageSeconds: Float64Array;
  /** Messages waiting in the dead-letter queue. */
  readonly deadLetters: Float64Array;
  /** 1 where the metrics of the minute reach CloudWatch. */
  readonly published: Uint8Array;
}

/** Traffic of a resource, complete. */
export type Traffic = Required<TrafficSettings>;

/** Minutes of backlog that a queue works off in one minute, once it moves again. */
const BACKLOG_WORKED_OFF_PER_MINUTE = 4;

/** Plays the incidents that hit a resource over its traffic. */
export function playResource(range: MinuteRange, traffic: Traffic, incidents: readonly WorkloadChange[]): ResourceTimeline {
  const length = minutesIn(range);
  const column = () => new Float64Array(length);
  const timeline = {
    range,
    requests: column(),
    failed: column(),
    rejected: column(),
    slow: column(),
    slowTypicalMs: column(),
    outOfService: new Uint8Array(length),
    oldestMessageSeconds: column(),
    deadLetters: column(),
    published: new Uint8Array(length).fill(1),
  };
  const whole = { requests: wholeNumbers(), failed: wholeNumbers(), rejected: wholeNumbers(), slow: wholeNumbers() };
  const deadLetters = wholeNumbers();
  let backlogMinutes = 0;

  for (let index = 0; index < length; index++) {
    const active = incidents.filter((incident) => isActive(incident, range.first + index - range.start));
    const effect = effectOf(active, traffic.backgroundErrorPercent / 100);

    const requests = whole.requests(trafficAt(traffic, range.first + index) * effect.trafficFactor);
    const rejected = whole.rejected(requests * effect.rejectedFraction);
    timeline.requests[index] = requests;
    timeline.rejected[index] = rejected;
    timeline.failed[index] = whole.failed((requests - rejected) * effect.failedFraction);
    timeline.slow[index] = whole.slow((requests - rejected) * effect.slowFraction);
    timeline.slowTypicalMs[index] = effect.slowTypicalMs;
    timeline.outOfService[index] = effect.outOfService ? 1 : 0;
    timeline.published[index] = effect.published ? 1 : 0;

    backlogMinutes = effect.standsStill ? backlogMinutes + 1 : Math.max(0, backlogMinutes - BACKLOG_WORKED_OFF_PER_MINUTE);
    timeline.oldestMessageSeconds[index] = backlogMinutes * 60;
    const before = index === 0 ? 0 : timeline.deadLetters[index - 1]!;
    timeline.deadLetters[index] = before + deadLetters(effect.deadLettersPerMinute);
  }
  return timeline;
}

interface Effect {
  trafficFactor: number;
  failedFraction: number;
  rejectedFraction: number;
  slowFraction: number;
  slowTypicalMs: number;
  published: boolean;
  outOfService: boolean;
  standsStill: boolean;
  deadLettersPerMinute: number;
}

/** What the incidents of a minute add up to: the worst of each kind. */
function effectOf(active: readonly WorkloadChange[], backgroundErrors: number): Effect {
  const effect: Effect = {
    trafficFactor: 1,
    failedFraction: backgroundErrors,
    rejectedFraction: 0,
    slowFraction: 0,
    slowTypicalMs: 0,
    published: true,
    outOfService: false,
    standsStill: false,
    deadLettersPerMinute: 0,
  };
  for (const incident of active) {
    switch (incident.kind) {
      case 'outage':
        effect.rejectedFraction = 1;
        effect.outOfService = true;
        effect.standsStill = true;
        break;
      case 'errors':
      case 'flapping':
        effect.failedFraction = Math.max(effect.failedFraction, incident.percent / 100);
        break;
      case 'latency':
        effect.slowFraction = Math.max(effect.slowFraction, incident.percent / 100);
        effect.slowTypicalMs = Math.max(effect.slowTypicalMs, incident.typicalMs);
        break;
      case 'silence':
        effect.published = false;
        break;
      case 'traffic':
        effect.trafficFactor *= incident.factor;
        break;
      case 'backlog':
        effect.standsStill = true;
        break;
      case 'dead-letters':
        effect.deadLettersPerMinute += incident.perMinute;
        break;
    }
  }
  return effect;
}

/** Whether an incident is on in a minute counted from the start of the scenario. */
export function isActive(incident: WorkloadChange, minute: number): boolean {
  const elapsed = minute - incident.at;
  if (elapsed < 0 || elapsed >= incident.for) return false;
  return incident.kind !== 'flapping' || elapsed % (incident.onFor + incident.offFor) < incident.onFor;
}

const QUIETEST_MINUTE = 3 * MINUTES_PER_HOUR;

/** Traffic of a minute: flat, or a smooth day with its low at 03:00 and its high at 15:00 UTC. */
function trafficAt(traffic: Traffic, minute: number): number {
  const phase = (2 * Math.PI * ((minute % MINUTES_PER_DAY) - QUIETEST_MINUTE)) / MINUTES_PER_DAY;
  const share = (1 - Math.cos(phase)) / 2;
  return traffic.perMinute * (traffic.nightFactor + (1 - traffic.nightFactor) * share);
}

/**
 * Rounds a flow to whole events without losing any: what is cut from one minute is carried into the next. Less than
 * one event is ever carried, so a share of whole requests never comes out as more than these requests.
 */
function wholeNumbers(): (amount: number) => number {
  let carried = 0;
  return (amount) => {
    const available = amount + carried;
    // 1e-9: sums of binary fractions may end a hair below the whole number they mean.
    const whole = Math.floor(available + 1e-9);
    carried = Math.max(0, available - whole);
    return whole;
  };
}
