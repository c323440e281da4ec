import { resourceArn } from '../../../aws/arn';
import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { objectIn, requiredText } from '../../../aws/assembly/property';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../aws/cloudformation/template';
import { ServiceError } from '../../../aws/errors';
import { SECOND_MS } from '../../../time/time';
import { authorizeIdentity } from '../../core/authorize-identity';
import { deployedOfType, findDeployed } from '../../core/deployed-resource';
import { takePage, type PageRules } from '../../core/page';
import { requiredInput, type CallContext, type CallInput, type CallOutput, type OperationRuns } from '../../core/service';
import type { APPLICATION_SIGNALS_OPERATIONS } from './operations';

/** https://docs.aws.amazon.com/applicationsignals/latest/APIReference/API_ListServiceLevelObjectives.html */
const PAGES: PageRules = { sizeKey: 'MaxResults', most: 50, usual: 50, sizeError: 'ValidationException', tokenError: 'ValidationException' };

/** Members of an objective that are as in its template; what else it has, the service adds. */
const CONFIGURED = ['Description', 'RequestBasedSli', 'BurnRateConfigurations'] as const;

/** The objectives of the templates as Application Signals describes them: what they are, and nothing of what they measure. */
export class ServiceLevelObjectives {
  readonly runs: OperationRuns<typeof APPLICATION_SIGNALS_OPERATIONS> = {
    GetServiceLevelObjective: (input, call) => this.#get(input, call),
    ListServiceLevelObjectives: (input, call) => this.#list(input, call),
  };

  constructor(
    private readonly accountId: string,
    private readonly stacks: readonly LoadedStack[],
  ) {}

  /** https://docs.aws.amazon.com/applicationsignals/latest/APIReference/API_GetServiceLevelObjective.html */
  #get(input: CallInput, call: CallContext): CallOutput {
    const id = requiredInput(input, 'Id');
    const name = id.split(':slo/').at(-1)!;
    authorizeIdentity('application-signals:GetServiceLevelObjective', this.#arn(name, call), call);
    const found = findDeployed(this.#objectivesIn(call), (resource) => nameOf(resource) === name);
    if (found === undefined) throw new ServiceError('ResourceNotFoundException', `Service level objective ${id} does not exist.`);
    const { properties } = found;
    const configured = Object.fromEntries(CONFIGURED.flatMap((member) => (properties[member] === undefined ? [] : [[member, properties[member]]])));
    return { Slo: { Arn: this.#arn(name, call), Name: name, ...configured, ...periodBased(properties), ...withInterval(objectIn(properties, 'Goal')) } };
  }

  #list(input: CallInput, call: CallContext): CallOutput {
    authorizeIdentity('application-signals:ListServiceLevelObjectives', '*', call);
    const { items, rest } = takePage(this.#objectivesIn(call), input.MaxResults, input.NextToken, PAGES);
    return { ...rest, SloSummaries: items.map((resource) => ({ Arn: this.#arn(nameOf(resource), call), Name: nameOf(resource) })) };
  }

  #objectivesIn({ region }: CallContext): LoadedResource[] {
    return deployedOfType(this.stacks, 'AWS::ApplicationSignals::ServiceLevelObjective', region);
  }

  #arn(name: string, { region }: CallContext): string {
    return resourceArn('application-signals', region, this.accountId, `slo/${name}`);
  }
}

function nameOf({ properties }: LoadedResource): string {
  return requiredText(properties, 'Name');
}

/** A metric of periods: how long they are is a member of what is created, and not of what is described. */
function periodBased({ Sli: sli }: JsonObject): { readonly Sli?: JsonObject } {
  if (!isJsonObject(sli)) return {};
  const { PeriodSeconds: _period, ...metric } = objectIn(sli, 'SliMetric');
  return { Sli: { ...sli, SliMetric: metric } };
}

/** The start of an interval is an instant, which templates give in seconds. */
function withInterval(goal: JsonObject): { readonly Goal: Readonly<Record<string, unknown>> } {
  const { Interval: interval, ...rest } = goal;
  const calendar = isJsonObject(interval) && isJsonObject(interval.CalendarInterval) ? interval.CalendarInterval : undefined;
  if (calendar === undefined) return { Goal: goal };
  return { Goal: { ...rest, Interval: { CalendarInterval: { ...calendar, StartTime: instantOf(calendar.StartTime) } } } };
}

function instantOf(seconds: JsonValue | undefined): Date {
  return new Date(Number(seconds) * SECOND_MS);
}
