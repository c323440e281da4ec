import type { Account } from '../../../../../lib/simulator/account';
import { DEFAULT_ASSUMPTIONS } from '../../../../../lib/simulator/core/assumptions';
import { AUTOMATION } from '../../../../../lib/simulator/services/ssm/automation/ports';
import { documentOf, RunbookAccount, RUNBOOK_ROLE, step } from '../../../../helpers/runbook-account';
import { ACCOUNT_ID, REGION, type Resources } from '../../../../helpers/simulated-account';
import { role } from '../../../../helpers/simulated-function';

const contentOf = (name: string, more: object = {}) => ({
  schemaVersion: '0.3',
  description: `does ${name}`,
  assumeRole: RUNBOOK_ROLE,
  parameters: { DryRun: { type: 'Boolean', default: true, description: '(Optional) reads alone' } },
  mainSteps: [{ name, action: 'aws:sleep', inputs: { Duration: 'PT1S' } }],
  ...more,
});
const deployed = (properties: object = {}): Resources => ({
  Document: {
    Type: 'AWS::SSM::Document',
    Properties: { Name: 'Deployed', DocumentType: 'Automation', UpdateMethod: 'NewVersion', Content: contentOf('one'), ...properties },
  },
});
const PARENT = (version: object) => documentOf([step('child', 'executeAutomation', { DocumentName: 'Deployed', ...version })]);

function accountOf(properties: object = {}, more: ConstructorParameters<typeof RunbookAccount>[1] = {}): RunbookAccount {
  return new RunbookAccount({}, { resources: deployed(properties), ...more });
}
const update = (account: RunbookAccount, name: string, more: object = {}) =>
  account.attempt('UpdateDocument', { Name: 'Deployed', DocumentVersion: '$LATEST', Content: JSON.stringify(contentOf(name)), ...more });
const description = (account: RunbookAccount, more: object = {}) => account.attempt('DescribeDocument', { Name: 'Deployed', ...more });
const childrenOf = (account: Account) =>
  account
    .use(AUTOMATION)
    .executions()
    .filter(({ parent }) => parent !== undefined);

describe('a document of a template', () => {
  test('is described, in the version that is asked for', () => {
    const account = accountOf({ VersionName: 'first', TargetType: '/AWS::EC2::Instance' });
    update(account, 'two', { VersionName: 'second' });
    expect(description(account).Document).toEqual({
      Name: 'Deployed',
      VersionName: 'first',
      DocumentVersion: '1',
      CreatedDate: '2026-03-02T08:00:00.000Z',
      Status: 'Active',
      Description: 'does one',
      TargetType: '/AWS::EC2::Instance',
      Owner: ACCOUNT_ID,
      Parameters: [{ Name: 'DryRun', Type: 'Boolean', Description: '(Optional) reads alone', DefaultValue: 'true' }],
      DocumentType: 'Automation',
      DocumentFormat: 'JSON',
      SchemaVersion: '0.3',
      LatestVersion: '2',
      DefaultVersion: '1',
    });
    for (const asked of [{ DocumentVersion: '2' }, { DocumentVersion: '$LATEST' }, { VersionName: 'second' }]) {
      expect(description(account, asked).Document).toMatchObject({ DocumentVersion: '2', Description: 'does two' });
    }
    for (const asked of [{ DocumentVersion: '3' }, { VersionName: 'third' }, { DocumentVersion: '1', VersionName: 'second' }]) {
      expect(description(account, asked)).toMatchObject({ name: 'InvalidDocumentVersion' });
    }
    expect(account.attempt('DescribeDocument', { Name: 'Other' })).toMatchObject({ name: 'NotSimulatedError' });
  });

  test.each([
    ['JSON', contentOf('one')],
    ['YAML', "schemaVersion: '0.3'\nmainSteps:\n- {name: one, action: aws:pause, inputs: {}}\n"],
  ])('shows its text in %s, as it is written', (format, content) => {
    const account = accountOf({ Content: content });
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    expect(account.attempt('GetDocument', { Name: 'Deployed', DocumentFormat: format })).toMatchObject({
      Content: text,
      DocumentType: 'Automation',
      DocumentVersion: '1',
    });
    expect(account.attempt('GetDocument', { Name: 'Deployed', DocumentFormat: format === 'JSON' ? 'YAML' : 'JSON' })).toMatchObject({
      name: 'NotSimulatedError',
    });
  });

  test('asks for its own ARN', () => {
    const arn = (name: string) => `arn:aws:ssm:${REGION}:${ACCOUNT_ID}:document/${name}`;
    const other = role('other', 'ssm.amazonaws.com', [{ Action: 'ssm:*', Resource: arn('Other') }]);
    const account = accountOf({}, { resources: { ...deployed(), Other: other } });
    for (const operation of ['DescribeDocument', 'GetDocument', 'ListDocumentVersions', 'UpdateDocument', 'UpdateDocumentDefaultVersion']) {
      const answer = account.attempt(operation, { Name: 'Deployed' }, `arn:aws:iam::${ACCOUNT_ID}:role/other`);
      expect(answer).toMatchObject({ name: 'AccessDeniedException', message: expect.stringContaining(`ssm:${operation} on resource: ${arn('Deployed')}`) });
    }
  });
});

