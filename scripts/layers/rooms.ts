/**
 * The rooms of lib/ and what each may import: the only declaration. `check-layers.ts` holds the code to it, and the
 * table of folders in docs/architecture.md is made from it (`npm run golden`).
 */

/** A folder of lib/. */
export interface Room {
  /** What is in it, for the table of docs/architecture.md. */
  readonly holds: string;
  /** Rooms it may import besides itself, all of them further up in {@link ROOMS}. */
  readonly rooms: readonly string[];
  /** Packages it may import. */
  readonly packages: readonly string[];
  /** It may import any module that is built into Node. Default: only {@link COMPUTING_BUILT_INS}. */
  readonly anyBuiltIn?: true;
  /** Folders of other rooms that one file of this room alone may import, by folder: the other files read a port that this file fills. */
  readonly doors?: Readonly<Record<string, string>>;
}

/** A file that may import more than its room may, and why. */
export interface Exception {
  /** From lib/. */
  readonly file: string;
  /** A room, a package or a built-in module. */
  readonly mayImport: string;
  readonly why: string;
}

/** Built-in modules that do nothing but compute: every room may import them. */
export const COMPUTING_BUILT_INS: readonly string[] = ['node:crypto', 'node:path', 'node:util'];

/** Functions over plain data, without files and without an account. */
export const PURE_ROOMS: readonly string[] = [
  'time',
  'problems',
  'aws',
  'slo',
  'incident',
  'runbook',
  'pagers',
  'maintenance',
  'signals',
  'thresholds',
  'capacity',
  'dashboard',
  'model',
];

const KERNEL = ['time', 'problems', 'aws'];
const CDK = ['aws-cdk-lib', 'constructs'];

