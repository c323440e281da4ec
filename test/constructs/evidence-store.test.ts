import { App, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { EvidenceStore, type EvidenceStoreProps } from '../../lib/constructs/evidence-store';
import { TemplateChecksPlugin } from '../../lib/constructs/template-checks-plugin';

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Condition?: object;
}

function storeWith(props?: EvidenceStoreProps) {
  const stack = new Stack(new App(), 'Test');
  return { stack, store: new EvidenceStore(stack, 'Evidence', props) };
}
const bucketOf = (template: Template): Record<string, any> => Object.values(template.findResources('AWS::S3::Bucket'))[0]!;
const actionsOf = (statements: readonly Statement[]): readonly string[] => statements.flatMap(({ Action }) => Action).toSorted();

describe('evidence is stored where an auditor finds it, in versions, for more than a year (001-21)', () => {
  const { stack, store } = storeWith();
  const writer = new Role(stack, 'Writer', { assumedBy: new AccountRootPrincipal() });
  const auditor = new Role(stack, 'Auditor', { assumedBy: new AccountRootPrincipal() });
  store.grantStore(writer);
  store.grantAudit(auditor);
  const template = Template.fromStack(stack);
  const bucket = bucketOf(template);
  const statementsOf = (role: string): readonly Statement[] =>
    Object.values(template.findResources('AWS::IAM::Policy'))
      .filter(({ Properties }) => Properties.Roles[0].Ref.startsWith(role))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);

  test('every version is kept, a deletion of the stack included, and nothing current expires', () => {
    expect(bucket).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    expect(bucket['Properties'].VersioningConfiguration).toEqual({ Status: 'Enabled' });
    const [rule, ...others] = bucket['Properties'].LifecycleConfiguration.Rules;
    expect([rule.NoncurrentVersionExpiration, rule.ExpirationInDays, others]).toEqual([{ NoncurrentDays: 400 }, undefined, []]);
  });

  test('it is encrypted with a key that rotates, closed to the public, and answers over TLS only; nobody removes a version', () => {
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
    const [{ ServerSideEncryptionByDefault }] = bucket['Properties'].BucketEncryption.ServerSideEncryptionConfiguration;
    expect(ServerSideEncryptionByDefault).toEqual({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: expect.anything() });
    expect(Object.values(bucket['Properties'].PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
    const [policy] = Object.values(template.findResources('AWS::S3::BucketPolicy'));
    const denied = (policy!['Properties'].PolicyDocument.Statement as readonly Statement[]).filter(({ Effect }) => Effect === 'Deny');
    expect(denied.map(({ Action, Condition }) => [Action, Condition])).toEqual([
      ['s3:*', { Bool: { 'aws:SecureTransport': 'false' } }],
      ['s3:*', { NumericLessThan: { 's3:TlsVersion': 1.2 } }],
      ['s3:DeleteObjectVersion', undefined],
    ]);
  });

  test('whoever stores can use the key, and can neither read nor remove; an auditor reads versions, and stores nothing', () => {
    expect(actionsOf(statementsOf('Writer'))).toEqual(['kms:Decrypt', 'kms:GenerateDataKey', 's3:AbortMultipartUpload', 's3:PutObject']);
    expect(actionsOf(statementsOf('Auditor'))).toEqual(['kms:Decrypt', 's3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 's3:ListBucketVersions']);
  });

  test('cdk-nag and our own checks find nothing that has no reason', () => {
    const before = process.exitCode;
    const print = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const app = new App();
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new TemplateChecksPlugin());
    new EvidenceStore(new Stack(app, 'Test'), 'Evidence');
    app.synth();
    const printed = print.mock.calls.join('\n');
    print.mockRestore();
    process.exitCode = before;
    expect(printed).toBe('');
  });
});

test.each(['governance', 'compliance'] as const)('object lock in %s mode holds for the whole retention', (lock) => {
  const { Properties } = bucketOf(Template.fromStack(storeWith({ lock, retentionDays: 500 }).stack));
  expect([Properties.ObjectLockEnabled, Properties.ObjectLockConfiguration]).toEqual([
    true,
    { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: lock.toUpperCase(), Days: 500 } } },
  ]);
  expect(Properties.LifecycleConfiguration.Rules[0].NoncurrentVersionExpiration.NoncurrentDays).toBe(500);
});

test.each([365, 0, 400.5, Number.NaN])('a retention of %d days is refused', (retentionDays) => {
  expect(() => storeWith({ retentionDays })).toThrow(`retentionDays is ${retentionDays}: allowed is a whole number from 366 on`);
});
