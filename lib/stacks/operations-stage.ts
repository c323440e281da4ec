import { Stage, Tags, type Stack, type StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { OperationsPlan } from '../plan/alarm-plan';
import { incidentNames } from '../plan/incident-names';
import { runbooksByStack } from '../plan/runbook-plan';
import type { StackPlan, StackReference } from '../plan/stack-plan';
import { AlarmsStack } from './alarms-stack';
import { DashboardsStack } from './dashboards-stack';
import { EvidenceStack } from './evidence-stack';
import { IncidentsStack } from './incidents-stack';
import { LedgerStack } from './ledger-stack';
import { MaintenanceStack } from './maintenance-stack';
import { PeopleStack } from './people-stack';
import { RunbooksStack } from './runbooks-stack';
import { ServiceStack } from './service-stack';
import { WatchdogStack } from './watchdog-stack';

/** Properties of {@link OperationsStage}. */
export interface OperationsStageProps {
  readonly plan: OperationsPlan;
}

/**
 * One environment: its planned stacks, in its home region and in every other one that has metrics of its objectives, because an alarm
 * can only watch, and only notify, in its own region. Where somebody is on call, the watchdog stands in a region of its own. The
 * account is left to the credentials that deploy; only regions are decided here.
 */
export class OperationsStage extends Stage {
  constructor(scope: Construct, id: string, props: OperationsStageProps) {
    super(scope, id);
    const { plan } = props;
    const stacks = new Map(plan.stacks.map((stack) => [key(stack), this.#addStack(plan, stack)]));
    for (const stack of plan.stacks) for (const before of stack.after) stacks.get(key(stack))!.addStackDependency(stacks.get(key(before))!);
    Tags.of(this).add('application', plan.application);
    Tags.of(this).add('environment', plan.environment);
  }

  #addStack(
    {
      application,
      environment,
      regions,
      incidents,
      chat,
      pagers,
      pagerWatches = [],
      nobodyIsPaged,
      runbooks,
      maintenance,
      cost,
      dashboards,
      evidenceStore,
    }: OperationsPlan,
    { stackName, region, path, description, content }: StackPlan,
  ): Stack {
    const [scope, id] = this.#placeOf(path);
    const props: StackProps = { env: { region }, stackName, description, suppressTemplateIndentation: true };
    if (content.kind === 'watchdog') return new WatchdogStack(scope, id, { ...props, plan: incidents!.watchdog, engineRegion: incidents!.policy.region });
    const plan = regions.find((each) => each.region === region)!;
    const fallback = incidents?.regions.find((each) => each.region === region);
    const { ofEngine, others } = runbooksByStack(runbooks);
    switch (content.kind) {
      case 'incidents':
        return new IncidentsStack(scope, id, {
          ...props,
          plan,
          ...(incidents !== undefined && { incidents }),
          ...(ofEngine !== undefined && { acknowledge: ofEngine }),
          ...(plan === regions[0] && { chat }),
          ...(pagers !== undefined && {
            pagers: { plans: pagers, watches: pagerWatches, deadLetterQueueName: incidentNames({ application, environment }).subscriptionDeadLetters },
          }),
          ...(nobodyIsPaged !== undefined && { nobodyIsPaged }),
          ...(cost?.region === region && { cost: { ...cost, prefix: `${application}-${environment}` } }),
        });
      case 'service':
        return new ServiceStack(scope, id, {
          ...props,
          plan,
          serviceId: content.serviceId,
          mutes: maintenance?.mutes ?? [],
          ...(fallback !== undefined && { fallback }),
        });
      case 'people': {
        const group = incidents!.peopleGroups.find((each) => each.region === region && each.group === content.group)!;
        return new PeopleStack(scope, id, { ...props, application, environment, plan: group });
      }
      case 'ledger': {
        const errorBudget = plan.errorBudget!;
        const ledger = errorBudget.ledgers.find(({ number }) => number === content.number)!;
        return new LedgerStack(scope, id, { ...props, plan: { ...plan, errorBudget }, ledger });
      }
      case 'runbooks':
        return new RunbooksStack(scope, id, { ...props, plans: others });
      case 'maintenance':
        return new MaintenanceStack(scope, id, { ...props, plan: maintenance! });
      case 'dashboards':
        return new DashboardsStack(scope, id, { ...props, plans: dashboards });
      case 'evidence':
        return new EvidenceStack(scope, id, { ...props, plan: evidenceStore! });
      case 'alarms':
        return new AlarmsStack(scope, id, { ...props, plan });
    }
  }

  #placeOf(path: readonly string[]): [Construct, string] {
    const scope = path.slice(0, -1).reduce<Construct>((above, id) => (above.node.tryFindChild(id) as Construct | undefined) ?? new Construct(above, id), this);
    return [scope, path.at(-1)!];
  }
}

function key({ stackName, region }: StackReference): string {
  return `${region} ${stackName}`;
}
