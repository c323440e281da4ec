/** Statistics that add up: the sum and the number of samples. All others lie between the smallest and the greatest sample. */
type StatisticKind = 'adds up' | 'lies between samples' | 'other';

/** What single samples of a metric can be. */
interface SampleValues {
  readonly namespace: string;
  /** Names, separated by spaces. */
  readonly names: string;
  readonly least: number;
  readonly most: number;
  /** The page of AWS. */
  readonly source: string;
}

const ALB = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html';
const ELB = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-cloudwatch-metrics.html';
const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html';
const REST_API = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html';
const CLOUDFRONT = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html';
const EC2 = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html';
const RDS = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html';
const ROUTE53 = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html';
const SYNTHETICS = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_metrics.html';

const SAMPLES: readonly SampleValues[] = [
  { namespace: 'AWS/ApplicationELB', names: 'HTTPCode_ELB_4XX_Count HTTPCode_ELB_5XX_Count', least: 1, most: 1, source: ALB },
  {
    namespace: 'AWS/ApplicationELB',
    names: 'HTTPCode_Target_2XX_Count HTTPCode_Target_3XX_Count HTTPCode_Target_4XX_Count HTTPCode_Target_5XX_Count',
    least: 1,
    most: 1,
    source: ALB,
  },
  {
    namespace: 'AWS/ELB',
    names: 'HTTPCode_Backend_2XX HTTPCode_Backend_3XX HTTPCode_Backend_4XX HTTPCode_Backend_5XX HTTPCode_ELB_4XX HTTPCode_ELB_5XX',
    least: 1,
    most: 1,
    source: ELB,
  },
  { namespace: 'AWS/Lambda', names: 'Invocations', least: 1, most: 1, source: LAMBDA },
  { namespace: 'AWS/Lambda', names: 'Errors', least: 0, most: 1, source: LAMBDA },
  { namespace: 'AWS/ApiGateway', names: '4XXError 5XXError CacheHitCount CacheMissCount', least: 0, most: 1, source: REST_API },
  {
    namespace: 'AWS/CloudFront',
    names: 'TotalErrorRate 4xxErrorRate 5xxErrorRate 401ErrorRate 403ErrorRate 404ErrorRate 502ErrorRate 503ErrorRate 504ErrorRate CacheHitRate',
    least: 0,
    most: 100,
    source: CLOUDFRONT,
  },
  { namespace: 'AWS/EC2', names: 'CPUUtilization EBSIOBalance% EBSByteBalance%', least: 0, most: 100, source: EC2 },
  {
    namespace: 'AWS/EC2',
    names: 'StatusCheckFailed StatusCheckFailed_Instance StatusCheckFailed_System StatusCheckFailed_AttachedEBS',
    least: 0,
    most: 1,
    source: EC2,
  },
  { namespace: 'AWS/RDS', names: 'CPUUtilization BurstBalance', least: 0, most: 100, source: RDS },
  { namespace: 'AWS/Route53', names: 'HealthCheckStatus', least: 0, most: 1, source: ROUTE53 },
  { namespace: 'AWS/Route53', names: 'HealthCheckPercentageHealthy', least: 0, most: 100, source: ROUTE53 },
  { namespace: 'CloudWatchSynthetics', names: 'SuccessPercent SuccessPercentWithRetries', least: 0, most: 100, source: SYNTHETICS },
];

/** From the least to the greatest value, both included. */
export interface ValueRange {
  readonly least: number;
  readonly most: number;
}

/** What a statistic of a metric can be; undefined where the pages of AWS do not say. */
export function valueRange(namespace: string, metricName: string, statistic: string): ValueRange | undefined {
  const samples = SAMPLES.find((row) => row.namespace === namespace && row.names.split(' ').includes(metricName));
  if (samples === undefined) return undefined;
  switch (statisticKind(statistic)) {
    case 'lies between samples':
      return samples;
    case 'adds up':
      // A period without samples has no sum at all.
      return { least: samples.least, most: Infinity };
    case 'other':
      return undefined;
  }
}

/** Whether a statistic is the same whatever happens, because every sample is. */
export function isAlwaysTheSame(range: ValueRange): boolean {
  return range.least === range.most;
}

/** Metrics that report again and again how a resource is. When they stop, the resource may be gone; the pages are those above. */
const STATES: Readonly<Record<string, RegExp>> = { 'AWS/EC2': /^StatusCheckFailed/, 'AWS/Route53': /^HealthCheck/ };

/** Whether a metric says how a resource is, so that no data is no good news. */
export function isState(namespace: string, metricName: string): boolean {
  return Object.hasOwn(STATES, namespace) && STATES[namespace]!.test(metricName);
}

function statisticKind(statistic: string): StatisticKind {
  if (statistic === 'Sum') return 'adds up';
  return /^(?:Average|Minimum|Maximum|IQM|p\d|tm\d|wm\d|TM\(|WM\()/.test(statistic) ? 'lies between samples' : 'other';
}
