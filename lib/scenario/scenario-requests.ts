import { identifier, sentence } from '../config/fields';
import { REQUEST_WAYS } from '../incident/requests/support-request';
import { field, map, oneOf, text, trueOrFalse } from '../problems/schema-fields';
import { offset } from './scenario-fields';

/** A request of somebody, as it arrives. */
export const personRequest = map({
  id: field(identifier('cannot-book'), 'Name by which expectations refer to it.'),
  at: field(offset('10m'), 'When it arrives.'),
  via: field(oneOf(REQUEST_WAYS).default('https'), 'How it arrives.', 'https'),
  from: field(
    text(
      /^(?:arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]{1,512}|[^\s@]{1,64}@[^\s@]{1,190})$/,
      'the ARN of an IAM role or user, or an address of mail',
      'arn:aws:iam::111122223333:role/helpdesk',
    ).optional(),
    'Who posts it, or whose mail it is.',
    'the first of those who may; somebody@example.com',
  ),
  title: field(sentence('The lessons of tomorrow are not shown'), 'What they ask for.'),
  service: field(identifier('partner-portal').optional(), 'Service they say it is about.', 'none'),
  blocking: field(trueOrFalse().default(false), 'Whether they cannot go on working; nobody says so by mail.', 'false'),
});
