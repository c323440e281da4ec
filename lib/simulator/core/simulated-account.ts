import type { LoadedStack } from '../../aws/assembly/loaded-stack';
import { NotSimulatedError } from '../../aws/errors';
import { Authorizer } from '../../aws/iam/authorizer';
import { isAccountRoot, type Principal } from '../../aws/iam/principal';
import { ProblemsError, type Problem } from '../../problems/problem';
import { MINUTE_MS, MINUTES_PER_DAY, type Instant } from '../../time/time';
import { DEFAULT_ASSUMPTIONS, type Assumptions } from './assumptions';
import { VirtualClock } from './clock';
import { FaultInjection, type AnyCallFault, type DeliveryFault, type PartialDataFault } from './fault-injection';
import type { AuthorizationCheck, CallEntry, LogEntry } from './log';
import { NotSimulatedParts, type NotSimulatedPart } from './not-simulated';
import { Ports, type Port, type ProvidedPort } from './port';
import { findOperation, type CallInput, type CallOutput } from './service';
import type { RunningService, Service, ServiceHost } from './service-host';

/** What every account is made of. */
export interface SimulatedAccountOptions {
  /** Stacks of one account; they may be in several regions. */
  readonly stacks: readonly LoadedStack[];
  /** When the stacks are deployed and the run begins: a whole minute. */
  readonly start: Instant;
  /** Default: {@link DEFAULT_ASSUMPTIONS}. */
  readonly assumptions?: Assumptions;
  /** ARNs of users and sessions that no template has; they may do everything. Default: nobody but the root of the account. */
  readonly people?: readonly string[];
  /** Minutes evaluated ahead at a time. Default: a day. */
  readonly stretchMinutes?: number;
  /** Called when a stretch is done, with the instant reached. */
  readonly onProgress?: (reached: Instant) => void;
}

/** A registered service and what runs of it. */
interface HostedService {
  readonly declared: Service;
  readonly running: RunningService;
}

/**
 * A simulated AWS account: the services it is handed, over the resources of its stacks, one virtual clock, one surface
 * for calls, and a log of everything that happened, in order. The same stacks, metrics and calls give the same log. It
 * knows no service by name.
 */
export class SimulatedAccount {
  readonly accountId: string;
  readonly #options: SimulatedAccountOptions;
  readonly #stretchMs: number;
  readonly #clock: VirtualClock;
  readonly #entries: LogEntry[] = [];
  readonly #notSimulated = new NotSimulatedParts();
  readonly #faults = new FaultInjection();
  readonly #authorizer: Authorizer;
  readonly #services = new Map<string, HostedService>();
  readonly #ports = new Ports();
  #countedCalls = 0;
  /** A mistake of ours that came to light inside a function, where nobody could catch it. */
  #mistake: { readonly error: unknown } | undefined;
  #ids = 0;

  /**
   * @param services what is simulated, in the order in which services read the templates
   * @param ports what the services need besides
   * @throws ProblemsError with everything that AWS would refuse to deploy (ACC001–ACC004), and ACC005 for stacks of
   *   more or fewer than one account
   */
  constructor(options: SimulatedAccountOptions, services: readonly Service[], ports: readonly ProvidedPort[]) {
    if (options.start % MINUTE_MS !== 0) throw new RangeError(`start must be a whole minute, received ${options.start}`);
    const { stacks, stretchMinutes = MINUTES_PER_DAY } = options;
    if (!(Number.isInteger(stretchMinutes) && stretchMinutes >= 1)) {
      throw new RangeError(`stretchMinutes must be a whole number of at least 1, received ${stretchMinutes}`);
    }
    this.#options = options;
    this.#stretchMs = stretchMinutes * MINUTE_MS;
    this.accountId = onlyAccount(stacks);
    this.#clock = new VirtualClock(options.start);
    this.#authorizer = new Authorizer(
      stacks.flatMap((stack) => stack.resources),
      options.people,
    );
    this.#noteUnknownParts(services);
    for (const port of ports) this.#ports.add(port);
    const host = this.#host();
    for (const declared of services) {
      const running = declared.create(host);
      this.#services.set(declared.name, { declared, running });
      for (const port of running.ports ?? []) this.#ports.add(port);
    }
    for (const { running } of this.#services.values()) running.start?.();
  }

