/** The rooms of lib/ and what each may import: what the lint configuration has to say, and the import graph to be. */

export interface Layer {
  /** Folders of lib/ it may import besides itself. */
  readonly folders: readonly string[];
  /** Packages it may import. */
  readonly packages: readonly string[];
}

const CDK = ['aws-cdk-lib', 'constructs'];
/** The pure rooms: functions over plain data. */
const PURE = ['time', 'problems', 'aws', 'slo', 'incident', 'model'];
const ALL_BUT_STACKS = [...PURE, 'config', 'plan', 'checks', 'constructs', 'handlers', 'simulator', 'scenario', 'workload', 'conformance', 'gameday', 'score', 'report', 'handover'];

/** By folder of lib/, lowest first. */
export const LAYERS: Readonly<Record<string, Layer>> = {
  time: { folders: [], packages: [] },
  problems: { folders: [], packages: [] },
  aws: { folders: ['time', 'problems'], packages: ['yaml'] },
  slo: { folders: ['time', 'problems', 'aws'], packages: [] },
  incident: { folders: ['time', 'problems', 'aws'], packages: [] },
  model: { folders: ['time', 'problems', 'slo', 'incident'], packages: [] },
  config: { folders: PURE, packages: ['yaml', 'zod'] },
  plan: { folders: PURE, packages: [] },
  checks: { folders: [...PURE, 'plan'], packages: [] },
  constructs: { folders: [...PURE, 'plan', 'checks'], packages: CDK },
  stacks: { folders: [...PURE, 'plan', 'checks', 'constructs'], packages: [...CDK, 'cdk-nag'] },
  handlers: { folders: PURE, packages: ['@aws-sdk/client-cloudwatch', '@aws-sdk/client-dynamodb', '@aws-sdk/client-ssm', '@aws-sdk/client-sns'] },
  simulator: { folders: ['time', 'problems', 'aws'], packages: [] },
  scenario: { folders: [...PURE, 'config', 'plan', 'simulator'], packages: ['yaml', 'zod'] },
  workload: { folders: [...PURE, 'scenario', 'simulator'], packages: [] },
  conformance: { folders: [...PURE, 'plan', 'simulator'], packages: [] },
  gameday: { folders: [...PURE, 'config', 'plan', 'simulator', 'scenario', 'workload', 'conformance'], packages: ['zod'] },
  score: { folders: [...PURE, 'config', 'plan', 'simulator'], packages: ['yaml', 'zod'] },
  report: { folders: [...PURE, 'plan', 'conformance', 'gameday'], packages: [] },
  cli: { folders: ALL_BUT_STACKS, packages: ['commander', '@aws-sdk/client-dynamodb', '@aws-sdk/client-ssm'] },
};



/** Built-in modules that do nothing but compute. */
export const PURE_BUILT_INS = ['node:crypto', 'node:path', 'node:util'] as const;

/** The files outside lib/cli that read from disk, as the lint configuration lists them. */
export const READING_EDGES = ['config/read-directory.ts', 'aws/assembly/assembly.ts'] as const;
