import { readEngineMessage, type EngineMessage } from '../../lib/gameday/paging/engine-message';
import type { EngineClients } from '../../lib/handlers/incident-engine/clients';
import { engineOf } from '../../lib/handlers/incident-engine/engine-of';
import { runEngine } from '../../lib/handlers/incident-engine/run-engine';
import type { EnginePolicy, KnownAlarm } from '../../lib/incident/lifecycle/engine-policy';
import type { Incident } from '../../lib/incident/lifecycle/incident';
import type { Roster } from '../../lib/incident/roster/roster';
import type { Engine } from '../../lib/incident/use-cases/engine';
import type { EngineLogEntry } from '../../lib/incident/use-cases/engine-log';
import { Account } from '../../lib/simulator/account';
import { operatorClient } from '../../lib/simulator/core/operator-client';
import { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import { MINUTE_MS } from '../../lib/time/time';
import { anEscalationPolicy } from './incidents';
import { ACCOUNT_ID, compositeAlarm, metricAlarm, REGION, scriptedAlarms, stacksOf, START, type Resources, type Script } from './simulated-account';

export const WATCHDOG_REGION = 'eu-west-1';

/** Who has which role in {@link EngineAccount}. */
const PEOPLE: Readonly<Record<string, string>> = {
  'primary-operator': 'ana',
  'secondary-operator': 'ben',
  'release-manager': 'chiara',
  'engineering-leadership': 'daniel',
  executive: 'elena',
  'product-owner': 'farid',
  'docs-lead': 'grace',
  'operations-lead': 'henry',
};

const ROSTER: Roster = {
  people: Object.values(PEOPLE).map((id) => ({ id, title: id, channels: ['email'] })),
  roles: Object.entries(PEOPLE).map(([id, person]) => ({ id, title: id, standing: [person] })),
  overrides: [],
};

const alarm = (name: string, changes: Partial<KnownAlarm> = {}): KnownAlarm => ({
  name: `edi-prod-${name}`,
  region: REGION,
  group: 'portal',
  severity: 'S0',
  title: 'portal/availability',
  impact: 'nobody can sign in',
  runbook: 'portal-outage',
  ...changes,
});

/** What the engine of {@link EngineAccount} is deployed with. */
export const ENGINE_POLICY: EnginePolicy = {
  application: 'edi',
  environment: 'prod',
  region: REGION,
  alarmRegions: [REGION],
  watchdogRegion: WATCHDOG_REGION,
  highestSeverity: 'S0',
  escalation: anEscalationPolicy(),
  roster: ROSTER,
  groups: [{ id: 'portal', title: 'Portal', owner: 'operations lead' }],
  externalContacts: [],
  alarms: [
    alarm('portal-s0'),
    alarm('portal-s2', { severity: 'S2', title: 'portal/latency' }),
    alarm('ingest-s1', { severity: 'S1', group: 'ingest', title: 'ingest/availability' }),
  ],
  partAlarms: ['edi-prod-portal-part'],
  blindAfterMinutes: 20,
};

const topic = (name: string) => ({ Type: 'AWS::SNS::Topic', Properties: { TopicName: name } });

/** A topic for each tier, those who are informed, and each person, who is subscribed to their own. */
function pagingResources(): Resources {
  const resources: Record<string, Resources[string]> = {};
  const add = (name: string) => (resources[name.replaceAll('-', '')] = topic(name));
  for (const { severity, tiers } of Object.values(ENGINE_POLICY.escalation.severities)) {
    const prefix = `edi-prod-${severity.toLowerCase()}`;
    for (const { tier } of tiers) add(`${prefix}-tier-${tier}`);
    add(`${prefix}-informed`);
  }
  for (const { id } of ROSTER.people) {
    add(`edi-prod-person-${id}`);
    resources[`contact${id}`] = {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: { Ref: `ediprodperson${id}` }, Protocol: 'email', Endpoint: `${id}@example.com` },
    };
  }
  add('edi-prod-canary');
  return resources;
}

