import type { Answer, DeployedKind, DeployedKinds } from '../../../conformance/deployed-resources';

/** Lists of deployed things, by kind and region. */
export class LiveLists {
  readonly #lists = new Map<string, Answer<unknown>[]>();

  add<K extends DeployedKind>(kind: K, region: string, ...answers: readonly Answer<DeployedKinds[K]>[]): void {
    const key = `${kind} ${region}`;
    this.#lists.set(key, [...(this.#lists.get(key) ?? []), ...answers]);
  }

  list<K extends DeployedKind>(kind: K, region: string): readonly Answer<DeployedKinds[K]>[] {
    return (this.#lists.get(`${kind} ${region}`) ?? []) as readonly Answer<DeployedKinds[K]>[];
  }

  /** The things of a list that could be read. */
  known<K extends DeployedKind>(kind: K, region: string): readonly DeployedKinds[K][] {
    return this.list(kind, region).flatMap((answer) => ('value' in answer ? [answer.value] : []));
  }
}
