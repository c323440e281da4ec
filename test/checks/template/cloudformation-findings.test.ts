import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadValidationReport } from '../../../lib/aws/assembly/assembly';
import type { JsonObject } from '../../../lib/aws/cloudformation/template';
import { cloudFormationFindings } from '../../../lib/checks/template/cloudformation-findings';

/** A violation as aws-cdk-lib 2.276 writes it. */
const violation = (ruleName: string): JsonObject => ({
  ruleName,
  description: "AliasName: 'no alias' does not match pattern '^(alias/)[a-zA-Z0-9:/_-]+$'",
  severity: 'error',
  ruleMetadata: { category: 'Schema' },
  violatingConstructs: [
    {
      constructPath: 'Keys/Alias',
      constructFqn: 'aws-cdk-lib.CfnResource',
      libraryVersion: '2.276.0',
      cloudFormationResource: { templatePath: 'Keys.template.json', logicalId: 'Alias', propertyPaths: ['Properties.AliasName'] },
    },
  ],
});

/** The same, acknowledged. */
const acknowledged = (ruleName: string, acknowledgedAt?: string): JsonObject => ({
  ...violation(ruleName),
  acknowledgedId: `CloudFormation-Validate::${ruleName}`,
  reason: 'the key is made by hand',
  ...(acknowledgedAt === undefined ? {} : { acknowledgedAt }),
});

const report = (violations: readonly JsonObject[], suppressedViolations: readonly JsonObject[], pluginName = 'CloudFormation Validate') => ({
  version: '55.0.0',
  title: 'Validation Report',
  pluginReports: [{ pluginName, pluginVersion: '1.14.0', conclusion: 'failure', violations, suppressedViolations }],
});

describe('findings of CloudFormation in the report of a synthesis', () => {
  test('an acknowledged one for which CloudFormation refuses the template is listed, with its reason and where it is acknowledged', () => {
    expect(cloudFormationFindings(report([], [acknowledged('F1101', 'Keys/Alias')]), 'cdk.out/validation-report.json')).toEqual([
      {
        code: 'CFN001',
        level: 'warning',
        where: { file: 'cdk.out/validation-report.json', path: 'Keys/Alias' },
        what: "F1101 is acknowledged, at Keys/Alias: AliasName: 'no alias' does not match pattern '^(alias/)[a-zA-Z0-9:/_-]+$'",
        received: 'the reason: the key is made by hand',
        allowed: 'no acknowledgement of a finding for which CloudFormation refuses the template',
        change: 'correct the template; keep the acknowledgement only when the rule is wrong, and say why in the reason',
      },
    ]);
  });

  test('so is one that is acknowledged for the whole app, which no template says', () => {
    const [found] = cloudFormationFindings(report([], [acknowledged('F3031')]), 'f');
    expect(found).toMatchObject({ code: 'CFN001', what: expect.stringMatching(/^F3031 is acknowledged, above the stacks, for all of them: /) });
  });

  test.each(['E3039', 'E9006', 'F3031', 'F3033', 'F3037'])('one of %s, which judges at defaults, is shown as such and fails nothing', (ruleName) => {
    const found = cloudFormationFindings(report([violation(ruleName)], []), 'f');
    expect(found.map(({ code, level, where }) => [code, level, where.path])).toEqual([['CFN002', 'warning', 'Keys/Alias']]);
  });

  test('those of other rules and of other validations, and warnings that are acknowledged, are not repeated', () => {
    expect(cloudFormationFindings(report([violation('E3717'), violation('W3030')], [acknowledged('W3030'), acknowledged('E3045')]), 'f')).toEqual([]);
    expect(cloudFormationFindings(report([violation('F3031')], [acknowledged('F3031')], 'AwsSolutions'), 'f')).toEqual([]);
  });

  test('a report of another shape, and none at all, say nothing', () => {
    for (const odd of [undefined, [], 7, { pluginReports: {} }, { pluginReports: [null, { pluginName: 'CloudFormation Validate', violations: 'x' }] }]) {
      expect(cloudFormationFindings(odd, 'f')).toEqual([]);
    }
  });
});

describe('the file of the report', () => {
  let outdir: string;
  beforeEach(() => {
    outdir = mkdtempSync(join(tmpdir(), 'day2-findings-'));
  });
  afterEach(() => rmSync(outdir, { recursive: true, force: true }));

  test('is read, and need not be there', () => {
    expect(loadValidationReport(outdir)).toBeUndefined();
    writeFileSync(join(outdir, 'validation-report.json'), '{"pluginReports": []}');
    expect(loadValidationReport(outdir)).toEqual({ pluginReports: [] });
  });

  test('that breaks off is a problem', () => {
    writeFileSync(join(outdir, 'validation-report.json'), '{"pluginReports": [');
    expect(() => loadValidationReport(outdir)).toThrow(expect.objectContaining({ problems: [expect.objectContaining({ code: 'ASM002' })] }));
  });
});
