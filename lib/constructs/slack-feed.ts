import { CfnSlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { Construct } from 'constructs';
import type { ChatPlan } from '../plan/incident-plan';
import { chatSettings } from './chat-access';
import { storedText } from './stored-text';

/** Properties of {@link SlackFeed}. */
export interface SlackFeedProps {
  /** The channel, where its ids are stored, and the topics it hears, which exist before it does. */
  readonly plan: Pick<ChatPlan, 'configurationName' | 'workspaceParameter' | 'channelParameter' | 'topics'>;
}

/**
 * A Slack channel that hears of alarms and incidents, through Amazon Q Developer in chat applications. The workspace
 * has to be authorised once in its console; ids of workspace and channel are taken from Parameter Store.
 */
export class SlackFeed extends Construct {
  readonly configuration: CfnSlackChannelConfiguration;

  constructor(scope: Construct, id: string, { plan }: SlackFeedProps) {
    super(scope, id);
    this.configuration = new CfnSlackChannelConfiguration(this, 'Configuration', {
      ...chatSettings(this, plan),
      slackWorkspaceId: storedText(this, plan.workspaceParameter),
      slackChannelId: storedText(this, plan.channelParameter),
    });
  }
}
