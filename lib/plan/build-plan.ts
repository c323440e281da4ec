import { partitionOfRegion } from '../aws/arn';
import { ACKNOWLEDGE_RUNBOOK, OPERATIONS_GROUP, SECURITY_GROUP } from '../incident/lifecycle/engine-policy';
import type { OperationsModel } from '../model/model';
import type { Problem } from '../problems/problem';
import { runbookRoleName, type Runbook } from '../runbook/library/runbook';
import { ROOT_SIGN_IN_REGION, ROOT_SIGN_IN_RULE } from '../signals/cloud-trail';
import { securityRules } from '../signals/security-signals';
import { DEFAULT_BASELINES } from '../thresholds/baselines';
import { severityTopics, type ObjectiveAlarmsPlan, type OperationsPlan, type RegionPlan } from './alarm-plan';
import { OBJECTIVES_OF_REGION, planApplicationSignals } from './plan-application-signals';
import { planChat } from './plan-chat';
import { planDashboards } from './plan-dashboards';
import { ledgerInputBytes, MAX_LEDGER_INPUT_BYTES, planErrorBudget, SLOT_MINUTES, STANDARD_WRITES_A_SECOND, type BudgetedObjective } from './plan-error-budget';
import { overlongBucketName, planEvidenceStore } from './plan-evidence-store';
import { planIncidents } from './plan-incidents';
import { planMaintenance } from './plan-maintenance';
import { planObjectiveAlarms } from './plan-objective-alarms';
import { planPagers, planPagerWatch, sayWhenOver, sentPagers } from './plan-pagers';
import { planRunbooks } from './plan-runbooks';
import { planStacks } from './plan-stacks';
import { planThresholds } from './plan-thresholds';
import type { StackPlan } from './stack-plan';
import { LIMITED, STACK_LIMITS, STACKS_OF_REGION, stackSizes, type StackLimit } from './stack-sizes';
import { thresholdName } from './threshold-plan';

/**
 * The plan of an environment, and what would go wrong with it when deployed.
 *
 * @param runbooks the library that is deployed with it. Where somebody is on call, it has the runbook with which they acknowledge. Default: none
 */
export function buildPlan(model: OperationsModel, runbooks: readonly Runbook[] = []): { readonly plan: OperationsPlan; readonly problems: Problem[] } {
  const { application, environment } = model;
  const objectives = model.services.flatMap((service) =>
    service.objectives.map((objective) => ({
      alarms: planObjectiveAlarms(objective, { application, environment, serviceId: service.id, region: model.region }),
      budget: objective.budget,
    })),
  );
  const regions = [...new Set([model.region, ...objectives.map(({ alarms }) => alarms.region)])];
  const { nobodyIsPaged, pagedBy } = model;
  const planned = regions.map((region) => {
    const ofRegion = objectives.filter(({ alarms }) => alarms.region === region);
    return sayWhenOver(planRegion(model, region, ofRegion), pagedBy?.pagers ?? []);
  });
  const incidents = model.onCall === undefined ? undefined : planIncidents(model, model.onCall, planned);
  const chat = planChat(model.onCall?.chat ?? (pagedBy ?? nobodyIsPaged)?.chat ?? [], model, {
    regions: planned,
    informedTopics: incidents?.informedTopics ?? [],
  });
  const pagers = pagedBy && planPagers(pagedBy.pagers, model, planned);
  const plannedRunbooks = planRunbooks(runbooks, model);
  const { maintenance, problems: ofMaintenance } = planMaintenance(model, plannedRunbooks, planned);
  const evidenceStore = planEvidenceStore(model);
  const deployed = {
    application,
    environment,
    regions: planned,
    runbooks: plannedRunbooks,
    baselines: model.baselines ?? DEFAULT_BASELINES,
    ...(maintenance !== undefined && { maintenance }),
    ...(model.cost !== undefined && { cost: model.cost }),
    ...(evidenceStore !== undefined && { evidenceStore }),
    ...(incidents !== undefined && { incidents }),
    chat,
    dashboards: planDashboards(model, { regions: planned, incidents, maintenance, runbooks: plannedRunbooks }),
    ...(pagers !== undefined && { pagers, pagerWatches: planPagerWatch(pagers, model) }),
    ...(nobodyIsPaged !== undefined && { nobodyIsPaged: nobodyIsPaged.reason }),
  };
  const plan: OperationsPlan = { ...deployed, stacks: planStacks(deployed) };
  return {
    plan,
    problems: [
      ...ofMaintenance,
      ...duplicateNames(plan),
      ...oversizedLedgers(plan),
      ...overlongNames(plan),
      ...overlongRunbooks(plan),
      ...missingAcknowledgement(plan),
      ...takenGroups(plan, model),
      ...unheardRoot(plan, model),
      ...unheardCost(plan),
      ...missingDashboard(plan, model),
      ...mixedPartitions(plan),
      ...oversizedStacks(plan),
      ...overlongStackNames(plan),
      ...manyStacks(plan),
      ...manyRecords(plan),
      ...manyServiceLevelObjectives(plan),
      ...overlongBucketName(plan.environment, plan.evidenceStore),
    ],
  };
}

