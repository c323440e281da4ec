// The time: this is where the intake learns it.
// oxlint-disable no-restricted-properties
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { requestTableName } from '../../incident/lifecycle/engine-policy';
import type { IntakePolicy } from '../../incident/requests/intake-policy';
import { isMailEvent } from '../../incident/requests/read-mail-request';
import { requestStoreIn } from '../incident-engine/incident-store-in';
import { takeMail, takeRequest, type HttpAnswer } from './take-request';

/** Whoever sends a request waits: a table that does not answer is answered as an error soon. */
const table = new DynamoDBClient({
  maxAttempts: 3,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
});

// Lies beside the bundle; written when the function is synthesized.
const policy = require('./policy.json') as IntakePolicy;

/** The Lambda function that requests come to: over HTTPS, whose caller is answered, and by mail, where nobody waits. */
export async function handler(event: unknown, { awsRequestId }: { readonly awsRequestId: string }): Promise<HttpAnswer | string> {
  const intake = { policy, store: requestStoreIn(table, requestTableName(policy), awsRequestId), now: Date.now() };
  return isMailEvent(event) ? takeMail(intake, event) : takeRequest(intake, event);
}
