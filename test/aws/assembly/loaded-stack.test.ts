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