  #host(): ServiceHost {
    return {
      accountId: this.accountId,
      stacks: this.#options.stacks,
      clock: this.#clock,
      assumptions: this.#options.assumptions ?? DEFAULT_ASSUMPTIONS,
      entries: this.#entries,
      log: (entry) => void this.#entries.push(entry),
      nextId: () => `00000000-0000-4000-8000-${String(++this.#ids).padStart(12, '0')}`,
      call: (...call) => this.call(...call),
      countedCalls: () => this.#countedCalls,
      faults: this.#faults,
      notSimulated: this.#notSimulated,
      authorizer: this.#authorizer,
      onMistake: (error) => void (this.#mistake ??= { error }),
      use: (port) => this.use(port),
    };
  }

  /**
   * What a service of the account offers.
   *
   * @throws Error for a port that nothing is provided at
   */
  use<T>(port: Port<T>): T {
    return this.#ports.use(port);
  }

  /** The present instant of the account. */
  get now(): Instant {
    return this.#clock.now;
  }

  /** Everything that happened so far, in order. */
  get log(): readonly LogEntry[] {
    return this.#entries;
  }

  /** Parts of the templates that bear on who is paged and that this account does without. */
  get notSimulated(): readonly NotSimulatedPart[] {
    return this.#notSimulated.parts;
  }

  /**
   * Lets time pass up to and including `until`, a whole minute. Metric alarms are evaluated a stretch ahead, that of
   * its last minute included, which may have an alarm evaluated at its first instant; what they find is put on the
   * clock and happens at its instant, between everything else that is due.
   *
   * @throws AsynchronousEventError when a function has to run; {@link runAsync} can go on from there
   */
  run(until: Instant): void {
    this.#checkEnd(until);
    do {
      const end = this.#prepareStretch(until);
      this.#clock.runUntil(end);
      this.#options.onProgress?.(end);
    } while (this.now < until);
  }

  /**
   * {@link run} for accounts with functions: whenever one was called or goes on, it is left to do what it can before
   * time passes. What it does is the same in every run.
   */
  async runAsync(until: Instant): Promise<void> {
    this.#checkEnd(until);
    do {
      const end = this.#prepareStretch(until);
      await this.#clock.runUntilAsync(end, () => this.#settled());
      this.#options.onProgress?.(end);
    } while (this.now < until);
  }

