/**
 * The signals for pipelines: composite alarms in ALARM while an error budget is exhausted or burning fast. They notify nobody:
 * whoever has to know is notified by the alarms below them. A pipeline that takes a few alarms at most (CloudFormation five)
 * only ever needs one. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackTrigger.html
 *
 * CloudWatch deletes no alarm that a composite alarm looks at. Where services have stacks of their own, the signal over all of
 * them therefore looks at nothing of a service but the service's own signal, which is there for as long as its stack is: an
 * objective goes in one deployment, with the alarm that looked at it.
 */

import type { NamedScope } from '../incident/lifecycle/engine-policy';
import { shorten } from './alarm-description';
import type { BudgetSignalPlan, ErrorBudgetPlan } from './budget-plan';
import { byService } from './by-service';
import { cutIntoRules } from './cut-into-rules';

/** What a signal looks at of an objective, names of alarms. */
export interface WatchedBudget {
  readonly serviceId: string;
  readonly exhausted: string;
  readonly pages: readonly string[];
}

type Signals = ErrorBudgetPlan['signals'];
type SignalContext = NamedScope & { readonly region: string };

/** One signal over everything, in parts where one rule cannot hold it. */
export function planSignal(budgets: readonly WatchedBudget[], context: SignalContext): Signals {
  return inParts(nameOf(context), childrenOf(budgets), reasonOf(budgets), context);
}

/** A signal for every service, and one over them. */
export function planServiceSignals(budgets: readonly WatchedBudget[], context: SignalContext): Signals {
  const services = [...byService(budgets)].map(([serviceId, ofService]) => {
    const name = `${context.application}-${context.environment}-${serviceId}-error-budget`;
    return inParts(name, childrenOf(ofService), reasonOf(ofService, ` of ${serviceId}`), context).map((signal) => ({ ...signal, serviceId }));
  });
  const tops = services.map((signals) => signals.at(-1)!.name);
  return [...services.flat(), ...inParts(nameOf(context), tops, reasonOf(budgets), context)];
}

function nameOf({ application, environment }: SignalContext): string {
  return `${application}-${environment}-error-budget`;
}

function childrenOf(budgets: readonly WatchedBudget[]): string[] {
  return [...budgets.map(({ exhausted }) => exhausted), ...budgets.flatMap(({ pages }) => pages)];
}

function reasonOf(budgets: readonly WatchedBudget[], ofWhat = ''): string {
  const pages = budgets.flatMap((budget) => budget.pages).length;
  const counts = `${budgets.length} ${budgets.length === 1 ? 'budget' : 'budgets'} and ${pages} ${pages === 1 ? 'page' : 'pages'}`;
  return `an error budget${ofWhat} is exhausted or burning fast; ${counts} are looked at`;
}

function inParts(name: string, children: readonly string[], reason: string, context: SignalContext): Signals {
  const signal = (alarmName: string, why: string, firesWhenAnyOf: readonly string[]): BudgetSignalPlan => ({
    name: alarmName,
    reason: why,
    description: shorten(`${context.environment}: ${why}. Notifies nobody; for rollback triggers of pipelines.`),
    firesWhenAnyOf,
  });
  const parts = cutIntoRules(children, context.region);
  if (parts.length === 1) return [signal(name, reason, parts[0]!)];
  const numbered = parts.map((names, index) => signal(`${name}-${index + 1}`, `part ${index + 1} of ${parts.length} of ${name}`, names));
  return [
    ...numbered,
    signal(
      name,
      reason,
      numbered.map((part) => part.name),
    ),
  ];
}
