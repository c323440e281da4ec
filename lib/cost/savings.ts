import type { OperationsModel } from '../model/model';
import { buildPlan } from '../plan/build-plan';
import { monthlyCost } from './monthly-cost';

/** Something a configuration could do without, and what that would save a month. */
export interface Saving {
  readonly what: string;
  /** How it is written. */
  readonly how: string;
  /** USD a month. */
  readonly usd: number;
}

interface Option {
  readonly what: string;
  readonly how: string;
  readonly apply: (model: OperationsModel) => OperationsModel;
}

const OPTIONS: readonly Option[] = [
  {
    what: 'silence of objectives that another one would report',
    how: 'noData: { expected: REASON } in place of alarmAfter, of every objective',
    apply: (model) => withObjectives(model, (objective) => ({ ...objective, noData: { kind: 'expected', reason: 'another objective reports it' } })),
  },
  {
    what: 'tickets in the composite alarm of pages',
    how: 'severity: { page: S, ticket: S }, of every objective: tickets wake people then',
    apply: (model) => withObjectives(model, (objective) => ({ ...objective, severity: { page: objective.severity.page, ticket: objective.severity.page } })),
  },
  {
    what: 'the incident engine: nobody is on call by day2, alarms publish to the severity topics alone',
    how: 'no on-call.yaml',
    apply: ({ onCall: _onCall, ...model }) => model,
  },
];

/** What each option of the configuration would save alone, by building the plan without it; the largest first. */
export function savings(model: OperationsModel): Saving[] {
  const now = monthlyCost(buildPlan(model).plan).usd;
  return OPTIONS.map(({ what, how, apply }) => ({ what, how, usd: now - monthlyCost(buildPlan(apply(model)).plan).usd }))
    .filter(({ usd }) => usd > 0.005)
    .sort((a, b) => b.usd - a.usd);
}

type ObjectiveOf = OperationsModel['services'][number]['objectives'][number];

function withObjectives(model: OperationsModel, change: (objective: ObjectiveOf) => ObjectiveOf): OperationsModel {
  return { ...model, services: model.services.map((service) => ({ ...service, objectives: service.objectives.map(change) })) };
}