  #checkEnd(until: Instant): void {
    if (until % MINUTE_MS !== 0) throw new RangeError(`until must be a whole minute, received ${until}`);
    if (until < this.now) throw new RangeError(`cannot run until ${until}: the account is already at ${this.now}`);
  }

  /** Evaluates alarms up to the end of the next stretch, and returns it. A run that broke off may stand anywhere. */
  #prepareStretch(until: Instant): Instant {
    const wholeMinute = this.now - (this.now % MINUTE_MS);
    const end = Math.min(wholeMinute + this.#stretchMs, until);
    for (const { running } of this.#services.values()) running.lookAheadTo?.(end / MINUTE_MS + 1);
    return end;
  }

  async #settled(): Promise<void> {
    for (const { running } of this.#services.values()) if (running.settled !== undefined) await running.settled();
    if (this.#mistake !== undefined) throw this.#mistake.error;
  }

  /** Runs `step` when the account reaches an instant: something a person or a scenario does. The past is refused. */
  schedule(at: Instant, step: () => void): void {
    this.#clock.schedule(at, step);
  }

  /** {@link schedule} for something that goes on after `step` returned: time waits until it has done all it can. For {@link runAsync} only. */
  scheduleAsynchronous(at: Instant, step: () => void): void {
    this.#clock.scheduleAsynchronous(at, step);
  }

  /** Calls made so far by anybody but people: functions, schedules, rules, alarm actions and other services. */
  get countedCalls(): number {
    return this.#countedCalls;
  }

  /**
   * Lets calls fail for a while, those that alarm actions, schedules and functions make included; or one call by its
   * position among the {@link countedCalls}; or the function that makes it.
   */
  failCalls(fault: AnyCallFault): void {
    this.#faults.add(fault);
  }

  /** Lets deliveries of topics to an endpoint fail for a while. */
  failDelivery(fault: DeliveryFault): void {
    this.#faults.failDelivery(fault);
  }

  /** Lets GetMetricData answer with a part of the data for a while, with the status PartialData. */
  returnPartialData(fault: PartialDataFault): void {
    this.#faults.addPartialData(fault);
  }

  /**
   * Makes a call as the AWS SDK would: authorised, recorded, with the service's own input, output and errors.
   *
   * @param region default: the region of the stacks, when they are all in one
   * @throws NotSimulatedError for a service, operation, input key or principal the simulator does not know
   * @throws ServiceError as the service answers, its code in `name`
   */
  call(principal: Principal, service: string, operation: string, input: CallInput, region = this.#onlyRegion()): CallOutput {
    const checks: AuthorizationCheck[] = [];
    const entry: { -readonly [key in keyof CallEntry]: CallEntry[key] } = {
      kind: 'call',
      at: this.now,
      principal,
      region,
      service,
      operation,
      input,
      checks,
      outcome: 'succeeded',
    };
    this.#entries.push(entry);
    const position = isAccountRoot(principal) ? undefined : this.#countedCalls++;
    let isCarriedOut = false;
    try {
      const hosted = this.#services.get(service);
      if (hosted === undefined) throw new NotSimulatedError(`${service}:${operation}`);
      findOperation(service, hosted.declared.operations, operation, input);
      this.#faults.check(service, operation, region, this.now, false);
      this.#faults.checkPosition(position, false);
      const output = hosted.running.operations[operation]!(input, {
        principal,
        region,
        now: this.now,
        authorize: (link, request) => {
          const decision = this.#authorizer.authorize({ ...request, principal });
          checks.push({ link, action: request.action, resource: request.resource, decision });
          return decision;
        },
      });
      isCarriedOut = true;
      this.#faults.check(service, operation, region, this.now, true);
      this.#faults.checkPosition(position, true);
      return output;
    } catch (error) {
      entry.outcome = error instanceof NotSimulatedError ? 'not simulated' : 'failed';
      if (isCarriedOut) entry.isAnswerLost = true;
      if (error instanceof Error) entry.error = { name: error.name, message: error.message };
      throw error;
    }
  }

  #onlyRegion(): string {
    const regions = new Set(this.#options.stacks.map((stack) => stack.region));
    if (regions.size > 1) throw new RangeError(`the stacks are in ${[...regions].join(' and ')}: say which region the call is for`);
    return [...regions][0]!;
  }

  /** Notes what stands in the templates and changes paging without being simulated. */
  #noteUnknownParts(services: readonly Service[]): void {
    const refused: Readonly<Record<string, string>> = Object.assign({}, ...services.map((service) => service.refused));
    for (const { stackName, transforms, resources, unreadNestedStacks } of this.#options.stacks) {
      for (const name of transforms) {
        this.#notSimulated.parts.push({ stackName, type: 'Transform', why: `macro ${name} would rewrite the template` });
      }
      for (const resource of resources) {
        const why = unreadNestedStacks.get(resource.logicalId) ?? (Object.hasOwn(refused, resource.type) ? refused[resource.type] : undefined);
        if (why !== undefined) this.#notSimulated.add(resource, why);
      }
    }
  }
}

/**
 * The account that stacks belong to.
 *
 * @throws ProblemsError ACC005 for stacks of more or fewer than one
 */
export function onlyAccount(stacks: readonly LoadedStack[]): string {
  const accounts = [...new Set(stacks.map((stack) => stack.account))];
  if (accounts.length === 1) return accounts[0]!;
  const problem: Problem = {
    code: 'ACC005',
    level: 'error',
    where: {},
    what: accounts.length === 0 ? 'there are no stacks to simulate' : 'the stacks belong to several accounts',
    received: accounts.join(', ') || 'nothing',
    allowed: 'stacks of one account',
    change: 'choose one environment of the assembly',
  };
  throw new ProblemsError([problem]);
}
