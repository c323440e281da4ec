import { isArn, lastPartOfArn } from '../../aws/arn';
import type { LoadedResource } from '../../aws/assembly/loaded-stack';
import type { Reader, Setting } from '../resource-reading';
import { nameIn, referredTo, USUAL_FORM } from '../template-name';

/** The cluster of services that name none. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html */
const DEFAULT_CLUSTER = 'default';

/** A service of ECS: users see it through what stands before it, so that it is watched and promises nothing. */
export const readEcsService: Reader = (resource) => ({
  source: 'ecsService',
  settings: { clusterName: clusterOf(resource), serviceName: nameIn(resource, 'ServiceName') },
});

function clusterOf(resource: LoadedResource): Setting {
  const written = resource.stack.template.Resources[resource.logicalId]?.Properties?.Cluster;
  if (written === undefined) return DEFAULT_CLUSTER;
  const cluster = referredTo(resource.stack, written);
  if (cluster?.type === 'AWS::ECS::Cluster') return nameIn(cluster, 'ClusterName');
  const name = typeof written === 'string' ? (isArn(written) ? lastPartOfArn(written) : written) : '';
  return name !== '' ? name : { why: 'its cluster is not in the template', form: USUAL_FORM };
}
