import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { SignalRulePlan } from '../plan/incident-plan';
import { letStoreDeadLetters } from './dead-letters';

/** Properties of {@link SignalEvents}. */
export interface SignalEventsProps {
  readonly rules: readonly SignalRulePlan[];
  /** What gets the events: a function of the same region, or an event bus of another one with a role that may put events. */
  readonly target: { readonly arn: string; readonly roleArn?: string };
  readonly retries: { readonly retries: number; readonly eventAgeSeconds: number };
  /** Keeps events that never reached the target. A finding in it is found by nobody else. */
  readonly deadLetterQueue: Queue;
}

const DESCRIPTIONS: Readonly<Record<SignalRulePlan['brings'], string>> = {
  findings: 'Findings of a security service, on their way to the incident engine',
  information: 'Deployments or scaling, on their way to the digest: they wake nobody',
};

/** The findings of security services in a region, and what the digest lists, brought to the same target as its alarms, with the same patience. */
export class SignalEvents extends Construct {
  readonly rules: readonly CfnRule[];

  constructor(scope: Construct, id: string, { rules, target, retries, deadLetterQueue }: SignalEventsProps) {
    super(scope, id);
    this.rules = rules.map(
      ({ name, constructId, pattern, brings }) =>
        new CfnRule(this, constructId, {
          name,
          description: DESCRIPTIONS[brings],
          eventPattern: pattern,
          targets: [
            {
              id: 'Target',
              arn: target.arn,
              ...(target.roleArn !== undefined && { roleArn: target.roleArn }),
              retryPolicy: { maximumRetryAttempts: retries.retries, maximumEventAgeInSeconds: retries.eventAgeSeconds },
              deadLetterConfig: { arn: deadLetterQueue.queueArn },
            },
          ],
        }),
    );
    const arns = this.rules.map(({ attrArn }) => attrArn);
    letStoreDeadLetters(deadLetterQueue, 'events.amazonaws.com', arns, 'StoreDeadLettersOfSignals');
  }
}
