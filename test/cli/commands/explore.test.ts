import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, type CommandResult } from '../../helpers/recording-terminal';
import { synthesizeConfiguration } from '../../helpers/synthesized-configuration';

const CONFIG = 'test/config/base';

let assembly: string;
let scratch: string;
beforeAll(() => (assembly = synthesizeConfiguration(CONFIG)));
afterAll(() => rmSync(assembly, { recursive: true, force: true }));
beforeEach(() => (scratch = mkdtempSync(join(tmpdir(), 'day2-explore-'))));
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const explore = (...options: string[]): Promise<CommandResult> => runCommand(['explore', '--config', CONFIG, '--out', join(scratch, 'explored'), ...options]);

test('a seed in which everything holds leaves nothing behind', async () => {
  const { exitCode, output, errors } = await explore('--assembly', assembly, '--seed', '3', '--runs', '1');
  expect([exitCode, errors]).toEqual([0, '']);
  expect(output).toBe('1 scenario from seed 3 on: nothing was broken\n');
  expect(existsSync(join(scratch, 'explored'))).toBe(false);
});

test('a template that does other than planned is found; its scenario is written, and a game day plays it', async () => {
  const broken = join(scratch, 'cdk.out');
  cpSync(assembly, broken, { recursive: true });
  const stack = readdirSync(join(broken, 'assembly-prod')).find((name) => /^prodSlo.*template\.json$/.test(name))!;
  const path = join(broken, 'assembly-prod', stack);
  const template = JSON.parse(readFileSync(path, 'utf8'));
  for (const { Type, Properties } of Object.values<any>(template.Resources)) if (Type === 'AWS::CloudWatch::CompositeAlarm') Properties.ActionsEnabled = false;
  writeFileSync(path, JSON.stringify(template));

  const { exitCode, output } = await explore('--assembly', broken, '--seed', '3', '--runs', '1', '--shrink', '1', '--whole');
  const file = join(scratch, 'explored', 'explored-3.yaml');
  expect(exitCode).toBe(1);
  expect(output).toContain(`seed 3 breaks difference: ${file}`);
  expect(output).toMatch(/\n1 scenario from seed 3 on: 1 broke something\n$/);

  const played = await runCommand(['gameday', '--config', CONFIG, '--assembly', broken, file]);
  expect(played.exitCode).toBe(1);
  expect((await runCommand(['gameday', '--config', CONFIG, '--assembly', assembly, file])).output).toMatch(/game days: 1 passed, 0 failed/);
});

test.each([
  [['--env', 'nowhere'], /there is no environment nowhere: allowed are/],
  [['--seed', '0'], /whole number from 1/],
  [['--runs', 'many'], /whole number from 1/],
])('%j is a usage error', async (options, message) => {
  const { exitCode, errors } = await explore(...options);
  expect(exitCode).toBe(2);
  expect(errors).toMatch(message);
});
