'use strict';

/**
 * Tests that take long and guard what seldom changes: `npm run test:long` runs them, and they are not part of `npm test`, which has to
 * leave CI within ten minutes.
 */
const LONG = [
  'test/bin/run-built',
  'test/cli/account/account-client',
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
  'test/score/derive-mapping',
  'test/score/metric-units',
  'test/score/noise-and-outages',
  'test/score/published-scores',
  'test/score/undisturbed-alarms.property',
  'test/simulator/services/cloudwatch/prefix-sums',
  'test/template/fault-pairs',
  'test/template/incident-commands',
  'test/template/ledger-rehearsal',
  'test/template/ledger-sabotage',
  'test/template/package',
  'test/template/paging-sabotage',
  'test/template/sabotage',
  'test/template/template-checks-plugin',
];
const isLong = process.env.DAY2_LONG !== undefined;
/** Test files of a folder: the long ones when they are asked for, else all others, of which `left` is left out. */
const filesOf = (folder) =>
  isLong ? LONG.filter((path) => path.startsWith(folder)).map((path) => `<rootDir>/${path}.test.ts`) : [`<rootDir>/${folder}**/*.test.ts`];
const left = isLong ? [] : LONG.map((path) => `<rootDir>/${path}`);

/**
 * Two projects. `unit` is everything that runs without synthesizing the shipped app, with CloudFormation's own
 * validation switched off (it costs seconds per app and is proven once, in `template`). `template` synthesizes the
 * real environments with every validation on, and rehearses them.
 */
const common = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }] },
  moduleFileExtensions: ['ts', 'js', 'json'],
  // Test code runs in a realm where every look-up of a global is slow; as arguments of each module they are not.
  sandboxInjectedGlobals:
    'Array Date Error Float64Array Infinity Int32Array JSON Map Math Number Object Promise Set String Uint8Array WeakMap structuredClone'.split(' '),
};

module.exports = {
  // Ends a test that hangs, and never one whose machine is busy: no test depends on how fast it runs.
  testTimeout: 3_600_000,
  // Both cores of a small machine: one fewer, the default, would leave one worker.
  maxWorkers: '100%',
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: filesOf('test/'),
      testPathIgnorePatterns: ['<rootDir>/test/template/', '/node_modules/', ...left],
      setupFiles: ['<rootDir>/test/setup/unit.ts'],
    },
    {
      ...common,
      displayName: 'template',
      globalSetup: '<rootDir>/test/setup/synthesize.ts',
      globalTeardown: '<rootDir>/test/setup/remove-assembly.ts',
      testMatch: filesOf('test/template/'),
      testPathIgnorePatterns: ['/node_modules/', ...left],
    },
  ],
};
