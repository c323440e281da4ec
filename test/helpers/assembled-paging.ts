/** The deployed way from alarms to people, with alarms that a test turns on and off by hand. */

import type { LoadedStack } from '../../lib/aws/assembly/loaded-stack';
import { accountRoot } from '../../lib/aws/iam/principal';
import { searchAccount, type SearchedOutage } from '../../lib/gameday/faults/search-account';
import { checkInvariants } from '../../lib/gameday/invariants/check-invariants';
import { PagingTimeline } from '../../lib/gameday/paging/paging-timeline';
import { runPersonCommand } from '../../lib/gameday/paging/person-command';
import { hearersOf, type Publication } from '../../lib/gameday/paging/publications';
import type { Incident } from '../../lib/incident/lifecycle/incident';
import type { PersonAction } from '../../lib/scenario/scenario';
import type { Account } from '../../lib/simulator/account';
import type { AlarmState } from '../../lib/simulator/services/cloudwatch/metric-alarm';
import { MINUTE_MS, SECOND_MS, type Instant } from '../../lib/time/time';
import { SCENARIO_START } from './game-days';
import { inWords } from './measurement-words';
import { shippedEnvironment } from './shipped-assembly';

const { plan } = shippedEnvironment('prod');
if (plan.incidents === undefined) throw new Error('nobody is on call in prod');
export const PLAN = { ...plan, incidents: plan.incidents };
const HOME = PLAN.incidents.policy.region;

/** Monday, a quarter to eight: by the hour the engine is known to be alive. Minutes of a test count from 8:00. */
const START = SCENARIO_START - 15 * MINUTE_MS;

/** A day on which nothing happens but what a test does. */
export class AssembledPaging {
  readonly account: Account;
  #timeline: PagingTimeline | undefined;

  constructor(stacks: readonly LoadedStack[]) {
    const quiet: SearchedOutage = { plan: PLAN, stacks, objective: 'partner-portal/availability', start: START, alarmAt: START + 10_000 * MINUTE_MS };
    this.account = searchAccount(quiet);
  }

  /** An instant, minutes from the start. */
  at(minute: number): Instant {
    return SCENARIO_START + Math.round(minute * 60) * SECOND_MS;
  }

  /** Puts all alarms that set off the page of an objective into a state, and so the page. */
  turn(minute: number, objective: string, state: AlarmState): void {
    const [page] = PLAN.regions.flatMap((region) => region.objectives).find(({ name }) => name === objective)!.compositeAlarms;
    for (const name of page!.firesWhenAllOf[0]!) this.setState(minute, name, state);
  }

  /** Puts one alarm into a state, as an operator would. */
  setState(minute: number, name: string, state: AlarmState): void {
    this.#schedule(minute, 'cloudwatch', 'SetAlarmState', { AlarmName: name, StateValue: state, StateReason: 'a test' });
  }

  deleteAlarm(minute: number, name: string): void {
    this.#schedule(minute, 'cloudwatch', 'DeleteAlarms', { AlarmNames: [name] });
  }

  /** Somebody acknowledges from the console. */
  acknowledge(minute: number, incident: string, person: string): void {
    this.#schedule(minute, 'ssm', 'StartAutomationExecution', {
      DocumentName: PLAN.incidents.acknowledgeDocumentName,
      Parameters: { DryRun: ['false'], IncidentId: [incident], Responder: [person] },
    });
  }

  /** Somebody does something on the command line; what they are answered is in `answers`. */
  command(minute: number, person: string, action: Partial<PersonAction> & Pick<PersonAction, 'do'>): void {
    this.account.scheduleAsynchronous(this.at(minute), () => {
      const whole: PersonAction = { via: 'command', drill: false, refused: false, service: 'partner-portal', ...action };
      void runPersonCommand(person, whole, { account: this.account, plan: PLAN.incidents, now: this.at(minute) }).then((answer) =>
        this.answers.push(answer.text),
      );
    });
  }

  readonly answers: string[] = [];

  async runTo(minute: number): Promise<void> {
    await this.account.runAsync(this.at(minute));
    this.#timeline = undefined;
  }

  get timeline(): PagingTimeline {
    if (this.#timeline !== undefined) return this.#timeline;
    const timeline = new PagingTimeline(PLAN.incidents);
    for (const entry of this.account.log) timeline.add(entry);
    timeline.finish();
    this.#timeline = timeline;
    return timeline;
  }

  /** `0:00 S0 tier 1: ana`: minutes and seconds from the start, of pages that reached somebody. */
  get pages(): string[] {
    return this.#heard(({ purpose }) => (purpose.kind === 'tier' ? `${purpose.severity} tier ${purpose.tier}` : undefined));
  }

  /** The same for those who are notified, of one reason. */
  notified(reason: string): string[] {
    return this.#heard(({ purpose, message }) => (purpose.kind === 'informed' && message?.reason === reason ? reason : undefined));
  }

  /** The same for the watchdog. */
  get faults(): string[] {
    return this.#heard(({ purpose, message, watchdogAlarm, isOver }) =>
      purpose.kind === 'watchdog' && !isOver ? (message?.reason ?? watchdogAlarm) : undefined,
    );
  }

  /** An incident as it is recorded now. */
  incident(id: string): Incident {
    const incident = this.timeline.records.allAt(Infinity).find((each) => each.id === id);
    if (incident === undefined) throw new Error(`there is no ${id}`);
    return incident;
  }

  get incidents(): string[] {
    return this.timeline.records.allAt(Infinity).map(({ id, severity, state }) => `${id} ${severity} ${state}`);
  }

  /** @throws Error with what must always be true and was not */
  checkInvariants(): void {
    const { publications, records } = this.timeline;
    const { incidents: plan } = PLAN;
    const history = {
      plan,
      plans: () => plan,
      alarms: plan.policy.alarms,
      log: this.account.log,
      publications,
      records,
      from: SCENARIO_START,
      until: this.account.now,
    };
    const broken = checkInvariants(history).filter(({ outcome }) => outcome !== 'passed');
    if (broken.length > 0)
      throw new Error(
        broken
          .map(inWords)
          .map(({ what, measured }) => `${what}: ${measured}`)
          .join('\n'),
      );
  }

  #heard(nameOf: (publication: Publication) => string | undefined): string[] {
    return this.timeline.publications.flatMap((publication) => {
      const name = nameOf(publication);
      const hearers = hearersOf(publication);
      return name === undefined || hearers.length === 0 || publication.at < SCENARIO_START ? [] : [`${clock(publication.at)} ${name}: ${hearers.join(', ')}`];
    });
  }

  #schedule(minute: number, service: string, operation: string, input: object): void {
    this.account.schedule(this.at(minute), () => void this.account.call(accountRoot(this.account.accountId), service, operation, { ...input }, HOME));
  }
}

function clock(at: Instant): string {
  const seconds = Math.floor((at - SCENARIO_START) / SECOND_MS);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
