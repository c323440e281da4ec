'use strict';

/**
 * Tests that take long and guard what seldom changes: `npm run test:long` runs them, and they are not part of `npm test`, which has to
 * leave CI within ten minutes.
 */
const LONG = [
  'test/bin/run-built',
  'test/checks/deployment/usual-changes',
  'test/cli/commands/explore',
  'test/cli/commands/gameday',
  'test/cli/commands/score',
  'test/cli/commands/slo-check',
  'test/explore/random-scenario',
  'test/gameday/paging/people',
  'test/gameday/redeploy/redeploy',
  'test/gameday/run-game-day',
  'test/incident/use-cases/tick-cost',
  'test/plan/stack-sizes',
  'test/proposal/first-scenarios',
  'test/score/default-design',
  'test/score/metric-units',
  'test/score/noise-and-outages',
  'test/score/published-scores',
  'test/score/undisturbed-alarms.property',
  'test/simulator/services/cloudwatch/alarm-columns.property',
  'test/simulator/services/cloudwatch/prefix-sums',
  'test/template/every-page',
  'test/template/fault-pairs',
  'test/template/incident-commands',
  'test/template/ledger-rehearsal',
  'test/template/ledger-sabotage',
  'test/template/package',
  'test/template/paging-sabotage',
  'test/template/sabotage',
  'test/template/template-checks-plugin',
  'test/template/verify-answers',
];
const isLong = process.env.DAY2_LONG !== undefined;
/** Test files of a folder: the long ones when they are asked for, else all others, of which `left` is left out. */
const filesOf = (folder) =>
  isLong ? LONG.filter((path) => path.startsWith(folder)).map((path) => `<rootDir>/${path}.test.ts`) : [`<rootDir>/${folder}**/*.test.ts`];
const left = isLong ? [] : LONG.map((path) => `<rootDir>/${path}\\.test\\.ts$`);

/** Tests that put another module in the place of one of ours: only jest's own runner, with a registry of modules for each file, can do that. */
const MOCKING = ['test/cli/commands/runbook-start', 'test/slo/sli/added-source'].map((path) => `<rootDir>/${path}.test.ts`);

const common = {
  rootDir: __dirname,
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'json'],
  // For jest's own runner, and for what jest itself loads: the set-up of `template`.
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }] },
};

/**
 * Runs test files in plain processes of Node, which load each module once and not once for each file (docs/decisions/0029).
 * `typescript.mjs` stands first: it lets the process read TypeScript.
 */
const light = { ...common, runner: 'jest-light-runner/child-process' };
const setup = '<rootDir>/test/setup/typescript.mjs';

/**
 * Three projects. `unit` is everything that runs without synthesizing the shipped app, with CloudFormation's own
 * validation switched off (it costs seconds per app and is proven once, in `template`), and `mocking` the few of them that need
 * jest's own runner. `template` synthesizes the real environments with every validation on, and rehearses them.
 */
module.exports = {
  // Ends a test that hangs, and never one whose machine is busy: no test depends on how fast it runs.
  testTimeout: 3_600_000,
  // Both cores of a small machine: one fewer, the default, would leave one worker.
  maxWorkers: '100%',
  projects: [
    {
      ...light,
      displayName: 'unit',
      testMatch: filesOf('test/'),
      testPathIgnorePatterns: ['<rootDir>/test/template/', '/node_modules/', ...MOCKING, ...left],
      setupFiles: [setup, '<rootDir>/test/setup/unit.ts'],
    },
    // None of them is long, and no pattern at all would match every file.
    ...(isLong ? [] : [{ ...common, displayName: 'mocking', testMatch: MOCKING, setupFiles: ['<rootDir>/test/setup/unit.ts'] }]),
    {
      ...light,
      displayName: 'template',
      globalSetup: '<rootDir>/test/setup/synthesize.ts',
      globalTeardown: '<rootDir>/test/setup/remove-assembly.ts',
      testMatch: filesOf('test/template/'),
      testPathIgnorePatterns: ['/node_modules/', ...left],
      setupFiles: [setup],
    },
  ],
};
