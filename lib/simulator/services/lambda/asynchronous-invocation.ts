import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import { allowOnly, objectIn, optionalNumber, optionalText, requiredText } from '../../../aws/assembly/property';
import { NotSimulatedError } from '../../../aws/errors';
import { LAMBDA_RESOURCES } from './resources';

/** What Lambda does with events of asynchronous invocations of a function. */
export interface AsynchronousInvocation {
  /** How often a failed event is tried again, 0–2. */
  readonly maximumRetryAttempts: number;
  /** How long an event is tried, 60–21,600 s. */
  readonly maximumEventAgeSeconds: number;
  /** Where the record of a failed event goes. */
  readonly onFailureArn?: string;
}

/** Without an EventInvokeConfig. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html */
export const DEFAULT_ASYNCHRONOUS_INVOCATION: AsynchronousInvocation = { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600 };

/**
 * Reads an AWS::Lambda::EventInvokeConfig.
 *
 * @throws NotSimulatedError for a version or alias, and for what is done on success
 */
export function readAsynchronousInvocation({ properties }: LoadedResource): AsynchronousInvocation & { readonly functionName: string } {
  allowOnly(properties, LAMBDA_RESOURCES['AWS::Lambda::EventInvokeConfig']);
  const qualifier = requiredText(properties, 'Qualifier');
  if (qualifier !== '$LATEST') throw new NotSimulatedError(`Qualifier ${qualifier} of an EventInvokeConfig`);
  const destinations = objectIn(properties, 'DestinationConfig');
  if (destinations.OnSuccess !== undefined) throw new NotSimulatedError('OnSuccess of an EventInvokeConfig');
  const { maximumRetryAttempts, maximumEventAgeSeconds } = DEFAULT_ASYNCHRONOUS_INVOCATION;
  return {
    functionName: requiredText(properties, 'FunctionName'),
    maximumRetryAttempts: optionalNumber(properties, 'MaximumRetryAttempts') ?? maximumRetryAttempts,
    maximumEventAgeSeconds: optionalNumber(properties, 'MaximumEventAgeInSeconds') ?? maximumEventAgeSeconds,
    onFailureArn: optionalText(objectIn(destinations, 'OnFailure'), 'Destination'),
  };
}
