import { resourceArn } from '../../aws/arn';
import type { LoadedResource, LoadedStack } from '../../aws/assembly/loaded-stack';
import { isJsonObject } from '../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../aws/errors';
import { accountRoot } from '../../aws/iam/principal';
import { endpointsOf } from '../../conformance/stored-contacts';
import type { OperationsPlan } from '../../plan/alarm-plan';
import type { IncidentPlan } from '../../plan/incident-plan';
import { needsSynthesis } from '../../plan/needs-synthesis';
import type { Account } from '../../simulator/account';
import type { CallInput } from '../../simulator/core/service';
import { formatInstant } from '../../time/time';
import { inParts } from '../paging/mute-rule-stacks';
import { unsubscribe } from '../paging/unsubscribe';
import type { Deployment, Deployments } from './deployments';
import { plannedComposites, type PlannedComposite } from './planned-composites';

/** File beside the code of the engine in which its policy stands. */
const POLICY_FILE = 'policy.json';

/** Most alarms of a call. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html */
const MOST_DELETED = 100;

/**
 * The stacks of an environment with what its redeployments upload beforehand, as the CDK does: for each an asset with the code of the
 * engine as it is, beside the policy of the changed configuration.
 */
export function withRedeployedAssets(stacks: readonly LoadedStack[], [first, ...later]: Deployments): readonly LoadedStack[] {
  if (later.length === 0) return stacks;
  return stacks.map((stack) => {
    const key = first.plan.incidents && assetOfEngine(stack, first.plan.incidents);
    if (key === undefined || stack.assetFile === undefined) return stack;
    const { assetFile } = stack;
    const policies = new Map(later.map(({ plan }, index) => [assetKey(index), JSON.stringify(plan.incidents?.policy)]));
    return {
      ...stack,
      assetFile: (objectKey, file) => {
        const policy = policies.get(objectKey);
        if (policy === undefined) return assetFile(objectKey, file);
        return file === POLICY_FILE ? policy : assetFile(key, file);
      },
    };
  });
}

function assetKey(index: number): string {
  return `redeployment-${index + 1}.zip`;
}

function assetOfEngine({ resources }: LoadedStack, { names }: IncidentPlan): string | undefined {
  const engine = resources.find((resource) => isEngine(resource, names.engine));
  const code = engine?.properties.Code;
  return isJsonObject(code) && typeof code.S3Key === 'string' ? code.S3Key : undefined;
}

function isEngine({ type, properties }: LoadedResource, name: string): boolean {
  return type === 'AWS::Lambda::Function' && properties.FunctionName === name;
}

/** What could not be played of redeployments; filled while the account runs. */
export type UnplayedRedeployments = readonly string[];

/**
 * Puts the redeployments of a scenario on the clock of an account. Each makes the calls that CloudFormation makes for what has
 * changed, in the order of the stacks: alarms that are new or others, the code of the engine, topics and alarms that go. Runs of the
 * engine that are under way end with what they began with; the table and the ledgers stay.
 *
 * Assumptions: it takes no time and nothing of it is rolled back. What only a synthesis could deploy, and a call that fails, is
 * named among what cannot be determined.
 *
 * @param regions the regions that are played
 */
export function playRedeployments(account: Account, deployments: Deployments, regions: ReadonlySet<string>): UnplayedRedeployments {
  const unplayed: string[] = [];
  deployments.slice(1).forEach((deployment, index) => {
    const before = deployments[index]!.plan;
    for (const what of needsSynthesis(before, deployment.plan)) unplayed.push(`what the redeployment at ${formatInstant(deployment.at)} does: ${what}`);
    account.schedule(deployment.at, () => {
      const tryTo = (what: string, change: () => void): void => {
        try {
          change();
        } catch (error) {
          if (!(error instanceof ServiceError || error instanceof NotSimulatedError)) throw error;
          unplayed.push(`what comes of the redeployment at ${formatInstant(deployment.at)}: ${what} fails, ${error.message}`);
        }
      };
      for (const { region, service, operation, input } of callsOf(before, deployment, index, account.accountId)) {
        if (regions.has(region)) tryTo(`${service}:${operation}`, () => void account.call(accountRoot(account.accountId), service, operation, input, region));
      }
      tryTo('sns:Unsubscribe', () => leaveFallback(account, before.incidents, deployment.plan.incidents, regions));
    });
  });
  return unplayed;
}

