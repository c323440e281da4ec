import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, stackTraceIn } from '../../helpers/recording-terminal';

let scratch: string;
beforeEach(() => (scratch = mkdtempSync(join(tmpdir(), 'day2-runbook-lint-'))));
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = join(scratch, name);
  writeFileSync(file, text);
  return file;
}

const SOUND = `schemaVersion: '0.3'
description: Looks at open items.
mainSteps:
  - name: look
    action: aws:executeAwsApi
    inputs: { Service: ssm, Api: DescribeOpsItems }
`;

test('a sound document, in YAML or JSON, has nothing to report', async () => {
  const yaml = write('a.yaml', SOUND);
  const json = write('b.json', '{"schemaVersion":"0.3","mainSteps":[{"name":"look","action":"aws:branch","inputs":{"Choices":[]}}]}');
  expect(await runCommand(['runbook', 'lint', yaml, json])).toMatchObject({ exitCode: 0, output: '2 runbooks: nothing to report\n', errors: '' });
});

test('a finding names the line, what was received and what to change', async () => {
  const file = write('a.yaml', SOUND.replace('Api: DescribeOpsItems', 'Api: GetOpsItem, OpsItemId: "{{ Item }}"'));
  const { exitCode, errors } = await runCommand(['runbook', 'lint', file]);
  expect(exitCode).toBe(1);
  expect(errors).toContain(`error RUN025 ${file}:6:57 mainSteps[0].inputs.OpsItemId: {{ Item }} leads to nothing`);
  expect(errors).toMatch(/received: Item\n {4}change: {3}correct the name, or add the parameter\n1 error, 0 warnings/);
});

test('rules of our own are asked for by --strict', async () => {
  const file = write('a.yaml', SOUND);
  const { exitCode, output } = await runCommand(['runbook', 'lint', '--strict', '--json', file]);
  expect(exitCode).toBe(1);
  expect(JSON.parse(output).problems.map(({ code }: { code: string }) => code)).toEqual(expect.arrayContaining(['RUN051', 'RUN052', 'RUN053']));
});

test('findings are written as SARIF, with the place that a forge shows them at', async () => {
  const file = write('a.yaml', SOUND.replace('executeAwsApi', 'executeAPI'));
  const sarif = join(scratch, 'out', 'findings.sarif');
  await runCommand(['runbook', 'lint', '--sarif', sarif, file]);
  const { runs } = JSON.parse(readFileSync(sarif, 'utf8'));
  expect(runs[0].tool.driver.rules).toEqual([{ id: 'RUN021', shortDescription: { text: 'there is no such action' } }]);
  expect(runs[0].results).toEqual([
    {
      ruleId: 'RUN021',
      level: 'error',
      message: { text: expect.stringMatching(/^there is no action aws:executeAPI\nreceived: aws:executeAPI\nallowed: aws:approve,/) },
      locations: [{ physicalLocation: { artifactLocation: { uri: file }, region: { startLine: 5, startColumn: 13 } } }],
    },
  ]);
});

test.each<[string, string, RegExp]>([
  ['no YAML', 'a: [', /CFG004/],
  ['nothing', '', /CFG007/],
  ['a list', '- a', /RUN011 .*: the document is no map/],
  ['a key given twice', `${SOUND}description: again\n`, /CFG005/],
])('%s is a problem, and no crash', async (_, text, message) => {
  const { exitCode, errors } = await runCommand(['runbook', 'lint', write('a.yaml', text)]);
  expect([exitCode, stackTraceIn(errors)]).toEqual([1, []]);
  expect(errors).toMatch(message);
});

test('a file that is not there is a problem', async () => {
  const { exitCode, errors } = await runCommand(['runbook', 'lint', join(scratch, 'none.yaml')]);
  expect(exitCode).toBe(1);
  expect(errors).toMatch(/^error RUN013 .*none.yaml: the runbook cannot be read/);
});

test('a bracket that closes no further in than its key is read, as Systems Manager reads it', async () => {
  const file = write(
    'a.yaml',
    SOUND.replace('inputs: { Service: ssm, Api: DescribeOpsItems }', 'inputs: {\n      Service: ssm,\n      Api: DescribeOpsItems\n    }'),
  );
  expect((await runCommand(['runbook', 'lint', file])).exitCode).toBe(0);
});
