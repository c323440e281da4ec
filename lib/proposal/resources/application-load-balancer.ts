import type { Reader } from '../resource-reading';
import { generated } from '../template-name';

/** An Application Load Balancer; its metrics have the end of its ARN, with digits that nobody can foresee. */
export const readLoadBalancer: Reader = (resource) => {
  const written = resource.stack.template.Resources[resource.logicalId]?.Properties?.Type ?? 'application';
  if (written !== 'application') {
    return {
      refused:
        'a Network or Gateway Load Balancer sees connections: name one of its target groups (source: networkLoadBalancer), or measure what stands behind it',
    };
  }
  return { source: 'applicationLoadBalancer', settings: { loadBalancer: generated(resource, 'app/replace-me-#/0000000000000000') } };
};
