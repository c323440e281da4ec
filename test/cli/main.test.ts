import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, stackTraceIn } from '../helpers/recording-terminal';
import { synthesizeConfiguration } from '../helpers/synthesized-configuration';

const BASE = 'test/config/base';

let scratch: string;
beforeEach(() => (scratch = mkdtempSync(join(tmpdir(), 'day2-main-'))));
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

/** The base configuration with an edit of its operations.yaml. */
function editedConfiguration(edit: (text: string) => string): string {
  cpSync(BASE, scratch, { recursive: true });
  const file = join(scratch, 'operations.yaml');
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
  return scratch;
}

/** Calendars of the configurations have not run out by then, whatever the machine says. */
beforeEach(() => void jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 3, 1)));
afterEach(() => void jest.restoreAllMocks());

describe('usage', () => {
  test.each([[['--help']], [['help']], [['gameday', '--help']]])('%j prints help and is fine', async (commandLine) => {
    const { exitCode, output, errors } = await runCommand(commandLine);
    expect([exitCode, errors]).toEqual([0, '']);
    expect(output).toMatch(/^Usage: day2/);
  });

  test('no command at all is a usage error that shows the commands', async () => {
    const { exitCode, errors } = await runCommand([]);
    expect(exitCode).toBe(2);
    expect(errors).toMatch(/check[^]*plan[^]*gameday/);
  });

  test.each([
    [['chekc'], /unknown command 'chekc'[^]*Did you mean check/],
    [['check', '--verbos'], /unknown option '--verbos'/],
    [['plan', 'config'], /too many arguments/],
    [['plan', '--env', 'nowhere'], /there is no environment nowhere/],
    [['plan', '--env'], /argument missing/],
    [['check', '--config', ''], /must not be empty/],
    [['gameday', '--assembly', 'a', '--template', 'b'], /cannot be used with option '--assembly <dir>'/],
  ])('%j is a usage error', async (commandLine, message) => {
    const { exitCode, output, errors } = await runCommand(commandLine);
    expect([exitCode, output, stackTraceIn(errors)]).toEqual([2, '', []]);
    expect(errors).toMatch(message);
  });
});

describe('a configuration with mistakes', () => {
  const broken = () =>
    editedConfiguration((text) => text.replace('kind: latency', 'kind: latancy').replace('afterMinutes', 'x').replace('title: Web shop', 'titel: Web shop'));

  test.each([[['check']], [['plan', '--env', 'prod']], [['gameday']]])('%j reports all of them at once and exits with 1', async (command) => {
    const { exitCode, output, errors } = await runCommand([...command, '--config', broken()]);
    expect([exitCode, output, stackTraceIn(errors)]).toEqual([1, '', []]);
    expect(errors).toMatch(/write kind: latency/);
    expect(errors).toMatch(/write title/);
    expect(errors).toMatch(/^\d+ errors?, \d+ warnings?$/m);
  });

  test('check --json gives the same problems to machines', async () => {
    const { exitCode, output, errors } = await runCommand(['check', '--json', '--config', broken()]);
    const { problems, environments } = JSON.parse(output);
    expect([exitCode, errors, environments]).toEqual([1, '', []]);
    // A title that is misspelt is one problem, and not a missing one as well.
    expect(problems.map(({ code }: { code: string }) => code)).toEqual(['CFG010', 'CFG013']);
  });

  test('a directory that does not exist is a problem like any other', async () => {
    const { exitCode, errors } = await runCommand(['check', '--config', join(scratch, 'nowhere')]);
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/error CFG001 .*nowhere\/operations\.yaml/);
    expect(stackTraceIn(errors)).toEqual([]);
  });

  test('an environment variable with a placeholder that is no number is one, too', async () => {
    const { exitCode, errors } = await runCommand(['check', '--config', BASE], { environmentVariables: { AVAILABILITY_SLO_PERCENT: 'high' } });
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/AVAILABILITY_SLO_PERCENT/);
  });
});

