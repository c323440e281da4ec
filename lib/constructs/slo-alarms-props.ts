import type { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Severity } from '../incident/severity';
import type { NoDataMeaning } from '../model/model';
import type { BurnRatePolicyAlert } from '../slo/burn-rate';
import type { Sli } from '../slo/sli/sli';

/** The promise that `SloAlarms` watches over. */
export interface SloObjective {
  /** Part of the alarm names, unique within the service: `availability`. */
  readonly id: string;
  /** In percent, above 1 and below 100: 99.9. */
  readonly targetPercent: number;
  /** What a user notices when the objective is missed; stands in every alarm's description. */
  readonly impact: string;
  /** Name of the runbook an operator starts from; stands in every alarm's description. */
  readonly runbook: string;
}

/** Traffic of an indicator over events, as far as it is known. */
export interface SloTraffic {
  /** Events in a minute, as the mean over a day. An order of magnitude is enough. */
  readonly eventsPerMinute: number;
  /**
   * Events of the busiest hour of a day over those of the quietest. From 5 on, long windows count bad events against
   * the budget instead of comparing a ratio.
   *
   * @default 1, the same all day
   */
  readonly busiestToQuietest?: number;
}

/** Properties of `SloAlarms`. */
export interface SloAlarmsProps {
  /** The indicator; see `Indicators` for one from a resource of your app. */
  readonly sli: Sli;
  readonly objective: SloObjective;
  /** Rolling period of the objective, whole days from 1 to 365. 28 or 30 days are usual. */
  readonly window: Duration;
  /** First parts of every alarm name: application, environment, service. */
  readonly application: string;
  readonly environment: string;
  readonly service: string;
  /** What silence means. Required: no data is never taken for health. */
  readonly noData: NoDataMeaning;
  /**
   * Where alarms of each severity publish. A severity in use without a topic is an error.
   *
   * @default - nowhere; every alarm has to get an action by `addAlarmAction`, or the synthesis fails
   */
  readonly topics?: Partial<Readonly<Record<Severity, ITopic>>>;
  /** @default - page S1, ticket S3 */
  readonly severity?: { readonly page: Severity; readonly ticket: Severity };
  /** @default - 2 % in 1 h, 5 % in 6 h (page), 2 % at a burn rate of 1 (ticket) */
  readonly burnRatePolicy?: readonly BurnRatePolicyAlert[];
  /**
   * What rows may assume about the number of events, so that a few bad ones in little traffic do not page.
   *
   * @default - no guard against chance, and a warning at synth; slices need none
   */
  readonly traffic?: SloTraffic;
}
