import { NotSimulatedError } from '../../aws/errors';
import { ProblemsError, type Problem } from '../../problems/problem';

/**
 * Makes a call to an account.
 *
 * @param call as in permissions: `ssm:GetParameters`
 * @throws ProblemsError AWS001 to AWS004 in place of whatever the SDK throws; what is not simulated is thrown as it is
 */
export async function askAccount<T>(call: string, region: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof NotSimulatedError) throw error;
    throw new ProblemsError([accountProblem(call, region, error)]);
  }
}

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
  if (/^(?:AccessDenied|AuthorizationError|NotAuthorized|UnauthorizedOperation)/.test(name)) {
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
  const answer = foreignAnswerOf(error);
  if (answer !== undefined) {
    return {
      code: 'AWS003',
      level: 'error',
      where,
      what: 'the account cannot be reached: what answers is not AWS; a proxy?',
      received: answer,
      allowed: 'an endpoint of AWS that answers',
      change: 'look at the proxy of the network (HTTPS_PROXY), at AWS_ENDPOINT_URL and at the region of the environment',
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

/**
 * Status and type of an answer that no service of AWS gives, as in `HTTP 503, text/html`; undefined for any other. Clients
 * throw SyntaxError when they read such a page, and keep the response in the hidden field `$response`.
 */
function foreignAnswerOf(error: unknown): string | undefined {
  const response = error instanceof Error && '$response' in error ? (error.$response as { statusCode?: number; headers?: Record<string, string> }) : undefined;
  const type = Object.entries(response?.headers ?? {}).find(([header]) => header.toLowerCase() === 'content-type')?.[1];
  if (response?.statusCode === undefined || type === undefined || !/^text\/html\b/i.test(type)) return undefined;
  return `HTTP ${response.statusCode}, ${type.split(';')[0]!.toLowerCase()}`;
}

function detailsOf(error: unknown): { readonly name: string; readonly message: string; readonly code?: string } {
  if (!(error instanceof Error)) return { name: 'error', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  // Node tries every address of a host and reports all of them without a message.
  const message = error.message === '' && error instanceof AggregateError ? String(error.errors[0]) : error.message;
  return { name: error.name, message, ...(code !== undefined && { code }) };
}
