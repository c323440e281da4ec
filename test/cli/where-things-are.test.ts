import { cpSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { defaultEnvironment } from '../../lib/cli/account/environment';
import { configLocation, scenariosBeside } from '../../lib/cli/files/config-location';
import { version } from '../../lib/cli/version';
import { incidentCommand } from '../../lib/incident/message/page-facts';
import { runCommand } from '../helpers/recording-terminal';

const TWO_PEOPLE = resolve('examples/two-people/config');

/** A folder of a user: no configuration of day2 in it. */
let folder: string;
const home = process.cwd();
beforeEach(() => process.chdir((folder = realpathSync(mkdtempSync(join(tmpdir(), 'day2-where-'))))));
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

const cdkJson = (context: object) => writeFileSync('cdk.json', JSON.stringify({ app: 'node app.js', context }));
const applicationOf = async (...commandLine: Parameters<typeof runCommand>) => {
  const { exitCode, output, errors } = await runCommand(...commandLine);
  return { exitCode, first: output.split('\n')[0], errors };
};

describe('the configuration', () => {
  test('is named by the command line, else by cdk.json, else by DAY2_CONFIG, else it is config', () => {
    expect(configLocation({})).toMatchObject({ directory: 'config' });
    expect(configLocation({ DAY2_CONFIG: 'ops/config' })).toEqual({ directory: 'ops/config', saidBy: 'DAY2_CONFIG' });
    cdkJson({ config: 'other/config' });
    expect(configLocation({ DAY2_CONFIG: 'ops/config' })).toEqual({ directory: 'other/config', saidBy: 'context config of cdk.json' });
    writeFileSync('cdk.json', 'no JSON');
    expect(configLocation({})).toMatchObject({ directory: 'config' });
  });

  test.each<[string, () => Record<string, string>, string]>([
    ['DAY2_CONFIG', () => ({ DAY2_CONFIG: TWO_PEOPLE }), `configuration: ${TWO_PEOPLE} (DAY2_CONFIG)\n`],
    ['cdk.json', () => (cdkJson({ config: TWO_PEOPLE }), {}), `configuration: ${TWO_PEOPLE} (context config of cdk.json)\n`],
  ])('%s is honoured, and the command says so', async (_, given, errors) => {
    expect(await applicationOf(['plan'], { environmentVariables: given() })).toEqual({ exitCode: 0, first: 'booking prod', errors });
  });

  test('that the command line names needs no word, nor is a word in the way of a machine', async () => {
    expect(await applicationOf(['plan', '--config', TWO_PEOPLE])).toEqual({ exitCode: 0, first: 'booking prod', errors: '' });
    expect(await applicationOf(['plan', '--json'], { environmentVariables: { DAY2_CONFIG: TWO_PEOPLE } })).toMatchObject({ exitCode: 0, errors: '' });
  });

  test('is named on a terminal, whichever it is', async () => {
    cpSync(TWO_PEOPLE, 'config', { recursive: true });
    expect(await applicationOf(['plan'], { isInteractive: true })).toMatchObject({ errors: 'configuration: config (where nothing else is said)\n' });
    expect(await applicationOf(['plan'])).toMatchObject({ errors: '' });
  });

  test('has its scenarios beside it', () => {
    expect([scenariosBeside('config'), scenariosBeside('ops/config')]).toEqual(['scenarios', 'ops/scenarios']);
  });
});

describe('the environment', () => {
  const named = (known: string[], DAY2_ENVIRONMENT?: string) => defaultEnvironment({ environmentVariables: { DAY2_ENVIRONMENT } }, known);

  test('is that of DAY2_ENVIRONMENT, else the only one, else prod, else it has to be said', () => {
    expect([named(['live'], 'dev'), named(['live']), named(['dev', 'prod']), named(['dev', 'live'])]).toEqual(['dev', 'live', 'prod', undefined]);
  });

  test('has to be named where several could be meant', async () => {
    cpSync(TWO_PEOPLE, 'config', { recursive: true });
    const file = 'config/environments/prod.yaml';
    renameSync(file, file.replace('prod', 'live'));
    writeFileSync(
      file.replace('prod', 'live'),
      'environment: live\nregion: eu-west-1\nresources:\n  booking-api: { source: restApi, apiName: booking, stage: live }\n',
    );
    const { exitCode, errors } = await runCommand(['plan']);
    expect([exitCode, errors]).toEqual([2, 'no environment is named: give it with --env, or set DAY2_ENVIRONMENT; there are live, staging\n']);
  });

  test('is named by a page where the commands would take another', () => {
    expect([incidentCommand('ack', 'web-7', { environment: 'prod' }), incidentCommand('ack', 'web-7', { environment: 'staging' })]).toEqual([
      'day2 incident ack web-7',
      'day2 incident ack web-7 --env staging',
    ]);
  });
});

test('--version says which version it is', async () => {
  expect(await runCommand(['--version'])).toMatchObject({ exitCode: 0, output: `${version()}\n`, errors: '' });
});

describe('--json', () => {
  test('prints what stopped a command as JSON, with the exit code', async () => {
    const failed = async (...commandLine: string[]) => JSON.parse((await runCommand([...commandLine, '--json'])).output).error;
    expect(await failed('plan', '--config', TWO_PEOPLE, '--env', 'nowhere')).toEqual({
      exitCode: 2,
      problems: [],
      message: 'there is no environment nowhere: allowed are prod, staging',
    });
    expect(await failed('plan', '--verbos')).toMatchObject({ exitCode: 2, message: "error: unknown option '--verbos'" });
    expect(await failed('oncall', '--config', 'nowhere')).toMatchObject({ exitCode: 1, problems: [{ code: 'CFG001' }, { code: 'CFG001' }] });
  });

  test('prints an answer and nothing else where there is one', async () => {
    const { exitCode, output } = await runCommand(['check', '--json', '--config', 'nowhere']);
    expect([exitCode, Object.keys(JSON.parse(output))]).toEqual([1, ['problems', 'environments']]);
  });
});
