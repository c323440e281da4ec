import {
  GetMetricDataCommand,
  PutMetricDataCommand,
  type GetMetricDataCommandOutput,
  type MetricDataQuery,
  type MetricDataResult,
  type MetricDatum,
} from '@aws-sdk/client-cloudwatch';
import { GetParametersCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { childrenOf, type MetricMathNode } from '../../../lib/aws/metric-math/ast';
import { parseMetricMath } from '../../../lib/aws/metric-math/parse';
import type { LedgerClients } from '../../../lib/handlers/budget-ledger/clients';

/**
 * CloudWatch and Parameter Store, as small as the ledger's tests need them: datapoints a minute, a few functions of
 * metric math, the limits of a request, and faults on demand.
 */

const MINUTE = 60_000;

/** An error as the SDK throws it. */
export function serviceError(name: string, fault: 'client' | 'server'): Error {
  return Object.assign(new Error(`${name} from the fake`), { name, $fault: fault });
}

type Command = GetMetricDataCommand | PutMetricDataCommand | GetParametersCommand | PutParameterCommand;
export type Fault = (command: Command, call: number) => Error | undefined;

export class FakeCloud {
  /** Datapoints by metric name and minute, with the instant from which they can be read. */
  readonly #datapoints = new Map<string, Map<number, { value: number; visibleFrom: number }>>();
  readonly parameters = new Map<string, string>();
  readonly published: MetricDatum[] = [];
  readonly commands: Command[] = [];
  /** Wall clock: decides what is visible, and what is too old to be read in minutes. */
  now = 0;
  /** Asked before every command. */
  fault: Fault = () => undefined;
  /** May change the result of a series. */
  spoil: (result: MetricDataResult) => MetricDataResult = (result) => result;
  /** Datapoints a page holds. */
  pageSize = 100_800;
  /** What FILL makes of a series without any datapoint: AWS does not say. */
  fillsEmptySeries = true;

  put(metricName: string, at: number, value: number, visibleFrom = -Infinity): void {
    const minute = Math.floor(at / MINUTE) * MINUTE;
    const series = this.#datapoints.get(metricName) ?? new Map<number, { value: number; visibleFrom: number }>();
    this.#datapoints.set(metricName, series.set(minute, { value, visibleFrom }));
  }

  get clients(): LedgerClients {
    const send = async (command: Command): Promise<any> => {
      this.commands.push(command);
      const error = this.fault(command, this.commands.length);
      if (error !== undefined) throw error;
      if (command instanceof GetMetricDataCommand) return this.#getMetricData(command);
      if (command instanceof GetParametersCommand) return this.#getParameters(command);
      if (command instanceof PutParameterCommand) return this.#putParameter(command);
      this.#putMetricData(command);
      return {};
    };
    return { cloudWatch: { send }, parameters: { send } };
  }

  /** The published values of a metric, oldest first. */
  valuesOf(metricName: string, objective?: string): number[] {
    return this.published
      .filter((each) => each.MetricName === metricName && (objective === undefined || each.Dimensions!.some(({ Value: value }) => value === objective)))
      .map(({ Value: value }) => value!);
  }

  #getParameters({ input }: GetParametersCommand): object {
    if (input.Names!.length > 10) throw serviceError('ValidationException', 'client');
    const found = input.Names!.filter((name) => this.parameters.has(name));
    return {
      Parameters: found.map((name) => ({ Name: name, Value: this.parameters.get(name) })),
      InvalidParameters: input.Names!.filter((name) => !this.parameters.has(name)),
    };
  }

  #putParameter({ input }: PutParameterCommand): object {
    if (input.Value!.length > 8_192 || input.Overwrite !== true || input.Value!.includes('{{')) throw serviceError('ValidationException', 'client');
    this.parameters.set(input.Name!, input.Value!);
    return {};
  }

  #putMetricData({ input }: PutMetricDataCommand): void {
    if (input.MetricData!.length > 1_000 || !input.MetricData!.every(({ Value: value }) => Number.isFinite(value)))
      throw serviceError('InvalidParameterValueException', 'client');
    this.published.push(...input.MetricData!);
  }

  #getMetricData({ input }: GetMetricDataCommand): GetMetricDataCommandOutput {
    const queries = input.MetricDataQueries!;
    const ids = queries.map(({ Id: id }) => id!);
    if (queries.length > 500 || new Set(ids).size !== ids.length || !ids.every((id) => /^[a-z]\w{0,254}$/.test(id)))
      throw serviceError('ValidationError', 'client');
    const from = input.StartTime!.getTime();
    const to = input.EndTime!.getTime();
    const values = new Map<string, Sparse>();
    for (const query of queries) values.set(query.Id!, this.#series(query, from, to, values));
    const results = queries
      .filter(({ ReturnData: isReturned }) => isReturned !== false)
      .map(({ Id: id }): MetricDataResult => ({ Id: id, ...points(values.get(id!)!) }));
    return this.#page(results, Number(input.NextToken ?? 0), input.MaxDatapoints!);
  }

  /** Pages as CloudWatch does: what does not fit is PartialData, and goes on behind the token. */
  #page(results: readonly MetricDataResult[], offset: number, limit: number): GetMetricDataCommandOutput {
    const size = Math.min(this.pageSize, limit);
    let position = 0;
    const page: MetricDataResult[] = [];
    for (const { Id, Timestamps: times = [], Values: all = [] } of results) {
      const start = Math.max(0, offset - position);
      const end = Math.min(times.length, offset + size - position);
      if (end > start || times.length === 0) {
        page.push(
          this.spoil({ Id, Timestamps: times.slice(start, end), Values: all.slice(start, end), StatusCode: end < times.length ? 'PartialData' : 'Complete' }),
        );
      }
      position += times.length;
    }
    return { $metadata: {}, MetricDataResults: page, ...(position > offset + size ? { NextToken: String(offset + size) } : {}) };
  }

  #series(query: MetricDataQuery, from: number, to: number, known: ReadonlyMap<string, Sparse>): Sparse {
    if (query.Expression !== undefined) return asSeries(this.#evaluate(parseMetricMath(query.Expression), known));
    const { Metric: metric, Period: period, Stat: statistic } = query.MetricStat!;
    const step = period! * 1_000;
    const datapoints = this.#datapoints.get(metric!.MetricName!);
    const values = new Map<number, number>();
    const age = this.now - from;
    const isForgotten = (age > 15 * 1_440 * MINUTE && period! % 300 !== 0) || (age > 63 * 1_440 * MINUTE && period! % 3_600 !== 0);
    const start = Math.floor(from / step) * step;
    for (let bucket = start; !isForgotten && datapoints !== undefined && bucket < to; bucket += step) {
      const all: number[] = [];
      for (let at = bucket; at < bucket + step; at += MINUTE) {
        const datapoint = datapoints.get(at);
        if (datapoint !== undefined && datapoint.visibleFrom <= this.now) all.push(datapoint.value);
      }
      if (all.length > 0) values.set(bucket, statistic === 'Maximum' ? Math.max(...all) : all.reduce((a, b) => a + b, 0));
    }
    return { start, end: to, step, values };
  }

  #evaluate(node: MetricMathNode, known: ReadonlyMap<string, Sparse>): Sparse | number {
    const evaluate = (each: MetricMathNode) => this.#evaluate(each, known);
    switch (node.kind) {
      case 'number':
        return node.value;
      case 'reference':
        return known.get(node.id)!;
      case 'binary':
        return pointwise([evaluate(node.left), evaluate(node.right)], ([a = 0, b = 0]) => OPERATORS[node.operator]!(a, b));
      case 'call':
        switch (node.name) {
          case 'FILL': {
            const series = evaluate(node.arguments[0]!) as Sparse;
            return series.values.size === 0 && !this.fillsEmptySeries ? series : filled(series, evaluate(node.arguments[1]!) as number);
          }
          case 'IF':
            return pointwise(node.arguments.map(evaluate), ([condition = 0, yes, no]) => (condition === 0 ? no : yes)!);
          case 'MAX':
            return pointwise(childrenOf(node.arguments[0]!).map(evaluate), (all) => Math.max(...all.filter((each) => each !== undefined)));
          case 'DIFF': {
            const series = evaluate(node.arguments[0]!) as Sparse;
            const differences = [...series.values].flatMap(([at, value]) =>
              series.values.has(at - series.step) ? [[at, value - series.values.get(at - series.step)!] as const] : [],
            );
            return { ...series, values: new Map(differences) };
          }
        }
        throw serviceError('ValidationError', 'client');
      default:
        throw serviceError('ValidationError', 'client');
    }
  }
}

