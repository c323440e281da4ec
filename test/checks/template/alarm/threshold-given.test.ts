import { describeCheck, metricAlarm, UNKNOWN } from '../../../helpers/template-checks';

const alarm = (properties: object) => [{ A: metricAlarm(properties) }];

describeCheck('ALM031', {
  violates: { 'no threshold': { templates: alarm({ Threshold: undefined }), at: ['Resources.A.Properties.Threshold'] } },
  complies: { 'a threshold of 0': alarm({ Threshold: 0 }), 'a band': alarm({ Threshold: undefined, ThresholdMetricId: 'band' }) },
  doesNotApply: { 'an alarm in PromQL': alarm({ EvaluationCriteria: {}, Threshold: undefined }) },
  cannotTell: { 'a threshold that is only known at deployment': alarm({ Threshold: UNKNOWN }) },
});
