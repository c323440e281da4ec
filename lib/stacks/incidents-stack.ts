import { Stack, type CfnResource, type StackProps } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { ACKNOWLEDGED_FINDINGS } from '../checks/template/acknowledged-findings';
import { AlarmForwarding } from '../constructs/alarm-events';
import { EscalationTiers } from '../constructs/escalation-tiers';
import { IncidentEngine } from '../constructs/incident-engine';
import { PagingAlarms } from '../constructs/paging-alarms';
import { renderMetricAlarm } from '../constructs/render-alarms';
import { SeverityTopics } from '../constructs/severity-topics';
import { SlackFeed } from '../constructs/slack-feed';
import type { RegionPlan } from '../plan/alarm-plan';
import type { IncidentPlan } from '../plan/incident-plan';
import type { RunbookPlan } from '../plan/runbook-plan';

/** Properties of {@link IncidentsStack}. */
export interface IncidentsStackProps extends StackProps {
  readonly plan: RegionPlan;
  /** From alarm to people. @default - nobody is on call, alarms publish to their topics and that is all */
  readonly incidents?: IncidentPlan;
  /** What pages are acknowledged with. @default - none */
  readonly acknowledge?: RunbookPlan;
}

/**
 * Where alarms arrive: one encrypted topic per severity, whether or not an alarm has it today, in the region of the alarms. Where somebody is on call, the
 * home region also has the incident engine and everything it pages with, other regions the way there. Every region has the alarm on
 * the engine's heartbeat.
 */
export class IncidentsStack extends Stack {
  constructor(scope: Construct, id: string, { plan, incidents, acknowledge, ...props }: IncidentsStackProps) {
    super(scope, id, props);
    const { topics } = new SeverityTopics(this, 'Topics', { topics: plan.topics });
    const region = incidents?.regions.find((each) => each.region === plan.region);
    if (incidents === undefined || region === undefined) return;
    for (const topic of Object.values(topics)) {
      const reason = 'the incident engine hears the alarms themselves; pagers and integrations may subscribe here';
      (topic.node.defaultChild as CfnResource).addMetadata(ACKNOWLEDGED_FINDINGS, { SNS002: reason });
    }
    const { policy, pagingAlarms } = incidents;
    const tiers = new EscalationTiers(this, 'Tiers', {
      application: policy.application,
      environment: policy.environment,
      ...(region.isHome && { tierTopics: incidents.tierTopics, informedTopics: incidents.informedTopics }),
      fallback: region.fallbackTopic,
    });
    if (region.isHome) this.#addHome(incidents, tiers, { topics: Object.values(topics), acknowledge });
    else {
      const { application, environment, region: homeRegion } = policy;
      new AlarmForwarding(this, 'Forwarding', { application, environment, homeRegion, retries: incidents.rule });
    }
    new PagingAlarms(this, 'PagingAlarms', {
      alarms: pagingAlarms.filter((alarm) => alarm.region === plan.region),
      topics,
      fallbackTopic: tiers.fallbackTopic,
    });
    // Here and not beside the alarms of services: all of them look at it.
    renderMetricAlarm(this, 'EngineSilent', region.silenceAlarm);
  }

  #addHome(
    { policy, schedule, rule, chat }: IncidentPlan,
    tiers: EscalationTiers,
    { topics, acknowledge }: { readonly topics: readonly ITopic[]; readonly acknowledge: RunbookPlan | undefined },
  ): void {
    new IncidentEngine(this, 'Engine', { policy, tiers, schedule, alarmRetries: rule, ...(acknowledge !== undefined && { acknowledge }) });
    for (const channel of chat) {
      const feed = new SlackFeed(this, `Chat-${channel.channelName}`, { plan: channel });
      feed.node.addDependency(tiers, ...topics);
    }
  }
}
