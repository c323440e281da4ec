import { describeCheck, metricAlarm } from '../../../helpers/template-checks';

const watching = (namespace: string, name: string, unit: string) => ({ A: metricAlarm({ Namespace: namespace, MetricName: name, Unit: unit }) });

describeCheck('ALM027', {
  violates: {
    'milliseconds as seconds': { templates: [watching('AWS/Lambda', 'IteratorAge', 'Seconds')], at: ['Resources.A.Properties.Unit'], received: '"Seconds"' },
    'requests of CloudFront, which have no unit': { templates: [watching('AWS/CloudFront', 'Requests', 'Count')], at: ['Resources.A.Properties.Unit'] },
  },
  complies: {
    'the unit in which it is published': [watching('AWS/Lambda', 'Errors', 'Count')],
    'a metric of which nobody says its unit': [watching('shop', 'Errors', 'Count')],
    'no unit': [{ A: metricAlarm() }],
  },
});
