import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Stage, Validations } from 'aws-cdk-lib';
import { CfnAlarm, CfnCompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { TemplateChecksPlugin } from '../../lib/constructs/template-checks-plugin';

const ALARM = {
  namespace: 'AWS/Lambda',
  metricName: 'Errors',
  statistic: 'Sum',
  period: 60,
  evaluationPeriods: 3,
  threshold: 1,
  comparisonOperator: 'GreaterThanThreshold',
};

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'day2-plugin-'));
});
afterEach(() => rmSync(outdir, { recursive: true, force: true }));

/** An app with our plugin, and the validation of CloudFormation that the CDK brings. */
function appWith(build: (app: App) => void): App {
  const app = new App({ outdir, context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
  Validations.of(app).addPlugins(new TemplateChecksPlugin());
  build(app);
  return app;
}

/** Synthesizes as a program does, and gives what it prints and the exit code. */
function synthesize(app: App): { readonly printed: string; readonly exitCode: unknown } {
  const before = process.exitCode;
  const print = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  let thrown = '';
  try {
    app.synth();
  } catch (error) {
    thrown = String(error);
  }
  const result = {
    printed: [...print.mock.calls.flat(), thrown].join('\n'),
    exitCode: thrown === '' ? (process.exitCode ?? 0) : 1,
  };
  print.mockRestore();
  process.exitCode = before;
  return result;
}

describe('synthesis with the checks of templates', () => {
  test('fails on what the validation of CloudFormation lets pass, naming construct, code and change', () => {
    const app = appWith((scope) => {
      new CfnAlarm(new Stack(scope, 'Alarms'), 'Ratio', {
        ...ALARM,
        namespace: undefined,
        metricName: undefined,
        statistic: undefined,
        period: undefined,
        metrics: [{ id: 'e', expression: 'm1 / (m2', returnData: true }],
      });
    });
    const { printed, exitCode } = synthesize(app);
    expect(exitCode).toBe(1);
    expect(printed).toContain('MTH001');
    expect(printed).toContain('Alarms/Ratio');
    expect(printed).toContain('correct "m1 / (m2"');
  });

  test('sees across stacks: a composite alarm over an alarm of a neighbour passes, over a misspelt one fails', () => {
    const build = (child: string) => (scope: App) => {
      const stage = new Stage(scope, 'Prod', { env: { region: 'eu-central-1' } });
      new CfnAlarm(new Stack(stage, 'Metrics'), 'Errors', { ...ALARM, alarmName: 'errors' });
      new CfnCompositeAlarm(new Stack(stage, 'Composites'), 'Any', { alarmRule: `ALARM(${child})` });
    };
    expect(synthesize(appWith(build('errors')))).toEqual({ printed: '', exitCode: 0 });
    const misspelt = synthesize(appWith(build('error')));
    expect(misspelt.exitCode).toBe(1);
    expect(misspelt.printed).toContain('CMP002');
    expect(misspelt.printed).toContain('Prod/Composites/Any');
  });

  test('shows warnings and goes on', () => {
    const app = appWith((scope) => {
      new CfnAlarm(new Stack(scope, 'Alarms'), 'Errors', { ...ALARM, unit: 'Count' });
    });
    const { printed, exitCode } = synthesize(app);
    expect(printed).toContain('ALM015');
    expect(exitCode).toBe(0);
  });

  test('accepts a finding that is acknowledged with a reason', () => {
    const app = appWith((scope) => {
      const stack = new Stack(scope, 'Composites');
      const composite = new CfnCompositeAlarm(stack, 'Any', { alarmRule: 'ALARM("made-by-another-team")' });
      Validations.of(composite).acknowledge({ id: 'day2::CMP002', reason: 'the alarm belongs to the platform team' });
    });
    expect(synthesize(app).exitCode).toBe(0);
  });

  test('fails on a template that is too large, which is no single resource', () => {
    const app = appWith((scope) => {
      const stack = new Stack(scope, 'Large');
      for (let index = 0; index < 100; index++) {
        new CfnAlarm(stack, `Errors${index}`, {
          ...ALARM,
          alarmName: `${index}`,
          dimensions: [{ name: 'd', value: 'v'.repeat(10_000) }],
        });
      }
    });
    const { printed, exitCode } = synthesize(app);
    expect(exitCode).toBe(1);
    expect(printed).toContain('STK003');
  });
});
