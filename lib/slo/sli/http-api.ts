import { z } from 'zod';
import { field, map, text } from '../../problems/schema-fields';
import { apiAvailability, apiLatency, apiMetrics, publishApi, type HttpApiBinding } from './api-gateway';
import { eventSamplesIn } from './published-metrics';
import { thresholdOf, type SliSource } from './sli-source';

const SERVER_ERRORS = '5xx';
const PUBLISHED = apiMetrics(SERVER_ERRORS, 'ApiId');

/** An HTTP API of API Gateway (version 2), at one of its stages. */
export const httpApi: SliSource<HttpApiBinding> = {
  documentation: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html',
  schema: map({
    source: field(z.literal('httpApi'), 'An HTTP API of API Gateway (version 2).'),
    apiId: field(text(/^[a-z0-9]{6,20}$/, 'the id of the API, not its name', 'a1b2c3d40c'), 'Id of the API: HTTP API metrics carry no name.'),
    stage: field(text(/^(?:\$default|[A-Za-z0-9_-]{1,128})$/, 'the name of a stage', '$default'), 'Stage that is measured.'),
  }),
  example: { source: 'httpApi', apiId: 'a1b2c3', stage: '$default' },
  indicators: { availability: apiAvailability, latency: (binding, options) => apiLatency(binding, thresholdOf(options)) },
  hasLatencyMethod: false,
  carries: 'requests',
  timedRequests: 'all',
  published: () => PUBLISHED,
  publish: ({ apiId, stage }, publisher) => publishApi(publisher, SERVER_ERRORS, { ApiId: apiId }, stage),
  eventSamples: eventSamplesIn(PUBLISHED),
};