/** By folder of lib/, lowest first: a room imports only rooms that stand before it. */
export const ROOMS: Readonly<Record<string, Room>> = {
  time: { holds: 'instants, durations, time zones, business calendars', rooms: [], packages: [] },
  problems: { holds: 'problems, their codes, readers of unchecked values, the fields of schemas', rooms: [], packages: ['zod'] },
  page: {
    holds: 'pages of HTML that need nothing else: escaping, stylesheet, charts as SVG, lanes, filters, diagrams, Markdown',
    rooms: ['time'],
    packages: ['echarts', 'markdown-it'],
  },
  aws: {
    holds:
      'the languages of AWS without an account: assemblies and templates, intrinsic functions, ARNs, IAM, metric math, alarm rules, event patterns, schedules',
    rooms: ['time', 'problems'],
    packages: ['yaml'],
  },
  slo: { holds: 'SLI sources, burn-rate alerts, traffic, budgets and their gate', rooms: KERNEL, packages: ['zod'] },
  incident: {
    holds: 'severities, escalation policy, rosters, the incident reducer (`lifecycle`), messages, `use-cases` over ports',
    rooms: KERNEL,
    packages: [],
  },
  runbook: {
    holds: 'documents of Systems Manager Automation: typed, linted, what each of their calls does, and which permissions it asks for',
    rooms: KERNEL,
    packages: [],
  },
  pagers: {
    holds: 'pagers and chats of others: what is published to topics, in the event format of each vendor, within its limits',
    rooms: [...KERNEL, 'incident'],
    packages: ['zod'],
  },
  maintenance: {
    holds: 'scheduled work: change calendars (when changes are frozen, as rules, as iCalendar text, and at an instant), mutes, cadences, tasks and checklists',
    rooms: [...KERNEL, 'incident', 'runbook'],
    packages: ['ical.js'],
  },
  signals: {
    holds: 'findings of security services: what is asked for, how their events are read, and as what; what is notified of costs',
    rooms: [...KERNEL, 'incident'],
    packages: [],
  },
  thresholds: {
    holds: 'resources beyond their objectives: what can be watched of each kind, thresholds of the classes critical, warning and information, baselines',
    rooms: [...KERNEL, 'slo', 'incident'],
    packages: ['zod'],
  },
  capacity: {
    holds: 'how near limits are: headroom, forecasts, and the policies by which resources scale',
    rooms: [...KERNEL, 'slo', 'thresholds'],
    packages: [],
  },
  dashboard: {
    holds: 'what people look at: the body of a dashboard as data, its limits, a file for each dashboard',
    rooms: [...KERNEL, 'slo', 'incident', 'maintenance', 'signals', 'thresholds', 'capacity'],
    packages: [],
  },
  model: {
    holds: 'what a configuration means, checked and complete',
    rooms: ['time', 'problems', 'aws', 'slo', 'incident', 'pagers', 'maintenance', 'signals', 'thresholds', 'capacity', 'dashboard'],
    packages: [],
  },
  config: { holds: 'schema, positions, placeholders: text in, model or problems out', rooms: PURE_ROOMS, packages: ['yaml', 'zod'] },
  proposal: {
    holds: 'resources of templates in, a configuration and a game day that somebody could begin with out',
    rooms: [...PURE_ROOMS, 'config'],
    packages: ['yaml'],
  },
  plan: { holds: 'model in, plan out', rooms: PURE_ROOMS, packages: [] },
  cost: { holds: 'what a plan costs a month, at dated list prices', rooms: ['time', 'problems', 'slo', 'incident', 'model', 'plan'], packages: [] },
  checks: { holds: 'one file per requirement: of objectives, of people on call, of templates', rooms: [...PURE_ROOMS, 'plan'], packages: [] },
  constructs: {
    holds: '`SloAlarms`, `ErrorBudget`, `SeverityTopics`, `EscalationTiers`, `IncidentEngine`, `Watchdog`, `Indicators`, the synth-time checks',
    rooms: [...PURE_ROOMS, 'plan', 'checks'],
    packages: CDK,
  },
  stacks: {
    holds: 'stacks by lifecycle, and the stage of an environment',
    rooms: [...PURE_ROOMS, 'plan', 'checks', 'constructs'],
    packages: [...CDK, 'cdk-nag'],
  },
  handlers: {
    holds: 'one folder per Lambda function: reads the event, fills ports with SDK clients, calls the use case',
    rooms: PURE_ROOMS,
    packages: ['@aws-sdk/client-cloudwatch', '@aws-sdk/client-dynamodb', '@aws-sdk/client-ssm', '@aws-sdk/client-sns'],
  },
  simulator: {
    holds: 'the offline account: `core` (account, clock, log, faults) and `services`, a folder for each AWS service',
    rooms: [...KERNEL, 'runbook', 'maintenance'],
    packages: [],
  },
  scenario: { holds: 'scenario files: schema and reader', rooms: [...PURE_ROOMS, 'config', 'plan', 'simulator'], packages: ['yaml', 'zod'] },
  workload: {
    holds: 'what happens to the services of a scenario, and the metrics they publish',
    rooms: [...PURE_ROOMS, 'scenario', 'simulator'],
    packages: [],
  },
  conformance: {
    holds:
      'is what is deployed what was planned, over the port `DeployedResources`, which one file fills from an assembly and `lib/cli/account` from a live account; what is wrong in that account (`verify`)',
    rooms: [...PURE_ROOMS, 'plan'],
    packages: [],
    doors: { 'aws/assembly': 'conformance/assembly-resources.ts' },
  },
  gameday: {
    holds: 'runs a scenario, judges it',
    rooms: [...PURE_ROOMS, 'config', 'plan', 'simulator', 'scenario', 'workload', 'conformance'],
    packages: ['zod'],
  },
  score: { holds: 'alert designs scored against a library of incidents', rooms: [...PURE_ROOMS, 'config', 'plan', 'simulator'], packages: ['yaml', 'zod'] },
  openslo: { holds: 'objectives as documents of OpenSLO v1, read, checked and written', rooms: [...PURE_ROOMS, 'model'], packages: ['yaml'] },
  backtest: {
    holds: 'recorded metrics played through the alarms of a template',
    rooms: [...PURE_ROOMS, 'simulator'],
    packages: ['csv-parse', 'zod'],
  },
  explore: {
    holds: 'random scenarios, judged by what must always be true, and cut down when it is not',
    rooms: [...PURE_ROOMS, 'scenario', 'gameday', 'score'],
    packages: ['yaml'],
  },
  rehearsal: {
    holds: 'cases of runbooks: read, run in a simulated account, judged; and the proof that a dry run changes nothing',
    rooms: [...PURE_ROOMS, 'config', 'simulator'],
    packages: ['zod'],
  },
  preview: {
    holds: 'bodies of dashboards, read from templates and drawn with the metrics of an account over the port `PreviewAccount`',
    rooms: [...KERNEL, 'dashboard', 'page'],
    packages: [],
  },
  report: {
    holds: 'what came of a game day, for terminals, CI systems and people: text, JUnit, SARIF, HTML',
    rooms: [...PURE_ROOMS, 'page', 'plan', 'conformance', 'gameday'],
    packages: ['zod'],
  },
  handover: {
    holds: 'what somebody is handed who takes a service over: documents as data, their Markdown, evidence, checklist and open questions',
    rooms: [...PURE_ROOMS, 'page', 'config', 'plan', 'checks', 'conformance'],
    packages: ['csv-parse', 'zod'],
  },
  afterwards: {
    holds: 'what follows an incident: its report, the postmortem before it is written, tasks, figures, and what could be improved',
    rooms: [...PURE_ROOMS, 'handover'],
    packages: ['yaml', 'zod'],
  },
  cli: {
    holds: '`commands`, the `account` they talk to, the `files` they read and write',
    rooms: [
      ...PURE_ROOMS,
      'config',
      'page',
      'plan',
      'cost',
      'checks',
      'constructs',
      'handlers',
      'simulator',
      'scenario',
      'workload',
      'conformance',
      'gameday',
      'score',
      'backtest',
      'openslo',
      'explore',
      'rehearsal',
      'preview',
      'report',
      'proposal',
      'handover',
      'afterwards',
    ],
    packages: [
      'commander',
      '@aws-sdk/client-application-signals',
      '@aws-sdk/client-cloudwatch',
      '@aws-sdk/client-dynamodb',
      '@aws-sdk/client-eventbridge',
      '@aws-sdk/client-kms',
      '@aws-sdk/client-lambda',
      '@aws-sdk/client-scheduler',
      '@aws-sdk/client-sns',
      '@aws-sdk/client-ssm',
    ],
    anyBuiltIn: true,
  },
};

