import { accountOfArn } from '../../../aws/arn';
import type { Answer, DeployedKind, DeployedResources } from '../../../conformance/deployed-resources';
import type { AccountCheck, MetricActivity } from '../../../conformance/verify/account-check';
import { plannedDocuments } from '../../../conformance/verify/verify-documents';
import { storedByOperators } from '../../../conformance/verify/verify-stored';
import { regionsOf } from '../../../conformance/verify/verify-topics';
import type { OperationsPlan } from '../../../plan/alarm-plan';
import type { Instant } from '../../../time/time';
import { readActivity } from './live-activity';
import { readAlarms, readDashboards, readMuteRules } from './live-alarms';
import { readServiceLevelObjectives } from './live-application-signals';
import { readDocuments, readParameters } from './live-documents';
import { readFunctions } from './live-functions';
import { LiveLists } from './live-lists';
import type { LiveReader } from './live-reader';
import { readRules, readSchedules } from './live-schedules';
import { readTopics } from './live-topics';

/**
 * Kinds that a live account is not asked for: reading what roles allow takes a hundred calls more, and `cdk diff` compares the rest. What
 * is wrong with a queue or the table shows in the alarms on them.
 */
const NOT_ASKED_FOR: ReadonlySet<DeployedKind> = new Set([
  'role',
  'log group',
  'queue',
  'table',
  'chat configuration',
  'budget',
  'cost anomaly subscription',
  'bucket',
]);

/** A live account as far as a plan says something of it, read at once. */
export interface LiveAccount {
  readonly deployed: DeployedResources;
  readonly activity: MetricActivity;
  /** Calls it took. */
  readonly calls: number;
}

/** Reads what a plan says something of, region by region, one call after the other. */
export async function readLiveAccount(reader: LiveReader, plan: OperationsPlan, at: Instant): Promise<LiveAccount> {
  const lists = new LiveLists();
  const parameters = new Map<string, Answer<string | undefined>>();
  const regions = [...regionsOf(plan)];
  const alarmArns: string[] = [];
  for (const region of regions) alarmArns.push(...(await readAlarms(reader, plan, region, lists)));
  const parameterArns = await readParameters(reader, parametersOf(plan), parameters);
  const accountId = accountOfArn([...alarmArns, ...parameterArns][0] ?? '');

  for (const region of regions) {
    await readTopics(reader, plan, { region, accountId }, lists);
    await readSchedules(reader, plan, region, lists);
    await readFunctions(reader, plan, region, lists);
    await readRules(reader, plan, region, lists);
    await readMuteRules(reader, region, lists);
  }
  for (const each of plan.regions) await readServiceLevelObjectives(reader, each, `${plan.application}-${plan.environment}-`, lists);
  const home = plan.regions[0]!.region;
  await readDashboards(reader, plan, home, lists);
  await readDocuments(reader, { region: home, names: plannedDocuments(plan), calendar: plan.maintenance?.freezes?.name }, lists);

  const deployed: DeployedResources = {
    accountId,
    source: 'account',
    notAskedFor: NOT_ASKED_FOR,
    list: (kind, region) => lists.list(kind, region),
    parameter: (region, name) => parameters.get(`${region} ${name}`) ?? { couldNotTell: `${name} in ${region} was not asked for` },
  };
  const activity = await readActivity(reader, plan, deployed, at);
  return { deployed, activity, calls: reader.calls };
}

/** Names of all parameters that are read: what operators store, and the records of budgets. */
function parametersOf(plan: AccountCheck['plan']): readonly { readonly region: string; readonly name: string }[] {
  const records = plan.regions.flatMap(({ region, errorBudget }) => (errorBudget?.objectives ?? []).map(({ parameterName: name }) => ({ region, name })));
  return [...storedByOperators({ plan }), ...records];
}
