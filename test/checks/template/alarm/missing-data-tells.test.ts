import { UNKNOWN, compositeAlarm, describeCheck, metricAlarm } from '../../../helpers/template-checks';

const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:t';

describeCheck('ALM001', {
  violates: {
    'an alarm that pages and leaves TreatMissingData out': {
      templates: [{ A: metricAlarm({ AlarmActions: [TOPIC] }) }],
      at: ['Resources.A.Properties.TreatMissingData'],
      received: 'missing',
    },
    'an alarm that pages and takes missing data for health': {
      templates: [{ A: metricAlarm({ AlarmActions: [TOPIC], TreatMissingData: 'notBreaching' }) }],
      at: ['Resources.A.Properties.TreatMissingData'],
      received: 'notBreaching',
    },
    'ignore never reaches INSUFFICIENT_DATA, so its actions do not help': {
      templates: [{ A: metricAlarm({ AlarmActions: [TOPIC], TreatMissingData: 'ignore', InsufficientDataActions: [TOPIC] }) }],
      at: ['Resources.A.Properties.TreatMissingData'],
    },
  },
  complies: {
    'missing data breaches': [{ A: metricAlarm({ AlarmActions: [TOPIC], TreatMissingData: 'breaching' }) }],
    'missing data has actions of its own': [{ A: metricAlarm({ AlarmActions: [TOPIC], InsufficientDataActions: [TOPIC] }) }],
  },
  doesNotApply: {
    'an alarm without actions': [{ A: metricAlarm() }],
    'a composite alarm': [{ A: compositeAlarm('TRUE', { AlarmActions: [TOPIC] }) }],
  },
  cannotTell: {
    'a treatment that is only known at deployment': [{ A: metricAlarm({ AlarmActions: [TOPIC], TreatMissingData: UNKNOWN }) }],
  },
});
