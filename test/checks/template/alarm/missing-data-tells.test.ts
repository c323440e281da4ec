import { UNKNOWN, compositeAlarm, describeCheck, expression, mathAlarm, metric, metricAlarm } from '../../../helpers/template-checks';

const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:t';

/** Too little of something: when nothing comes, it is less still. */
const LOWER = { MetricName: 'Invocations', ComparisonOperator: 'LessThanThreshold', AlarmActions: [TOPIC] };
/** Too much of what is measured all the time. */
const CPU = { Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', Statistic: 'Average', AlarmActions: [TOPIC] };
const STATUS = { Namespace: 'AWS/EC2', MetricName: 'StatusCheckFailed', Statistic: 'Maximum', Threshold: 0, AlarmActions: [TOPIC] };

describeCheck('ALM001', {
  violates: {
    'an alarm that pages and leaves TreatMissingData out': {
      templates: [{ A: metricAlarm(LOWER) }],
      at: ['Resources.A.Properties.TreatMissingData'],
      received: 'missing',
    },
    'an alarm that pages and takes missing data for health': {
      templates: [{ A: metricAlarm({ ...LOWER, TreatMissingData: 'notBreaching' }) }],
      at: ['Resources.A.Properties.TreatMissingData'],
      received: 'notBreaching',
    },
    'ignore never reaches INSUFFICIENT_DATA, so its actions do not help': {
      templates: [{ A: metricAlarm({ ...LOWER, TreatMissingData: 'ignore', InsufficientDataActions: [TOPIC] }) }],
      at: ['Resources.A.Properties.TreatMissingData'],
    },
    'an upper limit on what is always measured': { templates: [{ A: metricAlarm(CPU) }], at: ['Resources.A.Properties.TreatMissingData'] },
    'the state of an instance, which says nothing when it is gone': {
      templates: [{ A: metricAlarm({ ...STATUS, TreatMissingData: 'notBreaching' }) }],
      at: ['Resources.A.Properties.TreatMissingData'],
    },
    'an upper limit on an expression that leaves it open': {
      templates: [{ A: mathAlarm([expression('e', 'm'), metric('m')], { AlarmActions: [TOPIC] }) }],
      at: ['Resources.A.Properties.TreatMissingData'],
    },
  },
  complies: {
    'missing data breaches': [{ A: metricAlarm({ ...LOWER, TreatMissingData: 'breaching' }) }],
    'missing data has actions of its own': [{ A: metricAlarm({ ...LOWER, InsufficientDataActions: [TOPIC] }) }],
    'an upper limit on a number of errors: silence is health': [{ A: metricAlarm({ AlarmActions: [TOPIC], TreatMissingData: 'notBreaching' }) }],
    'the same, left open: nobody has to be notified of nothing': [{ A: metricAlarm({ AlarmActions: [TOPIC] }) }],
    'an upper limit on the messages of a queue': [
      {
        A: metricAlarm({
          Namespace: 'AWS/SQS',
          MetricName: 'ApproximateNumberOfMessagesVisible',
          Dimensions: [{ Name: 'QueueName', Value: 'q' }],
          Statistic: 'Maximum',
          AlarmActions: [TOPIC],
        }),
      },
    ],
    'an upper limit whose author says that silence is health': [{ A: metricAlarm({ ...CPU, TreatMissingData: 'notBreaching' }) }],
  },
  doesNotApply: {
    'an alarm without actions': [{ A: metricAlarm() }],
    'a composite alarm': [{ A: compositeAlarm('TRUE', { AlarmActions: [TOPIC] }) }],
  },
  cannotTell: {
    'a treatment that is only known at deployment': [{ A: metricAlarm({ ...LOWER, TreatMissingData: UNKNOWN }) }],
  },
});
