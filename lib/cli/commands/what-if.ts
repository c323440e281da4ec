import { loadTemplates } from '../../aws/assembly/assembly';
import { neededByTemplate } from '../../backtest/needed-by-template';
import type { Pattern } from '../../backtest/pattern';
import { refusedAlarms, simulatedAlarms } from '../../backtest/simulated-alarms';
import { whatIf, type MetricSelection } from '../../backtest/what-if';
import { ProblemsError, type Problem } from '../../problems/problem';
import { alarmsWithNamedValues } from '../../simulator/services/cloudwatch/alarms-with-named-values';
import { writeReport } from '../files/write-report';
import { EXIT, EXIT_OF_OUTCOME, printProblems, toJson, type Terminal } from '../terminal';
import { bandsOf } from './alarm-bands';
import { loadOptionsOf, type TemplateSurroundings } from './check-templates';
import { missingValueLines } from './missing-values';
import { metricText, whatIfText } from './what-if-text';

/** Options of `day2 what-if`. */
export interface WhatIfOptions extends TemplateSurroundings {
  readonly metric: readonly MetricSelection[];
  /** One for each metric, in their order. */
  readonly pattern: readonly Pattern[];
  readonly json?: boolean;
  /** File for the answer as a page of HTML. */
  readonly html?: string;
}

/**
 * Says what the alarms of templates do when metrics do something: an answer, which has no findings. An alarm that AWS would refuse to create
 * is a problem beside the answer about the others, and of it nobody can tell: exit code 3.
 *
 * @throws ProblemsError WIF001 for a metric that no alarm reads, WIF002 for the band of an alarm that there is not, and for templates that cannot be read or deployed
 */
export function whatIfCommand(templates: readonly string[], options: WhatIfOptions, terminal: Terminal): number {
  if (options.metric.length !== options.pattern.length) {
    terminal.printError('give as many --pattern as --metric: the first belongs to the first, and so on');
    return EXIT.usage;
  }
  const stacks = alarmsWithNamedValues(loadTemplates(templates, loadOptionsOf(options)));
  const suppositions = options.metric.map((selection, index) => ({ selection, pattern: options.pattern[index]! }));
  const bands = bandsOf(stacks, options.band);
  const answer = whatIf(stacks, suppositions, bands);
  if ('unread' in answer) {
    const { needed, notRead } = neededByTemplate(stacks, bands, true);
    const read = [...new Set(needed.map(({ metric }) => metricText(metric)))];
    const toGive = missingValueLines(notRead);
    throw new ProblemsError([
      ...simulatedAlarms(stacks, bands).refused,
      ...answer.unread.map((selection): Problem => ({
        code: 'WIF001',
        level: 'error',
        where: { file: templates.join(', ') },
        what: 'no alarm reads this metric',
        received: metricText(selection),
        allowed: read.join('; ') || 'nothing: no alarm of the templates can be read',
        change: ['name one of them with --metric, with all its dimensions or some', ...toGive.map((line) => `of the alarms that cannot be read, ${line}`)].join(
          '; ',
        ),
      })),
    ]);
  }
  terminal.print(options.json === true ? toJson(answer) : whatIfText(answer, suppositions));
  if (options.html !== undefined) {
    const { whatIfHtml } = require('./what-if-html') as typeof import('./what-if-html');
    writeReport(options.html, whatIfHtml(answer, suppositions), 'name another file with --html');
  }
  const refused = refusedAlarms(answer.notPlayed);
  printProblems(terminal, refused);
  return refused.length === 0 ? EXIT.fine : EXIT_OF_OUTCOME['could not tell'];
}
