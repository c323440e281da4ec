import { Stack, type CfnResource, type StackProps } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct, IConstruct } from 'constructs';
import { ACKNOWLEDGED_FINDINGS } from '../checks/template/acknowledged-findings';
import { AlarmForwarding } from '../constructs/alarm-events';
import { CostSignals, type CostSignalsProps } from '../constructs/cost-signals';
import { EscalationTiers } from '../constructs/escalation-tiers';
import { IncidentEngine } from '../constructs/incident-engine';
import { PagerFeed } from '../constructs/pager-feed';
import { addPagersOfTiers } from '../constructs/pagers-of-tiers';
import { PagingAlarms } from '../constructs/paging-alarms';
import { renderMetricAlarm } from '../constructs/render-alarms';
import { RequestIntake } from '../constructs/request-intake';
import { SeverityTopics } from '../constructs/severity-topics';
import { SlackFeed } from '../constructs/slack-feed';
import { TeamsFeed } from '../constructs/teams-feed';
import type { RegionPlan } from '../plan/alarm-plan';
import type { ChatPlan, IncidentPlan, PagerPlan, PagerWatchPlan } from '../plan/incident-plan';
import type { RunbookPlan } from '../plan/runbook-plan';

/** Properties of {@link IncidentsStack}. */
export interface IncidentsStackProps extends StackProps {
  readonly plan: RegionPlan;
  /** From alarm to people. @default - nobody is on call, alarms publish to their topics and that is all */
  readonly incidents?: IncidentPlan;
  /** What pages are acknowledged with. @default - none */
  readonly acknowledge?: RunbookPlan;
  /** Channels that hear the topics. @default - none */
  readonly chat?: readonly ChatPlan[];
  /** Pagers that hear the topics in place of the incident engine, and the queue of what they do not take. @default - none */
  readonly pagers?: { readonly plans: readonly PagerPlan[]; readonly watches: readonly PagerWatchPlan[]; readonly deadLetterQueueName: string };
  /** Why nobody is paged. @default - it is not said, and a topic without subscriber is a finding */
  readonly nobodyIsPaged?: string;
  /** What is notified of what the account costs. @default - nothing */
  readonly cost?: Omit<CostSignalsProps, 'topics'>;
}

/**
 * Where alarms arrive: one encrypted topic per severity, whether or not an alarm has it today, in the region of the alarms. Where somebody is on call, the
 * home region also has the incident engine and everything it pages with, other regions the way there. Every region has the alarm on
 * the engine's heartbeat.
 */
export class IncidentsStack extends Stack {
  constructor(scope: Construct, id: string, { plan, incidents, acknowledge, chat = [], pagers, nobodyIsPaged, cost, ...props }: IncidentsStackProps) {
    super(scope, id, props);
    const feeds = new SeverityTopics(this, 'Topics', { topics: plan.topics });
    const { topics } = feeds;
    if (cost !== undefined) new CostSignals(this, 'Cost', { ...cost, topics: feeds });
    const region = incidents?.regions.find((each) => each.region === plan.region);
    const unpaged = pagers === undefined ? nobodyIsPaged : 'what no pager hears is for chats and dashboards';
    const reason = incidents === undefined ? unpaged : 'the incident engine hears the alarms themselves; pagers and integrations may subscribe here';
    if (reason !== undefined) acknowledgeMissingSubscribers(Object.values(topics), reason);
    if (incidents === undefined || region === undefined) {
      if (pagers !== undefined) {
        const { plans, deadLetterQueueName, watches } = pagers;
        const watch = watches.find((each) => each.region === plan.region);
        new PagerFeed(this, 'Pagers', { pagers: plans, topics, deadLetterQueueName, ...(watch !== undefined && { watch: { plan: watch, key: feeds.key! } }) });
      }
      this.#addChat(chat, Object.values(topics));
      return;
    }
    const { policy, pagingAlarms } = incidents;
    const tiers = new EscalationTiers(this, 'Tiers', {
      application: policy.application,
      environment: policy.environment,
      ...(region.isHome && { tierTopics: incidents.tierTopics, informedTopics: incidents.informedTopics }),
      fallback: region.fallbackTopic,
    });
    const { signalRules } = region;
    if (region.isHome) {
      const { schedule, rule } = incidents;
      const engine = new IncidentEngine(this, 'Engine', {
        policy,
        tiers,
        schedule,
        alarmRetries: rule,
        signalRules,
        ...(acknowledge !== undefined && { acknowledge }),
      });
      // A tick reads the table of requests.
      if (incidents.requests !== undefined) engine.schedule.node.addDependency(new RequestIntake(this, 'Requests', { plan: incidents.requests }).table);
      addPagersOfTiers(this, incidents.pagers ?? [], tiers);
      this.#addChat(chat, [tiers, ...Object.values(topics)]);
    } else {
      const { application, environment, region: homeRegion } = policy;
      new AlarmForwarding(this, 'Forwarding', { application, environment, homeRegion, retries: incidents.rule, signalRules });
    }
    new PagingAlarms(this, 'PagingAlarms', {
      alarms: pagingAlarms.filter((alarm) => alarm.region === plan.region),
      topics,
      fallbackTopic: tiers.fallbackTopic,
    });
    // Here and not beside the alarms of services: all of them look at it.
    renderMetricAlarm(this, 'EngineSilent', region.silenceAlarm);
  }

  #addChat(chat: readonly ChatPlan[], heard: readonly IConstruct[]): void {
    for (const channel of chat) {
      const { tenantParameter } = channel;
      const id = `Chat-${channel.channelName}`;
      const feed =
        tenantParameter === undefined ? new SlackFeed(this, id, { plan: channel }) : new TeamsFeed(this, id, { plan: { ...channel, tenantParameter } });
      feed.node.addDependency(...heard);
    }
  }
}

function acknowledgeMissingSubscribers(topics: readonly ITopic[], reason: string): void {
  for (const topic of topics) (topic.node.defaultChild as CfnResource).addMetadata(ACKNOWLEDGED_FINDINGS, { SNS002: reason });
}
