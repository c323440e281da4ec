import { statSync } from 'node:fs';
import { playBacktest, type Backtest } from '../../backtest/play-backtest';
import { readRecording } from '../../backtest/read-recording';
import { RecordedMetrics } from '../../backtest/recorded-metrics';
import { spanOfRecording, type Recording } from '../../backtest/recording';
import { refusedAlarms } from '../../backtest/simulated-alarms';
import { BY_ACTION, wouldBePages, type Paging } from '../../backtest/would-be-pages';
import { plannedAlarm } from '../../incident/lifecycle/engine-policy';
import { holdersOf } from '../../incident/roster/holders-of';
import { wakesSomebody } from '../../incident/severity';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { hasErrors, ProblemsError, type Problem } from '../../problems/problem';
import { DEFAULT_ASSUMPTIONS } from '../../simulator/core/assumptions';
import type { MetricAlarmDefinition } from '../../simulator/services/cloudwatch/metric-alarm-definition';
import { alarmKey } from '../../simulator/services/cloudwatch/read-alarms';
import { MINUTE_MS, type Instant } from '../../time/time';
import { requireEnvironment } from '../account/environment';
import { readText } from '../files/read-text';
import { rehearsalLocation } from '../files/rehearsal-location';
import { withStacks, type StackLocation, type StackSource } from '../files/stacks';
import { writeReport } from '../files/write-report';
import { LocalTimes, localTimesOf } from '../local-times';
import { EXIT, EXIT_OF_OUTCOME, printProblems, toJson, type Terminal } from '../terminal';
import { backtestText, type PlayedDesign } from './backtest-text';

/** Options of `day2 backtest`. */
export interface BacktestOptions extends StackSource {
  readonly config: string;
  readonly env?: string;
  /** A recording of `day2 record`, an answer of GetMetricData in JSON, or a table in CSV. */
  readonly metrics: string;
  /** The request the answer belongs to. */
  readonly queries?: string;
  /** Region of templates and metrics that name none, where no environment does. */
  readonly region: string;
  /** A second assembly or template, played over the same metrics. */
  readonly compare?: string;
  readonly from?: Instant;
  readonly to?: Instant;
  readonly json?: boolean;
  /** File for the result as a page of HTML. */
  readonly html?: string;
  readonly verbose?: boolean;
}

/** Where stacks come from, and whom their alarms page. */
interface Design {
  readonly name: string;
  readonly source: StackSource;
  readonly location: StackLocation;
  readonly paging: Paging;
  /** What stands beside UTC, and whose hours of the day count. */
  readonly times: LocalTimes;
}

/**
 * Plays recorded metrics through the alarms of a template and prints what they would have done: a measurement, so that it has no
 * findings. Of an alarm that AWS would refuse to create nobody can tell: it is a problem beside the result of the others, with exit code 3.
 *
 * @throws ProblemsError BKT001 to BKT006 for the metrics, and for templates that cannot be read or deployed
 */
export async function backtest(options: BacktestOptions, terminal: Terminal): Promise<number> {
  const design = designOf(options, terminal);
  if (typeof design === 'number') return design;
  const recording = recordingIn(options, design.location.region, terminal);
  const metrics = new RecordedMetrics(recording);
  const recorded = spanOfRecording(recording)!;
  const span = {
    from: Math.max(options.from ?? -Infinity, recorded.fromMinute * MINUTE_MS),
    to: Math.min(options.to ?? Infinity, recorded.toMinute * MINUTE_MS),
  };
  if (span.from >= span.to) {
    terminal.printError('nothing was recorded between --from and --to');
    return EXIT.usage;
  }
  const designs = [design, ...(options.compare === undefined ? [] : [comparedDesign(options.compare, options, design)])];
  const played: PlayedDesign[] = [];
  const definitions: ReadonlyMap<string, MetricAlarmDefinition>[] = [];
  for (const each of designs) {
    const ofDesign = new Map<string, MetricAlarmDefinition>();
    const result = await withStacks(each.source, terminal, (stacksOf) =>
      playBacktest(stacksOf(each.location), metrics, span, DEFAULT_ASSUMPTIONS, (region, name, definition) => ofDesign.set(alarmKey(region, name), definition)),
    );
    definitions.push(ofDesign);
    if (result.alarms.length === 0) throw new ProblemsError([...refusedAlarms(result.notPlayed), nothingPlayed(each.name, result)]);
    played.push({ name: each.name, backtest: result, pages: wouldBePages(result, each.paging) });
  }
  const textOptions = { times: design.times, isVerbose: options.verbose === true };
  if (options.json === true) terminal.print(toJson(played));
  else terminal.print(backtestText(played, textOptions));
  if (options.html !== undefined) {
    const { backtestHtml } = require('./backtest-html') as typeof import('./backtest-html');
    const page = backtestHtml(
      played.map((each, index) => ({ ...each, definitions: definitions[index]! })),
      metrics,
      textOptions,
    );
    writeReport(options.html, page, 'name another file with --html');
  }
  const refused = played.flatMap(({ backtest: { notPlayed } }) => refusedAlarms(notPlayed));
  printProblems(terminal, refused);
  return refused.length === 0 ? EXIT.fine : EXIT_OF_OUTCOME['could not tell'];
}

