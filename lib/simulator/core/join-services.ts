import { NothingStatedError, OutsideTemplatesError } from './not-simulated';
import type { OperationDeclaration, OperationDeclarations } from './service';
import type { RunningService, Service } from './service-host';

/**
 * One service of two parts that have the same name: what reads the templates, and what stands for everything beside them. An
 * operation that both have is the first part's; the second has it for what no template has.
 */
export function joinServices(first: Service, second: Service): Service {
  const both = Object.keys(second.operations).filter((name) => Object.hasOwn(first.operations, name));
  const joined = both.map((name) => [name, joinDeclarations(first.operations[name]!, second.operations[name]!)] as const);
  const operations: OperationDeclarations = { ...first.operations, ...second.operations, ...Object.fromEntries(joined) };
  return { ...first, operations, create: (host) => runJoined(first.create(host), second.create(host), both) };
}

function joinDeclarations(first: OperationDeclaration, second: OperationDeclaration): OperationDeclaration {
  return {
    ...first,
    input: [...new Set([...first.input, ...second.input])],
    get output() {
      return [...new Set([...first.output, ...second.output])];
    },
  };
}

function runJoined(first: RunningService, second: RunningService, both: readonly string[]): RunningService {
  const joined = both.map((name) => [name, firstOrSecond(first.operations[name]!, second.operations[name]!)] as const);
  return {
    operations: { ...first.operations, ...second.operations, ...Object.fromEntries(joined) },
    ports: [...(first.ports ?? []), ...(second.ports ?? [])],
    lookAheadTo: first.lookAheadTo?.bind(first),
    settled: first.settled?.bind(first),
    start: first.start?.bind(first),
  };
}

type Run = RunningService['operations'][string];

/** When the second part knows nothing of it either, the first one says what is not simulated. */
function firstOrSecond(first: Run, second: Run): Run {
  return (input, call) => {
    try {
      return first(input, call);
    } catch (error) {
      if (!(error instanceof OutsideTemplatesError)) throw error;
      return orElse(() => second(input, call), error);
    }
  };
}

function orElse<T>(run: () => T, known: OutsideTemplatesError): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof NothingStatedError ? known : error;
  }
}
