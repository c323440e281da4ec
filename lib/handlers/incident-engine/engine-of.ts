import { requestTableName } from '../../incident/lifecycle/engine-policy';
import type { Engine } from '../../incident/use-cases/engine';
import { pacedNotifier } from '../../incident/use-cases/paced-notifier';
import type { EnginePorts } from '../../incident/use-cases/ports';
import { automationRuns, overrideParameter } from './automation-runs';
import { budgetReader } from './budget-reader';
import type { EngineClients } from './clients';
import { alarmReader, metricPublisher } from './cloudwatch';
import { incidentStoreIn, informationLogIn, requestStoreIn } from './incident-store-in';
import { notifier } from './notifier';
import { opsItems } from './ops-items';

/** What the function finds in its environment variables. */
interface EngineSettings {
  readonly tableName: string;
  /** `arn:aws:sns:eu-central-1:123456789012:`; names of topics follow. */
  readonly topicArnPrefix: string;
  readonly watchdogTopicArn: string;
}

/** What a run of the engine is made of. */
export interface EngineParts extends Omit<Engine, keyof EnginePorts | keyof EngineSettings> {
  readonly settings: EngineSettings;
  readonly clients: EngineClients;
  /** Names this run, and no other. */
  readonly runId: string;
}

/** The engine, with its ports filled by clients of the SDK. */
export function engineOf({ clients, settings, runId, policy, now, log, wait }: EngineParts): Engine {
  const { tableName, topicArnPrefix, watchdogTopicArn } = settings;
  return {
    policy,
    topicArnPrefix,
    watchdogTopicArn,
    now,
    log,
    wait,
    store: incidentStoreIn(clients.table, tableName, runId),
    notifier: pacedNotifier(notifier(clients.topics, clients.bestEffort.topics), { now, wait }),
    alarms: alarmReader(clients.cloudWatch),
    metrics: metricPublisher(clients.cloudWatch),
    opsItems: opsItems(clients.systemsManager(policy.region)),
    budgets: budgetReader(clients.bestEffort.systemsManager),
    automation: automationRuns(clients.systemsManager(policy.region)),
    override: overrideParameter(clients.systemsManager(policy.region)),
    ...(policy.announcements?.information !== undefined && { information: informationLogIn(clients.table, tableName, runId) }),
    ...(policy.requests !== undefined && { requests: requestStoreIn(clients.table, requestTableName(policy), runId) }),
  };
}
