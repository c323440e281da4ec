/**
 * List prices of us-east-1, USD, without the free tier. Where AWS publishes no machine-readable figure, the page is named all the same; a
 * rate that was only found second-hand says so.
 */

/** When the prices were looked up. */
export const PRICES_OF = '2026-09-21';

/** Minutes of the month that figures are of: 30 days. */
export const MONTH_MINUTES = 30 * 24 * 60;

/** What one of something costs, and where AWS publishes it. */
export interface Price {
  /** USD. */
  readonly rate: number;
  readonly source: string;
  /** True where the figure was read somewhere else than on the page named. */
  readonly isSecondHand?: true;
}

const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';
const DYNAMODB = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const KMS = 'https://aws.amazon.com/kms/pricing/';
const SNS = 'https://aws.amazon.com/sns/pricing/';
const SYSTEMS_MANAGER = 'https://aws.amazon.com/systems-manager/pricing/';

/** Every price that figures are made of. */
export const PRICES = {
  /** A month, for each metric a metric alarm of standard resolution looks at. */
  alarmMetric: { rate: 0.1, source: CLOUDWATCH },
  /** A month, however many alarms it looks at. */
  compositeAlarm: { rate: 0.5, source: CLOUDWATCH, isSecondHand: true },
  /** A month; of the first 10,000. */
  customMetric: { rate: 0.3, source: CLOUDWATCH },
  /** A month, for each dashboard; an account has three of at most 50 metrics for nothing. */
  dashboard: { rate: 3, source: CLOUDWATCH },
  /** For each metric that is asked for; never free. */
  metricRead: { rate: 0.01 / 1_000, source: CLOUDWATCH },
  cloudWatchCall: { rate: 0.01 / 1_000, source: CLOUDWATCH },
  dynamoDbRead: { rate: 0.125 / 1_000_000, source: DYNAMODB },
  dynamoDbWrite: { rate: 0.625 / 1_000_000, source: DYNAMODB },
  /** For arm64. */
  lambdaGbSecond: { rate: 0.0000133334, source: LAMBDA },
  lambdaRequest: { rate: 0.2 / 1_000_000, source: LAMBDA },
  key: { rate: 1, source: KMS, isSecondHand: true },
  keyCall: { rate: 0.03 / 10_000, source: KMS, isSecondHand: true },
  publication: { rate: 0.5 / 1_000_000, source: SNS, isSecondHand: true },
  email: { rate: 2 / 100_000, source: SNS, isSecondHand: true },
  /** A signal of Application Signals, of the first 100 million of a month. A service level objective makes two for each period of its metric. */
  applicationSignal: { rate: 1.5 / 1_000_000, source: CLOUDWATCH, isSecondHand: true },
  opsItem: { rate: 2.97 / 1_000, source: SYSTEMS_MANAGER, isSecondHand: true },
} as const satisfies Readonly<Record<string, Price>>;
