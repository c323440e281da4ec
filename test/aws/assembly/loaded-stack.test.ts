import { CannotTellError, NotSimulatedError } from '../../../lib/aws/errors';
import { stacksOf } from '../../helpers/simulated-account';

const TOPIC = { Type: 'AWS::SNS::Topic' };
const exporting = (location: object) => ({
  template: { Resources: { T: TOPIC }, Outputs: { O: { Value: { Ref: 'T' }, Export: { Name: 'topic' } } } },
  ...location,
});
const importing = (location: object) => ({
  template: { Resources: { S: { Type: 'AWS::SNS::Subscription', Properties: { Protocol: 'sms', TopicArn: { 'Fn::ImportValue': 'topic' } } } } },
  ...location,
});
const UNKNOWN = { account: undefined };

describe('stacks beside each other', () => {
  test.each([
    ['the same account, in whatever stages', { stage: 'a' }, { stage: 'b' }],
    ['the same stage, whose account nobody knows', { ...UNKNOWN, stage: 'a' }, { ...UNKNOWN, stage: 'a' }],
    ['no stage, whose account nobody knows', UNKNOWN, UNKNOWN],
  ])('see exports of %s', (_what, one, other) => {
    const [, reader] = stacksOf(exporting(one), importing(other));
    expect(reader!.resources[0]!.at('TopicArn').text()).toMatch(/:test-T-SIMULATED$/);
  });

  test.each([
    ['another account', {}, { account: '444455556666' }],
    ['another stage, when nobody knows the accounts', { ...UNKNOWN, stage: 'a' }, { ...UNKNOWN, stage: 'b' }],
    ['an account that is known, beside one that is not', {}, UNKNOWN],
    ['another region', { region: 'us-east-1' }, {}],
  ])('see no exports of %s', (_what, one, other) => {
    const [, reader] = stacksOf(exporting(one), importing(other));
    expect(() => reader!.resources[0]!.at('TopicArn').text()).toThrow(/import of topic/);
  });

  test('of one account are listed in every region, neighbours in their own', () => {
    const [first] = stacksOf(exporting({}), importing({ region: 'us-east-1' }), importing({ account: '444455556666' }));
    expect(first!.accountStacks.map(({ stackName }) => stackName)).toEqual(['test', 'test-2']);
    expect(first!.neighbours.map(({ stackName }) => stackName)).toEqual(['test']);
  });

  test('that nobody knows the place of have a stand-in, and say so', () => {
    const [stack] = stacksOf(exporting({ account: undefined, region: undefined }));
    expect([stack!.isAccountKnown, stack!.isRegionKnown]).toEqual([false, false]);
    expect(stack!.resources[0]!.ref).toBe('arn:aws:sns:unknown-region:000000000000:test-T-SIMULATED');
  });
});

describe('what only the deployment knows decides nothing', () => {
  const asking = (condition: object) => ({
    template: {
      Mappings: { Limits: { 'eu-west-1': { errors: 5 } } },
      Conditions: { Asked: condition },
      Resources: {
        T: { ...TOPIC, Condition: 'Asked' },
        U: { ...TOPIC, Properties: { DisplayName: { 'Fn::FindInMap': ['Limits', { Ref: 'AWS::Region' }, 'errors', { DefaultValue: 1 }] } } },
      },
    },
    account: undefined,
    region: undefined,
  });
  const isRegion = { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] };
  const created = (source: ReturnType<typeof asking> | object) => () => stacksOf(source as ReturnType<typeof asking>)[0]!.resources[0]!.requireCreated();

  test.each([
    ['region', isRegion],
    ['account', { 'Fn::Equals': ['111122223333', { Ref: 'AWS::AccountId' }] }],
  ])('no condition on the %s', (kind, condition) => {
    expect(created(asking(condition))).toThrow(new RegExp(`the ${kind} of the stack, which is only known at deployment`));
  });

  test('no key of a mapping, whatever its default', () => {
    expect(() => stacksOf(asking(isRegion))[0]!.resources[1]!.at('DisplayName').text()).toThrow(/the region of the stack, which is only known/);
  });

  test('what is equal whatever it is does hold, and what is known decides', () => {
    expect(created(asking({ 'Fn::Equals': [{ Ref: 'AWS::Region' }, { 'Fn::Sub': '${AWS::Region}' }] }))).not.toThrow();
    const [stack] = stacksOf({ ...asking(isRegion), region: 'us-east-1' });
    expect(stack!.resources.map(({ logicalId }) => logicalId)).toEqual(['U']);
    expect(stack!.resources[0]!.at('DisplayName').value).toBe(1);
  });
});

