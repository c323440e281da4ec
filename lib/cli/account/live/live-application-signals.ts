import type { ListServiceLevelObjectivesCommandOutput, ServiceLevelObjective } from '@aws-sdk/client-application-signals';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../aws/cloudformation/template';
import type { RegionPlan } from '../../../plan/alarm-plan';
import { SECOND_MS } from '../../../time/time';
import type { LiveLists } from './live-lists';
import type { LiveReader } from './live-reader';

/** Largest page. https://docs.aws.amazon.com/applicationsignals/latest/APIReference/API_ListServiceLevelObjectives.html */
const OBJECTIVES_PER_CALL = 50;

/** Members of an objective that are configured: what became of it is not among them. */
const CONFIGURED = ['Name', 'Description', 'Sli', 'RequestBasedSli', 'Goal', 'BurnRateConfigurations'] as const;

/**
 * Reads the service level objectives of Application Signals in a region where some are planned: the names of all, and each that has the
 * name of the environment.
 */
export async function readServiceLevelObjectives(
  reader: LiveReader,
  { region, applicationSignals }: Pick<RegionPlan, 'region' | 'applicationSignals'>,
  prefix: string,
  lists: LiveLists,
): Promise<void> {
  if (applicationSignals === undefined || applicationSignals.objectives.length === 0) return;
  const { GetServiceLevelObjectiveCommand, ListServiceLevelObjectivesCommand } = await import('@aws-sdk/client-application-signals');
  const client = await reader.account.reading('application-signals', region);
  const listed = await reader.askAll(
    'application-signals:ListServiceLevelObjectives',
    region,
    (token) => client.send(new ListServiceLevelObjectivesCommand({ MaxResults: OBJECTIVES_PER_CALL, NextToken: token })),
    ({ SloSummaries: items = [], NextToken: next }: ListServiceLevelObjectivesCommandOutput) => ({ items, next }),
  );
  for (const each of listed) {
    if ('couldNotTell' in each) {
      lists.add('service level objective', region, each);
      continue;
    }
    const { Name: name = '' } = each.value;
    if (!name.startsWith(prefix)) continue;
    // One that is gone since the list was read is missing.
    const missing = ['ResourceNotFoundException'];
    const send = () => client.send(new GetServiceLevelObjectiveCommand({ Id: name }));
    const read = await reader.askFor('application-signals:GetServiceLevelObjective', region, missing, send, name);
    if ('couldNotTell' in read) lists.add('service level objective', region, read);
    else if (read.value?.Slo !== undefined) lists.add('service level objective', region, { value: { name, region, properties: propertiesOf(read.value.Slo) } });
  }
}

/** An objective with the names and values of CloudFormation: without what is not set, and with instants in seconds. */
function propertiesOf(objective: ServiceLevelObjective): JsonObject {
  const configured = Object.fromEntries(CONFIGURED.map((member) => [member, objective[member]]));
  return asProperty(configured) as JsonObject;
}

function asProperty(value: unknown): JsonValue | undefined {
  if (value instanceof Date) return value.getTime() / SECOND_MS;
  if (Array.isArray(value)) return value.map((each) => asProperty(each)!);
  if (typeof value !== 'object' || value === null) return (value ?? undefined) as JsonValue | undefined;
  const members = Object.entries(value).flatMap(([name, each]): [string, JsonValue][] => {
    const property = asProperty(each);
    const isSet = property !== undefined && !(isJsonObject(property) && Object.keys(property).length === 0);
    return isSet ? [[name, property]] : [];
  });
  return Object.fromEntries(members);
}
