import { DEFAULT_POLICY } from '../../slo/burn-rate';
import { formatInstant, formatDurationMinutes, MINUTES_PER_DAY, MINUTE_MS } from '../../time/time';
import { DAY_MS, type LocalDay } from '../../time/zoned-time';
import type { Proposal } from '../propose';
import { heading, inline } from './yaml-text';

/** Minutes from the start of the scenario to the failure: alarms have data, and the engine its first heartbeats. */
const QUIET_MINUTES = 20;
/** Minutes from the datapoint that is too much to the page: publishing, evaluation and the engine. */
const NOTICED_MINUTES = 4;
/** Minutes the failure goes on after it was noticed. */
const LASTS_ON_MINUTES = 10;
/** Minutes after the page in which whoever is on call answers: before the second tier is paged. */
const ANSWERED_AFTER_MINUTES = 3;
/** What an objective promises that does not say it: availability, by AVAILABILITY_SLO_PERCENT. */
const DEFAULT_TARGET = 99.9;
/** Days of the period of an objective: ERROR_BUDGET_WINDOW_DAYS. */
const PERIOD_DAYS = 30;

/** The file name of the scenario, without its ending. */
export const FIRST_SCENARIO = 'first-outage';

/**
 * A scenario of a proposal: the first objective fails whole at night, whoever is on call is paged and answers.
 *
 * @param monday of a week in which somebody is on call
 */
export function scenarioText({ services, environments }: Proposal, monday: LocalDay, schema: string): string {
  const [{ id: service, objectives }] = services as [Proposal['services'][number]];
  const { id, kind, page, target = DEFAULT_TARGET, thresholdMinutes = 0 } = objectives[0]!;
  const environment = environments[0]!.name;
  const noticed = thresholdMinutes + minutesToPage(target) + NOTICED_MINUTES;
  const lasts = noticed + LASTS_ON_MINUTES;
  const failure = kind === 'freshness' ? 'backlog' : 'outage';
  const objective = `${service}/${id}`;
  const comment = [
    'A game day: what happens to the service, and who has to be notified. Anybody else who is notified fails it. More of them:',
    'docs/reference/scenarios.md.',
  ];
  return `${[
    ...heading(schema, comment),
    `id: ${FIRST_SCENARIO}`,
    `title: ${inline(`${objective} fails at night; whoever is on call is paged and answers, so that nobody else is`)}`,
    `environment: ${environment}`,
    `start: ${formatInstant((monday + 1) * DAY_MS + 60 * MINUTE_MS)}`,
    `duration: ${formatDurationMinutes(QUIET_MINUTES + lasts + 2)}`,
    'workload:',
    `  - ${inline({ id: 'down', kind: failure, on: objective, at: `${QUIET_MINUTES}m`, for: formatDurationMinutes(lasts) })}`,
    'people:',
    `  - ${inline({ role: 'primary-on-call', afterPage: `${ANSWERED_AFTER_MINUTES}m`, service, do: 'acknowledge', via: 'console' })}`,
    'expect:',
    `  # The page of the fastest burn-rate alert: npx day2 plan --env ${environment} says how it comes to be.`,
    `  - ${inline({ objective, severity: page, after: 'down', within: `${noticed}m` })}`,
    'expectPages:',
    `  - ${inline({ service, severity: page, tier: 1, role: 'primary-on-call', after: 'down', within: `${noticed + 1}m` })}`,
    'expectIncidents:',
    `  - ${inline({ service, at: formatDurationMinutes(QUIET_MINUTES + lasts), state: 'acknowledged' })}`,
  ].join('\n')}\n`;
}

/** Minutes in which everything fails until the fastest burn-rate alert pages: the share of the budget that it waits for. */
function minutesToPage(targetPercent: number): number {
  const shares = DEFAULT_POLICY.filter(({ urgency }) => urgency === 'page').map(({ budgetFraction }) => budgetFraction);
  return Math.ceil(Math.min(...shares) * PERIOD_DAYS * MINUTES_PER_DAY * (1 - targetPercent / 100));
}