function designOf(options: BacktestOptions, terminal: Terminal): Design | number {
  const { template = [], assembly, region } = options;
  if (template.length > 0)
    return { name: template.join(' + '), source: options, location: { stage: options.env ?? '', region }, paging: BY_ACTION, times: new LocalTimes('UTC') };
  const planned = requireEnvironment(options, terminal, { readsRunbooks: false });
  if (typeof planned === 'number') return planned;
  const { environment } = planned.plan;
  return {
    name: assembly ?? `${options.config} (${environment})`,
    source: { ...options, environments: [environment] },
    location: rehearsalLocation(planned),
    paging: pagingOf(planned.plan),
    times: localTimesOf(planned.plan),
  };
}

function comparedDesign(path: string, options: BacktestOptions, first: Design): Design {
  const isDirectory = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const source = { config: options.config, ...(isDirectory ? { assembly: path } : { template: [path] }) };
  return { ...first, name: path, source, ...(!isDirectory && { paging: BY_ACTION }) };
}

/** Pages of day2: alarms of severities that wake somebody, one incident a service, the first tier of who is on call then. */
function pagingOf({ incidents }: OperationsPlan): Paging {
  if (incidents === undefined) return BY_ACTION;
  const { policy } = incidents;
  return {
    groupOf: ({ identity, actions }) => {
      const known = plannedAlarm(policy, identity);
      return actions.length === 0 || known === undefined || !wakesSomebody(known.severity) ? undefined : known.group;
    },
    recipientsOf: ({ identity }, at) => {
      const [first] = policy.escalation.severities[plannedAlarm(policy, identity)!.severity].tiers;
      return first === undefined ? [] : holdersOf(policy.roster, first.roles, at);
    },
  };
}

/** @throws ProblemsError when there is nothing to play */
function recordingIn({ metrics, queries }: BacktestOptions, region: string, terminal: Terminal): Recording {
  const read = (file: string) => readText(file, (reason) => unreadable(file, reason));
  const asked = queries === undefined ? undefined : { file: queries, content: read(queries) };
  const { recording, problems } = readRecording(metrics, read(metrics), { region, ...(asked !== undefined && { queries: asked }) });
  if (recording === undefined || hasErrors(problems)) throw new ProblemsError(problems);
  printProblems(terminal, problems);
  return recording;
}

function unreadable(file: string, received: string): Problem {
  return {
    code: 'BKT001',
    level: 'error',
    where: { file },
    what: 'metrics cannot be read from here',
    received,
    allowed: 'a recording of day2 record, an answer of aws cloudwatch get-metric-data, or a table in CSV',
    change: 'name an existing file',
  };
}

function nothingPlayed(name: string, { notPlayed }: Backtest): Problem {
  const [first] = notPlayed;
  return {
    code: 'BKT006',
    level: 'error',
    where: { file: name },
    what: 'no alarm of the template reads metrics that were recorded',
    received: first === undefined ? 'no alarms' : `${notPlayed.length} alarms; of ${first.name}: ${first.why}`,
    allowed: 'at least one alarm all of whose metrics were recorded',
    change: 'record the metrics of this template: day2 record',
  };
}
