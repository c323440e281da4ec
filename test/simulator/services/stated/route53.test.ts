import { accountRoot } from '../../../../lib/aws/iam/principal';
import { RunbookAccount } from '../../../helpers/runbook-account';
import { ACCOUNT_ID, REGION } from '../../../helpers/simulated-account';

const ZONE = { HostedZoneId: 'Z1' };
const RECORD = { ...ZONE, Name: 'portal.example.com.', Type: 'A' };

function route53() {
  const { account } = new RunbookAccount(
    {},
    {
      stated: {
        'route53 record set': [
          { ...RECORD, SetIdentifier: 'first', Weight: 1 },
          { ...RECORD, SetIdentifier: 'second', Weight: 2 },
        ],
        'route53 health check': [{ Id: 'red', Status: 'Failure: HTTP Status Code 503' }, { Id: 'green' }],
      },
    },
  );
  return (operation: string, input: object) => account.call(accountRoot(ACCOUNT_ID), 'route53', operation, { ...input }, REGION) as Record<string, any>;
}

test('a list begins at the record with the identifier that was asked for', () => {
  const start = { ...ZONE, StartRecordName: 'portal.example.com', StartRecordType: 'A', MaxItems: '1' };
  const found = (StartRecordIdentifier: string) => route53()('ListResourceRecordSets', { ...start, StartRecordIdentifier }).ResourceRecordSets;
  expect([found('first'), found('second')]).toMatchObject([[{ Weight: 1 }], [{ Weight: 2 }]]);
});

test('a health check says what it was stated to say, and otherwise that all is well', () => {
  const status = (HealthCheckId: string) => route53()('GetHealthCheckStatus', { HealthCheckId }).HealthCheckObservations[0].StatusReport.Status;
  expect([status('red'), status('green')]).toEqual(['Failure: HTTP Status Code 503', 'Success: HTTP Status Code 200, OK']);
  expect(() => status('none')).toThrow('does not exist');
});
