import { parseArn } from '../arn';
import type { JsonObject } from '../cloudformation/template';

/** What AWS attaches to roles of functions by default, by the resource part of its ARN. */
const DOCUMENTS: Readonly<Record<string, JsonObject>> = {
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html
  'policy/service-role/AWSLambdaBasicExecutionRole': {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' }],
  },
};

/** The document of a policy that AWS manages, undefined when it is not known here: it may allow or deny anything. */
export function awsManagedPolicy(policyArn: string): JsonObject | undefined {
  const { service, account, resource = '' } = parseArn(policyArn) ?? {};
  const isOfAws = service === 'iam' && account === 'aws';
  return isOfAws && Object.hasOwn(DOCUMENTS, resource) ? DOCUMENTS[resource] : undefined;
}
