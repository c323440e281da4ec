import { accountClientOf } from '../../../lib/cli/account/scenario-account';
import { loadOperations } from '../../../lib/cli/files/operations';
import type { Terminal } from '../../../lib/cli/terminal';
import { readRunbookDocument } from '../../../lib/runbook/document/read-document';
import { withDefaults } from '../../../lib/runbook/library/runbook';
import { AUTOMATION } from '../../../lib/simulator/services/ssm/automation/ports';
import { MINUTE_MS } from '../../../lib/time/time';
import { accountOfOnly } from '../../helpers/accounts';
import { runCommand, stackTraceIn, type CommandResult } from '../../helpers/recording-terminal';
import { ALIASES, ANA, documentOf, readAlias, RUNBOOK_ROLE, RunbookAccount, step } from '../../helpers/runbook-account';
import { REGION, START } from '../../helpers/simulated-account';

const NAME = 'roll-back-deployment';
const DOCUMENT = `edi-prod-${NAME}`;
const GIVEN = ['--parameter', 'FunctionName=worker', '--parameter', 'Version=7'];

const { plan } = loadOperations('config', {}).environments.find((each) => each.plan.environment === 'prod')!;

// The shipped configuration has many runbooks, and is read once for all tests.
jest.mock('../../../lib/cli/files/operations', () => {
  const actual = jest.requireActual<typeof import('../../../lib/cli/files/operations')>('../../../lib/cli/files/operations');
  let read: ReturnType<typeof loadOperations> | undefined;
  return { ...actual, loadOperations: () => (read ??= actual.loadOperations('config', {})) };
});

/** The document as it is deployed, with its role. */
function deployedDocument() {
  const { content } = plan.runbooks.find(({ name }) => name === NAME)!;
  const read = readRunbookDocument(withDefaults(content, { AutomationAssumeRole: RUNBOOK_ROLE }), (path) => ({ path: path.join('.') }));
  if ('problems' in read) throw new Error('the document cannot be read');
  return read.document;
}

const deployed = (document = deployedDocument()): RunbookAccount =>
  new RunbookAccount({ [DOCUMENT]: document }, { stated: { ...ALIASES, 'lambda function': [{ FunctionName: 'worker', State: 'Active' }] } });

function start(at: RunbookAccount, options: readonly string[], terminal: Partial<Terminal> = {}): Promise<CommandResult> {
  return runCommand(['runbook', 'start', NAME, '--env', 'prod', ...options], terminal, accountClientOf(at.account));
}

/** A run that waits for Ana, who approves it after ten minutes. */
function approvedAfterTenMinutes(): RunbookAccount {
  const approve = step('approveChange', 'approve', { Approvers: [ANA], MinRequiredApprovals: 1 });
  const at = deployed(documentOf([approve], { parameters: deployedParameters() }));
  at.at(600, () => at.signal(at.account.use(AUTOMATION).executions()[0]!.id, 'Approve'));
  return at;
}

/** Parameters of every start that the account was asked for. */
const starts = ({ account }: RunbookAccount) =>
  account.log.flatMap((entry) => (entry.kind === 'call' && entry.operation === 'StartAutomationExecution' ? [entry.input.Parameters] : []));

/** Operations by the role of the runbook. */
const operations = (at: RunbookAccount) => at.calls().map((line) => line.split(' ')[1]);

/** A call that fails from an instant of the account on. */
function failing(at: RunbookAccount, operation: string, errorName: string, from = START, until = START + 60 * MINUTE_MS): RunbookAccount {
  at.account.failCalls({ service: 'ssm', operation, from, until, errorName });
  return at;
}

/** Answers on a terminal, with what was asked. */
function answering(answer: string | undefined): { readonly asked: string[]; readonly terminal: Partial<Terminal> } {
  const asked: string[] = [];
  return {
    asked,
    terminal: {
      ask: async (question) => {
        asked.push(question);
        return answer;
      },
    },
  };
}

test('the home region of prod is that of the account', () => expect(plan.regions[0]!.region).toBe(REGION));

