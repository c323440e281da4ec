import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SSMClient } from '@aws-sdk/client-ssm';
import { tellSlot, type LedgerReport } from './ledger';

/**
 * The SDK waits between attempts with exponential backoff and full jitter; eight attempts are about half a minute of a
 * throttled service. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
const RETRIES = { maxAttempts: 8, retryMode: 'standard' } as const;

const clients = { cloudWatch: new CloudWatchClient(RETRIES), parameters: new SSMClient(RETRIES) };

/**
 * The Lambda function. The event is a `LedgerInput`; it fails when a part of the slot could not be told, so that the
 * schedule starts it again.
 */
export async function handler(event: unknown): Promise<LedgerReport> {
  return tellSlot(event, clients);
}
