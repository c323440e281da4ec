/** `runbooks` of an environment: what its runbooks cannot know. */

import { either, field, listOf, map, mapOf, text } from '../problems/schema-fields';
import { identifier } from './fields';

/** As many as an approval takes. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-approve.html */
const MOST_APPROVERS = 10;

const approver = text(
  /^(?:arn:aws[a-z-]*:iam::\d{12}:)?(?:role|user)\/[A-Za-z0-9+=,.@_/-]{1,512}$/,
  'role/ or user/ and the name of one of the account, or the ARN of an IAM role or user',
  'role/edi-prod-operations-lead',
);

const resourceName = text(/^[A-Za-z0-9_./:@+=,-]{1,512}$/, 'the name of a resource', 'edi-prod-portal');

const ofResource = map(
  {
    resource: field(identifier('translate-worker'), 'A resource of this file.'),
    property: field(text(/^[a-zA-Z]{1,50}$/, 'the key of a name', 'functionName'), 'Its key whose text the parameter is bound to.'),
  },
  '{ resource: translate-worker, property: functionName }',
);

/** `runbooks` of the file of an environment. */
export const runbookBindingsSchema = map({
  approvers: field(
    mapOf(
      identifier('operations-lead'),
      listOf(approver, 'IAM roles or users', MOST_APPROVERS),
      'a map from roles of on-call.yaml to lists of IAM roles or users',
    ).optional(),
    'Who approves runbooks, by the role that a runbook names. Whoever starts one cannot name others.',
    'nobody',
  ),
  bindings: field(
    mapOf(
      text(/^[A-Za-z][A-Za-z0-9]{0,49}$/, 'the name of a parameter', 'PortalService'),
      either(resourceName, ofResource, 'the name of a resource, or { resource, property }'),
      'a map from parameters of runbooks to names',
    ).optional(),
    'What parameters are in this environment that a runbook lists under `bound`, in every runbook that has them.',
    'nothing',
  ),
});
