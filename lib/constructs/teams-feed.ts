import { CfnMicrosoftTeamsChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { Construct } from 'constructs';
import type { ChatPlan } from '../plan/incident-plan';
import { chatSettings } from './chat-access';
import { storedText } from './stored-text';

/** Properties of {@link TeamsFeed}. */
export interface TeamsFeedProps {
  /** The channel, where its ids are stored, and the topics it hears, which exist before it does. */
  readonly plan: Pick<ChatPlan, 'configurationName' | 'workspaceParameter' | 'channelParameter' | 'topics'> & Required<Pick<ChatPlan, 'tenantParameter'>>;
}

/**
 * A channel of Microsoft Teams that hears of alarms and incidents, through Amazon Q Developer in chat applications. The team has to
 * be configured once in its console; ids of tenant, team and channel are taken from Parameter Store.
 *
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-chatbot-microsoftteamschannelconfiguration.html
 */
export class TeamsFeed extends Construct {
  readonly configuration: CfnMicrosoftTeamsChannelConfiguration;

  constructor(scope: Construct, id: string, { plan }: TeamsFeedProps) {
    super(scope, id);
    this.configuration = new CfnMicrosoftTeamsChannelConfiguration(this, 'Configuration', {
      ...chatSettings(this, plan),
      teamsTenantId: storedText(this, plan.tenantParameter),
      teamId: storedText(this, plan.workspaceParameter),
      teamsChannelId: storedText(this, plan.channelParameter),
    });
  }
}