function planRegion(model: OperationsModel, region: string, budgeted: readonly BudgetedObjective[]): RegionPlan {
  const { application, environment, highestSeverity } = model;
  const objectives = budgeted.map(({ alarms }) => alarms);
  const topics = severityTopics(application, environment, region);
  // All resources that have measures are at home.
  const thresholds = region === model.region ? planThresholds(model) : [];
  const watched = { region, topics, objectives, ...(thresholds.length > 0 && { thresholds }) };
  if (objectives.length === 0) return watched;
  return {
    ...watched,
    errorBudget: planErrorBudget(budgeted, { application, environment, region, highestSeverity, hasStackPerService: true }),
    ...(model.applicationSignals === true && { applicationSignals: planApplicationSignals(budgeted, { application, environment }) }),
  };
}

/** EventBridge Scheduler refuses a schedule whose input is too large, when everything before it has been deployed. */
function oversizedLedgers(plan: OperationsPlan): Problem[] {
  return plan.regions.flatMap(({ region, errorBudget }) =>
    (errorBudget?.ledgers ?? []).flatMap(({ input }): Problem[] => {
      const bytes = ledgerInputBytes(input);
      if (bytes <= MAX_LEDGER_INPUT_BYTES) return [];
      return [
        {
          code: 'PLN002',
          level: 'error',
          where: { path: `${plan.environment} ${region}` },
          what: 'the budget of one objective is too much for a schedule to hand over',
          received: `an input of ${bytes} bytes for ${input.objectives.map(({ objective }) => objective).join(', ')}`,
          allowed: `${MAX_LEDGER_INPUT_BYTES} bytes, the payload of EventBridge Scheduler`,
          change: 'leave out exclusions that are over, or shorten them',
        },
      ];
    }),
  );
}

/**
 * Two objectives whose names run together (`a-b` + `c` and `a` + `b-c`) would own the same alarm, and the second
 * deployment would take it from the first. So would two thresholds. Reported once an objective or threshold.
 */
function duplicateNames(plan: OperationsPlan): Problem[] {
  const owners = new Map<string, string>();
  const clashes = new Map<string, Problem>();
  for (const region of plan.regions) {
    const named = [
      ...region.objectives.map(({ name, metricAlarms, compositeAlarms }) => ({ owner: name, alarms: [...metricAlarms, ...compositeAlarms] })),
      ...(region.thresholds ?? []).map((alarm) => ({ owner: thresholdName(alarm), alarms: [alarm] })),
    ];
    for (const { owner, alarms } of named) {
      for (const { name } of alarms) {
        const key = `${region.region} ${name}`;
        const other = owners.get(key);
        if (other === undefined) owners.set(key, owner);
        else if (!clashes.has(owner)) {
          clashes.set(owner, {
            code: 'PLN001',
            level: 'error',
            where: { path: `${plan.environment} ${owner}` },
            what: 'two alarms have the same name',
            received: `${name} of ${other} and of ${owner}`,
            allowed: 'alarm names that are unique in their region',
            change: 'rename one of the two objectives, resources or services, or a burn-rate alert of the burn-rate policy',
          });
        }
      }
    }
  }
  return [...clashes.values()];
}

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, and the same for functions. */
const MAX_ROLE_NAME_LENGTH = 64;

