import { accountRoot } from '../../../../lib/aws/iam/principal';
import { RunbookAccount } from '../../../helpers/runbook-account';
import { ACCOUNT_ID, REGION, START } from '../../../helpers/simulated-account';

const NAME = 'edi-prod-translate-worker';

function lambda(code = 'a') {
  const { account } = new RunbookAccount(
    {},
    {
      stated: {
        'lambda function': [{ FunctionName: NAME, CodeSha256: code, Description: 'translates', secondsOfUpdate: 90 }],
        'lambda version': [{ FunctionName: NAME, Version: '8', CodeSha256: 'a', Description: 'translates' }],
      },
    },
  );
  const call = (operation: string, input: object = {}) =>
    account.call(accountRoot(ACCOUNT_ID), 'lambda', operation, { FunctionName: NAME, ...input }, REGION) as Record<string, unknown>;
  return { account, call };
}

describe('versions of a stated function', () => {
  test('what is published already is not published again', () => {
    expect(lambda().call('PublishVersion')).toMatchObject({ Version: '8' });
  });

  test('other code is a version of its own, and is published only as what was expected', () => {
    const { call } = lambda('b');
    expect(() => call('PublishVersion', { CodeSha256: 'a' })).toThrow('different from current CodeSHA256');
    expect(call('PublishVersion', { CodeSha256: 'b' })).toMatchObject({ Version: '9', CodeSha256: 'b', State: 'Active' });
  });

  test('a function is not published while it is being changed', async () => {
    const { account, call } = lambda();
    expect(call('UpdateFunctionConfiguration', { Description: 'restarted' })).toMatchObject({ LastUpdateStatus: 'InProgress' });
    expect(() => call('PublishVersion')).toThrow('An update is in progress');
    await account.runAsync(START + 120_000);
    expect(call('PublishVersion')).toMatchObject({ Version: '9', Description: 'restarted' });
  });
});
