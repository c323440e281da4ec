import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SSMClient } from '@aws-sdk/client-ssm';
import { recordRun, type LedgerReport } from './ledger';

/**
 * The SDK waits between attempts with exponential backoff and full jitter; five attempts last at most a quarter of a
 * minute while a service throttles. The requests of a run follow one another, and its run has a minute: one that spent
 * it waiting could not even store that nothing can be determined. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
const RETRIES = { maxAttempts: 5, retryMode: 'standard' } as const;

const clients = { cloudWatch: new CloudWatchClient(RETRIES), parameters: new SSMClient(RETRIES) };

/**
 * The Lambda function. The event is a `LedgerInput`; it fails when a part of the run could not be determined, so that the
 * schedule starts it again.
 */
export async function handler(event: unknown): Promise<LedgerReport> {
  return recordRun(event, clients);
}
