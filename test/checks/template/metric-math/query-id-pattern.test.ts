import { UNKNOWN, describeCheck, mathAlarm, metric, metricAlarm } from '../../../helpers/template-checks';

describeCheck('MTH002', {
  violates: {
    'an id that starts with a capital': {
      templates: [{ A: mathAlarm([metric('M1')]) }],
      at: ['Resources.A.Properties.Metrics[0].Id'],
      received: '"M1"',
    },
    'an id with a hyphen': {
      templates: [{ A: mathAlarm([metric('m-1')]) }],
      at: ['Resources.A.Properties.Metrics[0].Id'],
    },
    '256 characters': {
      templates: [{ A: mathAlarm([metric('m'.repeat(256))]) }],
      at: ['Resources.A.Properties.Metrics[0].Id'],
    },
    'no id': {
      templates: [{ A: mathAlarm([metric(undefined)]) }],
      at: ['Resources.A.Properties.Metrics[0].Id'],
      received: 'nothing',
    },
  },
  complies: {
    '255 characters': [{ A: mathAlarm([metric('m'.repeat(255))]) }],
    'a small letter, then anything': [{ A: mathAlarm([metric('mA_1')]) }],
  },
  doesNotApply: { 'an alarm on a single metric': [{ A: metricAlarm() }] },
  cannotTell: { 'an id that is only known at deployment': [{ A: mathAlarm([metric(UNKNOWN)]) }] },
});
