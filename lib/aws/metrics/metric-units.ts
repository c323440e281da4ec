/**
 * Units in which AWS publishes metrics, where a page says so. The database behind `service-spec-metrics.json` has none.
 * Names are separated by spaces; a name of one page stands for itself only.
 */
interface PublishedUnit {
  readonly namespace: string;
  readonly names: string;
  readonly unit: string;
  /** The page of AWS. */
  readonly source: string;
}

const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html';
const SQS = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html';
const REST_API = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html';
const CLOUDFRONT = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html';
const DYNAMODB = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html';
const EC2 = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html';

const UNITS: readonly PublishedUnit[] = [
  {
    namespace: 'AWS/Lambda',
    names: 'Invocations Errors Throttles DeadLetterErrors DestinationDeliveryFailures ConcurrentExecutions',
    unit: 'Count',
    source: LAMBDA,
  },
  { namespace: 'AWS/Lambda', names: 'Duration IteratorAge PostRuntimeExtensionsDuration AsyncEventAge', unit: 'Milliseconds', source: LAMBDA },
  {
    namespace: 'AWS/SQS',
    names:
      'ApproximateNumberOfMessagesVisible ApproximateNumberOfMessagesNotVisible ApproximateNumberOfMessagesDelayed NumberOfEmptyReceives NumberOfMessagesDeleted NumberOfMessagesReceived NumberOfMessagesSent',
    unit: 'Count',
    source: SQS,
  },
  { namespace: 'AWS/SQS', names: 'ApproximateAgeOfOldestMessage', unit: 'Seconds', source: SQS },
  { namespace: 'AWS/SQS', names: 'SentMessageSize', unit: 'Bytes', source: SQS },
  { namespace: 'AWS/ApiGateway', names: '4XXError 5XXError CacheHitCount CacheMissCount', unit: 'Count', source: REST_API },
  { namespace: 'AWS/ApiGateway', names: 'Latency IntegrationLatency', unit: 'Milliseconds', source: REST_API },
  { namespace: 'AWS/CloudFront', names: 'Requests BytesDownloaded BytesUploaded', unit: 'None', source: CLOUDFRONT },
  {
    namespace: 'AWS/CloudFront',
    names: 'TotalErrorRate 4xxErrorRate 5xxErrorRate 401ErrorRate 403ErrorRate 404ErrorRate 502ErrorRate 503ErrorRate 504ErrorRate CacheHitRate',
    unit: 'Percent',
    source: CLOUDFRONT,
  },
  { namespace: 'AWS/CloudFront', names: 'OriginLatency', unit: 'Milliseconds', source: CLOUDFRONT },
  { namespace: 'AWS/DynamoDB', names: 'SuccessfulRequestLatency', unit: 'Milliseconds', source: DYNAMODB },
  { namespace: 'AWS/DynamoDB', names: 'SystemErrors ThrottledRequests UserErrors ReadThrottleEvents WriteThrottleEvents', unit: 'Count', source: DYNAMODB },
  { namespace: 'AWS/EC2', names: 'CPUUtilization', unit: 'Percent', source: EC2 },
  { namespace: 'AWS/EC2', names: 'StatusCheckFailed StatusCheckFailed_Instance StatusCheckFailed_System', unit: 'Count', source: EC2 },
];

/** The unit in which AWS publishes a metric, with the page that says so; undefined where that is not written down here. */
export function publishedUnit(namespace: string, metricName: string): { readonly unit: string; readonly source: string } | undefined {
  return UNITS.find((row) => row.namespace === namespace && row.names.split(' ').includes(metricName));
}
