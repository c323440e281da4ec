import { resourceArn } from '../../../aws/arn';
import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { optionalText, requiredText, textsOf, objectIn } from '../../../aws/assembly/property';
import { ServiceError } from '../../../aws/errors';
import { principalName } from '../../../aws/iam/principal';
import { deployedOfType, findDeployed } from '../../core/deployed-resource';
import { outsideTemplates } from '../../core/not-simulated';
import { takePage, type PageRules } from '../../core/page';
import { denialReason, optionalInput, requiredInput, type CallContext, type CallInput, type CallOutput, type OperationRuns } from '../../core/service';
import { MUTE_RULE, statedMuteRules } from '../stated/mute-rules';
import type { StatedResources } from '../stated/stated-resources';
import type { CLOUDWATCH_OPERATIONS } from './operations';

/** What the operations on dashboards and mute rules work with. */
export interface ResourceOperationsOptions {
  readonly accountId: string;
  readonly stacks: readonly LoadedStack[];
  readonly stated: () => StatedResources;
}

/** The usual page is documented, the largest one is not: the usual one is. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListAlarmMuteRules.html */
const PAGES: PageRules = { sizeKey: 'MaxRecords', most: 50, usual: 50, sizeError: 'ValidationError', tokenError: 'InvalidNextToken' };

/** Dashboards and mute rules of the templates, as CloudWatch describes them. */
export class ResourceOperations {
  readonly runs: Pick<OperationRuns<typeof CLOUDWATCH_OPERATIONS>, 'GetDashboard' | 'ListAlarmMuteRules' | 'GetAlarmMuteRule'> = {
    GetDashboard: (input, call) => this.#getDashboard(input, call),
    ListAlarmMuteRules: (input, call) => this.#listMuteRules(input, call),
    GetAlarmMuteRule: (input, call) => this.#getMuteRule(input, call),
  };
  readonly #options: ResourceOperationsOptions;

  constructor(options: ResourceOperationsOptions) {
    this.#options = options;
  }

  /** A dashboard has no region, and any of them may be asked. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetDashboard.html */
  #getDashboard(input: CallInput, call: CallContext): CallOutput {
    const name = requiredInput(input, 'DashboardName');
    const arn = resourceArn('cloudwatch', '', this.#options.accountId, `dashboard/${name}`);
    authorize('cloudwatch:GetDashboard', arn, call);
    const all = this.#options.stacks.flatMap(({ resources }) => resources).filter(({ type }) => type === 'AWS::CloudWatch::Dashboard');
    const found = findDeployed(all, ({ properties, ref }) => (optionalText(properties, 'DashboardName') ?? ref) === name);
    if (found === undefined) throw new ServiceError('DashboardNotFoundError', `Dashboard ${name} does not exist`);
    return { DashboardArn: arn, DashboardBody: requiredText(found.properties, 'DashboardBody'), DashboardName: name };
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListAlarmMuteRules.html */
  #listMuteRules(input: CallInput, call: CallContext): CallOutput {
    authorize('cloudwatch:ListAlarmMuteRules', this.#ruleArn('*', call), call);
    const alarm = optionalInput(input, 'AlarmName');
    const deployed = this.#rulesIn(call).map((rule) => ({ name: nameOf(rule), alarms: textsOf(objectIn(rule.properties, 'MuteTargets'), 'AlarmNames') }));
    const all = [...deployed, ...statedMuteRules(this.#options.stated(), call.region)].filter(({ alarms }) => alarm === undefined || alarms.includes(alarm));
    const { items, rest } = takePage(all, input.MaxRecords, input.NextToken, PAGES);
    return { ...rest, AlarmMuteRuleSummaries: items.map(({ name }) => ({ AlarmMuteRuleArn: this.#ruleArn(name, call) })) };
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetAlarmMuteRule.html */
  #getMuteRule(input: CallInput, call: CallContext): CallOutput {
    const name = requiredInput(input, 'AlarmMuteRuleName');
    const arn = this.#ruleArn(name, call);
    const found = findDeployed(this.#rulesIn(call), (rule) => nameOf(rule) === name);
    if (found === undefined) throw outsideTemplates(MUTE_RULE, name);
    authorize('cloudwatch:GetAlarmMuteRule', arn, call);
    const { Description, Rule, MuteTargets, StartDate, ExpireDate } = found.properties;
    const dates = Object.entries({ StartDate, ExpireDate }).flatMap(([key, text]) => (typeof text === 'string' ? [[key, new Date(`${text}Z`)] as const] : []));
    return { Name: name, AlarmMuteRuleArn: arn, Rule, MuteTargets, ...(Description !== undefined && { Description }), ...Object.fromEntries(dates) };
  }

  #rulesIn({ region }: CallContext): LoadedResource[] {
    return deployedOfType(this.#options.stacks, 'AWS::CloudWatch::AlarmMuteRule', region);
  }

  #ruleArn(name: string, { region }: CallContext): string {
    return resourceArn('cloudwatch', region, this.#options.accountId, `alarm-mute-rule:${name}`);
  }
}

function nameOf({ properties, ref }: LoadedResource): string {
  return optionalText(properties, 'Name') ?? ref;
}

function authorize(action: string, resource: string, call: CallContext): void {
  const decision = call.authorize('identity policy', { action, resource });
  if (decision.outcome === 'allowed') return;
  throw new ServiceError('AccessDenied', `${principalName(call.principal)} may not ${action} on ${resource}: ${denialReason(decision, 'identity policy')}`);
}
