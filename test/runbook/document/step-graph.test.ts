import type { JsonObject } from '../../../lib/aws/cloudformation/template';
import { readRunbookDocument } from '../../../lib/runbook/document/read-document';
import { edgesOf } from '../../../lib/runbook/document/step-graph';

function edges(step: JsonObject, next?: string) {
  const read = readRunbookDocument({ schemaVersion: '0.3', mainSteps: [{ name: 'a', action: 'aws:sleep', ...step }] }, () => ({}));
  if ('problems' in read) throw new Error('no document');
  return edgesOf(read.document.steps[0]!, next).map(({ reason, to }) => `${reason} ${to ?? 'end'}`);
}

test.each<[string, JsonObject, readonly string[]]>([
  ['goes to the next in the list', {}, ['success b', 'failure end']],
  ['goes where it says', { nextStep: 'c' }, ['success c', 'failure end']],
  ['ends', { isEnd: true, onFailure: 'Continue' }, ['success end', 'failure end']],
  ['goes on after a failure', { onFailure: 'Continue' }, ['success b', 'failure b']],
  ['has detours', { onFailure: 'step:undo', onCancel: 'step:undo' }, ['success b', 'failure undo', 'cancel undo']],
  [
    'branches',
    { action: 'aws:branch', inputs: { Choices: [{ NextStep: 'x', Variable: true, BooleanEquals: false }], Default: 'y' } },
    ['choice x', 'otherwise y', 'failure end'],
  ],
  ['branches without a default', { action: 'aws:branch', isEnd: true, inputs: { Choices: [] } }, ['otherwise end', 'failure end']],
])('a step that %s', (_, step, expected) => expect(edges(step, 'b')).toEqual(expected));

test('the last step ends', () => expect(edges({})).toEqual(['success end', 'failure end']));
