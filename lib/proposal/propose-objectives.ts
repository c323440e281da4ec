/** What is proposed for a resource, by its source: what it promises, or what is watched of it, each with the reason. */

import type { Severity } from '../incident/severity';
import type { ObjectiveKind } from '../slo/sli/sli';
import type { ProposableSource } from './proposable-source';
import type { Settings } from './resource-reading';

/** What no data of an objective means. */
type NoData = { readonly alarmAfter: string; readonly severity: Severity } | { readonly expected: string };

/** One objective of operations.yaml. */
export interface ProposedObjective {
  readonly kind: ObjectiveKind;
  /** Percent; absent: that of the environment. */
  readonly target?: number;
  /** Oldest good message, minutes. */
  readonly thresholdMinutes?: number;
  readonly impact: string;
  readonly page: Severity;
  readonly noData: NoData;
  /** Why it is proposed, for the comment above it. */
  readonly reason: string;
}

/** One threshold of operations.yaml. */
export interface ProposedThreshold {
  readonly measure: 'memory';
  readonly reason: string;
}

/** What is proposed for a resource. */
export interface ResourceProposal {
  readonly objectives: readonly ProposedObjective[];
  readonly thresholds: readonly ProposedThreshold[];
}

type Propose = (settings: Settings) => readonly ProposedObjective[];

/** Silence of what users call all day is a failure of its own kind: DNS, a certificate, a security group. */
const SILENCE_OF_USERS: NoData = { alarmAfter: '30m', severity: 'S2' };

/** A share of answered requests, and of fast ones where the source has durations, of something that users call. */
const frontDoor =
  (users: string, hasLatency: boolean): Propose =>
  () => [
    {
      kind: 'availability',
      impact: `${users} get errors`,
      page: 'S1',
      noData: SILENCE_OF_USERS,
      reason: `${users} see each 5xx of it. S1 pages at night; S0 also pages leads.`,
    },
    ...(hasLatency
      ? [
          {
            kind: 'latency',
            impact: `${users} wait, and try again`,
            page: 'S2',
            noData: { expected: 'the availability objective of the same resource reports silence' },
            reason: 'what is slow is left as surely as what fails; the time is PRIMARY_SLO_LATENCY_P95_MS of the environment.',
          } as const,
        ]
      : []),
  ];

const PROPOSALS: Readonly<Record<Exclude<ProposableSource, 'ecsService'>, Propose>> = {
  distribution: frontDoor('visitors', false),
  applicationLoadBalancer: frontDoor('users', true),
  httpApi: frontDoor('callers', true),
  restApi: frontDoor('callers', true),
  stateMachine: () => [
    {
      kind: 'success-rate',
      target: 99,
      impact: 'work that was begun is not finished',
      page: 'S2',
      noData: { expected: 'executions are started by events, of which there may be none' },
      reason: 'an execution that fails is work that nobody does. 99 % is a beginning: make it what the last month was, or better.',
    },
  ],
  lambda: ({ throttles }) => [
    {
      kind: 'success-rate',
      target: 99,
      impact: 'what the function does fails',
      page: 'S2',
      noData: { expected: 'it is invoked by events, of which there may be none' },
      reason:
        throttles === undefined
          ? 'a failed invocation is a failed call of somebody. 99 % is a beginning: make it what the last month was, or better.'
          : 'a failed invocation delays its messages, and sets them aside in the end. The queue delivers again what is throttled.',
    },
  ],
  table: () => [
    {
      kind: 'availability',
      impact: 'what is stored can be neither read nor written',
      page: 'S2',
      noData: { expected: 'nobody reads or writes while nothing happens' },
      reason: 'errors of DynamoDB itself, which no retry of the service hides for long. List the operations that the service uses.',
    },
  ],
  queue: ({ deadLetterQueueName }) => [
    {
      kind: 'freshness',
      target: 99,
      thresholdMinutes: 10,
      impact: 'messages wait for more than ten minutes',
      page: 'S2',
      noData: { expected: 'an idle queue publishes no age' },
      reason: 'the age of the oldest message says that nobody works. Ten minutes is a beginning: how long may a message wait?',
    },
    ...(deadLetterQueueName === undefined
      ? []
      : [
          {
            kind: 'delivery',
            target: 99,
            impact: 'messages could not be processed, and were set aside',
            page: 'S2',
            noData: { expected: 'an idle queue of dead letters publishes no depth' },
            reason: 'a message among the dead letters is lost until somebody looks.',
          } as const,
        ]),
  ],
};

const OF_ECS: readonly ProposedThreshold[] = [
  {
    measure: 'memory',
    reason: 'what stands before it sees its users; a task that runs out of memory is killed. CPU stands under capacity of the environments.',
  },
];

/** What is proposed for a resource. */
export function proposeFor(source: ProposableSource, settings: Settings): ResourceProposal {
  if (source === 'ecsService') return { objectives: [], thresholds: OF_ECS };
  return { objectives: PROPOSALS[source](settings), thresholds: [] };
}