function overlongNames(plan: OperationsPlan): Problem[] {
  const { environment, incidents } = plan;
  const named = [
    ...(incidents === undefined ? [] : [{ of: 'the incident engine', name: incidents.names.engine }]),
    ...sentPagers(plan).map(({ id, functionName }) => ({ of: `the function that posts to ${id}`, name: functionName })),
  ];
  return named
    .filter(({ name }) => name.length > MAX_ROLE_NAME_LENGTH)
    .map(({ of, name }) => ({
      code: 'PLN003',
      level: 'error',
      where: { path: environment },
      what: `the name of ${of} is too long`,
      received: `${name}, ${name.length} characters`,
      allowed: `${MAX_ROLE_NAME_LENGTH} characters, the most a role or a function may have`,
      change: 'shorten the name of the application or of the environment',
    }));
}

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
function overlongRunbooks({ environment, runbooks, maintenance }: OperationsPlan): Problem[] {
  const tasks = maintenance?.tasks?.tasks.map(({ document }) => document) ?? [];
  return [...runbooks, ...tasks]
    .map(({ name, documentName }) => ({ name, roleName: runbookRoleName(documentName) }))
    .filter(({ roleName }) => roleName.length > MAX_ROLE_NAME_LENGTH)
    .map(({ name, roleName }) => ({
      code: 'PLN010',
      level: 'error',
      where: { path: `${environment} ${name}` },
      what: 'the name of a runbook is too long',
      received: `${roleName}, ${roleName.length} characters`,
      allowed: `${MAX_ROLE_NAME_LENGTH} characters, the most a role may have`,
      change: 'shorten the name of the folder of the runbook, or of the task',
    }));
}

/** Every page links to it: whoever is woken would open a page of the console that says there is no such document. */
function missingAcknowledgement({ environment, incidents, runbooks }: OperationsPlan): Problem[] {
  if (incidents === undefined || runbooks.some(({ name }) => name === ACKNOWLEDGE_RUNBOOK)) return [];
  return [
    {
      code: 'PLN013',
      level: 'error',
      where: { path: `${environment} ${ACKNOWLEDGE_RUNBOOK}` },
      what: 'pages link to a runbook that is not deployed, with which people acknowledge',
      received: runbooks.map(({ name }) => name).join(', ') || 'no runbook',
      allowed: `runbooks with ${ACKNOWLEDGE_RUNBOOK}`,
      change: 'hand buildPlan the runbooks that day2 ships: shippedRunbooks()',
    },
  ];
}

/** Incidents are distinguished by their group, which is the service; day2's own are a group, too. */
function takenGroups({ environment, incidents }: OperationsPlan, { services, security }: OperationsModel): Problem[] {
  if (incidents === undefined) return [];
  const taken = services.map(({ id }) => id).filter((id) => id === OPERATIONS_GROUP || (id === SECURITY_GROUP && security !== undefined));
  return taken.map((group) => ({
    code: 'PLN004',
    level: 'error',
    where: { path: `${environment} ${group}` },
    what: "a service is called like the group of day2's own incidents",
    received: group,
    allowed: 'any other id',
    change: 'rename the service, so that its incidents and those of paging itself, or of security, stay apart',
  }));
}

