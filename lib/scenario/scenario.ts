/**
 * A game day as it is written in a file: what the world does to the services, and what must come of it. Times are
 * offsets from the start of the scenario. The texts are the help that editors show.
 */

import { z } from 'zod';
import { identifier, sentence, severity } from '../config/fields';
import { statedResourceList } from '../config/stated-resource-schema';
import { PAGING_ALARM_SUBJECTS } from '../plan/incident-plan';
import { field, map, mapOf, numberBetween, oneOf, text, wholeNumber, written } from '../problems/schema-fields';
import { everyAssumption } from '../simulator/core/assumption-fields';
import { GATE_STATES } from '../slo/budget/gate-state';
import { parseInstant } from '../time/time';
import { serviceEvent } from './scenario-events';
import { expectFallback, expectFaults, expectGate, expectIncidents, expectNotices, expectPages, expectPosts, noPages } from './scenario-expectations';
import { list, listOrOne, numberFrom, objectivePath, offset, percent, seconds, shareAboveZero, target } from './scenario-fields';
import { disableKey, disturb, mutes, pagerFailure, people, unreachable } from './scenario-people';
import { redeploy } from './scenario-redeploy';
import { healedBy, meanwhile } from './scenario-remedies';
import { personRequest } from './scenario-requests';

const hits = {
  id: field(identifier('portal-down'), 'Name by which expectations refer to it.'),
  on: field(listOrOne(), 'What is hit: a service with all its resources, or the resource behind service/objective.'),
  at: field(offset('30m'), 'When it starts.'),
  for: field(offset('1h', 1), 'How long it lasts.'),
  healedBy: field(healedBy.optional(), 'What ends it before its time.', 'nothing'),
};

const workloadKinds = [
  map({ kind: field(oneOf(['outage']), 'Everything fails; queues stand still.'), ...hits }),
  map({
    kind: field(oneOf(['errors']), 'A share of the requests fails.'),
    ...hits,
    percent: field(percent('15'), 'Share of the requests that fails.'),
  }),
  map({
    kind: field(oneOf(['flapping']), 'Errors that come and go.'),
    ...hits,
    percent: field(percent('50'), 'Share of the requests that fails while it is on.'),
    onFor: field(offset('5m', 1), 'How long it is on.'),
    offFor: field(offset('5m', 1), 'How long it is off.'),
  }),
  map({
    kind: field(oneOf(['latency']), 'A share of the requests is slow, none fails.'),
    ...hits,
    percent: field(percent('50'), 'Share of the requests that is slow.'),
    typicalMs: field(wholeNumber(1, 86_400_000, '6000'), 'Median of the slow requests, milliseconds.'),
  }),
  map({ kind: field(oneOf(['silence']), 'The service works; its metrics are lost.'), ...hits }),
  map({
    kind: field(oneOf(['traffic']), 'More or less traffic.'),
    ...hits,
    factor: field(numberFrom(0, 1_000, 'a factor', '0.1'), 'Traffic as a multiple of what it would be; 0 is none.'),
  }),
  map({ kind: field(oneOf(['backlog']), 'A queue stands still; its oldest message ages.'), ...hits }),
  map({
    kind: field(oneOf(['dead-letters']), 'Messages are set aside as dead letters.'),
    ...hits,
    perMinute: field(numberBetween(0, 1e6, 'messages a minute above 0', '1'), 'Messages set aside in a minute.'),
  }),
] as const;

const WORKLOAD_KINDS = ['outage', 'errors', 'flapping', 'latency', 'silence', 'traffic', 'backlog', 'dead-letters'];
const workloadChange = z.discriminatedUnion('kind', workloadKinds, {
  error: `something of kind ${WORKLOAD_KINDS.join(', ')}`,
});

const traffic = map({
  perMinute: field(
    numberBetween(0, 1e9, 'events a minute above 0', '600').optional(),
    'Events in a minute of daytime.',
    'typicalEventsPerMinute of the configuration',
  ),
  nightFactor: field(shareAboveZero('0.05').optional(), 'Traffic at 03:00 UTC as a share of that at 15:00; 0.05 is 20 times lower.', '1, flat'),
  backgroundErrorPercent: field(percent('0.02').optional(), 'Share of the requests that fails on a good day.', '0'),
});