const TABLE = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: 'edi-prod-incidents',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'group', AttributeType: 'S' },
      { AttributeName: 'sequence', AttributeType: 'N' },
      { AttributeName: 'activity', AttributeType: 'S' },
      { AttributeName: 'dueAt', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'group', KeyType: 'HASH' },
      { AttributeName: 'sequence', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'due',
        KeySchema: [
          { AttributeName: 'activity', KeyType: 'HASH' },
          { AttributeName: 'dueAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  },
} as const;

/** The engine on a small simulated account, without its function: tests start it when they want to. */
export class EngineAccount {
  readonly account: Account;
  readonly engine: Engine;
  /** What every run talks to. */
  readonly clients: EngineClients;
  readonly logged: EngineLogEntry[] = [];
  /** Times the engine waited, milliseconds. */
  readonly waits: number[] = [];
  /** Runs for events that failed; Lambda would repeat them. */
  readonly failures: string[] = [];
  #readEvents = 0;
  #runs = 0;

  /**
   * @param script states of the alarms, as in `scriptedAlarms`
   * @param changes to what the engine is deployed with
   */
  constructor(script: Script = {}, changes: Partial<EnginePolicy> = {}) {
    const alarms = [
      'edi-prod-portal-still-failing',
      'edi-prod-portal-s0',
      'edi-prod-portal-s2',
      'edi-prod-ingest-s1',
      'edi-prod-portal-part',
      'edi-prod-unplanned',
      'edi-prod-suppressor',
    ];
    this.account = new Account({
      stacks: stacksOf(
        {
          template: {
            Resources: {
              ...pagingResources(),
              Table: TABLE,
              Override: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/edi-prod/automation/override', Type: 'String', Value: 'off' } },
              ...Object.fromEntries(alarms.map((name) => [name.replaceAll('-', ''), metricAlarm(name)])),
              Held: compositeAlarm('edi-prod-held', 'ALARM("edi-prod-unplanned")', {
                ActionsSuppressor: 'edi-prod-suppressor',
                ActionsSuppressorWaitPeriod: 60,
                ActionsSuppressorExtensionPeriod: 60,
              }),
            },
          },
        },
        {
          region: WATCHDOG_REGION,
          template: {
            Resources: {
              Watchdog: topic('edi-prod-watchdog'),
              Olga: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: 'Watchdog' }, Protocol: 'email', Endpoint: 'olga@example.com' } },
            },
          },
        },
      ),
      store: new MetricStore(),
      start: START,
      createMetricAlarm: scriptedAlarms(script),
    });
    this.clients = clientsOf(this.account);
    this.engine = this.#newRun({ ...ENGINE_POLICY, ...changes });
  }

  /** Every run of the function has an engine of its own. */
  #newRun(policy: EnginePolicy): Engine {
    return engineOf({
      policy,
      settings: {
        tableName: 'edi-prod-incidents',
        topicArnPrefix: `arn:aws:sns:${REGION}:${ACCOUNT_ID}:`,
        watchdogTopicArn: `arn:aws:sns:${WATCHDOG_REGION}:${ACCOUNT_ID}:edi-prod-watchdog`,
      },
      clients: this.clients,
      now: () => this.account.now,
      log: (entry) => void this.logged.push(entry),
      // Ticks of tests come at whole minutes, at which everything is due: there is nothing to stay for.
      wait: async (milliseconds) => void this.waits.push(milliseconds),
      runId: `run-${++this.#runs}`,
    });
  }

  get minute(): number {
    return (this.account.now - START) / MINUTE_MS;
  }

  /** Lets minutes pass; in each the engine hears the events since, unless notified not to, and has its tick. */
  async until(minute: number, { hears = true, ticks = true }: { readonly hears?: boolean; readonly ticks?: boolean } = {}): Promise<this> {
    while (this.minute < minute) {
      this.account.run(this.account.now + MINUTE_MS);
      for (const event of this.#newEvents()) if (hears) await this.hear(event).catch((error: Error) => void this.failures.push(error.message));
      if (ticks) await this.tick();
    }
    return this;
  }

  tick(): Promise<string> {
    return runEngine(this.#newRun(this.engine.policy), { kind: 'tick', at: 'now' });
  }

  hear(event: unknown): Promise<string> {
    return runEngine(this.#newRun(this.engine.policy), event);
  }

  /** The latest incident of a group. */
  async incident(group = 'portal'): Promise<Incident | undefined> {
    return this.engine.store.latest(group);
  }

  /** `2 edi-prod-s0-tier-1 ana@example.com`: everything that reached somebody, with the minute, and of which topic of a severity it was. */
  get notified(): string[] {
    let message: EngineMessage | undefined;
    return this.account.log.flatMap((entry) => {
      if (entry.kind === 'call' && entry.operation === 'Publish') message = readEngineMessage(entry.input.Message);
      if (entry.kind !== 'message delivered') return [];
      const name = entry.topicArn.split(':').at(-1)!;
      const prefix = `edi-prod-${message?.severity?.toLowerCase()}`;
      const ofSeverity = message?.kind === 'inform' ? `${prefix}-informed` : `${prefix}-tier-${message?.tier}`;
      return [`${(entry.at - START) / MINUTE_MS} ${name.startsWith('edi-prod-person-') ? ofSeverity : name} ${entry.endpoint}`];
    });
  }

  /** What was notified on topics of tiers. */
  get paged(): string[] {
    return this.notified.filter((each) => each.includes('-tier-'));
  }

  #newEvents(): unknown[] {
    const entries = this.account.log.slice(this.#readEvents);
    this.#readEvents = this.account.log.length;
    return entries.flatMap((entry) => (entry.kind === 'event emitted' ? [entry.event] : []));
  }
}

/** SDK clients that are the simulated account, asked by somebody who may do everything. */
function clientsOf(account: Account): EngineClients {
  const client = (service: string) => (region: string) => operatorClient(account, service, region);
  const topics = client('sns');
  const systemsManager = client('ssm');
  return {
    table: client('dynamodb')(REGION),
    topics,
    cloudWatch: client('cloudwatch'),
    systemsManager,
    bestEffort: { topics, systemsManager },
  } as unknown as EngineClients;
}
