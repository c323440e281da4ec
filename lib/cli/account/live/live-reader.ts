import { NotSimulatedError } from '../../../aws/errors';
import type { Answer } from '../../../conformance/deployed-resources';
import { ProblemsError } from '../../../problems/problem';
import type { AccountClient } from '../account-client';
import { accountProblem } from '../account-problem';
import type { ReadAction } from './permissions';

/** Asks an account, counts what it asked, and takes no refusal for an answer. */
export class LiveReader {
  #calls = 0;

  constructor(readonly account: AccountClient) {}

  /** Calls made so far; the SDK's own repetitions do not count. */
  get calls(): number {
    return this.#calls;
  }

  /**
   * The answer of one call: a throttled or forbidden one, or none at all, could not be determined.
   *
   * @param name of the thing that is asked about; absent for lists
   */
  async ask<T>(action: ReadAction, region: string, send: () => Promise<T>, name?: string): Promise<Answer<T>> {
    const answer = await this.askFor(action, region, [], send, name);
    return 'value' in answer ? { value: answer.value! } : answer;
  }

  /**
   * The same for one thing that may not be there: undefined when it is not for certain.
   *
   * @param missing names of the errors that say so
   * @throws ProblemsError AWS001 without credentials: every other call would say the same
   */
  async askFor<T>(action: ReadAction, region: string, missing: readonly string[], send: () => Promise<T>, name?: string): Promise<Answer<T | undefined>> {
    this.#calls += 1;
    try {
      return { value: await send() };
    } catch (error) {
      if (error instanceof Error && missing.includes(error.name)) return { value: undefined };
      return { couldNotTell: why(action, region, error, name), ...(name !== undefined && { name }) };
    }
  }

  /** All pages of a list. One page that is not answered makes the whole list incomplete. */
  async askAll<Page extends object, Item>(
    action: ReadAction,
    region: string,
    send: (token: string | undefined) => Promise<Page>,
    read: (page: Page) => { readonly items: readonly Item[]; readonly next: string | undefined },
    name?: string,
  ): Promise<Answer<Item>[]> {
    const all: Answer<Item>[] = [];
    for (let token: string | undefined; ;) {
      const page = await this.ask(action, region, () => send(token), name);
      if ('couldNotTell' in page) return [...all, page];
      const { items, next } = read(page.value);
      all.push(...items.map((value) => ({ value })));
      if (next === undefined) return all;
      token = next;
    }
  }
}

function why(action: ReadAction, region: string, error: unknown, name = ''): string {
  const about = name === '' ? '' : ` of ${name}`;
  if (error instanceof NotSimulatedError) return `${action} in ${region}${about}: ${error.message}`;
  const problem = accountProblem(action, region, error);
  const { code, what, received = '' } = problem;
  if (code === 'AWS001') throw new ProblemsError([problem]);
  return `${action} in ${region}${about}: ${what} (${code}, ${received})`;
}
