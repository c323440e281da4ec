import type { Service } from '../../model/model';
import type { Threshold } from '../../thresholds/threshold';

/** A threshold under check, beside the objectives of its service. */
export interface CheckedThreshold {
  /** Where findings are, such as `prod partner-portal: cpu of portal-service`. */
  readonly name: string;
  readonly threshold: Threshold;
  readonly service: Service;
}
