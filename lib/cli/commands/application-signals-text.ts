import type { ApplicationSignalsPlan, ServiceLevelObjectivePlan } from '../../plan/application-signals-plan';
import { formatDurationMinutes } from '../../time/time';

/** What Application Signals shows of a region, a paragraph for each objective, and what it does not, with the reasons. */
export function printApplicationSignals({ objectives, without }: ApplicationSignalsPlan): string[] {
  return ['application signals:', ...objectives.flatMap(printObjective), ...printWithout(without)];
}

/** The same in a few lines: how many, and what has to be known. */
export function summarizeApplicationSignals(region: string, { objectives, without }: ApplicationSignalsPlan): string[] {
  const counted = `${objectives.length} of ${objectives.length + without.length} objectives in Application Signals`;
  const differing = objectives.flatMap(({ objective, differs }) => differs.map((each) => `  ${objective} in Application Signals: ${each}`));
  return [`  ${region}: ${counted}`, ...differing, ...printWithout(without)];
}

function printObjective({ settings, differs }: ServiceLevelObjectivePlan): string[] {
  const { name, goal, burnRateConfigurations, sli } = settings;
  const based = sli === undefined ? 'request-based' : `period-based, ${sli.sliMetric.periodSeconds} s`;
  const windows = burnRateConfigurations.map(({ lookBackWindowMinutes }) => formatDurationMinutes(lookBackWindowMinutes)).join(', ');
  return [
    `  ${name}: ${goal.attainmentGoal} %, ${based}, warns at ${goal.warningThreshold} % of the budget`,
    `    burn rates over ${windows}`,
    ...differs.map((each) => `    ${each}`),
  ];
}

function printWithout(without: ApplicationSignalsPlan['without']): string[] {
  return without.map(({ objective, reasons }) => `  ${objective} is not in Application Signals: ${reasons.join('; ')}`);
}