interface Sparse {
  readonly start: number;
  readonly end: number;
  readonly step: number;
  readonly values: ReadonlyMap<number, number>;
}

const OPERATORS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '>': (a, b) => Number(a > b),
};

function asSeries(value: Sparse | number): Sparse {
  if (typeof value === 'number') throw serviceError('ValidationError', 'client');
  return value;
}

/** An operation at every instant at which one of the series has a value; what is not finite is dropped. */
function pointwise(operands: readonly (Sparse | number)[], operation: (values: (number | undefined)[]) => number): Sparse {
  const series = operands.filter((each) => typeof each !== 'number');
  const values = new Map<number, number>();
  for (const at of new Set(series.flatMap((each) => [...each.values.keys()]))) {
    const value = operation(operands.map((each) => (typeof each === 'number' ? each : each.values.get(at))));
    if (Number.isFinite(value)) values.set(at, value);
  }
  return { ...series[0]!, values };
}

function filled(series: Sparse, filler: number): Sparse {
  const values = new Map<number, number>();
  for (let at = series.start; at < series.end; at += series.step) values.set(at, series.values.get(at) ?? filler);
  return { ...series, values };
}

function points({ start, end, values }: Sparse): Pick<MetricDataResult, 'Timestamps' | 'Values'> {
  const inside = [...values].filter(([at]) => at >= start && at < end).sort(([a], [b]) => a - b);
  return { Timestamps: inside.map(([at]) => new Date(at)), Values: inside.map(([, value]) => value) };
}
