import { existsSync, readFileSync } from 'node:fs';
import { ProblemsError } from '../../problems/problem';
import { packagePath } from './package-path';

/** What day2 needs of a cdk.json. */
export interface CdkJson {
  /** The command of the app. */
  readonly app: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/** A cdk.json for the app of day2 itself, which needs a configuration and nothing else. */
export function cdkJsonOfPackage(folder: string, config: string): CdkJson {
  return { app: `node ${packagePath(folder, 'bin/app.js')}`, context: { config, '@aws-cdk/core:validateAgainstDefaultRules': true } };
}

/**
 * @param config directory of the configuration, for whoever has one and no app
 * @throws ProblemsError SYN001 without an app to run in this folder
 */
export function readCdkJson(config = 'config'): CdkJson {
  const problem = (what: string): ProblemsError =>
    new ProblemsError([
      {
        code: 'SYN001',
        level: 'error',
        where: { file: 'cdk.json' },
        what,
        allowed: 'a cdk.json with the command of the app, such as { "app": "npx tsx bin/app.ts" }',
        change: `start the command in the folder of the CDK app, or name an assembly with --assembly; without an app, day2 init writes one with a configuration, and for a configuration that is here this is its cdk.json: ${JSON.stringify(cdkJsonOfPackage('.', config))}`,
      },
    ]);
  if (!existsSync('cdk.json')) throw problem('there is no app to synthesize in this folder');
  let content: unknown;
  try {
    content = JSON.parse(readFileSync('cdk.json', 'utf8'));
  } catch {
    throw problem('the file is not JSON');
  }
  const { app, context } = (content ?? {}) as { app?: unknown; context?: unknown };
  if (typeof app !== 'string') throw problem('the file names no app');
  return { app, context: typeof context === 'object' && context !== null ? { ...context } : {} };
}