describe('check', () => {
  test('says of every environment and objective what it will alert on', async () => {
    const { exitCode, output, errors } = await runCommand(['check', '--config', BASE]);
    expect([exitCode, errors]).toEqual([0, '']);
    expect(output).toMatch(/^dev: 3 objectives/m);
    expect(output).toMatch(/^prod: 3 objectives, 19 metric alarms, 7 composite alarms in eu-central-1$/m);
    expect(output).toMatch(/^ {2}web\/availability 99\.9 % over 30d: page 1h at 14\.4× \(1\.44 %\), page 6h at 6× \(0\.6 %\)/m);
    expect(output).toMatch(/^ {2}orders\/freshness .* ticket 14h24m at 1× \(1 %, 20 bad or more\)$/m);
  });

  test('the shipped configuration is sound', async () => {
    expect((await runCommand(['check'])).exitCode).toBe(0);
  });

  describe('--assembly', () => {
    let synthesized: string;
    beforeAll(() => (synthesized = synthesizeConfiguration(BASE)));
    afterAll(() => rmSync(synthesized, { recursive: true, force: true }));
    // Every test has a copy, which it may change.
    let assembly: string;
    beforeEach(() => {
      assembly = join(scratch, 'assembly');
      cpSync(synthesized, assembly, { recursive: true });
    });
    const checkAssembly = (directory: string) => runCommand(['check', '--config', BASE, '--assembly', directory]);

    test('of the configuration itself is sound', async () => {
      const { exitCode, errors } = await checkAssembly(assembly);
      expect([exitCode, errors]).toEqual([0, '']);
    });

    test('reports what is wrong with a template, with its file', async () => {
      const file = join(assembly, 'assembly-prod/prodSlowebD2597E1F.template.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace('"Expression":"IF(', '"Expression":"IFF('));
      const { exitCode, errors } = await checkAssembly(assembly);
      expect(exitCode).toBe(1);
      expect(errors).toMatch(/error MTH\d{3} .*prodSlowebD2597E1F\.template\.json/);
      expect(stackTraceIn(errors)).toEqual([]);
    });

    test('lists acknowledged findings for which CloudFormation refuses templates, and does not fail for them', async () => {
      const suppressed = { ruleName: 'F1101', description: 'Fn::If', reason: 'reads well', violatingConstructs: [{ constructPath: 'prod/Alarms/A' }] };
      const report = { pluginReports: [{ pluginName: 'CloudFormation Validate', violations: [], suppressedViolations: [suppressed] }] };
      writeFileSync(join(assembly, 'validation-report.json'), JSON.stringify(report));
      const { exitCode, errors } = await checkAssembly(assembly);
      expect(exitCode).toBe(0);
      expect(errors).toMatch(/warning CFN001 .*validation-report\.json.*prod\/Alarms\/A: F1101 is acknowledged/);
    });

    test('says only when asked which metrics of AWS it does not know', async () => {
      const file = join(assembly, 'assembly-prod/prodSlowebD2597E1F.template.json');
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"MetricName":"RequestCount"', '"MetricName":"MadeUpNextYear"'));
      const { exitCode, output, errors } = await checkAssembly(assembly);
      expect([exitCode, errors]).toEqual([0, '']);
      expect(output).not.toContain('MadeUpNextYear');
      const verbose = await runCommand(['check', '--config', BASE, '--assembly', assembly, '--verbose']);
      expect([verbose.exitCode, verbose.errors]).toEqual([0, '']);
      expect(verbose.output).toMatch(/prodSlowebD2597E1F.*: not known whether AWS publishes AWS\/\w+ MadeUpNextYear by /);
    });

    test('with a stack without resources, which the CDK does not deploy, is sound', async () => {
      const file = join(assembly, 'assembly-prod/prodDashboards0BE2986D.template.json');
      writeFileSync(file, '{}');
      const { exitCode, errors } = await checkAssembly(assembly);
      expect([exitCode, errors]).toEqual([0, '']);
    });

    describe('--against', () => {
      const rehearse = (older: string, ...options: string[]) => runCommand(['check', '--config', BASE, '--assembly', assembly, '--against', older, ...options]);

      test('the same assembly: nothing to do, alarms after their topics', async () => {
        const { exitCode, output, errors } = await rehearse(assembly);
        expect([exitCode, errors]).toEqual([0, '']);
        expect(output).toMatch(
          /deployment, in this order:\n {2}1\. shop-dev-incidents \(eu-central-1\): nothing to do\n {2}2\. shop-dev-slo-web \(eu-central-1\): nothing to do\n {2}3\. shop-dev-slo-orders \(eu-central-1\): nothing to do\n {2}4\. shop-dev-alarms /,
        );
      });

      test('what AWS would refuse is an error, and each changed property has its verdict', async () => {
        const older = join(scratch, 'older');
        cpSync(assembly, older, { recursive: true });
        const file = join(
          older,
          'assembly-prod',
          readdirSync(join(older, 'assembly-prod')).find((name) => /^prodIncidents\w+\.template\.json$/.test(name))!,
        );
        const template = JSON.parse(readFileSync(file, 'utf8')) as { Resources: Record<string, { Type: string; Properties: Record<string, unknown> }> };
        for (const [id, { Type, Properties }] of Object.entries(template.Resources))
          if (Type === 'AWS::SNS::Topic' && id.startsWith('Topics')) Properties['FifoTopic'] = true;
        writeFileSync(file, JSON.stringify(template));
        const { exitCode, output, errors } = await rehearse(older);
        expect(exitCode).toBe(1);
        expect(errors).toMatch(/error DEP001 .*Topics/);
        expect(output).toMatch(
          /shop-prod-incidents \(eu-central-1\): update: 0 added, 5 changed, 0 removed\n {7}Topics\w+ \(AWS::SNS::Topic\): fails; FifoTopic fails\n/,
        );
        const { deployment } = JSON.parse((await rehearse(older, '--json')).output) as { deployment: { stackName: string }[] };
        expect(deployment.map(({ stackName }) => stackName)).toContain('shop-prod-alarms');
      });

      test('without --assembly it is cdk.out', async () => {
        const { exitCode, errors } = await runCommand(['check', '--config', BASE, '--against', join(scratch, 'nowhere')]);
        expect([exitCode, errors]).toEqual([1, expect.stringMatching(/ASM001 .*(?:cdk\.out|nowhere)/)]);
      });
    });

    test('that does not exist is a problem like any other', async () => {
      const { exitCode, errors } = await checkAssembly(join(scratch, 'nowhere'));
      expect(exitCode).toBe(1);
      expect(errors).toMatch(/error ASM001/);
    });
  });
});

describe('plan', () => {
  test('prints every alarm with its threshold, its window and the sentence why', async () => {
    const { exitCode, output } = await runCommand(['plan', '--env', 'prod', '--config', BASE]);
    expect(exitCode).toBe(0);
    expect(output).toContain('shop-prod-web-availability-fast-1h: ratio > 0.0144 over 1h');
    expect(output).toContain('more than 1.44 % bad in 1h: a burn rate of 14.4×; this window spends 2 % of the 30d budget');
    expect(output).toContain('shop-prod-orders-freshness-fast-1h: bad >= 1 in 9 of 60 slices of 1m');
    expect(output).toContain('no alarm for silence: the queue publishes no age while it is idle');
    expect(output).toContain('runbook: web-outage');
  });

  test('--json is the plan itself, and the same bytes every time', async () => {
    const commandLine = ['plan', '--env', 'prod', '--json', '--config', BASE];
    const first = await runCommand(commandLine);
    expect((await runCommand(commandLine)).output).toBe(first.output);
    const plan = JSON.parse(first.output);
    expect([plan.application, plan.environment, plan.regions[0].objectives[0].metricAlarms[0].threshold]).toEqual(['shop', 'prod', 0.0144]);
  });

  test('of an environment that does not exist is a usage error that names the others', async () => {
    const { exitCode, errors } = await runCommand(['plan', '--env', 'staging', '--config', BASE]);
    expect([exitCode, errors]).toEqual([2, 'there is no environment staging: allowed are dev, prod\n']);
  });

  test('an environment variable is in the plan', async () => {
    const { output } = await runCommand(['plan', '--env', 'prod', '--config', BASE], { environmentVariables: { ERROR_BUDGET_WINDOW_DAYS: '28' } });
    expect(output).toContain('99.9 % over 28d');
  });
});

describe('an error of day2 itself', () => {
  const failing = (environmentVariables: Record<string, string>) => {
    const errors: string[] = [];
    const print = () => {
      throw new Error('the printer burns');
    };
    return runCommand(['check', '--config', BASE], { print, printError: (text) => errors.push(text), environmentVariables }).then(({ exitCode }) => ({
      exitCode,
      errors: errors.join('\n'),
    }));
  };

  test('exits with 3 and says that it is not the user who is wrong', async () => {
    const { exitCode, errors } = await failing({});
    expect(exitCode).toBe(3);
    expect(errors).toMatch(/^internal error: the printer burns\nthis is a mistake in day2/);
    expect(stackTraceIn(errors)).toEqual([]);
  });

  test('shows where when asked to', async () => {
    expect(stackTraceIn((await failing({ DAY2_DEBUG: '1' })).errors).length).toBeGreaterThan(0);
  });
});
