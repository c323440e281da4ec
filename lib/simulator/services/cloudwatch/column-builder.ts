import { boundMissingAsZero, type BoundKernel, type ColumnBounds, OPERATOR_BOUNDS } from './column-bounds';
import { BINARY_KERNELS, type BinaryKernel, countMissingAsZero, type UnaryKernel } from './column-kernels';

/** The columns one run works on. Element i stands for the bucket that starts at firstStartMinute + i·stepMinutes. */
export interface ColumnFrame {
  readonly columns: readonly Float64Array[];
  readonly size: number;
  readonly firstStartMinute: number;
  readonly stepMinutes: number;
}

/** A series, or one number, in a column. A dense one has a value in every bucket, whatever the metrics do. */
export interface Column {
  readonly kind: 'series' | 'scalar';
  readonly column: number;
  readonly dense: boolean;
}

/** A column that is read from a metric, with `missing` where it has no datapoint. */
export interface MetricInput {
  readonly column: number;
  readonly metric: number;
  readonly missing: number;
}

/** A column with the same number everywhere. */
export interface ConstantInput {
  readonly column: number;
  readonly value: number;
}

/** One step of a compiled expression. */
export type ColumnOperation = (frame: ColumnFrame) => void;

/** The same step over what is certain about a block of buckets. */
export type BoundOperation = (bounds: ColumnBounds) => void;

/** Operators that give a value wherever their operands have one. */
const TOTAL_OPERATORS: ReadonlySet<string> = new Set(['+', '-', '*', '<', '<=', '>', '>=', '==', '!=', 'AND', 'OR']);

/** Collects column operations and hands out the columns they write to. */
export class ColumnBuilder {
  readonly operations: ColumnOperation[] = [];
  /** One per operation; undefined where its result cannot be bounded. */
  readonly boundOperations: (BoundOperation | undefined)[] = [];
  readonly #inputs: MetricInput[] = [];
  readonly #used = new Set<number>();
  readonly constants: ConstantInput[] = [];
  #columnCount = 0;

  get columnCount(): number {
    return this.#columnCount;
  }

  /** The metrics to read for a result: those that some operation uses, or that are the result themselves. */
  inputsFor(result: Column): MetricInput[] {
    return this.#inputs.filter(({ column }) => this.#used.has(column) || column === result.column);
  }

  /** A metric, with a number (or NaN for "no value") where it has no datapoint. */
  metric(metric: number, missing: number): Column {
    const existing = this.#inputs.find((input) => input.metric === metric && Object.is(input.missing, missing));
    const column = existing?.column ?? this.#columnCount++;
    if (existing === undefined) this.#inputs.push({ column, metric, missing });
    return { kind: 'series', column, dense: !Number.isNaN(missing) };
  }

  /** The number a column holds everywhere, or undefined when it can vary. */
  constantOf({ column }: Column): number | undefined {
    return this.constants.find((constant) => constant.column === column)?.value;
  }

  /** The metric a column holds as it was published, or undefined for any other column. */
  metricOf({ column }: Column): number | undefined {
    return this.#inputs.find((input) => input.column === column && Number.isNaN(input.missing))?.metric;
  }

  /** A column with the same number everywhere; NaN for "no value". */
  constant(value: number): Column {
    const existing = this.constants.find((constant) => Object.is(constant.value, value));
    const column = existing?.column ?? this.#columnCount++;
    if (existing === undefined) this.constants.push({ column, value });
    return { kind: 'scalar', column, dense: !Number.isNaN(value) };
  }

  /** A new column, written by an operation on the operands. */
  derive(
    kind: Column['kind'],
    dense: boolean,
    operands: readonly Column[],
    operation: (out: number) => ColumnOperation,
    bound?: (out: number) => BoundOperation,
  ): Column {
    const column = this.#columnCount++;
    for (const operand of operands) this.#used.add(operand.column);
    this.operations.push(operation(column));
    this.boundOperations.push(bound?.(column));
    return { kind, column, dense };
  }

  /** An operator. A missing point counts as 0 beside a point of another series; beside a number it stays missing. */
  binary(operator: string, a: Column, b: Column): Column {
    const kernel = BINARY_KERNELS[operator]!;
    if (a.kind === 'scalar' || b.kind === 'scalar' || (a.dense && b.dense)) {
      return this.fold(kernel, a, b, a.dense && b.dense && TOTAL_OPERATORS.has(operator), OPERATOR_BOUNDS[operator]);
    }
    const [left, right] = this.#missingAsZero(a, b);
    return this.fold(kernel, left, right, (a.dense || b.dense) && TOTAL_OPERATORS.has(operator), OPERATOR_BOUNDS[operator]);
  }

  /** Two columns through a kernel. */
  fold(kernel: BinaryKernel, a: Column, b: Column, dense: boolean, bound?: BoundKernel): Column {
    const kind = a.kind === 'scalar' && b.kind === 'scalar' ? 'scalar' : 'series';
    return this.derive(
      kind,
      dense,
      [a, b],
      (out) =>
        ({ columns, size }) =>
          kernel(columns[a.column]!, columns[b.column]!, columns[out]!, size),
      bound && ((out) => (bounds) => bound(bounds, a.column, b.column, out)),
    );
  }

  /** A series through a kernel. */
  map(kernel: UnaryKernel, item: Column, dense: boolean): Column {
    return this.derive(
      'series',
      dense,
      [item],
      (out) =>
        ({ columns, size }) =>
          kernel(columns[item.column]!, columns[out]!, size),
    );
  }

  #missingAsZero(a: Column, b: Column): [Column, Column] {
    const right = { ...b, column: this.#columnCount++ };
    const left = this.derive(
      a.kind,
      a.dense,
      [a, b],
      (out) =>
        ({ columns, size }) =>
          countMissingAsZero(columns[a.column]!, columns[b.column]!, columns[out]!, columns[right.column]!, size),
      (out) => (bounds) => {
        boundMissingAsZero(bounds, a.column, b.column, out);
        boundMissingAsZero(bounds, b.column, a.column, right.column);
      },
    );
    return [left, right];
  }
}
