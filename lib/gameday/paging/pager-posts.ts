import type { DeployedIdentity } from '../../aws/assembly/loaded-stack';
import { parseJsonObject } from '../../aws/cloudformation/json-text';
import { findPager } from '../../pagers/pagers';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { sentPagers } from '../../plan/plan-pagers';
import type { LogEntry, RequestSentEntry } from '../../simulator/core/log';
import type { TimelineEvent } from '../timeline-events';

/** What the functions that post to pagers did, as the pagers read it. */
export class PagerPosts {
  /** Pager by the name of its function, the same in every region. */
  readonly #pagers: ReadonlyMap<string, string>;

  constructor(plan: Pick<OperationsPlan, 'pagers' | 'incidents'>) {
    this.#pagers = new Map(sentPagers(plan).map(({ functionName, id }) => [functionName, id]));
  }

  /** Whether a function posts to a pager. */
  isOfSender({ name }: Pick<DeployedIdentity, 'name'>): boolean {
    return this.#pagers.has(name);
  }

  /** What a request of a function asked its pager for; undefined for any other function. */
  tell({ at, function: { name }, url, body, answer }: RequestSentEntry): TimelineEvent | undefined {
    const pager = this.#pagers.get(name);
    if (pager === undefined) return undefined;
    const parsed = parseJsonObject(body);
    const asked = parsed && findPager(pager)?.read?.({ url, body: parsed });
    return {
      at,
      code: 'pager-asked',
      pager,
      asked: asked?.action ?? 'unreadable',
      ...(asked !== undefined && { key: asked.key }),
      ...(answer !== 'none' && { status: answer }),
    };
  }

  /** That Lambda gave a message up. */
  tellGivenUp({ at, source, reason }: Extract<LogEntry, { kind: 'invocation given up' }>): TimelineEvent {
    return { at, code: 'pager-not-reached', pager: this.#pagers.get(source.name)!, reason: reason.split('\n', 1)[0]! };
  }
}
