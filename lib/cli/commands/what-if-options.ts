import { InvalidArgumentError, type Command } from 'commander';
import { parsePattern, PATTERN_FORMS, type Pattern } from '../../backtest/pattern';
import type { MetricSelection } from '../../backtest/what-if';
import type { Terminal } from '../terminal';
import { addTemplateOptions } from './check-options';
import type { WhatIfOptions } from './what-if';

/** Loaded when asked for. */
const load = () => require('./what-if') as typeof import('./what-if');

/** Adds `day2 what-if`, which needs no configuration. */
export function addWhatIfCommand(program: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  const command = program
    .command('what-if <template...>')
    .description('say what the alarms of templates do when a metric does something')
    .requiredOption('--metric <namespace/name,dimension=value>', 'a metric that alarms read; may be given several times, each with a --pattern', metric)
    .requiredOption('--pattern <pattern>', 'what it does, such as "0 for 1h, 50 for 10m, 0"', pattern)
    .option('--html <file>', 'write the answer with charts: one page that needs no network')
    .option('--json', 'print JSON for machines');
  addTemplateOptions(command).action((templates: string[], options: WhatIfOptions) => done(load().whatIfCommand(templates, options, terminal)));
}

function metric(text: string, previous: readonly MetricSelection[] = []): MetricSelection[] {
  const [name = '', ...pairs] = text.split(',');
  const slash = name.lastIndexOf('/');
  const dimensions = pairs.map((pair) => /^([^=]+)=(.+)$/.exec(pair.trim()));
  if (slash < 1 || slash === name.length - 1 || dimensions.includes(null)) {
    throw new InvalidArgumentError('write it as NAMESPACE/NAME,DIMENSION=VALUE, such as AWS/Lambda/Errors,FunctionName=worker');
  }
  const entries = dimensions.map((match) => [match![1]!, match![2]!] as const);
  return [...previous, { namespace: name.slice(0, slash), metricName: name.slice(slash + 1), dimensions: Object.fromEntries(entries) }];
}

function pattern(text: string, previous: readonly Pattern[] = []): Pattern[] {
  const parsed = parsePattern(text);
  if (parsed === undefined) throw new InvalidArgumentError(`write ${PATTERN_FORMS}; 30 days at most`);
  return [...previous, parsed];
}