const expectation = map({
  objective: field(
    objectivePath().optional(),
    'Objective whose notification is expected.',
    'the ledger, a threshold or a part of paging, which must be given then',
  ),
  budget: field(
    oneOf(['caution', 'restricted', 'exhausted']).optional(),
    'Level of the error budget that notifies.',
    'the alarms on burn rates and silence tell',
  ),
  ledger: field(oneOf(['stopped', 'dead-letters']).optional(), 'What the budget ledger reports of itself, in one region.', 'an objective notifies'),
  paging: field(oneOf(PAGING_ALARM_SUBJECTS).optional(), 'What a part of paging reports of itself.', 'an objective notifies'),
  threshold: field(
    text(/^[a-z][a-z0-9-]*\/[A-Za-z0-9]+$/, 'resource/measure', 'translate-worker/p95').optional(),
    'Threshold that notifies, by resource and measure.',
    'an objective notifies',
  ),
  severity: field(severity('S0'), 'Severity of the topic that is notified.'),
  after: field(identifier('portal-down'), 'What the times count from: the id of something in workload, or of a failure.'),
  within: field(seconds('3m'), 'Latest notification, from its start.'),
  notBefore: field(seconds('1m').default(0), 'Earliest notification, from its start.', '0s'),
  clearsWithin: field(seconds('30m').optional(), 'Latest end of the alarm, from its end.', 'not judged'),
});

const stateExpectation = map({
  objective: field(objectivePath(), 'Objective whose budget changes its state.'),
  state: field(oneOf(GATE_STATES), 'State the ledger stores.'),
  after: field(identifier('leak'), 'What the times count from: the id of something in workload, or of a failure.'),
  within: field(seconds('2h'), 'Latest change, from its start.'),
  notBefore: field(seconds('1h').default(0), 'Earliest change, from its start.', '0s'),
});

const failure = map({
  id: field(identifier('throttled').optional(), 'Name by which expectations refer to the failure.', 'none can'),
  call: field(
    text(/^(?:\*|[a-z0-9-]+:(?:\*|[A-Z][A-Za-z0-9]*))$/, 'service:Operation, service:* or *', 'sns:Publish'),
    'Call that fails; `sns:*` is every call of a service, `*` every call.',
  ),
  region: field(text(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'the name of a region', 'eu-central-1').optional(), 'Region in which it fails.', 'every region'),
  from: field(offset('30m'), 'When it begins to fail.'),
  for: field(offset('5m', 1), 'How long it fails.'),
  error: field(text(/^[A-Za-z][A-Za-z0-9.]*$/, 'the name of an error', 'InternalError'), 'Error the service answers with.'),
  answer: field(oneOf(['lost']).optional(), '`lost`: the call has its effect, and whoever made it gets the error all the same.', 'the call has no effect'),
});