describe('day2 runbook start', () => {
  test('is a dry run unless --live is given, changes nothing, and shows every step with the report', async () => {
    const at = deployed();
    const { exitCode, output, errors } = await start(at, GIVEN);
    expect([exitCode, errors]).toEqual([0, '']);
    expect(starts(at)).toEqual([{ DryRun: ['true'], FunctionName: ['worker'], Version: ['7'] }]);
    expect(operations(at)).not.toContain('lambda:UpdateAlias');
    expect(output).toMatch(/^dry run of edi-prod-roll-back-deployment in eu-central-1: Roll a deployment back\nrun (\S+)\n {2}https:\/\/\S+\/execution\/\1\?/);
    expect(output.split('\n').slice(3)).toEqual([
      '  chooseKind aws:branch Success',
      '  readAlias aws:executeAwsApi Success',
      '  readVersion aws:assertAwsResourceProperty Success',
      '  chooseDryRun aws:branch Success',
      '  report aws:updateVariable Success',
      '    Dry run. Would point alias live of worker from version 8 to 7.',
      '  readAlias.Version = 8',
      'Success',
      '',
    ]);
  });

  test('--live shows what it will do, asks for the name, and starts it', async () => {
    const at = deployed();
    const { asked, terminal } = answering(`${NAME}\n`);
    const { exitCode, output } = await start(at, ['--live', ...GIVEN], terminal);
    expect([exitCode, asked]).toEqual([0, [`Type ${NAME} to start it: `]]);
    expect(starts(at)).toEqual([{ DryRun: ['false'], FunctionName: ['worker'], Version: ['7'] }]);
    expect(output).toMatch(/^LIVE RUN of edi-prod-roll-back-deployment in eu-central-1/);
    for (const line of ['DryRun = false', 'Version = 7', 'risk: medium', 'undo: start it again']) expect(output).toContain(`  ${line}`);
    // It goes on without anybody looking.
    expect(output).toMatch(/\nrun \S+\n {2}https:\S+\n$/);
  });

  test('--follow shows a live run to its end', async () => {
    const at = deployed();
    const { exitCode, output } = await start(at, ['--live', '--yes', '--follow', ...GIVEN]);
    expect(exitCode).toBe(0);
    expect(operations(at)).toContain('lambda:UpdateAlias');
    expect(output).toMatch(/verifyAlias aws:assertAwsResourceProperty Success\n.*\n {4}Alias live of worker points to version 7/);
  });

  test.each([
    ['another name', answering('scale-out').terminal, /that is not roll-back-deployment; nothing was started/],
    ['no answer', answering(undefined).terminal, /that is not roll-back-deployment; nothing was started/],
    ['no terminal', {}, /needs a terminal, or --yes; nothing was started/],
  ])('--live with %s starts nothing', async (_, terminal, expected) => {
    const at = deployed();
    const { exitCode, errors } = await start(at, ['--live', ...GIVEN], terminal);
    expect([exitCode, starts(at)]).toEqual([1, []]);
    expect(errors).toMatch(expected);
  });

  test('a run that does not end in Success is a finding, with the step and why', async () => {
    const { exitCode, output } = await start(deployed(documentOf([readAlias('readAlias', {}, 'gone')], { parameters: deployedParameters() })), GIVEN);
    expect(exitCode).toBe(1);
    expect(output).toMatch(/ {2}readAlias aws:executeAwsApi Failed\n {4}.*ResourceNotFoundException.*\n/);
    expect(output).toMatch(/\nFailed.*\n$/);
  });

  test('a step that waits for somebody says so once, with the page where it is decided', async () => {
    const { exitCode, output } = await start(approvedAfterTenMinutes(), GIVEN);
    expect(exitCode).toBe(0);
    expect(output.match(/approveChange aws:approve Waiting: somebody has to decide, at https:/g)).toHaveLength(1);
    expect(output).toMatch(/approveChange aws:approve Success\nSuccess\n$/);
  });

  test.each([
    ['denied', 'AccessDeniedException', /AWS002.*ssm:StartAutomationExecution in eu-central-1/s],
    ['expired', 'ExpiredTokenException', /AWS001.*no valid credentials/s],
    ['throttled', 'ThrottlingException', /AWS004.*ThrottlingException/s],
    ['unknown there', 'AutomationDefinitionNotFoundException', /AWS004.*no document edi-prod-roll-back-deployment.*AWS_PROFILE/s],
  ])('a start that is %s is a problem, and no run', async (_, errorName, expected) => {
    const { exitCode, output, errors } = await start(failing(deployed(), 'StartAutomationExecution', errorName), GIVEN);
    expect([exitCode, stackTraceIn(errors)]).toEqual([1, []]);
    expect(errors).toMatch(expected);
    expect(output).not.toMatch(/^run /m);
  });

  test.each([
    ['no answer', 'AWS003', { name: 'TimeoutError' }],
    ['an answer that says nothing of it', 'AWS004', { name: 'InternalServerError', $fault: 'server' }],
  ])('a start with %s could not tell whether it was started', async (_, code, error) => {
    const unreachable = accountOfOnly({ automation: async () => ({ send: () => Promise.reject(Object.assign(new Error('a test'), error)) }) });
    const { exitCode, errors } = await runCommand(['runbook', 'start', NAME, '--env', 'prod', ...GIVEN], {}, unreachable);
    expect(exitCode).toBe(1);
    expect(errors).toMatch(new RegExp(`${code}.*could not tell whether edi-prod-roll-back-deployment was started.*https:\\S+executions\\?`, 's'));
  });

  test('a run that cannot be looked at any more could not tell how it ends; a few failed looks do not matter', async () => {
    const short = await start(failing(deployed(), 'GetAutomationExecution', 'ThrottlingException', START, START + 4 * MINUTE_MS), GIVEN);
    expect([short.exitCode, short.errors]).toEqual([0, '']);
    const approved = approvedAfterTenMinutes();
    for (const from of [0, 6]) failing(approved, 'GetAutomationExecution', 'ThrottlingException', START + from * MINUTE_MS, START + (from + 4) * MINUTE_MS);
    expect(await start(approved, GIVEN)).toMatchObject({ exitCode: 0, errors: '' });
    for (const errorName of ['ThrottlingException', 'AccessDeniedException']) {
      const at = failing(deployed(), 'GetAutomationExecution', errorName);
      const { exitCode, output, errors } = await start(at, GIVEN);
      expect([exitCode, output]).toEqual([1, expect.not.stringContaining('Success')]);
      expect(errors).toMatch(new RegExp(`could not tell how run \\S+ ends: look at https:\\S+\\n.*${errorName}`, 's'));
    }
  });

  test.each([
    ['a runbook', ['roll-back'], [], 1, /there is no runbook roll-back: (?:did you mean|allowed are)/],
    ['a parameter', [NAME], ['--parameter', 'FunctonName=worker'], 2, /there is no parameter FunctonName: did you mean FunctionName\?; nothing was started/],
    ['a value', [NAME], ['--parameter', 'Version=latest'], 2, /Version has the value latest, which does not match .*; nothing was started/],
    ['a second value', [NAME], ['--parameter', 'Version=7', '--parameter', 'Version=8'], 2, /Version takes one value; nothing was started/],
    ['what is no pair', [NAME], ['--parameter', 'Version'], 2, /write a name and a value/],
    ['DryRun', [NAME], ['--parameter', 'DryRun=false'], 2, /DryRun cannot be given: it is a dry run unless --live is given/],
    ['the role', [NAME], ['--parameter', 'AutomationAssumeRole=x'], 2, /it runs with its own role/],
    ['an environment', [NAME], ['--env', 'nowhere'], 2, /there is no environment nowhere/],
  ])('%s that there is not is refused before the account is asked', async (_, name, options, expected, message) => {
    const { exitCode, errors } = await runCommand(['runbook', 'start', ...name, '--env', 'prod', ...options], {}, accountOfOnly({}));
    expect([exitCode, stackTraceIn(errors)]).toEqual([expected, []]);
    expect(errors).toMatch(message);
  });

  test('--json has everything for machines', async () => {
    const { exitCode, output, errors } = await start(deployed(), [...GIVEN, '--json']);
    expect([exitCode, errors]).toEqual([0, expect.stringContaining('dry run of')]);
    expect(JSON.parse(output)).toMatchObject({
      version: 1,
      runbook: NAME,
      dryRun: true,
      status: 'Success',
      outputs: { 'readAlias.Version': ['8'] },
      steps: expect.arrayContaining([expect.objectContaining({ name: 'report', report: 'Dry run. Would point alias live of worker from version 8 to 7.' })]),
    });
  });
});

