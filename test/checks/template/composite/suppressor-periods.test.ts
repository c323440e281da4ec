import { compositeAlarm, describeCheck } from '../../../helpers/template-checks';

describeCheck('CMP006', {
  violates: {
    'a suppressor without any period': {
      templates: [{ C: compositeAlarm('TRUE', { ActionsSuppressor: 's' }) }],
      at: ['Resources.C.Properties.ActionsSuppressorExtensionPeriod', 'Resources.C.Properties.ActionsSuppressorWaitPeriod'],
      received: 'nothing',
    },
    'a suppressor with only one period': {
      templates: [{ C: compositeAlarm('TRUE', { ActionsSuppressor: 's', ActionsSuppressorWaitPeriod: 60 }) }],
      at: ['Resources.C.Properties.ActionsSuppressorExtensionPeriod'],
    },
  },
  complies: {
    'both periods, one of them zero': [
      {
        C: compositeAlarm('TRUE', {
          ActionsSuppressor: 's',
          ActionsSuppressorWaitPeriod: 0,
          ActionsSuppressorExtensionPeriod: 60,
        }),
      },
    ],
  },
  doesNotApply: { 'a composite alarm without a suppressor': [{ C: compositeAlarm('TRUE') }] },
});