/** The schema of a scenario file. */
export const scenarioSchema = map({
  id: field(identifier('portal-full-outage'), 'Name of the scenario, as that of its file.'),
  title: field(sentence('The portal is down for an hour'), 'What happens.'),
  proves: field(
    list(
      text(
        /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/,
        'the id of a requirement in a list of yours: letters, digits, dots, hyphens and underscores, 40 at most',
        'REQ-12',
      ),
      'requirement ids',
    ).default([]),
    'Requirements this scenario proves, by the ids of a list of yours.',
    'none',
  ),
  environment: field(identifier('prod').default('prod'), 'Environment rehearsed.', 'prod'),
  start: field(
    written(parseInstant, /^20\d\d-\d\d-\d\dT\d\d:\d\d:00Z$/, 'an instant of this century in whole minutes, UTC', '2026-03-02T08:00:00Z'),
    'Virtual instant at which it starts.',
  ),
  duration: field(offset('6h', 1), 'How long it lasts.'),
  assume: field(everyAssumption(), 'What AWS does not document, where it shall differ from the defaults.', 'the documented defaults'),
  judge: field(
    oneOf(['everything', 'invariants']).default('everything'),
    'What decides: every expectation and that nothing else happens, or only what must always be true of paging.',
    'everything',
  ),
  traffic: field(
    mapOf(target(), traffic, 'a map from services or service/objective to traffic').default({}),
    'Traffic, by service or by service/objective.',
    'typical traffic, flat, without errors',
  ),
  workload: field(list(workloadChange, 'changes').default([]), 'What happens to the services.', 'nothing'),
  events: field(list(serviceEvent, 'events').default([]), 'Events of AWS services that no alarm is behind: findings, deployments, scaling.', 'none'),
  requests: field(list(personRequest, 'requests').default([]), 'What people ask for, posted to the address of requests.', 'none'),
  fail: field(list(failure, 'failing calls').default([]), 'AWS calls that fail.', 'none'),
  expect: field(list(expectation, 'expected notifications'), 'Every notification that must happen, once each; any other fails the game day.'),
  expectStates: field(
    list(stateExpectation, 'expected states').default([]),
    'Changes of stored budget states. Of an objective that is named here every change must be expected; those of others are only compared with what really happened.',
    'none',
  ),
  account: field(statedResourceList.default([]), 'What exists in the account besides what is deployed, as in cases of runbooks.', 'nobody can tell'),
  meanwhile: field(list(meanwhile, 'changes').default([]), 'What others change of the account while it is played.', 'nothing'),
  people: field(list(people, 'actions').default([]), 'What people do about it, through the ways they have.', 'nobody does anything'),
  disturb: field(list(disturb, 'disturbances').default([]), 'Alarm events that are lost, doubled or late.', 'none'),
  mutes: field(list(mutes, 'mutes').default([]), 'Alarms that somebody mutes for a while, with mute rules of CloudWatch.', 'none'),
  unreachable: field(list(unreachable, 'people who cannot be reached').default([]), 'People whom messages do not reach for a while.', 'everybody is reached'),
  pagers: field(list(pagerFailure, 'pagers that fail').default([]), 'Pagers of others that fail for a while.', 'every pager takes what it is sent'),
  disableKey: field(list(disableKey, 'keys').default([]), 'Encryption keys that somebody disables for a while.', 'none'),
  redeploy: field(
    list(redeploy, 'redeployments').default([]),
    'Redeployments with a changed configuration, in the order of their times: of the incident engine, and of alarms that go or change their severity.',
    'none',
  ),
  expectPages: field(
    list(expectPages, 'expected pages').default([]),
    'Pages that must reach people. Of a service named here, or in noPages, every page must be expected; those of others are only notified.',
    'none',
  ),
  expectNotices: field(list(expectNotices, 'expected messages').default([]), 'Messages that must reach people who are not asked to act.', 'none'),
  expectFallback: field(
    list(expectFallback, 'expected pages of CloudWatch').default([]),
    'Pages that CloudWatch must send while the incident engine is silent; any other fails the game day.',
    'none',
  ),
  expectFaults: field(
    list(expectFaults, 'expected faults').default([]),
    'Faults of paging that the watchdog must be notified. Where anything of people is expected, every fault must be.',
    'none',
  ),
  expectIncidents: field(list(expectIncidents, 'expected incidents').default([]), 'What the record of an incident must say at some time.', 'none'),
  expectPosts: field(
    list(expectPosts, 'expected posts').default([]),
    'What pagers of others must take. Of a pager that is named here everything it takes must be expected.',
    'none',
  ),
  expectGate: field(list(expectGate, 'expected answers').default([]), 'What the deployment gate must answer at some time.', 'none'),
  noPages: field(list(noPages, 'quiet times').default([]), 'Times in which nobody may be paged for a service.', 'none'),
});

/** A scenario, read and checked. */
export type Scenario = z.output<typeof scenarioSchema>;
/** A scenario as it stands in a file: times are texts, what has a default may be left out. */
export type WrittenScenario = z.input<typeof scenarioSchema>;
/** One thing that happens to the services. */
export type WorkloadChange = Scenario['workload'][number];
/** Traffic of a service or of one objective. */
export type TrafficSettings = Scenario['traffic'][string];
/** One notification that must happen. */
export type Expectation = Scenario['expect'][number];
/** One change of a stored state that must happen. */
export type StateExpectation = Scenario['expectStates'][number];
/** One thing a person does. */
export type PersonAction = Scenario['people'][number];
