import { identifier, sentence } from '../config/fields';
import { field, map, text, trueOrFalse } from '../problems/schema-fields';
import { offset } from './scenario-fields';

/** A request of somebody, as it arrives. */
export const personRequest = map({
  id: field(identifier('cannot-book'), 'Name by which expectations refer to it.'),
  at: field(offset('10m'), 'When it arrives.'),
  from: field(
    text(
      /^arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]{1,512}$/,
      'the ARN of an IAM role or user',
      'arn:aws:iam::111122223333:role/helpdesk',
    ).optional(),
    'Who posts it.',
    'the first of those who may',
  ),
  title: field(sentence('The lessons of tomorrow are not shown'), 'What they ask for.'),
  service: field(identifier('partner-portal').optional(), 'Service they say it is about.', 'none'),
  blocking: field(trueOrFalse().default(false), 'Whether they cannot go on working.', 'false'),
});
