import type { Problem } from '../../problems/problem';

/**
 * A call to an account that failed, as a problem: who is asked to do what about it is notified by the kind of failure.
 *
 * @param call as in permissions: `ssm:GetParameters`
 * @param error whatever the SDK threw
 */
export function accountProblem(call: string, region: string, error: unknown): Problem {
  const { name, message, code } = detailsOf(error);
  const where = { path: `${call} in ${region}` };
  // The SDK adds lines of its own about where it keeps a response.
  const received = `${code ?? name}: ${message.split('\n')[0]}`;
  if (CREDENTIAL_ERRORS.test(name)) {
    return {
      code: 'AWS001',
      level: 'error',
      where,
      what: 'there are no valid credentials for the account',
      received,
      allowed: 'credentials where the AWS SDK finds them: AWS_PROFILE, AWS_ACCESS_KEY_ID, a role of the machine',
      change: 'sign in, or name a profile with AWS_PROFILE',
    };
  }
  if (/^(?:AccessDenied|NotAuthorized|UnauthorizedOperation)/.test(name)) {
    return {
      code: 'AWS002',
      level: 'error',
      where,
      what: 'the account refuses the call',
      received,
      allowed: `an identity with the permission ${call}`,
      change: 'use another profile, or add the permission',
    };
  }
  if (code !== undefined || name === 'TimeoutError') {
    return {
      code: 'AWS003',
      level: 'error',
      where,
      what: 'the account cannot be reached',
      received,
      allowed: 'an endpoint that answers',
      change: 'look at the network, at AWS_ENDPOINT_URL and at the region of the environment',
    };
  }
  return {
    code: 'AWS004',
    level: 'error',
    where,
    what: 'the account answers with an error',
    received,
    change: 'try again; when it stays, look up the error of the service',
  };
}

const CREDENTIAL_ERRORS =
  /^(?:CredentialsProviderError|TokenProviderError|ExpiredToken|UnrecognizedClient|InvalidClientTokenId|InvalidSignature|MissingAuthenticationToken|InvalidToken|IncompleteSignature|SignatureDoesNotMatch|AuthFailure)/;

function detailsOf(error: unknown): { readonly name: string; readonly message: string; readonly code?: string } {
  if (!(error instanceof Error)) return { name: 'error', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  // Node tries every address of a host and reports all of them without a message.
  const message = error.message === '' && error instanceof AggregateError ? String(error.errors[0]) : error.message;
  return { name: error.name, message, ...(code !== undefined && { code }) };
}