describe('a new version', () => {
  test('is the latest, and runs by default when it is made the default', () => {
    const account = accountOf();
    update(account, 'two');
    const versions = () =>
      account
        .attempt('ListDocumentVersions', { Name: 'Deployed' })
        .DocumentVersions.map(({ DocumentVersion, IsDefaultVersion }: Record<string, unknown>) => [DocumentVersion, IsDefaultVersion]);
    expect(versions()).toEqual([
      ['2', false],
      ['1', true],
    ]);
    expect(account.get(account.start('Deployed'))).toMatchObject({ DocumentVersion: '1', StepExecutions: [{ StepName: 'one' }] });
    expect(account.attempt('UpdateDocumentDefaultVersion', { Name: 'Deployed', DocumentVersion: '2' })).toEqual({
      Description: { Name: 'Deployed', DefaultVersion: '2' },
    });
    expect(versions()).toEqual([
      ['2', true],
      ['1', false],
    ]);
    account.account.run(account.account.now + 60_000);
    expect(account.get(account.start('Deployed'))).toMatchObject({ DocumentVersion: '2', StepExecutions: [{ StepName: 'two' }] });
  });

  test.each([true, false])('of a deployment is the default when that is assumed: %s', (newVersionIsDefault) => {
    const account = accountOf({}, { assumptions: { ...DEFAULT_ASSUMPTIONS, newVersionIsDefault } });
    account.account.use(AUTOMATION).addDocument(REGION, 'Deployed', documentOf([step('two', 'pause')]));
    expect(description(account).Document).toMatchObject({ LatestVersion: '2', DefaultVersion: newVersionIsDefault ? '2' : '1' });
  });

  test.each([
    ['of the same content', {}, 'one', 'DuplicateDocumentContent'],
    ['of a version that is not the latest', { DocumentVersion: '2' }, 'two', 'InvalidDocumentVersion'],
    ['with a name that a version has', { VersionName: 'first' }, 'two', 'DuplicateDocumentVersionName'],
    ['that is no document', { Content: '{"schemaVersion":"0.3"}' }, 'two', 'InvalidDocumentContent'],
  ])('%s is refused', (_what, more, name, error) => {
    const account = accountOf({ VersionName: 'first' });
    expect(update(account, name, more)).toMatchObject({ name: error });
    expect(description(account).Document.LatestVersion).toBe('1');
  });

  test.each(['0', '3', '$LATEST', 'x'])('%s cannot be the default', (version) => {
    expect(accountOf().attempt('UpdateDocumentDefaultVersion', { Name: 'Deployed', DocumentVersion: version })).toMatchObject({
      name: 'InvalidDocumentVersion',
    });
  });
});

test.each([
  [{}, '1'],
  [{ DocumentVersion: '$DEFAULT' }, '1'],
  [{ DocumentVersion: '$LATEST' }, '2'],
  [{ DocumentVersion: '2' }, '2'],
])('a child runs in the version that its step names: %j', async (named, version) => {
  const account = accountOf();
  update(account, 'two');
  account.account.use(AUTOMATION).addDocument(REGION, 'Parent', PARENT(named));
  expect(await account.after(1, account.start('Parent'))).toMatchObject({ AutomationExecutionStatus: 'Success' });
  expect(childrenOf(account.account).map(({ document }) => String(document.version))).toEqual([version]);
});

test('a run goes on in its version when another becomes the default', async () => {
  const account = accountOf();
  const id = account.start('Deployed');
  update(account, 'two');
  account.attempt('UpdateDocumentDefaultVersion', { Name: 'Deployed', DocumentVersion: '2' });
  expect(await account.after(1, id)).toMatchObject({ DocumentVersion: '1', AutomationExecutionStatus: 'Success', StepExecutions: [{ StepName: 'one' }] });
});
