import { SIMULATOR_PROBLEMS } from './catalogue/assemblies';
import { BACKTEST_PROBLEMS } from './catalogue/backtests';
import { FREEZE_PROBLEMS } from './catalogue/calendars';
import { COMMAND_PROBLEMS } from './catalogue/commands';
import { CONFIGURATION_PROBLEMS } from './catalogue/configuration';
import { DEPLOYMENT_PROBLEMS } from './catalogue/deployments';
import { HANDOVER_PROBLEMS } from './catalogue/handover';
import { LEDGER_PROBLEMS } from './catalogue/ledger';
import { MAINTENANCE_PROBLEMS } from './catalogue/maintenance';
import { MODEL_PROBLEMS } from './catalogue/objectives';
import { ON_CALL_PROBLEMS } from './catalogue/on-call';
import { OPENSLO_PROBLEMS } from './catalogue/openslo';
import { PLAN_PROBLEMS } from './catalogue/plan';
import { RUNBOOK_PROBLEMS } from './catalogue/runbooks';
import { SCENARIO_PROBLEMS } from './catalogue/scenarios';
import { SCORE_PROBLEMS } from './catalogue/scores';
import { TEMPLATE_PROBLEMS } from './catalogue/templates';
import { THRESHOLD_PROBLEMS } from './catalogue/thresholds';
import { VERIFICATION_PROBLEMS } from './catalogue/verification';
import type { CataloguedProblem, ProblemCatalogue } from './problem-catalogue';

/** The codes of one part of day2, under its title. */
export interface TitledCatalogue {
  readonly title: string;
  readonly catalogue: ProblemCatalogue;
}

/** The codes of every part of day2, in the order of the reference page. To add a code, add it to its part. */
export const CATALOGUES = [
  { title: 'Configuration', catalogue: CONFIGURATION_PROBLEMS },
  { title: 'Objectives', catalogue: MODEL_PROBLEMS },
  { title: 'Thresholds', catalogue: THRESHOLD_PROBLEMS },
  { title: 'On call', catalogue: ON_CALL_PROBLEMS },
  { title: 'Work on schedule', catalogue: MAINTENANCE_PROBLEMS },
  { title: 'Plan', catalogue: PLAN_PROBLEMS },
  { title: 'Templates', catalogue: TEMPLATE_PROBLEMS },
  { title: 'Deployments', catalogue: DEPLOYMENT_PROBLEMS },
  { title: 'Assemblies and their simulation', catalogue: SIMULATOR_PROBLEMS },
  { title: 'Runbooks', catalogue: RUNBOOK_PROBLEMS },
  { title: 'Freezes', catalogue: FREEZE_PROBLEMS },
  { title: 'Scenarios', catalogue: SCENARIO_PROBLEMS },
  { title: 'Events of the budget ledger', catalogue: LEDGER_PROBLEMS },
  { title: 'Scores', catalogue: SCORE_PROBLEMS },
  { title: 'OpenSLO', catalogue: OPENSLO_PROBLEMS },
  { title: 'Backtests', catalogue: BACKTEST_PROBLEMS },
  { title: 'Handover', catalogue: HANDOVER_PROBLEMS },
  { title: 'Deployed accounts', catalogue: VERIFICATION_PROBLEMS },
  { title: 'Commands', catalogue: COMMAND_PROBLEMS },
] as const satisfies readonly TitledCatalogue[];

/** Distributes over the parts, where `keyof` of a union would give the codes that all of them have. */
type CodesOf<Part> = Part extends { readonly catalogue: infer Codes } ? keyof Codes : never;

/** The code of any problem that day2 reports. */
export type ProblemCode = CodesOf<(typeof CATALOGUES)[number]>;

/** Every code with its meaning. No code is in two parts; a test holds that. */
export const CATALOGUE = Object.assign({}, ...CATALOGUES.map(({ catalogue }) => catalogue)) as Readonly<Record<ProblemCode, CataloguedProblem>>;