interface DeployedChange {
  readonly region: string;
  readonly service: string;
  readonly operation: string;
  readonly input: CallInput;
}

function callsOf(before: OperationsPlan, { plan }: Deployment, index: number, accountId: string): DeployedChange[] {
  const [old, changed] = [plannedComposites(before, accountId), plannedComposites(plan, accountId)];
  const known = new Map(old.map((each) => [keyOf(each), JSON.stringify(each.input)]));
  const puts = changed.filter((each) => known.get(keyOf(each)) !== JSON.stringify(each.input));
  const left = new Set(changed.map(keyOf));
  // What looks at an alarm goes before it; CloudWatch deletes one composite alarm at a time.
  const gone = old.filter((each) => !left.has(keyOf(each))).reverse();
  return [
    ...puts.map(({ region, input }) => ({ region, service: 'cloudwatch', operation: 'PutCompositeAlarm', input })),
    ...(plan.incidents === undefined ? [] : [engineUpdate(plan.incidents, index)]),
    ...goneTopics(before.incidents, plan.incidents, accountId),
    ...gone.map(({ region, name }) => deletion(region, [name])),
    ...goneMetricAlarms(before, plan).flatMap(({ region, names: all }) => inParts(all, MOST_DELETED).map((part) => deletion(region, part))),
  ];
}

function engineUpdate({ names, policy }: IncidentPlan, index: number): DeployedChange {
  const input = { FunctionName: names.engine, S3Bucket: 'assets', S3Key: assetKey(index) };
  return { region: policy.region, service: 'lambda', operation: 'UpdateFunctionCode', input };
}

/** The topics of people who have no role any more. */
function goneTopics(before: IncidentPlan | undefined, after: IncidentPlan | undefined, accountId: string): DeployedChange[] {
  const left = new Set(after?.personTopics.map(({ name }) => name));
  return (before?.personTopics ?? [])
    .filter(({ name }) => !left.has(name))
    .map(({ name }) => {
      const { region } = before!.policy;
      return { region, service: 'sns', operation: 'DeleteTopic', input: { TopicArn: resourceArn('sns', region, accountId, name) } };
    });
}

/** Whoever is not in a first tier any more leaves the fallback topics. */
function leaveFallback(account: Account, before: IncidentPlan | undefined, after: IncidentPlan | undefined, regions: ReadonlySet<string>): void {
  if (before === undefined || after === undefined) return;
  for (const { region, fallbackTopic } of before.regions) {
    if (!regions.has(region)) continue;
    const left = new Set(after.regions.find((each) => each.region === region)?.fallbackTopic.subscriptions.map(({ person }) => person));
    const gone = fallbackTopic.subscriptions.filter(({ person }) => !left.has(person));
    if (gone.length > 0)
      unsubscribe(
        account,
        { region, name: fallbackTopic.name },
        gone.flatMap(({ person, channel }) => endpointsOf(before, person, channel)),
      );
  }
}

function deletion(region: string, names: readonly string[]): DeployedChange {
  return { region, service: 'cloudwatch', operation: 'DeleteAlarms', input: { AlarmNames: names } };
}

const keyOf = ({ region, name }: Pick<PlannedComposite, 'region' | 'name'>): string => `${region} ${name}`;

function goneMetricAlarms(before: OperationsPlan, after: OperationsPlan): { readonly region: string; readonly names: readonly string[] }[] {
  const left = new Map(after.regions.map((region) => [region.region, new Set(metricAlarmNames(region))]));
  return before.regions.map((region) => ({
    region: region.region,
    names: metricAlarmNames(region).filter((name) => left.get(region.region)?.has(name) !== true),
  }));
}

function metricAlarmNames({ objectives, errorBudget }: OperationsPlan['regions'][number]): string[] {
  return [
    ...objectives.flatMap(({ metricAlarms }) => metricAlarms.map(({ name }) => name)),
    ...(errorBudget?.objectives ?? []).flatMap(({ alarms }) => alarms.map(({ name }) => name)),
  ];
}