/** Parameters of the deployed document, for documents of other steps. */
function deployedParameters(): object {
  return withDefaults(plan.runbooks.find(({ name }) => name === NAME)!.content, { AutomationAssumeRole: RUNBOOK_ROLE }).parameters as object;
}

describe('day2 runbook show --env', () => {
  const LINK = `https://${REGION}.console.aws.amazon.com/systems-manager/automation/execute/${DOCUMENT}?region=${REGION}#documentVersion=$LATEST`;

  test('shows the page of the console that starts it there, which is shown nowhere without an environment (10.6)', async () => {
    const { exitCode, output, errors } = await runCommand(['runbook', 'show', NAME, '--env', 'prod']);
    expect([exitCode, errors]).toEqual([0, '']);
    expect(output).toContain(`\nstart it in prod at ${LINK}\n`);
    expect((await runCommand(['runbook', 'show', NAME])).output).not.toContain('automation/execute');
    const json = JSON.parse((await runCommand(['runbook', 'show', NAME, '--env', 'prod', '--json'])).output) as object;
    expect(json).toMatchObject({ environment: 'prod', link: LINK });
  });

  test('refuses an environment that there is not', async () => {
    const { exitCode, output, errors } = await runCommand(['runbook', 'show', NAME, '--env', 'prd']);
    expect([exitCode, output]).toEqual([2, '']);
    expect(errors).toMatch(/there is no environment prd: allowed are /);
  });
});
