import { INBOX } from '../../../../lib/simulator/services/ses/ports';
import { ACCOUNT_ID, REGION, type Resources } from '../../../helpers/simulated-account';
import { accountWith, FUNCTION_ARN, functionOf, runMinutes } from '../../../helpers/simulated-function';

const PRINTS = `exports.handler = async ({ Records: [{ ses }] }) => console.log(ses.mail.commonHeaders.from[0], ses.mail.commonHeaders.subject, ses.mail.messageId);`;
const rule = (changes: object = {}): Resources[string] => ({
  Type: 'AWS::SES::ReceiptRule',
  Properties: {
    RuleSetName: 'inbound',
    Rule: { Name: 'ops', Enabled: true, Recipients: ['ops@example.com'], Actions: [{ LambdaAction: { FunctionArn: FUNCTION_ARN } }], ...changes },
  },
});
const PERMISSION: Resources[string] = {
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: FUNCTION_ARN,
    Principal: 'ses.amazonaws.com',
    SourceAccount: ACCOUNT_ID,
    SourceArn: `arn:aws:ses:${REGION}:${ACCOUNT_ID}:receipt-rule-set/inbound:receipt-rule/ops`,
  },
};

function accountOfMail(Rule: Resources[string], more: Resources = { Permission: PERMISSION }) {
  const account = accountWith({ ...functionOf(PRINTS), Rule, ...more });
  return { account, receive: (to: string) => account.use(INBOX).receive({ from: 'ana@example.com', to, subject: 'no invoice', messageId: 'm-1' }, REGION) };
}

test('a mail starts the function of the rule that is for it, with its headers', async () => {
  const { account, receive } = accountOfMail(rule());
  expect([receive('OPS@example.com'), receive('sales@example.com')]).toEqual([1, 0]);
  expect((await runMinutes(account, 1)).filter((line) => line.includes('log:'))).toEqual(['0 log: ana@example.com no invoice m-1']);
});

test.each<[string, object, number]>([
  ['a domain is for all of its addresses', { Recipients: ['example.com'] }, 1],
  ['a domain is not for its subdomains', { Recipients: ['com'] }, 0],
  ['with a dot it is', { Recipients: ['.com'] }, 1],
  ['without recipients it is for everybody', { Recipients: undefined }, 1],
  ['a rule that is off takes nothing', { Enabled: false }, 0],
])('%s', (_, changes, taken) => expect(accountOfMail(rule(changes)).receive('ops@example.com')).toBe(taken));

test('SES has to be let in, and other actions are refused by name', () => {
  expect(() => accountOfMail(rule(), {}).receive('ops@example.com')).toThrow('ses.amazonaws.com may not lambda:InvokeFunction');
  expect(() => accountOfMail(rule({ Actions: [{ S3Action: { BucketName: 'b' } }] })).receive('ops@example.com')).toThrow('S3Action of a receipt rule');
  const waits = { LambdaAction: { FunctionArn: FUNCTION_ARN, InvocationType: 'RequestResponse' } };
  expect(() => accountOfMail(rule({ Actions: [waits] })).receive('ops@example.com')).toThrow('InvocationType RequestResponse of a receipt rule');
});
