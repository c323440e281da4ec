import type { JsonObject } from '../../../lib/aws/cloudformation/template';
import { UnfilledReferenceError } from '../../../lib/runbook/document/references';
import { withBoundParameters } from '../../../lib/runbook/library/bound-parameters';

const CONTENT: JsonObject = {
  description: 'Restarts {{ Service }}.',
  parameters: { Service: { type: 'String' }, Approvers: { type: 'StringList' }, Other: { type: 'String' } },
  mainSteps: [
    { name: 'ask', action: 'aws:approve', inputs: { Approvers: '{{ Approvers }}', Message: 'Restart {{ Service }} for {{Other}}?' } },
    { name: 'go', inputs: { service: '{{Service}}', run: '{{ automation:EXECUTION_ID }}', before: '{{ read.Version }}' } },
  ],
};

test('what is bound stands where it was referred to, and is no parameter any more; all else is as it was', () => {
  const bound = withBoundParameters(CONTENT, { Service: 'portal', Approvers: ['ana', 'ben'], Unknown: 'x' });
  expect(bound).toEqual({
    description: 'Restarts portal.',
    parameters: { Other: { type: 'String' } },
    mainSteps: [
      { name: 'ask', action: 'aws:approve', inputs: { Approvers: ['ana', 'ben'], Message: 'Restart portal for {{ Other }}?' } },
      { name: 'go', inputs: { service: 'portal', run: '{{ automation:EXECUTION_ID }}', before: '{{ read.Version }}' } },
    ],
  });
  expect(Object.keys(bound)).toEqual(Object.keys(CONTENT));
});

test('nothing bound changes nothing, and a bound reference is not read again', () => {
  expect(withBoundParameters(CONTENT, {})).toBe(CONTENT);
  const { description } = withBoundParameters(CONTENT, { Service: '{{ Approvers }}', Approvers: ['ana'] });
  expect(description).toBe('Restarts {{ Approvers }}.');
});

test('a list inside a longer text is refused', () => {
  expect(() => withBoundParameters({ description: 'Asks {{ Approvers }}.' }, { Approvers: ['ana'] })).toThrow(UnfilledReferenceError);
});
