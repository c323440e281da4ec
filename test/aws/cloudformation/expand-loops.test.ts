import { expandLoops } from '../../../lib/aws/cloudformation/expand-loops';

test('a loop makes one entry for each value, with the value in its key, its texts and in place of its Ref', () => {
  const alarm = {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: { AlarmName: { Ref: 'Name' }, AlarmDescription: { 'Fn::Sub': 'errors of ${Name} in ${AWS::Region}' }, Threshold: 1 },
  };
  const made = (name: string) => ({
    ...alarm,
    Properties: { AlarmName: name, AlarmDescription: { 'Fn::Sub': `errors of ${name} in \${AWS::Region}` }, Threshold: 1 },
  });
  expect(expandLoops({ Topic: { Ref: 'Name' }, 'Fn::ForEach::Alarms': ['Name', ['orders', 'parcels'], { '${Name}Errors': alarm }] })).toEqual({
    Topic: { Ref: 'Name' },
    ordersErrors: made('orders'),
    parcelsErrors: made('parcels'),
  });
});

test('a loop in a loop makes every combination; an ampersand takes letters and digits only', () => {
  const kinds = ['Kind', ['x', 'y'], { '&{Stage}${Kind}': { Name: '${Stage}/${Kind}' } }] as const;
  const loops = { 'Fn::ForEach::Stages': ['Stage', ['a-b', 'c'], { 'Fn::ForEach::Kinds': kinds }] };
  expect(expandLoops(loops)).toEqual({ abx: { Name: 'a-b/x' }, aby: { Name: 'a-b/y' }, cx: { Name: 'c/x' }, cy: { Name: 'c/y' } });
});

test.each([[{ Ref: 'Names' }], ['orders'], [[{ Ref: 'Name' }]]])('a loop over %j is left out', (values) => {
  expect(expandLoops({ 'Fn::ForEach::Alarms': ['Name', values, { '${Name}Errors': {} }] })).toEqual({});
});
