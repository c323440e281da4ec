import { z } from 'zod';
import { field, map, text } from '../../problems/schema-fields';
import { apiAvailability, apiLatency, apiMetrics, publishApi, type RestApiBinding } from './api-gateway';
import { metricText } from './binding-fields';
import { eventSamplesIn } from './published-metrics';
import { thresholdOf, type SliSource } from './sli-source';

const SERVER_ERRORS = '5XXError';
const PUBLISHED = apiMetrics(SERVER_ERRORS, 'ApiName');

/** A REST API of API Gateway (version 1), at one of its stages. */
export const restApi: SliSource<RestApiBinding> = {
  documentation: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html',
  schema: map({
    source: field(z.literal('restApi'), 'A REST API of API Gateway (version 1).'),
    apiName: field(metricText('the name of the API, not its id', 'orders'), 'Name of the API: REST metrics carry no id.'),
    stage: field(text(/^[A-Za-z0-9_-]{1,128}$/, 'the name of a stage', 'live'), 'Stage that is measured.'),
  }),
  example: { source: 'restApi', apiName: 'status', stage: 'live' },
  indicators: { availability: apiAvailability, latency: (binding, options) => apiLatency(binding, thresholdOf(options)) },
  hasLatencyMethod: false,
  carries: 'requests',
  timedRequests: 'all',
  published: () => PUBLISHED,
  publish: ({ apiName, stage }, publisher) => publishApi(publisher, SERVER_ERRORS, { ApiName: apiName }, stage),
  eventSamples: eventSamplesIn(PUBLISHED),
};
