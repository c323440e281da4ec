import { dirname, join } from 'node:path';
import { ProblemsError } from '../../problems/problem';
import { readCdkJson } from './cdk-json';

/** Where the configuration of a command is, and what said so. */
export interface ConfigLocation {
  readonly directory: string;
  readonly saidBy: string;
}

/**
 * The directory of the configuration where the command line names none: the context `config` of cdk.json, which the app is synthesized
 * with, else DAY2_CONFIG, else `config`. The app has the same rule, with `-c config=` before all.
 */
export function configLocation(environmentVariables: Readonly<Record<string, string | undefined>>): ConfigLocation {
  const ofContext = contextConfig();
  if (ofContext !== undefined) return { directory: ofContext, saidBy: 'context config of cdk.json' };
  const { DAY2_CONFIG: ofVariable = '' } = environmentVariables;
  return ofVariable === '' ? { directory: 'config', saidBy: 'where nothing else is said' } : { directory: ofVariable, saidBy: 'DAY2_CONFIG' };
}

/** The scenarios beside a configuration. */
export function scenariosBeside(config: string): string {
  return join(dirname(config), 'scenarios');
}

/** A cdk.json that cannot be read is for the synthesis to report; most commands need none. */
function contextConfig(): string | undefined {
  try {
    const { config } = readCdkJson().context;
    return typeof config === 'string' && config !== '' ? config : undefined;
  } catch (error) {
    if (error instanceof ProblemsError) return undefined;
    throw error;
  }
}
