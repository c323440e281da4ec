import { ServiceError } from '../../../aws/errors';
import type { RequestContext } from '../../../aws/iam/condition';
import { principalName } from '../../../aws/iam/principal';
import type { Instant } from '../../../time/time';
import type { Assumptions } from '../../core/assumptions';
import { denialReason, requiredInput, type CallContext, type CallInput, type CallOutput, type OperationRuns } from '../../core/service';
import { GetMetricData } from './get-metric-data';
import { listMetrics } from './list-metrics';
import type { LookAhead } from './look-ahead';
import type { MetricStore } from './metric-store';
import type { CLOUDWATCH_OPERATIONS } from './operations';
import { putMetricData } from './put-metric-data';

/** What the operations on metrics work with. */
export interface MetricOperationsOptions {
  readonly accountId: string;
  readonly assumptions: Assumptions;
  readonly store: MetricStore;
  readonly lookAhead: LookAhead;
  /** True while a scenario lets metric data be partial. */
  readonly isDataPartial: (now: Instant) => boolean;
}

type MetricOperationName = 'GetMetricData' | 'ListMetrics' | 'PutMetricData';

/** The part of the API of CloudWatch that is about metrics. */
export class MetricOperations {
  readonly runs: Pick<OperationRuns<typeof CLOUDWATCH_OPERATIONS>, MetricOperationName> = {
    GetMetricData: (input, call) => this.#answerMetricData(input, call),
    ListMetrics: (input, call) => this.#listMetrics(input, call),
    PutMetricData: (input, call) => this.#putMetricData(input, call),
  };
  readonly #options: MetricOperationsOptions;
  readonly #getMetricData: GetMetricData;

  constructor(options: MetricOperationsOptions) {
    this.#options = options;
    this.#getMetricData = new GetMetricData(options.store, options.assumptions, options.accountId);
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
  #answerMetricData(input: CallInput, call: CallContext): CallOutput {
    this.#authorizeOnMetrics('cloudwatch:GetMetricData', call);
    const { now, region } = call;
    return this.#getMetricData.run(input, { now, region, isPartial: this.#options.isDataPartial(now) });
  }

  #listMetrics(input: CallInput, call: CallContext): CallOutput {
    this.#authorizeOnMetrics('cloudwatch:ListMetrics', call);
    return listMetrics(this.#options.store, input, call.region, call.now);
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
  #putMetricData(input: CallInput, call: CallContext): CallOutput {
    this.#authorizeOnMetrics('cloudwatch:PutMetricData', call, { 'cloudwatch:namespace': requiredInput(input, 'Namespace') });
    this.#options.lookAhead.metricsChanged(putMetricData(this.#options.store, input, call.region, call.now));
    return {};
  }

  /** Metrics are no resources of IAM. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html */
  #authorizeOnMetrics(action: string, call: CallContext, context: RequestContext = {}): void {
    const decision = call.authorize('identity policy', { action, resource: '*', context });
    if (decision.outcome === 'allowed') return;
    throw new ServiceError('AccessDenied', `${principalName(call.principal)} may not ${action}: ${denialReason(decision, 'identity policy')}`);
  }
}
