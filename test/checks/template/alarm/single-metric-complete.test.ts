import { describeCheck, expression, mathAlarm, metric, metricAlarm, UNKNOWN } from '../../../helpers/template-checks';

const alarm = (properties: object) => [{ A: metricAlarm(properties) }];

describeCheck('ALM030', {
  violates: {
    'no statistic': { templates: alarm({ Statistic: undefined }), at: ['Resources.A.Properties'], received: 'nothing' },
    'two statistics': { templates: alarm({ ExtendedStatistic: 'p99' }), at: ['Resources.A.Properties'], received: 'Statistic and ExtendedStatistic' },
    'no period': { templates: alarm({ Period: undefined }), at: ['Resources.A.Properties'] },
    'neither a metric nor Metrics': { templates: alarm({ MetricName: undefined, Namespace: undefined }), at: ['Resources.A.Properties'] },
  },
  complies: { 'all of them': alarm({}), 'a percentile': alarm({ Statistic: undefined, ExtendedStatistic: 'p99' }) },
  doesNotApply: {
    'an alarm on Metrics': [{ A: mathAlarm([expression('e', 'm1'), metric('m1')]) }],
    'an alarm in PromQL': [{ A: metricAlarm({ EvaluationCriteria: {}, Statistic: undefined }) }],
  },
  cannotTell: { 'a statistic that is only known at deployment': alarm({ Statistic: UNKNOWN }) },
});
