import type { NamedScope } from '../incident/lifecycle/engine-policy';
import type { ChatChannel } from '../model/model';
import type { RegionPlan } from './alarm-plan';
import type { ChatPlan, PagingTopicPlan, StoredParameterPlan } from './incident-plan';

/**
 * The channels of chat: each hears the feeds of its severities in every region, and what people are informed of.
 *
 * @param regions those of the alarms, home first
 * @param informedTopics in the home region; none where nobody is paged
 */
export function planChat(
  channels: readonly ChatChannel[],
  scope: NamedScope,
  { regions, informedTopics }: { readonly regions: readonly RegionPlan[]; readonly informedTopics: readonly PagingTopicPlan[] },
): ChatPlan[] {
  const home = regions[0]?.region ?? '';
  const heard = [...regions.flatMap(({ topics }) => topics), ...informedTopics.map((topic) => ({ ...topic, region: home }))];
  return channels.map((channel) => ({
    channelName: channel.name,
    configurationName: `${scope.application}-${scope.environment}-${channel.name}`,
    ...idParameters(channel, scope),
    severities: channel.severities,
    topics: heard.filter(({ severity }) => channel.severities.includes(severity)).map(({ region, name }) => ({ region, name })),
  }));
}

/** The ids that an operator stores for channels before the deployment. */
export function chatParameters(channels: readonly Pick<ChatChannel, 'name' | 'app'>[], scope: NamedScope, region: string): StoredParameterPlan[] {
  return channels.flatMap((channel) => Object.values(idParameters(channel, scope)).map((name) => ({ region, name })));
}

/** Where the ids of a channel are stored. */
export function idParametersOf({ tenantParameter, workspaceParameter, channelParameter }: ChatPlan): readonly string[] {
  return [...(tenantParameter === undefined ? [] : [tenantParameter]), workspaceParameter, channelParameter];
}

function idParameters(
  { name, app }: Pick<ChatChannel, 'name' | 'app'>,
  { application, environment }: NamedScope,
): Pick<ChatPlan, 'workspaceParameter' | 'channelParameter' | 'tenantParameter'> {
  const prefix = `/${application}/${environment}/chat/${name}`;
  if (app === 'teams') return { tenantParameter: `${prefix}/tenant`, workspaceParameter: `${prefix}/team`, channelParameter: `${prefix}/channel` };
  return { workspaceParameter: `${prefix}/workspace`, channelParameter: `${prefix}/channel` };
}