const REALM = 'a simulated function runs in a realm of its own, and needs a turn of the event loop to get on';
const EDGE = 'reads files on behalf of the callers above';

/** An exception nobody needs any more is a violation of its own. */
export const EXCEPTIONS: readonly Exception[] = [
  { file: 'config/read-directory.ts', mayImport: 'node:fs', why: EDGE },
  { file: 'config/package-folder.ts', mayImport: 'node:fs', why: 'looks for the folder of the package, which is a checkout or what npm installed' },
  { file: 'aws/assembly/assembly.ts', mayImport: 'node:fs', why: EDGE },
  { file: 'constructs/incident-response.ts', mayImport: 'config', why: 'deploys the runbooks that the package brings, to which pages link' },
  { file: 'constructs/handler-code.ts', mayImport: 'node:fs', why: 'looks whether the package brought a bundle' },
  {
    file: 'constructs/handler-code.ts',
    mayImport: 'esbuild',
    why: 'a checkout bundles the functions itself; a package brings bundles, so it is no dependency',
  },
  { file: 'constructs/template-checks-plugin.ts', mayImport: 'node:fs', why: 'CDK hands it the path of a template' },
  { file: 'simulator/services/lambda/microtasks.ts', mayImport: 'node:timers/promises', why: REALM },
  { file: 'simulator/services/lambda/realm.ts', mayImport: 'node:vm', why: REALM },
];

/** Files that ask the machine for the time, besides the command line: the edge of a function that gets no time with its event asks, and hands the answer in. */
export const MACHINE_EDGES: readonly string[] = [
  'handlers/incident-engine/handler.ts',
  'handlers/pager-sender/handler.ts',
  'handlers/request-intake/handler.ts',
];
