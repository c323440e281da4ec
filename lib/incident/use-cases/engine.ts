import type { Instant } from '../../time/time';
import type { EnginePolicy } from '../lifecycle/engine-policy';
import type { TransitionContext } from '../lifecycle/incident-transition';
import type { EngineLogEntry } from './engine-log';
import type { EnginePorts, Topic } from './ports';

/** Everything the use cases of the incident engine work with, for one run. */
export interface Engine extends EnginePorts {
  readonly policy: EnginePolicy;
  /** `arn:aws:sns:eu-central-1:123456789012:`; names of topics follow. */
  readonly topicArnPrefix: string;
  readonly watchdogTopicArn: string;
  /** The present instant. */
  readonly now: () => Instant;
  /** Writes a line to the log. */
  readonly log: (entry: EngineLogEntry) => void;
  /** Resolves after milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** The topic of a name in the home region. */
export function homeTopic({ topicArnPrefix, policy }: Engine, name: string): Topic {
  return { region: policy.region, arn: `${topicArnPrefix}${name}` };
}

/** For a transition of an incident now, whose effects this run executes. */
export function transitionContext({ now }: Engine): TransitionContext {
  return { now: now(), leaseSeconds: LEASE_SECONDS };
}

/**
 * Seconds in which the run that wrote an effect is the one that executes it: longer than a run may take, so that two
 * never do the same.
 */
const LEASE_SECONDS = 60;
