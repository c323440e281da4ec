import type { OperationsModel } from '../../model/model';
import type { OperationsPlan } from '../../plan/alarm-plan';
import type { Scenario } from '../../scenario/scenario';
import type { Account } from '../../simulator/account';
import { objectiveName } from '../../slo/objective';
import { MINUTE_MS, type Instant } from '../../time/time';
import type { IncidentBudgets } from '../incident-budgets';
import { checkInvariants, EXPLORED_INVARIANTS } from '../invariants/check-invariants';
import type { Measurement } from '../measurements';
import { pagedAlarms, pagingPlans, type Deployments } from '../redeploy/deployments';
import { judgeIncidents } from './judge-incidents';
import { judgeMessages } from './judge-messages';
import type { PagingTimeline } from './paging-timeline';

/** What paging is judged with. */
export interface PagingPlayed {
  readonly scenario: Scenario;
  readonly model: OperationsModel;
  readonly plan: OperationsPlan;
  readonly deployments: Deployments;
  readonly timeline: { readonly paging?: PagingTimeline };
  readonly budgets: Pick<IncidentBudgets, 'spentBetween'>;
  readonly account: Pick<Account, 'log'>;
}

/** Judges whom a game day reached, what the records of its incidents said, and what must be true whatever happens. */
export function judgePaging({ scenario, model, plan, deployments, timeline, budgets, account }: PagingPlayed): Measurement[] {
  const { paging } = timeline;
  const { incidents } = plan;
  if (paging === undefined || incidents === undefined) return [];
  const spentOf = (service: string, from: Instant, until: Instant): number | null | undefined => {
    const objectives = model.services.find(({ id }) => id === service)?.objectives ?? [];
    const spent = objectives.map((objective) => budgets.spentBetween(objectiveName({ id: service }, objective), from, until));
    const known = spent.filter((each) => each !== null);
    return known.length === 0 ? undefined : Math.max(...known);
  };
  const plans = pagingPlans(deployments, incidents);
  const always = checkInvariants(
    {
      plan: incidents,
      plans,
      alarms: pagedAlarms(deployments),
      log: account.log,
      publications: paging.publications,
      records: paging.records,
      from: scenario.start,
      until: scenario.start + scenario.duration * MINUTE_MS,
    },
    scenario.judge === 'invariants' ? EXPLORED_INVARIANTS : undefined,
  );
  if (scenario.judge === 'invariants') return always;
  return [
    ...judgeMessages({ scenario, plans, publications: paging.publications, spentOf }),
    ...judgeIncidents(scenario, paging, { log: account.log, plan: incidents }),
    ...always,
  ];
}
