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
