import { accountOfArn } from '../../../aws/arn';
import type { LoadedStack } from '../../../aws/assembly/loaded-stack';
import { allowOnly, optionalText, requiredText } from '../../../aws/assembly/property';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import type { RequestContext } from '../../../aws/iam/condition';
import { formatInstant, type Instant } from '../../../time/time';
import { LAMBDA_RESOURCES } from './resources';

/** What IAM knows of a request to a URL whose callers it authenticates. https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
export const URL_CONTEXT: RequestContext = { 'lambda:functionurlauthtype': 'AWS_IAM', 'lambda:invokedviafunctionurl': 'true' };

/**
 * The URL of a function, as a name: nobody looks it up.
 *
 * @throws ServiceError when the templates give it none
 * @throws NotSimulatedError for a URL that anybody may call, and for answers that are streamed
 */
export function readFunctionUrl(functionArn: string, stacks: readonly LoadedStack[]): string {
  const found = stacks
    .flatMap((stack) => stack.resources)
    .find(({ type, properties }) => type === 'AWS::Lambda::Url' && properties.TargetFunctionArn === functionArn);
  if (found === undefined) throw new ServiceError('ResourceNotFoundException', `${functionArn} has no URL`);
  allowOnly(found.properties, LAMBDA_RESOURCES['AWS::Lambda::Url']);
  const authType = requiredText(found.properties, 'AuthType');
  if (authType !== 'AWS_IAM') throw new NotSimulatedError(`AuthType ${authType} of a function URL`, found.logicalId);
  const mode = optionalText(found.properties, 'InvokeMode') ?? 'BUFFERED';
  if (mode !== 'BUFFERED') throw new NotSimulatedError(`InvokeMode ${mode} of a function URL`, found.logicalId);
  return `https://simulated.lambda-url.${found.region}.on.aws/`;
}

/** The event of a post, in payload format 2.0. https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
export function urlEvent({
  requestId,
  caller,
  body,
  now,
}: {
  readonly requestId: string;
  readonly caller: string;
  readonly body: string;
  readonly now: Instant;
}): object {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/',
    rawQueryString: '',
    headers: { 'content-type': 'application/json' },
    requestContext: {
      accountId: accountOfArn(caller),
      requestId,
      authorizer: { iam: { accountId: accountOfArn(caller), userArn: caller } },
      http: { method: 'POST', path: '/', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'simulated' },
      routeKey: '$default',
      stage: '$default',
      time: formatInstant(now),
      timeEpoch: now,
    },
    body,
    isBase64Encoded: false,
  };
}
