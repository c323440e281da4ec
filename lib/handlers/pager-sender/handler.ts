// The time, waiting, and the network: this is where the sender meets them.
// oxlint-disable no-restricted-properties, no-restricted-globals
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { StoredDestination } from '../../pagers/check-destination';
import type { PagerRequest } from '../../pagers/pager';
import { POST_TIMEOUT_MS, sendMessage, type PagerAnswer, type SenderPolicy } from '../../pagers/send-message';
import { messagesIn } from './read-event';

const systemsManager = new SSMClient({
  maxAttempts: 3,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
});

// Lies beside the bundle; written when the function is synthesized.
const policy = require('./policy.json') as SenderPolicy;

/** The Lambda function that posts what its topics publish to one pager. A run that fails is started again, and its event becomes a dead letter. */
export async function handler(event: unknown): Promise<void> {
  const ports = {
    stored,
    post,
    now: () => Date.now(),
    wait: (milliseconds: number) => new Promise<void>((resolve) => void setTimeout(resolve, milliseconds)),
    log: (level: 'info' | 'warn' | 'error', line: object) => console[level](JSON.stringify(line)),
  };
  for (const message of messagesIn(event)) await sendMessage(policy, message, ports);
}

/** Read in every run: a key that was changed counts at once. What is not stored is absent. */
async function stored(): Promise<StoredDestination> {
  const { keyParameter, urlParameter } = policy;
  const { Parameters = [] } = await systemsManager.send(new GetParametersCommand({ Names: [keyParameter, urlParameter], WithDecryption: true }));
  const valueOf = (name: string) => Parameters.find((parameter) => parameter.Name === name)?.Value;
  const [key, url] = [valueOf(keyParameter), valueOf(urlParameter)];
  return { ...(key !== undefined && { key }), ...(url !== undefined && { url }) };
}

async function post({ url, headers, body }: PagerRequest): Promise<PagerAnswer> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), POST_TIMEOUT_MS);
  try {
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual', signal: controller.signal });
    // Nobody reads it, and a body that is not read keeps its connection.
    await answer.body?.cancel();
    const retryAfter = answer.headers.get('retry-after');
    return { status: answer.status, ...(retryAfter !== null && { retryAfter }) };
  } finally {
    clearTimeout(timer);
  }
}
