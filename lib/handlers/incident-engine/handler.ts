// The environment of the function and the time: this is where the engine learns both.
// oxlint-disable no-restricted-globals, no-restricted-properties, no-console
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { Engine } from './engine';
import { runEngine } from './run-engine';
import type { EnginePolicy } from '../../domain/incident/engine-policy';

/**
 * Four attempts wait about three seconds in all while a service throttles: the tick has a minute, and what fails in this
 * one is tried again in the next. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
const RETRIES = { maxAttempts: 4, retryMode: 'standard' } as const;

/** One client a region, made when it is first needed. */
function byRegion<T>(create: (settings: { readonly region: string; readonly maxAttempts: number; readonly retryMode: 'standard' }) => T): (region: string) => T {
  const clients = new Map<string, T>();
  return (region) => {
    const client = clients.get(region) ?? create({ region, ...RETRIES });
    clients.set(region, client);
    return client;
  };
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the environment variable ${name} is not set`);
  return value;
}

const engine = new Engine(
  // Lies beside the bundle; written when the function is synthesized.
  require('./policy.json') as EnginePolicy,
  { tableName: variable('TABLE_NAME'), topicArnPrefix: variable('TOPIC_ARN_PREFIX'), watchdogTopicArn: variable('WATCHDOG_TOPIC_ARN') },
  {
    table: new DynamoDBClient(RETRIES),
    topics: byRegion((settings) => new SNSClient(settings)),
    cloudWatch: byRegion((settings) => new CloudWatchClient(settings)),
    systemsManager: byRegion((settings) => new SSMClient(settings)),
  },
  () => Date.now(),
  (text) => console.log(text),
  (milliseconds) => new Promise((resolve) => void setTimeout(resolve, milliseconds)),
);

/** The Lambda function: started by the tick, by alarms and by an operator's runbook. */
export async function handler(event: unknown): Promise<string> {
  return runEngine(engine, event);
}
