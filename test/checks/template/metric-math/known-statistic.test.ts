import { compositeAlarm, describeCheck, mathAlarm, metric, metricAlarm } from '../../../helpers/template-checks';

describeCheck('ALM013', {
  violates: {
    'a statistic of a single metric in small letters': {
      templates: [{ A: metricAlarm({ Statistic: 'sum' }) }],
      at: ['Resources.A.Properties.Statistic'],
      received: '"sum"',
    },
    ...Object.fromEntries(
      ['average', 'p101', 'P99', 'TC(:)', 'PR(10%:90%)', 'TC(1:2:3)', 'p', 'TC(:0.5'].map((stat) => [
        `${stat} in Metrics`,
        {
          templates: [{ A: mathAlarm([metric('m1', { Stat: stat })]) }],
          at: ['Resources.A.Properties.Metrics[0].MetricStat.Stat'],
        },
      ]),
    ),
    'a basic statistic as an extended one': {
      templates: [{ A: metricAlarm({ Statistic: undefined, ExtendedStatistic: 'Sum' }) }],
      at: ['Resources.A.Properties.ExtendedStatistic'],
    },
  },
  complies: {
    ...Object.fromEntries(
      ['SampleCount', 'Sum', 'p99', 'p99.99', 'p100', 'tm90', 'IQM', 'TC(:0.5)', 'TC(0.005:0.5)', 'TC(10%:90%)', 'TM(:95%)', 'PR(:300)', 'WM(80:)'].map(
        (stat) => [`${stat} in Metrics`, [{ A: mathAlarm([metric('m1', { Stat: stat })]) }]],
      ),
    ),
    'p95 as an extended statistic': [{ A: metricAlarm({ Statistic: undefined, ExtendedStatistic: 'p95' }) }],
  },
  doesNotApply: { 'a composite alarm': [{ A: compositeAlarm('TRUE') }] },
  cannotTell: {
    'TC with values on a single metric, where the pages of AWS differ': [{ A: metricAlarm({ Statistic: undefined, ExtendedStatistic: 'TC(:0.5)' }) }],
  },
});
