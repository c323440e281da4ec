import { statSync } from 'node:fs';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { LoadedResource } from '../../lib/aws/assembly/loaded-stack';
import type { JsonObject } from '../../lib/aws/cloudformation/template';
import { loadConfiguration } from '../../lib/config/load';
import { filesOnDisk } from '../../lib/config/read-directory';
import { assemblyResources } from '../../lib/conformance/assembly-resources';
import { compareDeployment } from '../../lib/conformance/compare-deployment';
import { EvidenceStore, type EvidenceStoreProps } from '../../lib/constructs/evidence-store';
import { TemplateChecksPlugin } from '../../lib/constructs/template-checks-plugin';
import { monthlyCost } from '../../lib/cost/monthly-cost';
import { buildPlan } from '../../lib/plan/build-plan';
import { stackSizes } from '../../lib/plan/stack-sizes';
import { Account } from '../../lib/simulator/account';
import { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import { exampleModel, exampleObjective } from '../helpers/models';
import { synthesizedStacks } from '../helpers/synthesized-configuration';

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

describe('an environment keeps its evidence in the account (14.3, 001-21)', () => {
  const model = { ...exampleModel({ checkout: [exampleObjective()] }), evidenceStore: { retentionDays: 500, lock: 'governance' as const } };
  const { plan, problems } = buildPlan(model);
  const stacks = synthesizedStacks(plan);
  const bucketName = 'shop-prod-evidence-111122223333';

  /** The differences once one resource of the store has other properties, or is missing. */
  function foundWith(type: string, change: (properties: JsonObject) => JsonObject | undefined): readonly string[] {
    const broken = stacks.map((stack) => ({
      ...stack,
      resources: stack.resources.flatMap((resource) => {
        if (resource.type !== type) return [resource];
        const properties = change(structuredClone(resource.properties));
        return properties === undefined ? [] : [withProperties(resource, properties)];
      }),
    }));
    const { differences, unknown } = compareDeployment(plan, assemblyResources(broken));
    expect(unknown).toEqual([]);
    return differences.map(({ name, what }) => (name === bucketName ? what : `${name}: ${what}`));
  }

  test('as the file of the environment says: for 400 days without object lock unless it says more, and never for a year or less', () => {
    const read = (line: string) => {
      const readFile = (path: string) => filesOnDisk.readFile(path) + (path.endsWith('prod.yaml') ? `\n${line}\n` : '');
      const { models, problems: found } = loadConfiguration({ directory: 'examples/two-people/config', ...filesOnDisk, readFile });
      return [models.find(({ environment }) => environment === 'prod')?.evidenceStore, found.map(({ code }) => code)];
    };
    expect(read('')).toEqual([undefined, []]);
    expect(read('evidenceStore: {}')).toEqual([{ retentionDays: 400 }, []]);
    expect(read('evidenceStore: { retentionDays: 730, lock: compliance }')).toEqual([{ retentionDays: 730, lock: 'compliance' }, []]);
    expect(read('evidenceStore: { retentionDays: 365 }')).toEqual([undefined, [expect.any(String)]]);
  });

  test('it is deployed as planned, in a stack of its own, as large as counted, and costs a key', () => {
    expect(problems).toEqual([]);
    expect(compareDeployment(plan, assemblyResources(stacks))).toMatchObject({ differences: [], unknown: [] });
    const stack = stacks.find(({ stackName }) => stackName === 'shop-prod-evidence')!;
    const size = stackSizes(plan).find(({ stackName }) => stackName === 'shop-prod-evidence')!;
    expect(size.resources).toBe(Object.keys(stack.template.Resources).length);
    const bytes = statSync(stack.file).size;
    const share = size.templateBytes / bytes;
    expect([share, share >= 1 && share <= 1.5]).toEqual([share, true]);
    expect(monthlyCost(plan).lines.filter(({ part }) => part === 'evidence store')).toMatchObject([{ count: 1, usd: 1 }]);
    const { notSimulated } = new Account({ stacks, store: new MetricStore(), start: 0 });
    expect(notSimulated).toEqual([]);
  });

  test.each<[what: string, type: string, change: (properties: any) => JsonObject | undefined, found: readonly string[]]>([
    ['the bucket is missing', 'AWS::S3::Bucket', () => undefined, ['bucket']],
    [
      'versioning is off',
      'AWS::S3::Bucket',
      (bucket) => ({ ...bucket, VersioningConfiguration: { Status: 'Suspended' } }),
      ['bucket.VersioningConfiguration.Status'],
    ],
    [
      'retention is shortened',
      'AWS::S3::Bucket',
      (bucket) => {
        bucket.LifecycleConfiguration.Rules[0].NoncurrentVersionExpiration.NoncurrentDays = 30;
        bucket.ObjectLockConfiguration.Rule.DefaultRetention.Days = 30;
        return bucket;
      },
      ['bucket.LifecycleConfiguration.Rules[0].NoncurrentVersionExpiration.NoncurrentDays', 'bucket.ObjectLockConfiguration.Rule.DefaultRetention.Days'],
    ],
    [
      'what is current expires',
      'AWS::S3::Bucket',
      (bucket) => {
        bucket.LifecycleConfiguration.Rules[0].ExpirationInDays = 30;
        return bucket;
      },
      ['bucket.LifecycleConfiguration.Rules[0].ExpirationInDays'],
    ],
    ['object lock is gone', 'AWS::S3::Bucket', ({ ObjectLockConfiguration: _lock, ...bucket }) => bucket, ['bucket.ObjectLockConfiguration']],
    [
      'it is open to the public',
      'AWS::S3::Bucket',
      (bucket) => ({ ...bucket, PublicAccessBlockConfiguration: { ...bucket.PublicAccessBlockConfiguration, BlockPublicPolicy: false } }),
      ['bucket.PublicAccessBlockConfiguration.BlockPublicPolicy'],
    ],
    ['it is not encrypted with a key', 'AWS::S3::Bucket', ({ BucketEncryption: _key, ...bucket }) => bucket, ['bucket.BucketEncryption']],
    ['its policy is missing', 'AWS::S3::BucketPolicy', () => undefined, ['policy: TLS only', 'policy: TLS 1.2 at least', 'policy: nobody removes a version']],
    [
      'somebody may remove versions',
      'AWS::S3::BucketPolicy',
      (policy) => {
        const { Statement: all } = policy.PolicyDocument;
        const kept = all.filter(({ Action }: any) => Action !== 's3:DeleteObjectVersion');
        return { ...policy, PolicyDocument: { Statement: [...kept, { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }] } };
      },
      ['policy: nobody removes a version', 'policy'],
    ],
  ])('%s: the comparison finds it', (_, type, change, found) => {
    expect(foundWith(type, change)).toEqual(found);
  });

  test('a name that S3 would refuse is refused before (PLN016)', () => {
    const environment = 'p'.repeat(37);
    const found = (each: string) => buildPlan({ ...model, environment: each }).problems.filter(({ code }) => code === 'PLN016');
    expect(found(environment)).toMatchObject([{ received: '64 characters' }]);
    expect(found(environment.slice(1))).toEqual([]);
  });
});

/** A resource with other properties; everything else is its own. */
function withProperties(resource: LoadedResource, properties: JsonObject): LoadedResource {
  return new Proxy(resource, {
    get: (target, key) => {
      if (key === 'properties') return properties;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
