import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotSimulatedError } from '../../../lib/aws/errors';
import { playInThreads, type ScenarioOutput } from '../../../lib/cli/commands/play-in-threads';
import type { PlayerStart } from '../../../lib/cli/commands/play-worker';
import { ProblemsError } from '../../../lib/problems/problem';
import { scenarioOf } from '../../helpers/game-days';

/** A script that plays nothing: what it says of a scenario is in the scenario's title, as JSON, a list of messages or `exit`. */
const SCRIPT = `
const { parentPort } = require('node:worker_threads');
let played = 0;
parentPort.on('message', ({ title }) => {
  played += 1;
  const messages = JSON.parse(title);
  if (messages === 'exit') process.exit(7);
  if (messages === 'throw') throw new Error('a mistake');
  for (const message of messages) parentPort.postMessage(message.kind === 'report' ? { ...message, played: { report: { played } } } : message);
});
`;

const START: PlayerStart = { config: 'config', environmentVariables: {}, environments: [], located: { template: [] } };

let folder: string;
let script: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'day2-players-'));
  script = join(folder, 'play.js');
  writeFileSync(script, SCRIPT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reached = (at: number) => ({ kind: 'reached', at });
const REPORT = { kind: 'report' };

/** Plays scenarios that say these messages; returns all that was said, in order. */
async function play(scripts: Readonly<Record<string, unknown>>, count: number): Promise<string[]> {
  const said: string[] = [];
  const output: ScenarioOutput = {
    begin: ({ id }) => {
      said.push(`begin ${id}`);
      return { onTimeline: (event) => said.push(`${id} ${event.code}`), onProgress: (at) => said.push(`${id} ${at}`) };
    },
    end: ({ id }) => void said.push(`end ${id}`),
  };
  const scenarios = Object.entries(scripts).map(([id, messages]) => scenarioOf({ id, title: JSON.stringify(messages) }));
  try {
    await playInThreads(scenarios, { script, count, start: START }, output);
  } catch (error) {
    said.push(`${(error as Error).name}: ${(error as Error).message}`);
  }
  return said;
}

const FIVE = Object.fromEntries(
  ['a', 'b', 'c', 'd', 'e'].map((id, index) => [id, [...Array.from({ length: 50 - 10 * index }, (_, at) => reached(at)), REPORT]]),
);

test.each([1, 2, 4, 9])('with %d threads everything is said in the order of the scenarios, whichever ends first', async (count) => {
  const expected = ['a', 'b', 'c', 'd', 'e'].flatMap((id, index) => [
    `begin ${id}`,
    ...Array.from({ length: 50 - 10 * index }, (_, at) => `${id} ${at}`),
    `end ${id}`,
  ]);
  expect(await play(FIVE, count)).toEqual(expected);
});

test('a thread plays one scenario after another, so that few serve many', async () => {
  const output: ScenarioOutput = { begin: () => ({ onTimeline: () => {}, onProgress: () => {} }), end: () => {} };
  const scenarios = ['a', 'b', 'c'].map((id) => scenarioOf({ id, title: JSON.stringify([REPORT]) }));
  expect(await playInThreads(scenarios, { script, count: 1, start: START }, output)).toEqual([
    { report: { played: 1 } },
    { report: { played: 2 } },
    { report: { played: 3 } },
  ]);
});

test.each([
  ['ends', 'exit', 'Error: b: the thread that played it ended with exit code 7'],
  ['throws', 'throw', 'Error: b: a mistake'],
  ['fails', [reached(1), { kind: 'failed', failure: { kind: 'internal', message: 'no such thing' } }], 'Error: b: no such thing'],
  [
    'meets what is not simulated',
    [{ kind: 'failed', failure: { kind: 'not simulated', thing: 'sns:CreateTopic' } }],
    `NotSimulatedError: ${new NotSimulatedError('sns:CreateTopic').message}`,
  ],
  ['meets problems', [{ kind: 'failed', failure: { kind: 'problems', problems: [] } }], `ProblemsError: ${new ProblemsError([]).message}`],
])('a scenario whose thread %s stops those after it, and what came before is said', async (_, messages, error) => {
  const said = await play({ a: [reached(0), REPORT], b: messages, c: [REPORT] }, 2);
  expect(said.slice(0, 4)).toEqual(['begin a', 'a 0', 'end a', 'begin b']);
  expect(said.at(-1)).toBe(error);
  expect(said).not.toContain('begin c');
});
