/** Metrics that exist in one region only, whatever region their resource is used from; in the partition `aws`. */
interface RegionalMetrics {
  readonly namespace: string;
  readonly region: string;
  /** A dimension that metrics of other regions have and these do not. Default: all metrics of the namespace are there. */
  readonly without?: string;
  /** The page of AWS. */
  readonly source: string;
}

const REGIONAL_METRICS: readonly RegionalMetrics[] = [
  {
    namespace: 'AWS/CloudFront',
    region: 'us-east-1',
    source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html',
  },
  {
    namespace: 'AWS/Billing',
    region: 'us-east-1',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html',
  },
  { namespace: 'AWS/Route53', region: 'us-east-1', source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html' },
  // The scope CLOUDFRONT has no dimension Region, the scope REGIONAL has.
  {
    namespace: 'AWS/WAFV2',
    region: 'us-east-1',
    without: 'Region',
    source: 'https://docs.aws.amazon.com/waf/latest/developerguide/monitoring-cloudwatch.html',
  },
  {
    namespace: 'AWS/GlobalAccelerator',
    region: 'us-west-2',
    source: 'https://docs.aws.amazon.com/global-accelerator/latest/dg/cloudwatch-monitoring.html',
  },
];

/** The only region that has a metric, with the page that says so; undefined where it is the region of its resource, or not known. */
export function onlyRegionOf(namespace: string, dimensions: readonly string[]): { readonly region: string; readonly source: string } | undefined {
  return REGIONAL_METRICS.find((row) => row.namespace === namespace && (row.without === undefined || !dimensions.includes(row.without)));
}
