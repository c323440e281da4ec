import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validations, type CfnResource } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { buildPlan } from '../../lib/plan/build-plan';
import { OperationsApp } from '../../lib/stacks/operations-app';
import { exampleModel, exampleObjective } from '../helpers/models';
import { shippedAssembly, shippedEnvironment } from '../helpers/shipped-assembly';

const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };

/** The smallest app of its class: what a finding does to a synthesis does not hang on how much else there is to validate. */
const { plan: small } = buildPlan(exampleModel({ checkout: [exampleObjective({ typicalEventsPerMinute: 600 })] }));

/** Synthesizes a small app, after a change of one resource of a type; gives what is printed and the exit code. */
function synthesizeWith<T extends CfnResource>(isWanted: (node: unknown) => node is T, change: (resource: T) => void = () => {}) {
  const outdir = mkdtempSync(join(tmpdir(), 'day2-validation-'));
  const exitCodeBefore = process.exitCode;
  const print = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  let thrown: unknown;
  try {
    const app = new OperationsApp({ plans: [small], context, outdir });
    change(app.node.findAll().find(isWanted)!);
    app.synth();
  } catch (error) {
    thrown = error;
  }
  const result = { failed: thrown !== undefined || process.exitCode === 1, printed: `${print.mock.calls.join('\n')}${String(thrown)}` };
  process.exitCode = exitCodeBefore;
  print.mockRestore();
  rmSync(outdir, { recursive: true, force: true });
  return result;
}

const isKey = (node: unknown): node is CfnKey => node instanceof CfnKey;
const isAlarm = (node: unknown): node is CfnAlarm => node instanceof CfnAlarm;

test('the shipped environments synthesize without a single finding of any validation', () => {
  const report = JSON.parse(readFileSync(join(shippedAssembly(), 'validation-report.json'), 'utf8'));
  expect(report.pluginReports).toEqual([]);
});

/** What prod acknowledges: where, which finding, and how often. Whatever else turns up needs a reason and a line here. */
const ACKNOWLEDGED: readonly (readonly [path: RegExp, finding: RegExp, times: number])[] = [
  [/\/ErrorBudget\/Ledger\/FunctionRole$/, /^AwsSolutions-IAM5\[Resource::\*\]$/, 2],
  [/\/ErrorBudget\/Ledger\/FunctionRole$/, /^AwsSolutions-IAM5\[Resource::arn:[^"]*:parameter\/edi\/prod\/error-budget\/\*\]$/, 2],
  [/\/Engine\/FunctionRole$/, /^AwsSolutions-IAM5\[Resource::\*\]$/, 1],
  [/\/Engine\/FunctionRole$/, /^AwsSolutions-IAM5\[Resource::<EngineTable\w+\.Arn>\/index\/\*\]$/, 1],
  [/\/Engine\/FunctionRole$/, /^AwsSolutions-IAM5\[Resource::arn:[^"]*:(?:opsitem|key)\/\*\]$/, 2],
  [/\/Engine\/FunctionRole$/, /^AwsSolutions-IAM5\[Resource::arn:[^"]*:parameter\/edi\/prod\/error-budget\/\*\]$/, 2],
  [/\/Engine\/FunctionRole$/, /^AwsSolutions-IAM5\[Resource::arn:[^"]*:edi-prod-person-\*\]$/, 1],
  [/\/Engine\/FunctionRole$/, /^AwsSolutions-IAM5\[Action::kms:GenerateDataKey\*\]$/, 1],
  [/\/Chat-governor-ops\/Guardrail$/, /^AwsSolutions-IAM5\[Resource::\*\]$/, 1],
  [/\/Maintenance\/Tasks\/ScheduleRole$/, /^AwsSolutions-IAM5\[Resource::arn:[^"]*:automation-definition\/edi-prod-task-[a-z-]+:\*\]$/, 6],
  [/\/Maintenance\/Tasks\/ScheduleRole$/, /^AwsSolutions-IAM5\[Resource::arn:[^"]*:automation-execution\/\*\]$/, 1],
  [/\/Incidents\/Engine\/FunctionRole$/, /^AwsSolutions-IAM5\[Resource::arn:[^"]*:automation-execution\/\*\]$/, 1],
  [/\/(?:DeadLetters|LostTicks|LostStarts)$/, /^AwsSolutions-SQS3$/, 9],
  [/\/Watchdog\/Canary\/Queue$/, /^AwsSolutions-SQS3$/, 1],
];

test('the shipped app acknowledges what is listed here, with reasons, and nothing else', () => {
  const key = Validations.ACKNOWLEDGED_RULES_METADATA_KEY;
  const app = new OperationsApp({ plans: [shippedEnvironment('prod').plan], context });
  const acknowledged = () =>
    app.node.findAll().flatMap((construct) =>
      construct.node.metadata
        .filter(({ type }) => type === key)
        .flatMap(({ data }) =>
          Object.entries(data as Record<string, string>).map(([finding, reason]) => ({
            path: construct.node.path,
            finding: finding.replace('Annotation::', ''),
            reason,
          })),
        ),
    );
  // What the role of a runbook may act on is derived from its document, with the reason for each pattern: its steps and what is not known.
  const ofRunbook = ({ path, finding }: { path: string; finding: string }) =>
    /\/(?:Runbooks\/[\w-]+|Tasks\/Documents\/task-[\w-]+|Engine\/Acknowledge)\/Role$/.test(path) && finding.startsWith('AwsSolutions-IAM5[Resource::');
  expect(acknowledged().filter(ofRunbook).length).toBeGreaterThan(50);
  for (const { reason } of acknowledged().filter(ofRunbook)) expect(reason).toMatch(/^\w+(?:, \w+)*: \S+/);
  const found = acknowledged().filter((each) => !ofRunbook(each));
  for (const { reason } of found) expect(reason).toMatch(/[a-z]{3,} [a-z]{2,}/);
  const listed = (path: RegExp, finding: RegExp) => found.filter((each) => path.test(each.path) && finding.test(each.finding));
  expect(ACKNOWLEDGED.map(([path, finding]) => listed(path, finding).length)).toEqual(ACKNOWLEDGED.map(([, , times]) => times));
  expect(found).toHaveLength(ACKNOWLEDGED.reduce((sum, [, , times]) => sum + times, 0));

  // The same look finds one that is put there.
  Validations.of(app).acknowledge({ id: 'AwsSolutions::AwsSolutions-KMS5', reason: 'this test' });
  expect(acknowledged().map(({ path }) => path)).toContain(app.node.path);
});

test('the small app that the findings below are put into synthesizes, and has none of them', () => {
  const { failed, printed } = synthesizeWith(isKey);
  expect(failed).toBe(false);
  expect(printed).not.toMatch(/AwsSolutions-KMS5|CloudFormation Validate|ALM002/);
});

test('a finding of cdk-nag fails the synthesis and is named', () => {
  const { failed, printed } = synthesizeWith(isKey, (key) => (key.enableKeyRotation = false));
  expect(failed).toBe(true);
  expect(printed).toContain('AwsSolutions-KMS5');
});

test('a finding of CloudFormation itself fails the synthesis and is named', () => {
  const { failed, printed } = synthesizeWith(isAlarm, (alarm) => alarm.addPropertyOverride('Threshold', 'high'));
  expect(failed).toBe(true);
  expect(printed).toContain('(CloudFormation Validate)');
});

test('a finding of our own checks fails the synthesis and is named', () => {
  const { failed, printed } = synthesizeWith(isAlarm, (alarm) => (alarm.actionsEnabled = false));
  expect(failed).toBe(true);
  expect(printed).toContain('ALM002');
});
