import { ACTIONS } from '../../../lib/runbook/document/actions';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html */
test('there are the actions of the user guide', () => expect(Object.keys(ACTIONS)).toHaveLength(23));

test('what may not stand on a cancel path is what the user guide lists', () => {
  expect(Object.keys(ACTIONS).filter((name) => !ACTIONS[name]!.afterCancel)).toEqual(
    ['approve', 'copyImage', 'createImage', 'createStack', 'createTags', 'loop', 'pause', 'runInstances', 'sleep'].map((name) => `aws:${name}`),
  );
});
