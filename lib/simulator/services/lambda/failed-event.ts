import { isJsonObject } from '../../../aws/cloudformation/template';
import { formatInstant, type Instant } from '../../../time/time';

/** An event of an asynchronous invocation, as far as what is left of it says. */
export interface FailedEvent {
  readonly requestId: string;
  /** The event, JSON. */
  readonly payload: string;
  /** Attempts made. */
  readonly attempts: number;
}

/** Message attributes of a dead letter. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export function deadLetterAttributes({ requestId }: FailedEvent, error: { readonly message: string }): object {
  return {
    RequestID: { DataType: 'String', StringValue: requestId },
    ErrorCode: { DataType: 'Number', StringValue: '200' },
    // SQS takes no attribute without a text.
    ...(error.message !== '' && { ErrorMessage: { DataType: 'String', StringValue: error.message.slice(0, 1_024) } }),
  };
}

/** The record an on-failure destination gets. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export function failureRecord(
  event: FailedEvent,
  functionArn: string,
  error: { readonly name: string; readonly message: string },
  condition: string,
  now: Instant,
): object {
  const payload: unknown = JSON.parse(event.payload);
  return {
    version: '1.0',
    timestamp: formatInstant(now),
    requestContext: { requestId: event.requestId, functionArn: `${functionArn}:$LATEST`, condition, approximateInvokeCount: event.attempts },
    requestPayload: isJsonObject(payload) ? payload : (payload ?? null),
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType: error.name, errorMessage: error.message },
  };
}
