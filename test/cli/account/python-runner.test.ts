import { spawnSync } from 'node:child_process';
import { pythonRunner } from '../../../lib/cli/account/python-runner';
import type { ScriptAnswer } from '../../../lib/simulator/services/ssm/automation/scripts';
import { ALIASES, documentOf, RunbookAccount, step } from '../../helpers/runbook-account';
import { REGION, START } from '../../helpers/simulated-account';

const runScript = pythonRunner();
const HAS_PYTHON = spawnSync('python3', ['--version']).status === 0;
const round = (code: string, answers: readonly ScriptAnswer[] = [], runtime = 'python3.11') =>
  runScript({ runtime, handler: 'handle', code, payload: { name: 'live' }, region: REGION, now: START }, answers);
const body = (...lines: readonly string[]) => ['def handle(events, context):', ...lines.map((line) => `  ${line}`)].join('\n');

test('what is no Python, and Python that is not there, is not run', () => {
  expect(round('', [], 'PowerShell 7.4')).toEqual({ kind: 'not run', why: 'runtime PowerShell 7.4' });
  const script = { runtime: 'python3.11', handler: 'handle', code: '', payload: {}, region: REGION, now: START };
  expect(pythonRunner('no-such-python')(script, [])).toEqual({ kind: 'not run', why: 'there is no no-such-python' });
});

(HAS_PYTHON ? describe : describe.skip)('a script', () => {
  test('returns what its function returns', () => {
    expect(round(body('return {"name": events["name"], "list": [1, True, None]}'))).toEqual({
      kind: 'returned',
      value: { name: 'live', list: [1, true, null] },
    });
  });

  const asks = body('import boto3', 'alias = boto3.client("lambda").get_alias(FunctionName="worker", Name=events["name"])', 'return alias["FunctionVersion"]');

  test('comes to its first call, and beyond it with the answer', () => {
    expect(round(asks)).toEqual({
      kind: 'call',
      call: { service: 'lambda', operation: 'get_alias', input: { FunctionName: 'worker', Name: 'live' } },
    });
    expect(round(asks, [{ output: { FunctionVersion: '8' } }])).toEqual({ kind: 'returned', value: '8' });
  });

  test('gets errors of services as boto3 raises them', () => {
    const error = { code: 'ResourceNotFoundException', message: 'gone', operation: 'GetAlias' };
    expect(round(asks, [{ error }])).toEqual({
      kind: 'failed',
      message: 'ResourceNotFoundException: An error occurred (ResourceNotFoundException) when calling the GetAlias operation: gone',
    });
    const catches = body(
      'import boto3',
      'from botocore.exceptions import ClientError',
      'client = boto3.client("lambda")',
      'try:',
      '  client.get_alias(FunctionName="worker", Name="x")',
      'except client.exceptions.ResourceNotFoundException as error:',
      '  return error.response["Error"]["Code"] + str(isinstance(error, ClientError))',
    );
    expect(round(catches, [{ error }])).toMatchObject({ value: 'ResourceNotFoundExceptionTrue' });
  });

  test('has instants and bytes as objects', () => {
    const reads = body(
      'import boto3',
      'answer = boto3.client("lambda").invoke(FunctionName="worker")',
      'return [answer["Payload"].read().decode(), answer["At"].year, answer["At"].isoformat()]',
    );
    const output = { Payload: { $blob: 'text' }, At: { $time: '2026-03-02T08:00:00Z' } };
    expect(round(reads, [{ output }])).toMatchObject({ value: ['text', 2026, '2026-03-02T08:00:00+00:00'] });
  });

  test('has the time, the random numbers and the hashes of the run', () => {
    const looks = body(
      'import time, datetime, random, uuid',
      'time.sleep(90)',
      'return [time.time(), datetime.datetime.now(datetime.timezone.utc).isoformat(), random.random(), str(uuid.uuid4()), hash("a")]',
    );
    expect(round(looks)).toEqual({ kind: 'sleep', seconds: 90 });
    const first = round(looks, [{ slept: 90 }]);
    expect(first).toMatchObject({ value: [START / 1_000 + 90, '2026-03-02T08:01:30+00:00', expect.any(Number), expect.any(String), expect.any(Number)] });
    expect(round(looks, [{ slept: 90 }])).toEqual(first);
  });

  test.each([
    ['the network', body('import urllib.request', 'urllib.request.urlopen("http://192.0.2.1/")'), 'it uses socket.'],
    [
      'the network, and catches everything',
      body('try:', '  import socket', '  socket.create_connection(("192.0.2.1", 80))', 'except BaseException:', '  return 1'),
      'it uses socket.',
    ],
    ['another process', body('import subprocess', 'subprocess.run(["ls"])'), 'it uses subprocess.Popen'],
    ['a file it writes', body('open("x", "w")'), 'it writes to a file'],
    ['a module that is not there', body('import requests'), 'module requests'],
    ['a waiter', body('import boto3', 'boto3.client("ec2").get_waiter("instance_running")'), 'waiter instance_running of ec2'],
    ['its context', body('return context["global:REGION"]'), 'context[global:REGION]'],
  ])('that needs %s cannot be told', (_what, code, why) => {
    expect(round(code)).toMatchObject({ kind: 'not run', why: expect.stringContaining(why) });
  });

  test.each([
    ['of no Python', 'def handle(', 'SyntaxError'],
    ['without its function', 'x = 1', 'there is no function handle'],
    ['that raises', body('return 1 / 0'), 'ZeroDivisionError: division by zero'],
    ['that returns what is no JSON', body('return object()'), 'not JSON serializable'],
    ['that ends the process', body('import sys', 'sys.exit(3)'), 'SystemExit: 3'],
  ])('%s fails', (_what, code, message) => {
    expect(round(code)).toMatchObject({ kind: 'failed', message: expect.stringContaining(message) });
  });

  test('sees nothing of the environment of this process', () => {
    const own = "('AWS_DEFAULT_REGION', 'AWS_REGION', 'LC_CTYPE', 'PYTHONDONTWRITEBYTECODE', 'PYTHONHASHSEED', 'TZ')";
    expect(round(body('import os', `return [name for name in os.environ if name not in ${own}]`))).toEqual({ kind: 'returned', value: [] });
  });

  test('of a step calls the account with the role of the run, and time passes while it waits', async () => {
    const code = [
      'import boto3, time',
      'def handle(events, context):',
      '  client = boto3.client("lambda")',
      '  pages = list(client.get_paginator("list_versions_by_function").paginate(FunctionName=events["Function"]))',
      '  time.sleep(30)',
      '  client.update_alias(FunctionName=events["Function"], Name="live", FunctionVersion="7")',
      '  return {"versions": [version["Version"] for page in pages for version in page["Versions"]], "text": "{{ no reference }}"}',
    ].join('\n');
    const steps = [
      step(
        'script',
        'executeScript',
        { Runtime: 'python3.11', Handler: 'handle', Script: code, InputPayload: { Function: '{{ Function }}' } },
        { outputs: [{ Name: 'Versions', Selector: '$.Payload.versions', Type: 'StringList' }] },
      ),
    ];
    const document = documentOf(steps, { parameters: { Function: { type: 'String', default: 'worker' } } });
    const account = new RunbookAccount({ Runbook: document }, { stated: ALIASES, runScript });
    const { StepExecutions: traced } = await account.after(1, account.start('Runbook'));
    expect(traced[0]).toMatchObject({ StepStatus: 'Success', Outputs: { Versions: ['7', '8'] } });
    expect(account.calls()).toEqual(['0 lambda:ListVersionsByFunction succeeded', '30 lambda:UpdateAlias succeeded']);
  });
});
