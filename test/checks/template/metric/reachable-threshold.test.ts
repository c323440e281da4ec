import { describeCheck, expression, mathAlarm, metric, metricAlarm, UNKNOWN } from '../../../helpers/template-checks';

const ERRORS = { Namespace: 'AWS/Lambda', MetricName: 'Errors' };
const CPU = { Namespace: 'AWS/EC2', MetricName: 'CPUUtilization' };
const at = ['Resources.A.Properties.Threshold'];
const alarm = (metricOf: object, Statistic: string, comparison: string, Threshold: unknown) => ({
  A: metricAlarm({ ...metricOf, Statistic, ComparisonOperator: `${comparison}Threshold`, Threshold }),
});

describeCheck('ALM026', {
  violates: {
    'more than 1 error a call': { templates: [alarm(ERRORS, 'Average', 'GreaterThan', 1)], at, received: 'GreaterThanThreshold 1 for Average of Errors' },
    'at least 5 errors a call': { templates: [alarm(ERRORS, 'Maximum', 'GreaterThanOrEqualTo', 5)], at },
    'no errors or more, which is always': { templates: [alarm(ERRORS, 'Sum', 'GreaterThanOrEqualTo', 0)], at },
    'more than all of a processor': { templates: [alarm(CPU, 'Average', 'GreaterThan', 100)], at },
    'less than nothing': { templates: [alarm(CPU, 'Minimum', 'LessThan', 0)], at },
    'at most everything, which is always': { templates: [alarm(CPU, 'Maximum', 'LessThanOrEqualTo', 100)], at },
    'a single entry of Metrics': {
      templates: [{ A: mathAlarm([metric('m', { Stat: 'Average' }, { ReturnData: true })], { Threshold: 2 }) }],
      at,
    },
  },
  complies: {
    'a share of calls': [alarm(ERRORS, 'Average', 'GreaterThan', 0.05)],
    'all calls': [alarm(ERRORS, 'Average', 'GreaterThanOrEqualTo', 1)],
    'a number of errors': [alarm(ERRORS, 'Sum', 'GreaterThan', 1)],
    'any error': [alarm(ERRORS, 'Sum', 'GreaterThan', 0)],
    'an idle processor': [alarm(CPU, 'Average', 'LessThanOrEqualTo', 0)],
    'a metric of which nobody says what it can be': [alarm({ Namespace: 'shop', MetricName: 'm' }, 'Average', 'GreaterThan', 1e9)],
  },
  doesNotApply: { 'an expression over metrics': [{ A: mathAlarm([expression('e', '100 * m'), metric('m', { Stat: 'Average' })], { Threshold: 5 }) }] },
  cannotTell: { 'a threshold that is only known at deployment': [alarm(ERRORS, 'Average', 'GreaterThan', UNKNOWN)] },
});
