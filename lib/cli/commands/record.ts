import { inputOf, requestsFor, stretchesOf, usdOf } from '../../backtest/metric-requests';
import { neededByTemplate } from '../../backtest/needed-by-template';
import type { RecordedStretch } from '../../backtest/recording';
import { MINUTES_KEPT, planRecording } from '../../backtest/recording-plan';
import { formatInstant, MINUTE_MS, MINUTES_PER_DAY, type Instant } from '../../time/time';
import type { AccountClient } from '../account/account-client';
import { requireEnvironment } from '../account/environment';
import { readMetricData } from '../account/metric-data';
import { askedAccount, type AskingOptions } from '../account/scenario-account';
import { RecordingFile } from '../files/recording-file';
import { rehearsalLocation } from '../files/rehearsal-location';
import { withStacks } from '../files/stacks';
import { localTimesOf } from '../local-times';
import { EXIT, toJson, type Terminal } from '../terminal';

/** Options of `day2 record`. */
export interface RecordOptions extends AskingOptions {
  readonly env?: string;
  readonly template?: readonly string[];
  /** File of the recording; one that is there is gone on with. */
  readonly out: string;
  /** Days back from now. */
  readonly days: number;
  /** When it is made. Default: now. */
  readonly at?: Instant;
  /** Only say what would be asked, and what that costs. */
  readonly dryRun?: boolean;
  readonly json?: boolean;
  /** Name metrics without a value. */
  readonly verbose?: boolean;
}

/** Part of the name of a resource whose name is only known after the deployment. */
const MADE_UP = '-SIMULATED';

/** Minutes before now that are not asked for: their values may still change. Our choice. */
const UNSETTLED_MINUTES = 5;

/**
 * Records what the alarms of an environment need of the metrics of an account, in one file that can be gone on with: what is in it is
 * not asked for again.
 *
 * @throws ProblemsError AWS001 to AWS004 when CloudWatch does not answer, BKT007 and OUT003 for the file; what was recorded stays
 */
export async function record(options: RecordOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const planned = requireEnvironment(options, terminal, { readsRunbooks: false });
  if (typeof planned === 'number') return planned;
  const asked = await askedAccount(options, planned, terminal, account);
  if (typeof asked === 'number') return asked;
  const location = rehearsalLocation(planned);
  const { needed, notRead } = await withStacks({ ...options, environments: [planned.plan.environment] }, terminal, (stacksOf) =>
    neededByTemplate(stacksOf(location)),
  );
  for (const { logicalId = '', constructPath = logicalId, why } of notRead) terminal.printError(`not recorded for ${constructPath}: ${why}`);
  const nowMinute = Math.floor((options.at ?? asked.at) / MINUTE_MS);
  const toMinute = Math.floor((nowMinute - UNSETTLED_MINUTES) / 5) * 5;
  const fromMinute = toMinute - options.days * MINUTES_PER_DAY;
  const file = options.dryRun === true ? undefined : RecordingFile.open(options.out);
  const wanted = planRecording(needed, { fromMinute, toMinute, nowMinute }, file?.stretches ?? []);
  const requests = requestsFor(wanted);
  const usd = usdOf(wanted);
  terminal.printError(
    `${needed.length} statistics of ${options.days} days: ${requests.length} requests of GetMetricData for ${wanted.length} metrics, about USD ${usd.toFixed(4)}`,
  );
  if (options.days * MINUTES_PER_DAY > MINUTES_KEPT) {
    terminal.printError('CloudWatch keeps minutes for 15 days: before that, values of five minutes stand in for them, and percentiles of a minute are missing');
  }
  if (file === undefined) return EXIT.fine;
  const times = localTimesOf(planned.plan);
  let done = 0;
  let incomplete = 0;
  for (const request of requests) {
    const stretches = stretchesOf(request, await readMetricData(asked.account, request.region, inputOf(request)));
    file.add(stretches);
    incomplete += request.wanted.length - stretches.length;
    done += 1;
    if (terminal.isInteractive) terminal.printProgress(`  … ${done} of ${requests.length} requests, ${times.of(request.wanted[0]!.fromMinute * MINUTE_MS)}`);
  }
  const silent = silentMetrics(file.stretches);
  if (options.json === true) terminal.print(toJson({ file: options.out, statistics: needed.length, requests: requests.length, usd, incomplete, silent }));
  else {
    const span = `${formatInstant(fromMinute * MINUTE_MS)} to ${formatInstant(toMinute * MINUTE_MS)}`;
    terminal.print(times.answer(`recorded in ${options.out}: ${needed.length} statistics, ${span}`));
    const madeUp = silent.filter((metric) => metric.includes(MADE_UP));
    if (silent.length > 0) terminal.print(`${silent.length} metrics had no value in all that time${options.verbose === true ? ':' : '; --verbose names them'}`);
    for (const metric of options.verbose === true ? silent : []) terminal.print(`  ${metric}`);
    for (const metric of madeUp) terminal.print(`its name is made up, because only the deployment gives it one: ${metric}`);
  }
  if (incomplete === 0) return EXIT.fine;
  terminal.printError(`CloudWatch did not complete ${incomplete} of ${wanted.length} results, which are not recorded: the same command asks for them again`);
  return EXIT.findings;
}

/** Metrics without any value: of a name nobody publishes under, or of something that never happened. */
function silentMetrics(stretches: readonly RecordedStretch[]): string[] {
  const hasValue = new Map<string, boolean>();
  for (const { metric, values } of stretches) {
    const { region, namespace, metricName, dimensions } = metric;
    const name = `${namespace} ${metricName} ${Object.entries(dimensions)
      .map((pair) => pair.join('='))
      .join(' ')} in ${region}`;
    hasValue.set(name, (hasValue.get(name) ?? false) || values.some((value) => value !== null));
  }
  return [...hasValue].filter(([, has]) => !has).map(([name]) => name);
}
