import type { DeployedIdentity } from '../../aws/assembly/loaded-stack';
import { isEngineLogCode } from '../../incident/use-cases/engine-log';
import type { IncidentPlan } from '../../plan/incident-plan';
import type { LogEntry } from '../../simulator/core/log';
import type { TimelineEvent, TimelineFacts } from '../timeline-events';
import { parsedFields } from './engine-message';

/** Longest line of a timeline that quotes the engine. */
const MAX_LENGTH = 240;

/**
 * What goes wrong in the engine's runs. It runs once a minute, so nothing is reported of a run that goes well, and nothing
 * twice in a row: only what is new, and that it is over.
 */
export class EngineRuns {
  readonly #names: IncidentPlan['names'];
  readonly #documentName: string;
  /** What is wrong, as reported already, and not over yet. */
  #reported = new Set<string>();
  /** Effects that failed and were reported: they are tried again, at times minutes apart, until they succeed. */
  readonly #effects = new Set<string>();
  /** What runs that are not over have said, by request. */
  readonly #said = new Map<string, string[]>();
  /** Requests of ticks that are not over: only they look after everything. */
  readonly #ticks = new Set<string>();

  constructor({ names, acknowledgeDocumentName }: Pick<IncidentPlan, 'names' | 'acknowledgeDocumentName'>) {
    this.#names = names;
    this.#documentName = acknowledgeDocumentName;
  }

  /** True for the function of the engine, and for what starts it: its schedule, the rules of alarms, the runbook. */
  isOfEngine({ arn, name }: Pick<DeployedIdentity, 'arn' | 'name'>): boolean {
    const { engine, rule } = this.#names;
    return arn.includes(`:function:${engine}`) || arn.includes(`schedule/${engine}`) || name === rule || name === this.#documentName;
  }

  /** Takes the next entry of the log; returns what is reported of it. */
  add(entry: LogEntry): TimelineEvent[] {
    switch (entry.kind) {
      case 'function started':
        if (this.isOfEngine(entry.function) && isTick(entry.event)) this.#ticks.add(entry.requestId);
        return [];
      case 'function printed':
        if (this.isOfEngine(entry.function)) this.#said.set(entry.requestId, [...(this.#said.get(entry.requestId) ?? []), entry.text]);
        return [];
      case 'function ended':
        return this.isOfEngine(entry.function) ? this.#ended(entry) : [];
      case 'invocation given up':
        return this.isOfEngine(entry.source)
          ? this.#tell(entry.at, [{ code: 'engine-not-started', by: entry.source.name, reason: firstLine(entry.reason) }])
          : [];
      default:
        return [];
    }
  }

  #ended({ at, outcome, error, requestId }: Extract<LogEntry, { kind: 'function ended' }>): TimelineEvent[] {
    const said = [
      ...(this.#said.get(requestId) ?? []).map(reportOf),
      ...(outcome === 'succeeded' ? [] : [{ code: 'engine-run-failed' as const, result: outcome, reason: firstLine(error?.message ?? 'without a reason') }]),
    ];
    const wasTick = this.#ticks.delete(requestId);
    this.#said.delete(requestId);
    if (said.length > 0) return this.#tell(at, said);
    if (!wasTick || this.#reported.size === 0) return [];
    const failures = this.#reported.size;
    this.#reported = new Set();
    return [{ at, code: 'engine-works-again', failures }];
  }

  #tell(at: number, events: readonly TimelineFacts[]): TimelineEvent[] {
    const fresh = new Map(
      events.map((event) => [JSON.stringify(event), event] as const).filter(([key]) => !this.#reported.has(key) && !this.#effects.has(key)),
    );
    for (const [key, event] of fresh) (event.code === 'engine-reported' && event.problem === 'effect failed' ? this.#effects : this.#reported).add(key);
    return [...fresh.values()].map((event) => ({ at, ...event }));
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!.slice(0, MAX_LENGTH);
}

/** What a line of the log says, by the fields of the engine's own. */
function reportOf(text: string): TimelineFacts<'engine-reported'> {
  const { code, message } = parsedFields(text) ?? {};
  return isEngineLogCode(code) && typeof message === 'string'
    ? { code: 'engine-reported', problem: code, report: firstLine(message) }
    : { code: 'engine-reported', problem: 'other', report: firstLine(text) };
}

function isTick(event: string): boolean {
  return parsedFields(event)?.['kind'] === 'tick';
}
