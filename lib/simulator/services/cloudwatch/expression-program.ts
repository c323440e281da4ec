import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import type { BinaryNode, CallNode, MetricMathNode } from '../../../aws/metric-math/ast';
import { callFault, METRIC_MATH_FUNCTIONS } from '../../../aws/metric-math/functions';
import { printMetricMath } from '../../../aws/metric-math/print';
import type { Assumptions } from '../../core/assumptions';
import { CALENDAR } from './calendar';
import { boundChoice, type ColumnBounds, FOLD_BOUNDS } from './column-bounds';
import { type Column, ColumnBuilder, type ColumnFrame, type ConstantInput, type MetricInput } from './column-builder';
import { choose, fill, FOLD_KERNELS, UNARY_KERNELS } from './column-kernels';
import type { MetricAlarmDefinition } from './metric-alarm-definition';
import { fillLinear, fillRepeat, fillUnlessEmpty, RANGE_KERNELS, type RangeKernel, REDUCTIONS } from './range-kernels';

/** The expressions of an alarm, compiled to a sequence of column operations. */
export interface ExpressionProgram {
  readonly columnCount: number;
  /** Columns to be read before each run. `metric` is the position in the definition. */
  readonly inputs: readonly MetricInput[];
  /** Columns to be filled before the first run. */
  readonly constants: readonly ConstantInput[];
  /** True when every result depends on its own bucket only, so that buckets of many evaluations can share a column. */
  readonly isPointwise: boolean;
  /** True when the result has a value in every bucket, whatever the metrics do. */
  readonly isDense: boolean;
  readonly resultColumn: number;
  /** Computes the result column from the inputs and constants. */
  run(frame: ColumnFrame): void;
  /** Bounds the result column from bounded inputs and constants; undefined when an operation cannot be bounded. */
  readonly bound?: (bounds: ColumnBounds) => void;
}

/**
 * Compiles what an alarm compares with its threshold.
 * Rules: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 *
 * @param where the alarm, for messages
 * @throws NotSimulatedError for functions and forms whose result is not exactly known
 * @throws ServiceError ValidationError for unknown ids, circular references and anything but one series as the result
 */
export function compileExpressions(definition: MetricAlarmDefinition, assumptions: Assumptions, where: string): ExpressionProgram {
  return new Compiler(definition, assumptions, where).compile();
}

type Value = Column | { readonly kind: 'array'; readonly items: readonly Column[] };

const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=']);
const LOGICAL: ReadonlySet<string> = new Set(['AND', 'OR']);
/** Functions found in the tables of kernels, one argument each. */
const TABULATED: ReadonlySet<string> = new Set(
  [UNARY_KERNELS, RANGE_KERNELS, CALENDAR, FOLD_KERNELS, REDUCTIONS, { AVG: true }].flatMap((table) => Object.keys(table)),
);

class Compiler {
  readonly #builder = new ColumnBuilder();
  readonly #known = new Map<string, Value>();
  readonly #open = new Set<string>();
  #isPointwise = true;

  constructor(
    readonly definition: MetricAlarmDefinition,
    readonly assumptions: Assumptions,
    readonly where: string,
  ) {}

  compile(): ExpressionProgram {
    // Also those that nothing reads: what is wrong or unknown in them must not pass in silence.
    for (const id of this.definition.expressions.keys()) this.#reference(id);
    const { returnedId } = this.definition;
    const result = this.#reference(returnedId);
    if (result.kind !== 'series') {
      return this.#refuse(`${returnedId} gives ${result.kind === 'scalar' ? 'a number' : 'several series'}, not one series`);
    }
    const { operations, boundOperations, constants, columnCount } = this.#builder;
    const bounded = boundOperations.filter((operation) => operation !== undefined);
    return {
      columnCount,
      inputs: this.#builder.inputsFor(result),
      constants,
      isPointwise: this.#isPointwise,
      isDense: result.dense,
      resultColumn: result.column,
      run: (frame) => {
        for (const operation of operations) operation(frame);
      },
      ...(bounded.length === operations.length && {
        bound: (bounds: ColumnBounds) => {
          for (const operation of bounded) operation(bounds);
        },
      }),
    };
  }

