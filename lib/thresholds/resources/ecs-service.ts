import { z } from 'zod';
import { field, map, text } from '../../problems/schema-fields';
import { metricMeasure, NO_VERDICT, type Measure } from '../measure';
import type { ResourceKind } from '../resource-kind';

/** A service of ECS. */
export interface EcsServiceBinding {
  readonly source: 'ecsService';
  readonly clusterName: string;
  readonly serviceName: string;
}

const nameField = (what: string, example: string) => text(/^[A-Za-z0-9_-]{1,255}$/, `the name of a ${what}, not its ARN`, example);

/** A service of ECS: the mean over its running tasks, of what the service reserves. */
export const ecsService: ResourceKind<EcsServiceBinding> = {
  schema: map({
    source: field(z.literal('ecsService'), 'A service of ECS, for thresholds and capacity.'),
    clusterName: field(nameField('cluster', 'portal'), 'Name of the cluster.'),
    serviceName: field(nameField('service', 'portal-web'), 'Name of the service.'),
  }),
  example: { source: 'ecsService', clusterName: 'portal', serviceName: 'portal-web' },
  measures: {
    cpu: (binding) => utilization(binding, 'CPUUtilization', 'CPU used'),
    memory: (binding) => utilization(binding, 'MemoryUtilization', 'memory used'),
  },
};

/** Published every minute for as long as a task is running, so that no data is no task. */
function utilization({ clusterName, serviceName }: EcsServiceBinding, metricName: string, what: string): Measure {
  return metricMeasure(
    { namespace: 'AWS/ECS', metricName, dimensions: { ClusterName: clusterName, ServiceName: serviceName }, statistic: 'Average' },
    {
      what,
      unit: 'percent',
      missingData: NO_VERDICT,
      documentation: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html',
    },
  );
}