/** Root signs in to one region, wherever the account works: without a stack there, nobody would hear of it. */
function unheardRoot({ environment, regions }: OperationsPlan, { security }: OperationsModel): Problem[] {
  const isAsked = securityRules(security ?? { severities: {} }).some(({ id }) => id === ROOT_SIGN_IN_RULE);
  if (!isAsked || regions.some(({ region }) => region === ROOT_SIGN_IN_REGION)) return [];
  return [
    {
      code: 'PLN011',
      level: 'error',
      where: { path: `${environment} signals.security.cloudTrail.rootSignIn` },
      what: `that root signs in is only reported in ${ROOT_SIGN_IN_REGION}, where this environment has nothing`,
      received: regions.map(({ region }) => region).join(', '),
      allowed: `an environment with an objective whose metrics are in ${ROOT_SIGN_IN_REGION}, such as one of a distribution`,
      change: 'leave rootSignIn out, and watch for it elsewhere',
    },
  ];
}

/** Costs are notified on topics, which are where the environment has alarms. */
function unheardCost({ environment, regions, cost }: OperationsPlan): Problem[] {
  if (cost === undefined || regions.some(({ region }) => region === cost.region)) return [];
  return [
    {
      code: 'PLN012',
      level: 'error',
      where: { path: `${environment} signals.cost.region` },
      what: 'costs would be notified on topics of a region where this environment has none',
      received: cost.region,
      allowed: regions.map(({ region }) => region).join(', '),
      change: 'name one of them, or leave region out',
    },
  ];
}

/** Messages of an incident that has no OpsItem yet lead to the dashboard of incidents. */
function missingDashboard({ environment, incidents }: OperationsPlan, { dashboards }: OperationsModel): Problem[] {
  if (incidents === undefined || dashboards === undefined || !dashboards.without.includes('incidents')) return [];
  return [
    {
      code: 'PLN014',
      level: 'error',
      where: { path: `${environment} dashboards.without` },
      what: 'people are paged, and the dashboard that their messages lead to is left out',
      received: dashboards.without.join(', '),
      allowed: 'any other dashboard, or incidents where nobody is paged',
      change: 'take incidents out of the list',
    },
  ];
}

/** An account is in one partition, and nothing goes from one to another: no topic, no event, no role. */
function mixedPartitions({ environment, regions, incidents }: OperationsPlan): Problem[] {
  const all = new Set([...regions.map(({ region }) => region), ...(incidents === undefined ? [] : [incidents.watchdog.region])]);
  const [home, ...others] = [...all];
  const apart = others.filter((region) => partitionOfRegion(region) !== partitionOfRegion(home!));
  return apart.map((region) => ({
    code: 'PLN005',
    level: 'error',
    where: { path: `${environment} ${region}` },
    what: 'a region of the environment is in another partition than its home region',
    received: `${region} in ${partitionOfRegion(region)}, ${home} in ${partitionOfRegion(home!)}`,
    allowed: `regions of ${partitionOfRegion(home!)}, for metrics (CloudFront has its own in us-east-1) and for the watchdog`,
    change: 'give another region, or make an environment of its own for it',
  }));
}

/** The CDK would end with an exception for the first of them, and CloudFormation with a refusal. */
function oversizedStacks(plan: OperationsPlan): Problem[] {
  const stacks = new Map(plan.stacks.map((stack) => [`${stack.region} ${stack.stackName}`, stack]));
  return stackSizes(plan).flatMap((size) =>
    (Object.keys(STACK_LIMITS) as StackLimit[])
      .filter((limited) => size[limited] > STACK_LIMITS[limited])
      .map((limited): Problem => ({
        code: 'PLN006',
        level: 'error',
        where: { path: `${plan.environment} ${size.stackName}` },
        what: `a stack would have more ${LIMITED[limited]} than CloudFormation takes`,
        received: `${size[limited]} ${LIMITED[limited]} in ${size.region}`,
        allowed: `at most ${STACK_LIMITS[limited]}`,
        change: changeFor(stacks.get(`${size.region} ${size.stackName}`)!),
      })),
  );
}

