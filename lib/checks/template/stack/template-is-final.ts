import { CannotTellError } from '../../../aws/errors';
import type { StackCheck } from '../template-check';

/**
 * What is checked is what will be deployed: no macro rewrites the template, and no part of the stack stands in
 * another template. This check never fails: where it does not hold, the other checks did not see everything.
 */
export const templateIsFinal: StackCheck = {
  code: 'STK009',
  requirement: 'what is checked is what will be deployed: no macro rewrites the template, and no part of the stack stands in another template',
  why: 'a part nobody checked would pass for sound',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-section-structure.html',
  check(stack) {
    if (stack.transforms.length > 0) throw new CannotTellError('Transform', 'a macro rewrites the template before it is deployed');
    const [unread] = stack.unreadNestedStacks;
    if (unread !== undefined) throw new CannotTellError(`Resources.${unread[0]}`, unread[1]);
    return [];
  },
};
