/**
 * What one service, or the account, offers to the others, declared by the one that provides it: the bus that events go to,
 * the metrics that can be published. Services know each other by ports only.
 */
export class Port<T> {
  /** Keeps ports of different types apart; never set. */
  declare readonly offers: T;

  constructor(readonly name: string) {}
}

/** A port with what its provider offers there. */
export interface ProvidedPort {
  readonly port: Port<unknown>;
  readonly offer: unknown;
}

/** Offers something at a port. */
export function provide<T>(port: Port<T>, offer: T): ProvidedPort {
  return { port, offer };
}

/** The ports of an account. */
export class Ports {
  readonly #offers = new Map<Port<unknown>, unknown>();

  /** @throws Error for a port that something is provided at already */
  add({ port, offer }: ProvidedPort): void {
    if (this.#offers.has(port)) throw new Error(`port ${port.name} is provided twice`);
    this.#offers.set(port, offer);
  }

  /**
   * What is offered at a port. Services are made one after another: what another service offers is there when a call is
   * made or time passes, not yet while they are made.
   *
   * @throws Error for a port that nothing is provided at
   */
  use<T>(port: Port<T>): T {
    if (!this.#offers.has(port)) throw new Error(`nothing is provided at port ${port.name}`);
    return this.#offers.get(port) as T;
  }
}
