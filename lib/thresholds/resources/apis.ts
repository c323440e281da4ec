import type { HttpApiBinding, RestApiBinding } from '../../slo/sli/api-gateway';
import { httpApi as httpSource } from '../../slo/sli/http-api';
import { restApi as restSource } from '../../slo/sli/rest-api';
import type { ResourceKind } from '../resource-kind';
import { availabilityMeasure, errorRateMeasure, percentileMeasure } from './request-measures';

const MEASURES: ResourceKind<HttpApiBinding | RestApiBinding>['measures'] = {
  p95: (binding) => percentileMeasure(binding, 'p95'),
  p99: (binding) => percentileMeasure(binding, 'p99'),
  errorRate: (binding) => errorRateMeasure(binding, 'availability'),
  availability: (binding) => availabilityMeasure(binding, 'availability'),
};

/** An HTTP API of API Gateway (version 2). */
export const httpApi: ResourceKind<HttpApiBinding> = { schema: httpSource.schema, example: httpSource.example, measures: MEASURES };

/** A REST API of API Gateway (version 1). */
export const restApi: ResourceKind<RestApiBinding> = { schema: restSource.schema, example: restSource.example, measures: MEASURES };