  #reference(id: string): Value {
    const metric = this.definition.metrics.findIndex((each) => each.id === id);
    if (metric >= 0) return this.#builder.metric(metric, NaN);
    const expression = this.definition.expressions.get(id);
    if (expression === undefined) return this.#refuse(`an expression names ${id}, which is no Id of Metrics`);
    if (this.#open.has(id)) return this.#refuse(`expression ${id} refers to itself`);
    this.#open.add(id);
    const value = this.#value(expression);
    this.#open.delete(id);
    return value;
  }

  /** Equal sub-expressions are computed once: an id means the same throughout an alarm. */
  #value(node: MetricMathNode): Value {
    const text = printMetricMath(node);
    const value = this.#known.get(text) ?? this.#compiled(node);
    this.#known.set(text, value);
    return value;
  }

  #compiled(node: MetricMathNode): Value {
    switch (node.kind) {
      case 'number':
        return this.#builder.constant(node.value);
      case 'reference':
        return this.#reference(node.id);
      case 'negate':
        return each(this.#value(node.operand), (column) => this.#builder.binary('-', this.#builder.constant(0), column));
      case 'binary':
        return this.#operator(node);
      case 'array':
        return { kind: 'array', items: node.items.flatMap((item) => this.#seriesIn(this.#value(item))) };
      case 'call':
        return this.#call(node);
      default:
        return this.#refuse(`${printMetricMath(node)} is neither a number nor a series`);
    }
  }

  #operator({ operator, left, right }: BinaryNode): Value {
    const a = this.#value(left);
    const b = this.#value(right);
    if (a.kind === 'array' || b.kind === 'array') {
      if (COMPARISONS.has(operator) || LOGICAL.has(operator)) throw this.#notSimulated(`${operator} on several series`);
      if (a.kind !== 'array') return each(b, (item) => this.#builder.binary(operator, a, item));
      if (b.kind !== 'array') return each(a, (item) => this.#builder.binary(operator, item, b));
      throw this.#notSimulated(`${operator} between two arrays`);
    }
    if (LOGICAL.has(operator) && a.kind !== b.kind) throw this.#notSimulated(`${operator} between a series and a number`);
    return this.#builder.binary(operator, a, b);
  }

  #call(node: CallNode): Value {
    const fault = callFault(node);
    if (fault !== undefined) return this.#refuse(fault);
    if (METRIC_MATH_FUNCTIONS.get(node.name)!.inAlarms === 'impossible') return this.#refuse(`${node.name} cannot be used in an alarm`);
    switch (node.name) {
      case 'FILL':
        return this.#fill(node);
      case 'IF':
        return this.#if(node);
      case 'METRICS':
        return this.#metrics(node);
      case 'PERIOD':
        return this.#period(node);
      case 'SERVICE_QUOTA':
        return this.#serviceQuota(node);
      case 'TIME_SERIES':
        return { ...this.#argument(node, 'scalar'), kind: 'series' };
      case 'METRIC_COUNT':
        return this.#builder.constant(this.#items(node).length);
      case 'FIRST':
        return this.#items(node)[0]!;
      case 'LAST':
        return this.#items(node).at(-1)!;
      default:
        if (!TABULATED.has(node.name)) throw this.#notSimulated(`metric math function ${node.name}`);
        return this.#tabulated(node);
    }
  }

  #tabulated(node: CallNode): Value {
    const { name } = node;
    const calendar = CALENDAR[name];
    const argument = calendar === undefined ? this.#value(node.arguments[0]!) : this.#argument(node, 'series');
    if (argument.kind === 'scalar') return this.#refuse(`${name} takes a series, not a number`);
    if (calendar !== undefined) return this.#calendar(calendar);
    const unary = UNARY_KERNELS[name];
    if (unary !== undefined) return each(argument, (item) => this.#builder.map(unary, item, false));
    const range = RANGE_KERNELS[name];
    if (range !== undefined) return each(argument, (item) => this.#overRange(range, item));
    return argument.kind === 'array' ? this.#fold(name, argument.items) : this.#reduce(name, argument);
  }

  /** The documentation calls the result non-sparse: it has a value in every bucket, whatever the series has. */
  #calendar(valueAt: (minute: number) => number): Column {
    return this.#builder.derive('series', true, [], (out) => ({ columns, size, firstStartMinute, stepMinutes }) => {
      for (let i = 0; i < size; i += 1) columns[out]![i] = valueAt(firstStartMinute + i * stepMinutes);
    });
  }

  #overRange(kernel: RangeKernel, item: Column): Column {
    this.#isPointwise = false;
    return this.#builder.derive(
      'series',
      false,
      [item],
      (out) =>
        ({ columns, size, stepMinutes }) =>
          kernel(columns[item.column]!, columns[out]!, size, stepMinutes * 60),
    );
  }

  #fold(name: string, items: readonly Column[]): Column {
    const kernel = FOLD_KERNELS[name === 'AVG' ? 'SUM' : name];
    if (kernel === undefined) throw this.#notSimulated(`${name} of several series`);
    const folded = items.reduce((a, b) => this.#builder.fold(kernel, a, b, a.dense || b.dense, FOLD_BOUNDS[name]));
    // AVG counts a missing value as 0, so it divides by all of them.
    return name === 'AVG' ? this.#builder.binary('/', folded, this.#builder.constant(items.length)) : folded;
  }

  /** A number made of all buckets an alarm fetches, hence only known evaluation by evaluation. */
  #reduce(name: string, item: Column): Column {
    const reduction = REDUCTIONS[name];
    // Whether AVG of one series counts the missing points is documented both ways in the same paragraph.
    if (reduction === undefined) throw this.#notSimulated(`${name} of a single series`);
    this.#isPointwise = false;
    return this.#builder.derive('scalar', false, [item], (out) => ({ columns, size }) => {
      columns[out]!.fill(reduction(columns[item.column]!, size), 0, size);
    });
  }

  #fill(node: CallNode): Value {
    const filled = this.#value(node.arguments[0]!);
    if (filled.kind === 'scalar') return this.#refuse('FILL takes a series, not a number');
    const how = node.arguments[1]!;
    if (how.kind === 'word') return this.#fillFromNeighbours(filled, how.name);
    const filler = this.#single(this.#value(how));
    if (this.assumptions.fillEmptySeries === 'empty') {
      this.#isPointwise = false;
      return each(filled, (item) =>
        this.#builder.derive(
          'series',
          item.dense,
          [item, filler],
          (out) =>
            ({ columns, size }) =>
              fillUnlessEmpty(columns[item.column]!, columns[filler.column]!, columns[out]!, size),
        ),
      );
    }
    return each(filled, (item) => this.#filledWith(item, filler));
  }

  /** Gaps of a metric are filled with a number while it is read. */
  #filledWith(item: Column, filler: Column): Column {
    const metric = this.#builder.metricOf(item);
    const constant = this.#builder.constantOf(filler);
    if (metric !== undefined && constant !== undefined) return this.#builder.metric(metric, constant);
    return this.#builder.derive(
      'series',
      item.dense || filler.dense,
      [item, filler],
      (out) =>
        ({ columns, size }) =>
          fill(columns[item.column]!, columns[filler.column]!, columns[out]!, size),
    );
  }

  #fillFromNeighbours(filled: Value, how: string): Value {
    if (how !== 'REPEAT' && how !== 'LINEAR') return this.#refuse(`FILL knows REPEAT and LINEAR, received ${how}`);
    this.#isPointwise = false;
    return each(filled, (item) => this.#builder.map(how === 'REPEAT' ? fillRepeat : fillLinear, item, item.dense));
  }

  #if(node: CallNode): Column {
    const [conditionNode, trueNode, falseNode] = node.arguments;
    const condition = this.#single(this.#value(conditionNode!));
    const whenTrue = this.#single(this.#value(trueNode!));
    const whenFalse = falseNode === undefined ? this.#builder.constant(NaN) : this.#single(this.#value(falseNode));
    const isWhole = condition.kind === 'scalar';
    if (isWhole && (whenTrue.kind === 'scalar' || (falseNode !== undefined && whenFalse.kind === 'scalar'))) {
      throw this.#notSimulated('IF with a number as condition and as result');
    }
    // A number as condition takes one series whole, gaps included. Else a point that is true and has no value is 0.
    const missingTrue = isWhole ? NaN : 0;
    const missingFalse = !isWhole && falseNode !== undefined && this.#zeroWhereFalseIsMissing(conditionNode!, whenTrue) ? 0 : NaN;
    const dense = !isWhole && condition.dense && (whenFalse.dense || missingFalse === 0);
    return this.#builder.derive(
      'series',
      dense,
      [condition, whenTrue, whenFalse],
      (out) =>
        ({ columns, size }) =>
          choose(columns[condition.column]!, columns[whenTrue.column]!, columns[whenFalse.column]!, missingTrue, missingFalse, columns[out]!, size),
      (out) => (bounds) => boundChoice(bounds, condition.column, whenTrue.column, whenFalse.column, missingTrue, missingFalse, out),
    );
  }

  /**
   * The documentation drops a point whose false value is missing for IF(series, number, series), and says both
   * "dropped" and "0" for IF(series, series, series) and IF(series < number, …): there it is an assumption.
   */
  #zeroWhereFalseIsMissing(condition: MetricMathNode, whenTrue: Column): boolean {
    if (this.assumptions.ifFalseMissing === 'drop') return false;
    return whenTrue.kind === 'series' || this.#isComparisonWithNumber(condition);
  }

  #isComparisonWithNumber(node: MetricMathNode): boolean {
    return node.kind === 'binary' && COMPARISONS.has(node.operator) && this.#value(node.left).kind !== this.#value(node.right).kind;
  }

  #metrics({ arguments: [filter] }: CallNode): Value {
    if (filter !== undefined && filter.kind !== 'text') return this.#refuse('METRICS takes a quoted part of an id');
    const items = this.definition.metrics.flatMap(({ id }, index) =>
      filter === undefined || id.includes(filter.value) ? [this.#builder.metric(index, NaN)] : [],
    );
    if (items.length === 0) throw this.#notSimulated('METRICS without a matching metric');
    return { kind: 'array', items };
  }

  #period({ arguments: [argument] }: CallNode): Column {
    const isMetric = argument?.kind === 'reference' && this.definition.metrics.some(({ id }) => id === argument.id);
    if (!isMetric) return this.#refuse('PERIOD takes the id of a metric');
    return this.#builder.constant(this.definition.periodMinutes * 60);
  }

  /** Nobody documents whether a quota has a value where its usage metric has none: here it has one where the metric has. */
  #serviceQuota({ arguments: [argument] }: CallNode): Column {
    const index = argument?.kind === 'reference' ? this.definition.metrics.findIndex(({ id }) => id === argument.id) : -1;
    const metric = this.definition.metrics[index];
    if (metric === undefined) return this.#refuse('SERVICE_QUOTA takes the id of a metric');
    const { namespace, dimensions } = metric;
    const name = `${dimensions['Service']}/${dimensions['Resource']}`;
    const { serviceQuotas } = this.assumptions;
    if (namespace !== 'AWS/Usage') throw this.#notSimulated(`metric math function SERVICE_QUOTA of a metric of ${namespace}`);
    if (!Object.hasOwn(serviceQuotas, name)) throw this.#notSimulated(`metric math function SERVICE_QUOTA of ${name} without a value for it in serviceQuotas`);
    const quota = serviceQuotas[name]!;
    return this.#builder.map(
      (usage, out, size) => {
        for (let i = 0; i < size; i += 1) out[i] = Number.isNaN(usage[i]!) ? NaN : quota;
      },
      this.#builder.metric(index, NaN),
      false,
    );
  }

  #argument(node: CallNode, kind: Column['kind']): Column {
    const value = this.#value(node.arguments[0]!);
    return value.kind === kind ? value : this.#refuse(`${node.name} takes a ${kind === 'scalar' ? 'number' : 'single series'}`);
  }

  #items(node: CallNode): readonly Column[] {
    const value = this.#value(node.arguments[0]!);
    return value.kind === 'array' ? value.items : this.#refuse(`${node.name} takes an array of series`);
  }

  #single(value: Value): Column {
    return value.kind === 'array' ? this.#refuse('an array of series stands where one series or a number is needed') : value;
  }

  #seriesIn(value: Value): readonly Column[] {
    if (value.kind === 'scalar') throw this.#notSimulated('a number inside an array of series');
    return value.kind === 'array' ? value.items : [value];
  }

  #refuse(why: string): never {
    throw new ServiceError('ValidationError', `${this.where}: ${why}`);
  }

  #notSimulated(thing: string): NotSimulatedError {
    return new NotSimulatedError(thing, this.where);
  }
}

function each(value: Value, map: (column: Column) => Column): Value {
  return value.kind === 'array' ? { kind: 'array', items: value.items.map(map) } : map(value);
}
