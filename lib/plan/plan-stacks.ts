import type { OperationsPlan, RegionPlan } from './alarm-plan';
import { byService } from './by-service';
import type { IncidentPlan } from './incident-plan';
import { hasMaintenanceStack } from './maintenance-plan';
import type { EvidenceStorePlan } from './plan-evidence-store';
import { runbooksByStack } from './runbook-plan';
import type { StackContent, StackPlan, StackReference } from './stack-plan';

type StackedPlan = Omit<OperationsPlan, 'stacks'>;

/**
 * The stacks of an environment. Which one a resource is in depends on nothing but what it is for: the alarms of a service are in the
 * stack of the service and region, whatever other services there are. A resource that moved from one stack to another would keep
 * its name, and CloudFormation refuses to create what another stack has.
 *
 * An alarm only looks at alarms of its own stack, and at those of stacks that come before and outlive it: CloudWatch deletes no alarm
 * that a composite alarm looks at.
 */
export function planStacks(plan: StackedPlan): readonly StackPlan[] {
  const { application, environment, incidents, chat } = plan;
  const prefix = `${application}-${environment}`;
  const shown = plan.dashboards.length === 0 ? [] : [dashboardsStack(plan, prefix)];
  const stacks = plan.regions.map((region, index) => stacksOfRegion(plan, region, prefix, index === 0));
  const [homeStacks, ...elsewhere] = stacks;
  const first = homeStacks?.[0];
  if (homeStacks === undefined || first === undefined) return stacks.flat();
  // The chat of the home region listens to topics of all regions, which have to be there when it is made.
  const afterFeeds = chat.length === 0 ? [] : elsewhere.map(([feeds]) => referenceTo(feeds));
  const kept = plan.evidenceStore === undefined ? [] : [evidenceStack(plan.evidenceStore, prefix)];
  const home = [{ ...first, after: [...first.after, ...afterFeeds] }, ...homeStacks.slice(1), ...shown, ...kept];
  if (incidents === undefined) return [...home, ...elsewhere.flat()];
  return [
    ...home,
    // The engine hears the alarms of its plan and no others: it knows them before they are there.
    ...elsewhere.flat().map((stack) => (stack.content.kind === 'incidents' ? stack : { ...stack, after: [...stack.after, referenceTo(first)] })),
    watchdogStack(incidents, prefix, referenceTo(first)),
  ];
}

/** Topics first, then alarms, which name the topics they publish to, and last what looks at alarms of several services. */
function stacksOfRegion(
  { incidents: allIncidents, runbooks, maintenance }: StackedPlan,
  plan: RegionPlan,
  prefix: string,
  isHome: boolean,
): [StackPlan, ...StackPlan[]] {
  const { region, objectives, errorBudget, thresholds = [] } = plan;
  const suffix = isHome ? '' : `-${region}`;
  const stack = (content: StackContent, name: string, path: readonly string[], description: string, after: readonly StackReference[]): StackPlan => ({
    stackName: `${prefix}-${name}${suffix}`,
    region,
    path,
    description: `${description} in ${region}`,
    content,
    after,
  });
  const arrival = `${allIncidents === undefined ? 'Alarm topics' : 'Alarm topics and incidents'} of ${prefix}`;
  const incidents = stack({ kind: 'incidents' }, 'incidents', [`Incidents${suffix}`], arrival, []);
  const after = [referenceTo(incidents)];
  // A path of its own for each region: nothing that a service is called makes two of them the same.
  const within = (id: string): readonly string[] => (isHome ? [id] : [region, id]);
  const services = [...byService([...objectives, ...thresholds]).keys()].map((serviceId) =>
    stack({ kind: 'service', serviceId }, `slo-${serviceId}`, within(`Slo-${serviceId}`), `SLO alarms of ${serviceId} of ${prefix}`, after),
  );
  const ledgers = (errorBudget?.ledgers ?? []).filter(({ number }) => number > 1);
  const furtherLedgers = ledgers.map(({ number }) =>
    stack({ kind: 'ledger', number }, `ledger-${number}`, within(`Ledger-${number}`), `Budget ledger ${number} of ${prefix}`, after),
  );
  const shared = stack({ kind: 'alarms' }, 'alarms', [`Alarms${suffix}`], `Error budgets of ${prefix}`, [...after, ...services.map(referenceTo)]);
  const operated = stack({ kind: 'runbooks' }, 'runbooks', within('Runbooks'), `Runbooks of ${prefix}`, after);
  const hasRunbooks = runbooksByStack(runbooks).others.length > 0;
  // A task that is due at once finds its runbook, and the engine that is notified when it fails.
  const before = hasRunbooks ? [...after, referenceTo(operated)] : after;
  const maintained = stack({ kind: 'maintenance' }, 'maintenance', within('Maintenance'), `Maintenance of ${prefix}`, before);
  // Key, queue and fallback topic are named; and a fallback subscription of a deployment before has to be gone there first.
  const people = (allIncidents?.peopleGroups.filter((each) => each.region === region) ?? []).map(({ group }) =>
    stack({ kind: 'people', group }, `people-${group}`, within(`People-${group}`), `People on call of ${prefix}, group ${group},`, after),
  );
  return [
    incidents,
    ...services,
    ...furtherLedgers,
    ...(errorBudget === undefined ? [] : [shared]),
    ...people,
    ...(isHome && hasRunbooks ? [operated] : []),
    ...(isHome && maintenance !== undefined && hasMaintenanceStack(maintenance) ? [maintained] : []),
  ];
}

/** An alarm that is there before the first heartbeat goes off: the watchdog comes after the engine. */
function watchdogStack({ watchdog }: IncidentPlan, prefix: string, engine: StackReference): StackPlan {
  return {
    stackName: `${prefix}-watchdog`,
    region: watchdog.region,
    path: ['Watchdog'],
    description: `Watches the incident engine of ${prefix} from ${watchdog.region}`,
    content: { kind: 'watchdog' },
    after: [engine],
  };
}

/** It names alarms and metrics, and needs none of them to be there: it waits for no other stack, and none waits for it. */
function dashboardsStack({ regions }: StackedPlan, prefix: string): StackPlan {
  const { region } = regions[0]!;
  return {
    stackName: `${prefix}-dashboards`,
    region,
    path: ['Dashboards'],
    description: `Dashboards of ${prefix} in ${region}`,
    content: { kind: 'dashboards' },
    after: [],
  };
}

/** It needs nothing of the others, and stays as long as evidence has to. */
function evidenceStack({ region }: EvidenceStorePlan, prefix: string): StackPlan {
  return {
    stackName: `${prefix}-evidence`,
    region,
    path: ['Evidence'],
    description: `Evidence of ${prefix} in ${region}`,
    content: { kind: 'evidence' },
    after: [],
  };
}

function referenceTo({ stackName, region }: StackReference): StackReference {
  return { stackName, region };
}
