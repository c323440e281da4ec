import { describeCheck, metricAlarm } from '../../../helpers/template-checks';

const watching = (namespace: string, ...dimensions: readonly string[]) => ({
  A: metricAlarm({ Namespace: namespace, MetricName: 'm', Dimensions: dimensions.map((Name) => ({ Name, Value: 'v' })) }),
});
const at = ['Resources.A.Properties.Namespace'];
const inRegion = (region: string | undefined, resources: object) => ({ region, template: { Resources: resources } });

describeCheck('ALM023', {
  violates: {
    'CloudFront outside us-east-1': { templates: [watching('AWS/CloudFront', 'DistributionId', 'Region')], at, received: 'eu-central-1' },
    'what AWS charges': { templates: [watching('AWS/Billing', 'Currency')], at },
    'health checks of Route 53': { templates: [watching('AWS/Route53', 'HealthCheckId')], at },
    'a web ACL of CloudFront': { templates: [watching('AWS/WAFV2', 'WebACL', 'Rule')], at },
    'Global Accelerator outside us-west-2': { templates: [inRegion('us-east-1', watching('AWS/GlobalAccelerator', 'Accelerator'))], at, received: 'us-east-1' },
  },
  complies: {
    'CloudFront in us-east-1': [inRegion('us-east-1', watching('AWS/CloudFront', 'DistributionId', 'Region'))],
    'a regional web ACL': [watching('AWS/WAFV2', 'WebACL', 'Rule', 'Region')],
    'a service that publishes everywhere, in a stack without a region': [inRegion(undefined, watching('AWS/Lambda'))],
  },
  cannotTell: {
    'a stack whose region is only known at deployment': [inRegion(undefined, watching('AWS/CloudFront', 'DistributionId', 'Region'))],
    'another partition, of which the page says nothing': [inRegion('cn-north-1', watching('AWS/CloudFront', 'DistributionId', 'Region'))],
  },
});
