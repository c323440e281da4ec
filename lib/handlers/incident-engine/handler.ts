// The environment of the function and the time: this is where the engine learns both.
// oxlint-disable no-restricted-globals, no-restricted-properties, no-console
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { policyIn, type EnginePolicy } from '../../incident/lifecycle/engine-policy';
import { engineOf, type EngineParts } from './engine-of';
import { runEngine } from './run-engine';

/**
 * Four attempts wait about three seconds in all while a service throttles: the tick has a minute, and what fails in this
 * one is tried again in the next. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 *
 * A service that takes a connection and never answers must not hold a page: without limits the SDK waits for ever.
 */
const RETRIES = {
  maxAttempts: 4,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
} as const;
/** For what a page can do without. */
const BEST_EFFORT = {
  maxAttempts: 1,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
} as const;

type Settings = (typeof RETRIES | typeof BEST_EFFORT) & { readonly region: string };

/** One client a region, made when it is first needed. */
function byRegion<T>(settings: typeof RETRIES | typeof BEST_EFFORT, create: (settings: Settings) => T): (region: string) => T {
  const clients = new Map<string, T>();
  return (region) => {
    const client = clients.get(region) ?? create({ region, ...settings });
    clients.set(region, client);
    return client;
  };
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the environment variable ${name} is not set`);
  return value;
}

const parts: Omit<EngineParts, 'runId'> = {
  // Lies beside the bundle; written when the function is synthesized.
  policy: policyIn(require('./policy.json') as EnginePolicy, variable('AWS_REGION')),
  settings: { tableName: variable('TABLE_NAME'), topicArnPrefix: variable('TOPIC_ARN_PREFIX'), watchdogTopicArn: variable('WATCHDOG_TOPIC_ARN') },
  clients: {
    table: new DynamoDBClient(RETRIES),
    topics: byRegion(RETRIES, (settings) => new SNSClient(settings)),
    cloudWatch: byRegion(RETRIES, (settings) => new CloudWatchClient(settings)),
    systemsManager: byRegion(RETRIES, (settings) => new SSMClient(settings)),
    bestEffort: {
      topics: byRegion(BEST_EFFORT, (settings) => new SNSClient(settings)),
      systemsManager: byRegion(BEST_EFFORT, (settings) => new SSMClient(settings)),
    },
  },
  now: () => Date.now(),
  log: (entry) => console.log(JSON.stringify(entry)),
  wait: (milliseconds) => new Promise((resolve) => void setTimeout(resolve, milliseconds)),
};

/** The Lambda function: started by the tick, by alarms and by an operator's runbook. */
export async function handler(event: unknown, { awsRequestId }: { readonly awsRequestId: string }): Promise<string> {
  return runEngine(engineOf({ ...parts, runId: awsRequestId }), event);
}
