import { Readable } from 'node:stream';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { accountProblem } from '../../../lib/cli/account/account-problem';

/** Answers every request with one response, as a network would. */
const answering = (statusCode: number, contentType: string, body: string) => ({
  region: 'eu-central-1',
  maxAttempts: 1,
  credentials: { accessKeyId: 'a', secretAccessKey: 's' },
  requestHandler: { handle: async () => ({ response: { statusCode, headers: { 'content-type': contentType }, body: Readable.from([Buffer.from(body)]) } }) },
});

const PAGE = '<html><body>Service Unavailable</body></html>';

async function problemOf(send: () => Promise<unknown>) {
  const error = await send().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return accountProblem('dynamodb:GetItem', 'eu-central-1', error);
}

const fromTable = (...answer: Parameters<typeof answering>) =>
  problemOf(() => new DynamoDBClient(answering(...answer)).send(new GetItemCommand({ TableName: 't', Key: {} })));
const fromParameters = (...answer: Parameters<typeof answering>) =>
  problemOf(() => new SSMClient(answering(...answer)).send(new GetParametersCommand({ Names: ['p'] })));

test.each([
  ['of a table', fromTable],
  ['of parameters', fromParameters],
])('a proxy that answers with a page in place of AWS is named, to a client %s', async (_what, problemFrom) => {
  expect(await problemFrom(503, 'text/html; charset=utf-8', PAGE)).toMatchObject({
    code: 'AWS003',
    what: 'the account cannot be reached: what answers is not AWS; a proxy?',
    received: 'HTTP 503, text/html',
  });
});

test('an error of the service stays one', async () => {
  const body = JSON.stringify({ __type: 'com.amazonaws#InternalServerError', message: 'no' });
  expect(await fromTable(500, 'application/x-amz-json-1.0', body)).toMatchObject({ code: 'AWS004', received: 'InternalServerError: no' });
});
