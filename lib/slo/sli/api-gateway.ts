import { addColumns } from './columns';
import type { MetricPublisher } from './metric-publisher';
import type { PublishedMetrics } from './published-metrics';
import { badAndTotal, orZero, slowEvents, type EventSli } from './sli';

/** A REST API (API Gateway version 1) and the stage measured. */
export interface RestApiBinding {
  readonly source: 'restApi';
  /** Name of the API; REST metrics carry the name, not the id. */
  readonly apiName: string;
  readonly stage: string;
}

/** An HTTP API (API Gateway version 2) and the stage measured. */
export interface HttpApiBinding {
  readonly source: 'httpApi';
  /** Id of the API; HTTP API metrics carry the id, not the name. */
  readonly apiId: string;
  readonly stage: string;
}

type ApiBinding = RestApiBinding | HttpApiBinding;

const NAMESPACE = 'AWS/ApiGateway';

/** The same signal has another name in the two generations, distinguished by case only: `5XXError` and `5xx`. */
const SERVER_ERRORS = { restApi: '5XXError', httpApi: '5xx' } as const;

/**
 * Requests answered without a 5xx. Errors are read as a sum (their average is a rate), the total as the sample count
 * of `Count`, which has one sample a request.
 * Sources: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
export function apiAvailability(binding: ApiBinding): EventSli {
  const dimensions = apiDimensions(binding);
  return {
    kind: 'events',
    source: binding.source,
    metrics: {
      requests: { namespace: NAMESPACE, metricName: 'Count', dimensions, statistic: 'SampleCount' },
      errors: { namespace: NAMESPACE, metricName: SERVER_ERRORS[binding.source], dimensions, statistic: 'Sum' },
    },
    steps: badAndTotal(orZero('errors'), orZero('requests')),
    notes: [
      `server errors of this kind of API are the metric ${SERVER_ERRORS[binding.source]}`,
      'requests refused with a 4xx are good here: throttling (429), failed authorization and a lost route are not seen',
      ...(binding.source === 'restApi' ? ['REST APIs are counted by name: those of the same name in this region are added up'] : []),
      'requests that never reach the API (DNS, certificate, domain mapping) only show as silence',
    ],
  };
}

/**
 * Requests answered in time, measured at the gateway. `Latency` is in **milliseconds**.
 *
 * @param thresholdMs longest good response, milliseconds
 */
export function apiLatency(binding: ApiBinding, thresholdMs: number): EventSli {
  return {
    source: binding.source,
    ...slowEvents({ namespace: NAMESPACE, metricName: 'Latency', dimensions: apiDimensions(binding) }, thresholdMs),
    notes: ['Latency is in milliseconds; fast errors count as in time, the availability objective covers them'],
  };
}

function apiDimensions(binding: ApiBinding): Record<string, string> {
  return binding.source === 'restApi' ? { ApiName: binding.apiName, Stage: binding.stage } : { ApiId: binding.apiId, Stage: binding.stage };
}

/**
 * What both generations publish, under their own names.
 *
 * @param errors name of the metric of server errors
 * @param api dimension that names the API
 */
export function apiMetrics(errors: string, api: string): PublishedMetrics {
  const dimensionSets = [[api], [api, 'Stage']];
  return {
    namespace: NAMESPACE,
    metrics: {
      Count: { unit: 'Count', dimensionSets, events: { counts: 'total' } },
      [errors]: { unit: 'Count', dimensionSets, events: { values: { good: 0, bad: 1 } } },
      Latency: { unit: 'Milliseconds', dimensionSets },
    },
  };
}

/**
 * Every request has a sample in the error metric, 1 or 0: the sum is a count, the average a rate. The stages of an
 * API add up in the metrics of the API.
 *
 * @param errors name of the metric of server errors
 * @param api dimension of the API
 */
export function publishApi(publisher: MetricPublisher, errors: string, api: Readonly<Record<string, string>>, stage: string): void {
  const { requests, rejected, failed } = publisher.happened;
  for (const dimensions of [api, { ...api, Stage: stage }]) {
    const metric = (metricName: string) => ({ metricName, dimensions, isShared: dimensions === api });
    publisher.counter(metric('Count'), requests);
    publisher.flag(metric(errors), addColumns(failed, rejected), requests);
    publisher.durations(metric('Latency'), requests);
  }
}
