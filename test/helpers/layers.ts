/** The rooms of lib/ and what each may import: what the lint configuration has to say, and the import graph to be. */

export interface Layer {
  /** Folders of lib/ it may import besides itself. */
  readonly folders: readonly string[];
  /** Packages it may import. */
  readonly packages: readonly string[];
}

const CDK = ['aws-cdk-lib', 'constructs'];
const ALL_BUT_STACKS = ['domain', 'config', 'plan', 'checks', 'constructs', 'handlers', 'simulator', 'gameday', 'handover'];

/** By folder of lib/. Folders that do not exist yet are listed: their rules are waiting for them. */
export const LAYERS: Readonly<Record<string, Layer>> = {
  domain: { folders: [], packages: [] },
  config: { folders: ['domain'], packages: ['yaml', 'zod'] },
  plan: { folders: ['domain'], packages: [] },
  checks: { folders: ['domain', 'plan'], packages: [] },
  constructs: { folders: ['domain', 'plan', 'checks'], packages: CDK },
  stacks: { folders: ['domain', 'plan', 'checks', 'constructs'], packages: [...CDK, 'cdk-nag'] },
  handlers: { folders: ['domain'], packages: ['@aws-sdk/client-cloudwatch', '@aws-sdk/client-dynamodb', '@aws-sdk/client-ssm', '@aws-sdk/client-sns'] },
  simulator: { folders: ['domain'], packages: ['yaml'] },
  gameday: { folders: ['domain', 'config', 'plan', 'simulator'], packages: ['yaml', 'zod'] },
  cli: { folders: ALL_BUT_STACKS, packages: ['commander', '@aws-sdk/client-dynamodb', '@aws-sdk/client-ssm'] },
};

/** Every package one of the layers might be tempted by. */
export const KNOWN_PACKAGES = [...CDK, 'cdk-nag', '@aws-sdk/client-sns', '@aws-sdk/lib-dynamodb', 'commander', 'yaml', 'zod'] as const;

/** Built-in modules that do nothing but compute. */
export const PURE_BUILT_INS = ['node:crypto', 'node:path', 'node:util'] as const;

/** The files outside lib/cli that read from disk, as the lint configuration lists them. */
export const READING_EDGES = ['config/read-directory.ts', 'simulator/assembly.ts'] as const;
