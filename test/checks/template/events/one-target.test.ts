import { describeCheck } from '../../../helpers/template-checks';

const rule = (...targets: readonly object[]) => ({ R: { Type: 'AWS::Events::Rule', Properties: { Targets: targets } } });

describeCheck('EVT001', {
  violates: { 'two targets are two incidents (fault T3)': { templates: [rule({}, {})], at: ['Resources.R.Properties.Targets'], received: '2 targets' } },
  complies: { 'one target': [rule({})], 'no target yet': [rule()] },
  doesNotApply: { 'a schedule': [{ S: { Type: 'AWS::Scheduler::Schedule' } }] },
});
