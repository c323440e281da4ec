import { ServiceError } from '../../aws/errors';
import { accountRoot } from '../../aws/iam/principal';
import { endpointsOf } from '../../conformance/stored-contacts';
import { incidentId } from '../../incident/lifecycle/incident-id';
import { onCall } from '../../incident/roster/on-call';
import type { IncidentPlan } from '../../plan/incident-plan';
import type { PersonAction, Scenario } from '../../scenario/scenario';
import type { Account } from '../../simulator/account';
import { MINUTE_MS, type Instant } from '../../time/time';
import type { PagingPlans } from '../redeploy/deployments';
import type { ResponderAction } from '../report-fields';
import type { PersonAnswer } from './paging-timeline';
import { overrideAutomation, startRunbook } from './person-automation';
import { runPersonCommand } from './person-command';
import { hearersOf, Publications, type Publication } from './publications';
import { unsubscribe } from './unsubscribe';

/** What people of a game day were answered; filled while the account runs. */
export interface PlayedPeople {
  readonly answers: readonly PersonAnswer[];
  /** What went wrong with the scenario itself, such as a person who waits for a page that never comes. */
  readonly unplayed: () => readonly string[];
}

/**
 * Puts on the clock of an account what the people of a scenario do, and what goes wrong on the way to them. The account
 * has to be run with `runAsync`.
 */
export function playPeople(account: Account, scenario: Scenario, plans: PagingPlans): PlayedPeople {
  const people = new People(account, scenario, plans);
  people.start();
  return people;
}

class People implements PlayedPeople {
  readonly answers: PersonAnswer[] = [];
  readonly #waiting: PersonAction[];
  readonly #publications: Publications;
  #read = 0;
  /** Names of topics, table and runbook, which stay. */
  private readonly plan: IncidentPlan;

  constructor(
    private readonly account: Account,
    private readonly scenario: Scenario,
    private readonly plans: PagingPlans,
  ) {
    this.plan = plans(-Infinity);
    this.#waiting = scenario.people.filter(({ afterPage }) => afterPage !== undefined);
    this.#publications = new Publications(this.plan);
  }

  start(): void {
    const { start, people, duration } = this.scenario;
    for (const action of people) if (action.at !== undefined) this.#put(action, start + action.at * MINUTE_MS);
    if (this.#waiting.length > 0) this.#listenAt(start, start + duration * MINUTE_MS);
  }

  unplayed(): readonly string[] {
    return this.#waiting.map((action) => `what ${whoText(action)} does after a page of ${action.service}: no page came`);
  }

  /** Once a minute somebody looks who was paged: what follows a page follows it by a minute at least. */
  #listenAt(at: Instant, end: Instant): void {
    this.account.schedule(at, () => {
      this.#listen();
      if (this.#waiting.length > 0 && at < end) this.#listenAt(at + MINUTE_MS, end);
    });
  }

  #listen(): void {
    const { log } = this.account;
    for (; this.#read < log.length; this.#read++) {
      for (const publication of this.#publications.add(log[this.#read]!)) this.#hear(publication);
    }
    for (const publication of this.#publications.finish()) this.#hear(publication);
  }

  #hear(publication: Publication): void {
    if (publication.purpose.kind !== 'tier' || publication.at < this.scenario.start) return;
    const hearers = hearersOf(publication);
    const heard = this.#waiting.filter((action) => {
      const person = this.#personOf(action, publication.at);
      return publication.message?.group === action.service && person !== undefined && hearers.includes(person);
    });
    for (const action of heard) {
      this.#waiting.splice(this.#waiting.indexOf(action), 1);
      this.#put({ ...action, who: this.#personOf(action, publication.at) }, publication.at + action.afterPage! * MINUTE_MS);
    }
  }

  #personOf({ who, role }: PersonAction, at: Instant): string | undefined {
    return who ?? (role === undefined ? undefined : onCall(this.plans(at).policy.roster, role, at)[0]);
  }

  #put(action: PersonAction, at: Instant): void {
    this.account.scheduleAsynchronous(at, () => {
      const person = this.#personOf(action, at);
      const answer = (isAccepted: boolean, text: string): void => {
        this.answers.push({ at, person: person ?? 'nobody', action: actionOf(action), isAccepted, isRefusalExpected: action.refused, text });
      };
      if (person === undefined) return answer(false, `nobody has ${action.role ?? 'the role'}`);
      this.#do(person, action, at).then(
        ({ accepted, text }) => answer(accepted, text),
        (error: unknown) => {
          if (!(error instanceof ServiceError)) throw error;
          answer(false, `${error.name}: ${error.message}`);
        },
      );
    });
  }

  async #do(person: string, action: PersonAction, now: Instant): Promise<{ readonly accepted: boolean; readonly text: string }> {
    if (action.do === 'unsubscribe') return this.#unsubscribe(person, now);
    if (action.do === 'override-on' || action.do === 'override-off') return overrideAutomation(person, action, { account: this.account, plan: this.plan, now });
    if (action.do === 'start-runbook') return startRunbook(action, this.#latestOf(action.service ?? ''), { account: this.account, plan: this.plan });
    if (action.via === 'console') return this.#startRunbook(person, action);
    return runPersonCommand(person, action, { account: this.account, plan: this.plans(now), now });
  }

  /** The runbook notifies nobody what the engine made of it: that it started is all there is to see. */
  async #startRunbook(person: string, { service }: PersonAction): Promise<{ readonly accepted: boolean; readonly text: string }> {
    const incident = this.#latestOf(service ?? '');
    if (incident === undefined) return { accepted: false, text: `${service} has no incident` };
    const { region } = this.plan.policy;
    const input = { DocumentName: this.plan.acknowledgeDocumentName, Parameters: { DryRun: ['false'], IncidentId: [incident], Responder: [person] } };
    this.account.call(accountRoot(this.account.accountId), 'ssm', 'StartAutomationExecution', input, region);
    return { accepted: true, text: `the runbook for ${incident} is started` };
  }

  /** The name of the latest incident, as a page says it. */
  #latestOf(group: string): string | undefined {
    const { tableName, policy } = this.plan;
    const { Items } = this.account.call(
      accountRoot(this.account.accountId),
      'dynamodb',
      'Query',
      {
        TableName: tableName,
        KeyConditionExpression: '#group = :group',
        ExpressionAttributeNames: { '#group': 'group' },
        ExpressionAttributeValues: { ':group': { S: group } },
        ScanIndexForward: false,
        Limit: 1,
      },
      policy.region,
    ) as { readonly Items: readonly { readonly sequence: { readonly N: string } }[] };
    return Items[0] && incidentId(group, Number(Items[0].sequence.N));
  }

  async #unsubscribe(person: string, now: Instant): Promise<{ readonly accepted: boolean; readonly text: string }> {
    const { personTopics, policy } = this.plans(now);
    const endpoints = endpointsOf(this.plan, person);
    const left = personTopics.map(({ name }) => unsubscribe(this.account, { region: policy.region, name }, endpoints)).reduce((all, each) => all + each, 0);
    return { accepted: left > 0, text: `${left} subscriptions are gone` };
  }
}

function actionOf({ do: verb, service, via, item, severity }: PersonAction): ResponderAction {
  return { do: verb, ...(service !== undefined && { service }), ...(item !== undefined && { item }), ...(severity !== undefined && { severity }), via };
}

function whoText({ who, role }: PersonAction): string {
  return who ?? role ?? 'nobody';
}
