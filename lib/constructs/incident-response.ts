import { Annotations, Stack, Token } from 'aws-cdk-lib';
import type { CompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { checkOnCall } from '../checks/on-call/check-on-call';
import { shippedRunbooks } from '../config/shipped-runbooks';
import type { DashboardPlan } from '../dashboard/dashboard';
import { DEPLOYED_REGION, OWN_RUNBOOKS } from '../incident/lifecycle/engine-policy';
import { isAddress, runbookDocumentName } from '../incident/message/console-links';
import type { PagedModel, PagedService } from '../model/model';
import { onCallIn } from '../model/on-call-in';
import type { RegionPlan } from '../plan/alarm-plan';
import type { IncidentPlan } from '../plan/incident-plan';
import { planIncidentsDashboard } from '../plan/plan-dashboards';
import { planIncidents } from '../plan/plan-incidents';
import { planRunbooks } from '../plan/plan-runbooks';
import { runbooksByStack } from '../plan/runbook-plan';
import { annotateFindings } from './annotate-findings';
import { checkIncidentResponseProps } from './check-incident-response-props';
import { EngineFallback } from './engine-fallback';
import { EscalationTiers } from './escalation-tiers';
import { IncidentEngine } from './incident-engine';
import type { IncidentResponseProps } from './incident-response-props';
import { OperationsDashboards } from './operations-dashboards';
import { addPagersOfTiers } from './pagers-of-tiers';
import { PagingAlarms } from './paging-alarms';
import { PeopleOnCall } from './people-on-call';
import { RunbookLibrary } from './runbook-library';
import { Watchdog } from './watchdog';

/** What the watchdog has to know that its stack does not say. */
export interface AddWatchdogOptions {
  /** Region of the incident engine. @default - the region of its stack, where that is known */
  readonly engineRegion?: string;
}

/**
 * From the alarms of objectives to people: the incident engine with its topics, the people on call, the runbooks and the dashboard that its pages link to,
 * the alarms on paging itself, and the way around a silent engine. What watches the engine stands in a stack of another region:
 * {@link addWatchdog}.
 *
 * One for an application and environment in an account; of several regions, an `OperationsStage`. Names are given, not generated:
 * rules, roles and commands find the parts by them, in other regions too. The stack may be deployed to any region.
 */
export class IncidentResponse extends Construct {
  /** What was planned: topics, people, rules of the engine, what has to be stored in Parameter Store before the deployment. */
  readonly plan: IncidentPlan;
  readonly tiers: EscalationTiers;
  readonly engine: IncidentEngine;
  readonly people: PeopleOnCall;
  readonly pagingAlarms: PagingAlarms;
  readonly fallback: EngineFallback;
  /** Runbooks of day2's own alarms, and the one that acknowledges. */
  readonly runbooks: RunbookLibrary;
  #watchdog: Watchdog | undefined;

  constructor(scope: Construct, id: string, props: IncidentResponseProps) {
    super(scope, id);
    checkIncidentResponseProps(props);
    const model = modelOf(Stack.of(this).region, props);
    checkRegions(props, model.region);
    this.plan = planOf(model, props);
    annotateFindings(this, checkOnCall(model));
    warnOfUnknownRunbooks(this, props);
    if (model.onCall.chat.length > 0)
      warnOfChat(
        this,
        model.onCall.chat.map(({ name }) => name),
      );

    const { policy, tierTopics, informedTopics, personTopics, pagingAlarms, schedule, rule } = this.plan;
    const [home] = this.plan.regions as [IncidentPlan['regions'][number]];
    const { application, environment, topics, key } = props;
    const { ofEngine, others } = runbooksByStack(planRunbooks(shippedRunbooks(), { application, environment }));
    const fallback = home.fallbackTopic;
    this.tiers = new EscalationTiers(this, 'Tiers', { application, environment, tierTopics, informedTopics, fallback, ...(key !== undefined && { key }) });
    this.engine = new IncidentEngine(this, 'Engine', { policy, tiers: this.tiers, schedule, alarmRetries: rule, acknowledge: ofEngine! });
    addPagersOfTiers(this, this.plan.pagers ?? [], this.tiers);
    this.runbooks = new RunbookLibrary(this, 'Runbooks', { plans: others });
    new OperationsDashboards(this, 'Dashboards', { plans: dashboardsOf(this.plan) });
    this.people = new PeopleOnCall(this, 'People', { application, environment, topics: personTopics, fallback });
    // It finds key, queue and topic by their names.
    this.people.node.addDependency(this.tiers);
    this.pagingAlarms = new PagingAlarms(this, 'PagingAlarms', { alarms: pagingAlarms, topics, fallbackTopic: this.tiers.fallbackTopic });
    const alarms = new Map<string, CompositeAlarm>(props.objectives.flatMap(({ compositeAlarms }) => [...compositeAlarms]));
    this.fallback = new EngineFallback(this, 'Fallback', { plan: home, alarms, topic: this.tiers.fallbackTopic });
    this.node.addValidation({ validate: () => this.#unwatched() });
  }

  /**
   * Adds what watches the engine, to a stack of the region that `plan.watchdog.region` says. That stack is deployed after this one. Without
   * it the synthesis fails.
   *
   * @throws RangeError for a stack of another region, and where it is not known in which region the engine is
   */
  addWatchdog(stack: Stack, { engineRegion = this.plan.policy.region }: AddWatchdogOptions = {}): Watchdog {
    if (Token.isUnresolved(engineRegion)) {
      throw new RangeError('engineRegion is known at deployment only: allowed is the region that the incident engine is deployed to, such as eu-central-1');
    }
    this.#watchdog = new Watchdog(stack, 'Watchdog', { plan: this.plan.watchdog, engineRegion });
    // It subscribes to the canary of the engine.
    stack.addStackDependency(Stack.of(this));
    return this.#watchdog;
  }

  #unwatched(): string[] {
    if (this.#watchdog !== undefined) return [];
    return [`nothing watches the incident engine: call addWatchdog with a stack of ${this.plan.watchdog.region}`];
  }
}

function modelOf(region: string, props: IncidentResponseProps): PagedModel & Required<Pick<PagedModel, 'onCall'>> {
  const { application, environment, highestSeverity = 'S0', onCall } = props;
  if (Token.isUnresolved(region) && onCall.watchdog.region === undefined) {
    throw new RangeError('onCall.watchdog.region is missing: allowed is a region other than that of this stack, which may be deployed to any');
  }
  return { application, environment, region, highestSeverity, services: servicesOf(props), onCall: onCallIn(onCall, region) };
}

/** The services of the objectives, in their order. */
function servicesOf({ objectives, services = [], onCall }: IncidentResponseProps): PagedService[] {
  const ids = [...new Set(objectives.map(({ plan }) => plan.serviceId))];
  return ids.map((id) => ({
    ...(services.find((each) => each.id === id) ?? { id, title: id, owner: onCall.escalation.incidentLead }),
    objectives: objectives.filter(({ plan }) => plan.serviceId === id).map(({ plan }) => plan.objective),
  }));
}

function planOf(model: PagedModel & Required<Pick<PagedModel, 'onCall'>>, { objectives, errorBudget }: IncidentResponseProps): IncidentPlan {
  const region: RegionPlan = {
    region: model.region,
    topics: [],
    objectives: objectives.map(({ plan }) => plan),
    ...(errorBudget !== undefined && { errorBudget: errorBudget.plan }),
  };
  return planIncidents(model, model.onCall, [region]);
}

/** A dashboard is a text in which CloudFormation fills in what it alone knows, as the engine does in its policy. */
function dashboardsOf(plan: IncidentPlan): readonly DashboardPlan[] {
  const { region } = plan.policy;
  const planned = planIncidentsDashboard(plan);
  return Token.isUnresolved(region) ? (JSON.parse(JSON.stringify(planned).replaceAll(region, DEPLOYED_REGION)) as readonly DashboardPlan[]) : planned;
}

/** The engine hears the alarms of its own region; others have to be brought there. */
function checkRegions({ objectives, errorBudget }: IncidentResponseProps, region: string): void {
  const elsewhere = [
    ...objectives.map((alarms) => ({ name: alarms.plan.name, stack: Stack.of(alarms) })),
    ...(errorBudget === undefined ? [] : [{ name: 'errorBudget', stack: Stack.of(errorBudget) }]),
  ].filter(({ stack }) => stack.region !== region && !Token.isUnresolved(stack.region) && !Token.isUnresolved(region));
  if (elsewhere.length === 0) return;
  throw new RangeError(
    elsewhere
      .map(({ name, stack }) => `${name} is in ${stack.region}, this stack in ${region}: allowed is one region; of several, an OperationsStage`)
      .join('\n'),
  );
}

/** A page links to the runbook of its alarm: to an address, or to a document that somebody has to deploy. */
function warnOfUnknownRunbooks(scope: Construct, { objectives, ...props }: IncidentResponseProps): void {
  const named = new Set(objectives.map(({ plan }) => plan.objective.runbook).filter((runbook) => !isAddress(runbook) && !OWN_RUNBOOKS.includes(runbook)));
  for (const runbook of named) {
    const document = runbookDocumentName(props, runbook);
    Annotations.of(scope).addWarningV2(
      `day2:runbook:${runbook}`,
      `pages link to the runbook ${runbook}, the document ${document} of Systems Manager, which is not made here: name it by its address (https://…), or deploy the document`,
    );
  }
}

function warnOfChat(scope: Construct, channels: readonly string[]): void {
  Annotations.of(scope).addWarningV2(
    'day2:chat',
    `the channels ${channels.join(', ')} of onCall hear nothing from here: subscribe them to the topics, as SlackChannelConfiguration of aws-cdk-lib/aws-chatbot does`,
  );
}