describe('a property that cannot be resolved', () => {
  const [stack] = stacksOf({
    template: { Resources: { T: { ...TOPIC, Properties: { TopicName: 'pages', DisplayName: { Ref: 'Nowhere' }, Tags: [{ Ref: 'AWS::NoValue' }, 'a'] } } } },
  });
  const [topic] = stack!.resources;

  test('hides only itself from whoever reads single properties', () => {
    expect(topic!.at('TopicName').text()).toBe('pages');
    expect(
      topic!
        .at('Tags')
        .list()
        .map((tag) => tag.text()),
    ).toEqual(['a']);
    expect(topic!.at('DisplayName').shown).toBe('"?"');
    expect(() => topic!.at('DisplayName').text()).toThrow(CannotTellError);
    expect(() => topic!.at('DisplayName').text()).toThrow(/Nowhere.*Properties\.DisplayName/);
  });

  test('hides all of them from whoever reads the whole, with the same kind of error', () => {
    expect(() => topic!.properties).toThrow(NotSimulatedError);
    expect(new CannotTellError('Properties.A', 'reason')).toBeInstanceOf(NotSimulatedError);
  });
});

describe('a value that nobody gave is named in its place, where it decides nothing', () => {
  const PATHS = new Set(['AlarmName', 'Dimensions[].Value']);
  const valueOf = (value: unknown, more: object = {}) => {
    const [stack] = stacksOf({
      template: {
        Parameters: {
          Stage: { Type: 'String' },
          Zones: { Type: 'CommaDelimitedList' },
          Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/limit' },
        },
        Mappings: { Limits: { prod: { name: 'x' }, dev: { name: 'y' } } },
        Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, Same: { 'Fn::Equals': [{ Ref: 'Stage' }, { 'Fn::Sub': '${Stage}' }] } },
        Resources: {
          A: { Type: 'AWS::CloudWatch::Alarm', Properties: { Dimensions: [{ Name: 'N', Value: value }], Threshold: { Ref: 'Stage' } } },
          F: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: { 'Fn::Sub': '${Stage}-f' } } },
          L: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Stage' }, Name: 'live' } },
          ...more,
        },
      },
    });
    return stack!.resources[0]!.naming(PATHS).at('Dimensions').list()[0]!.at('Value').value;
  };

  test.each<[what: string, value: unknown, named: string]>([
    ['a parameter', { Ref: 'Stage' }, '${Stage}'],
    ['a text with one in it', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }]] }, 'a-${Stage}'],
    ['the name of a resource that has one in it', { Ref: 'F' }, '${Stage}-f'],
    ['an import, by a name with one in it', { 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-queue' } }, '${import ${Stage}-queue}'],
    ['what Parameter Store holds', { Ref: 'Stored' }, '${stored /limit}'],
    ['what a condition chooses that holds whatever it is', { 'Fn::If': ['Same', { Ref: 'Stage' }, 'x'] }, '${Stage}'],
  ])('%s', (_what, value, named) => expect(valueOf(value)).toBe(named));

  test.each<[what: string, value: unknown]>([
    ['a condition', { 'Fn::If': ['IsProd', 'a', 'b'] }],
    ['the key of a mapping', { 'Fn::FindInMap': ['Limits', { Ref: 'Stage' }, 'name'] }],
    ['where a text is split', { 'Fn::Select': [0, { 'Fn::Split': ['-', { Ref: 'Stage' }] }] }],
    ['how many items a list has', { 'Fn::Select': [0, { Ref: 'Zones' }] }],
    ['whether a text is a name or an ARN', { Ref: 'L' }],
    ['what nobody could give', { 'Fn::GetAtt': ['F', 'Nothing'] }],
  ])('not where it decides %s', (_what, value) => expect(JSON.stringify(valueOf(value))).toBe('"?"'));

  test('only at the paths that are asked for, and only for whoever asks', () => {
    const Parameters = { Stage: { Type: 'String' } };
    const Properties = { AlarmName: { 'Fn::Sub': '${Stage}-a' }, Threshold: { Ref: 'Stage' } };
    const [stack] = stacksOf({ template: { Parameters, Resources: { A: { Type: 'AWS::CloudWatch::Alarm', Properties } } } });
    const [strict] = stack!.resources;
    const naming = strict!.naming(PATHS);
    expect([naming.ref, naming.at('AlarmName').text()]).toEqual(['${Stage}-a', '${Stage}-a']);
    expect(() => naming.properties).toThrow(expect.objectContaining({ missing: { kind: 'parameter', name: 'Stage' }, path: 'Properties.Threshold' }));
    expect(() => strict!.ref).toThrow(/parameter Stage/);
    expect(() => strict!.at('AlarmName').text()).toThrow(CannotTellError);
  });

  test('a resource whose condition nobody can tell stays so', () => {
    const [stack] = stacksOf({
      template: {
        Parameters: { Stage: { Type: 'String' } },
        Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
        Resources: { A: { Type: 'AWS::CloudWatch::Alarm', Condition: 'IsProd', Properties: { AlarmName: 'a' } } },
      },
    });
    expect(() => stack!.resources[0]!.naming(PATHS).ref).toThrow(expect.objectContaining({ missing: { kind: 'parameter', name: 'Stage' } }));
  });
});
