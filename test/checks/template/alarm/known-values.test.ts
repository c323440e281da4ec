import { describeCheck, metricAlarm, UNKNOWN } from '../../../helpers/template-checks';

describeCheck('ALM029', {
  violates: {
    'a comparison without its threshold': {
      templates: [{ A: metricAlarm({ ComparisonOperator: 'GreaterThan' }) }],
      at: ['Resources.A.Properties.ComparisonOperator'],
      received: '"GreaterThan"',
    },
    'missing data in other letters': {
      templates: [{ A: metricAlarm({ TreatMissingData: 'NotBreaching' }) }],
      at: ['Resources.A.Properties.TreatMissingData'],
      received: '"NotBreaching"',
    },
    'few samples': {
      templates: [{ A: metricAlarm({ EvaluateLowSampleCountPercentile: 'missing' }) }],
      at: ['Resources.A.Properties.EvaluateLowSampleCountPercentile'],
    },
  },
  complies: {
    'values that CloudWatch knows': [{ A: metricAlarm({ TreatMissingData: 'ignore', EvaluateLowSampleCountPercentile: 'evaluate' }) }],
    'bands of anomaly detection': [{ A: metricAlarm({ ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold', ThresholdMetricId: 'b' }) }],
  },
  cannotTell: { 'a comparison that is only known at deployment': [{ A: metricAlarm({ ComparisonOperator: UNKNOWN }) }] },
});
