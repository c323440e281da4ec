import { compositeAlarm, describeCheck, metricAlarm } from '../../../helpers/template-checks';

const anyOf = (children: readonly string[]) => children.map((child) => `ALARM(${child})`).join(' OR ');
const children = (count: number) => Array.from({ length: count }, (_, index) => `a${index}`);
const times = (count: number) => Array.from({ length: count }, () => 'a');
const doesNotApply = { 'a metric alarm': [{ A: metricAlarm() }] };
const at = ['Resources.C.Properties.AlarmRule'];

describeCheck('CMP003', {
  violates: {
    '101 children': { templates: [{ C: compositeAlarm(anyOf(children(101))) }], at, received: '101 child alarms' },
  },
  complies: {
    '100 children': [{ C: compositeAlarm(anyOf(children(100))) }],
    'one child 101 times': [{ C: compositeAlarm(anyOf(times(101))) }],
  },
  doesNotApply,
});

describeCheck('CMP004', {
  violates: { '501 elements': { templates: [{ C: compositeAlarm(anyOf(times(501))) }], at } },
  complies: { '500 elements': [{ C: compositeAlarm(anyOf(times(500))) }] },
  doesNotApply,
});

const longRule = (characters: number) => `ALARM(${'a'.repeat(characters - 'ALARM()'.length)})`;

describeCheck('CMP005', {
  violates: {
    '10,241 characters': { templates: [{ C: compositeAlarm(longRule(10_241)) }], at, received: '10241 characters' },
    'a rule that is only too long once its references are ARNs': {
      templates: [
        {
          C: compositeAlarm({
            'Fn::Join': [' OR ', Array.from({ length: 200 }, () => ({ 'Fn::Sub': 'ALARM("${A.Arn}")' }))],
          }),
          A: metricAlarm(),
        },
      ],
      at,
    },
  },
  complies: { '10,240 characters': [{ C: compositeAlarm(longRule(10_240)) }] },
  doesNotApply,
});