function changeFor({ content }: StackPlan): string {
  switch (content.kind) {
    case 'service':
      return `divide the service ${content.serviceId}: every service has a stack of its own in a region`;
    case 'ledger':
    case 'alarms':
      return 'split the application: give some of its services a configuration of their own';
    case 'runbooks':
      return 'leave runbooks out that nobody starts';
    case 'maintenance':
      return 'leave tasks out, or split the application';
    case 'dashboards':
      return 'leave dashboards out, or split the application';
    case 'evidence':
      return 'leave evidenceStore out';
    case 'incidents':
    case 'people':
    case 'watchdog':
      return 'give fewer people or channels to the roles that are notified, or split the application';
  }
}

/** Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-using-console-create-stack-parameters.html */
const MAX_STACK_NAME_LENGTH = 128;

function overlongStackNames({ environment, stacks }: OperationsPlan): Problem[] {
  return stacks
    .filter(({ stackName }) => stackName.length > MAX_STACK_NAME_LENGTH)
    .map(({ stackName }) => ({
      code: 'PLN007',
      level: 'error',
      where: { path: `${environment} ${stackName}` },
      what: 'the name of a stack is too long',
      received: `${stackName.length} characters`,
      allowed: `${MAX_STACK_NAME_LENGTH} characters`,
      change: 'shorten the name of the application, the environment or the service',
    }));
}

/** The quota counts everybody's stacks, so it is met before it is reached by these alone. */
function manyStacks({ environment, regions, stacks }: OperationsPlan): Problem[] {
  return regions.flatMap(({ region }): Problem[] => {
    const count = stacks.filter((stack) => stack.region === region).length;
    if (count <= STACKS_OF_REGION / 2) return [];
    return [
      {
        code: 'PLN008',
        level: 'warning',
        where: { path: `${environment} ${region}` },
        what: 'a region gets many stacks',
        received: `${count} stacks`,
        allowed: `${STACKS_OF_REGION} of an account and region together with everybody else's, unless the quota is raised`,
        change: 'ask for a higher quota of stacks in CloudFormation before the deployment (Service Quotas)',
      },
    ];
  });
}

/** A record is written a run and objective. */
function manyRecords({ environment, regions }: OperationsPlan): Problem[] {
  return regions.flatMap(({ region, objectives }): Problem[] => {
    const most = STANDARD_WRITES_A_SECOND * SLOT_MINUTES * 60;
    if (objectives.length <= most) return [];
    return [
      {
        code: 'PLN009',
        level: 'warning',
        where: { path: `${environment} ${region}` },
        what: 'the budget ledgers of a region write more records than Parameter Store takes as it is first set',
        received: `${objectives.length} objectives, each written every ${SLOT_MINUTES} minutes`,
        allowed: `${most}, at ${STANDARD_WRITES_A_SECOND} writes a second of an account and region`,
        change: `switch Parameter Store to higher throughput there: aws ssm update-service-setting --region ${region} --setting-id /ssm/parameter-store/high-throughput-enabled --setting-value true`,
      },
    ];
  });
}

/** The quota counts everybody's objectives: with as many of these alone, the deployment fails when it has made the first of them. */
function manyServiceLevelObjectives({ environment, regions }: OperationsPlan): Problem[] {
  return regions.flatMap(({ region, applicationSignals }): Problem[] => {
    const count = applicationSignals?.objectives.length ?? 0;
    if (count <= OBJECTIVES_OF_REGION) return [];
    return [
      {
        code: 'PLN015',
        level: 'warning',
        where: { path: `${environment} ${region}` },
        what: 'a region gets more service level objectives of Application Signals than an account may have',
        received: `${count} objectives`,
        allowed: `${OBJECTIVES_OF_REGION} of an account and region together with everybody else's, unless the quota is raised`,
        change: 'ask for a higher quota before the deployment (Service Quotas), or leave applicationSignals out',
      },
    ];
  });
}

/** Every objective of a plan, home region first. */
export function plannedObjectives(plan: OperationsPlan): ObjectiveAlarmsPlan[] {
  return plan.regions.flatMap((region) => region.objectives);
}
