import { lastPartOfArn } from '../../../aws/arn';
import { ServiceError } from '../../../aws/errors';
import type { CallInput } from '../../core/service';
import type { Stated } from './stated-resources';
import { inputMembers, statedService, textsIn, withoutMembers, type StatedCall } from './stated-service';

/** Seconds until a service runs as it was asked to, when it is not stated. */
const SECONDS_TO_STEADY = 60;

/** Services and task definitions. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html */
export const STATED_ECS = statedService(
  { name: 'ecs', title: 'Elastic Container Service', invalid: 'InvalidParameterException' },
  {
    'ecs service': { key: ['cluster', 'serviceName'], like: 'ecs:DescribeServices $.services[0]', besides: ['secondsToSteady', 'neverSteady'] },
    'ecs task definition': { key: ['family', 'revision'], like: 'ecs:DescribeTaskDefinition $.taskDefinition' },
  },
  {
    DescribeServices: {
      effect: 'read',
      input: ['cluster', 'services'],
      resource: (input, call) => serviceArn(input, call, textsIn(input, 'services')?.[0] ?? '*'),
      run: (input, call) => {
        const names = textsIn(input, 'services') ?? [];
        const found = names.map((name) => [name, call.store.find('ecs service', call.region, clusterOf(input), nameIn(name))] as const);
        return {
          services: found.flatMap(([name, service]) => (service === undefined ? [] : [describe(service, serviceArn(input, call, name))])),
          failures: found.flatMap(([name, service]) => (service === undefined ? [{ arn: serviceArn(input, call, name), reason: 'MISSING' }] : [])),
        };
      },
    },
    UpdateService: {
      effect: 'write',
      input: ['cluster', 'service', 'desiredCount', 'taskDefinition', 'forceNewDeployment', 'deploymentConfiguration'],
      resource: (input, call) => serviceArn(input, call, String(input.service)),
      run: (input, call) => {
        const name = nameIn(String(input.service));
        const service = call.existing('ecs service', [clusterOf(input), name], new ServiceError('ServiceNotFoundException', 'Service not found.'));
        if (input.taskDefinition !== undefined) taskDefinitionOf(String(input.taskDefinition), call);
        Object.assign(service, inputMembers(input, 'desiredCount', 'taskDefinition', 'deploymentConfiguration'));
        deploy(service, call);
        return { service: describe(service, serviceArn(input, call, name)) };
      },
    },
    DescribeTaskDefinition: {
      effect: 'read',
      input: ['taskDefinition'],
      run: (input, call) => ({ taskDefinition: taskDefinitionOf(String(input.taskDefinition), call) }),
    },
  },
);

/** A deployment is going on until the service is steady. */
function deploy(service: Stated, call: StatedCall): void {
  const deployment = {
    id: `ecs-svc/${call.nextId()}`,
    status: 'PRIMARY',
    desiredCount: service.desiredCount ?? 1,
    taskDefinition: service.taskDefinition ?? '',
  };
  service.deployments = [{ ...deployment, rolloutState: 'IN_PROGRESS', runningCount: 0 }];
  if (service.neverSteady === true) return;
  call.after(Number(service.secondsToSteady ?? SECONDS_TO_STEADY), () => {
    const { desiredCount } = deployment;
    const isLatest = Array.isArray(service.deployments) && service.deployments[0]?.id === deployment.id;
    if (!isLatest) return;
    Object.assign(service, { runningCount: desiredCount, pendingCount: 0 });
    service.deployments = [{ ...deployment, rolloutState: 'COMPLETED', runningCount: desiredCount }];
  });
}

/** `family:revision`, its ARN, or a family, whose latest revision it is then. */
function taskDefinitionOf(written: string, call: StatedCall): Stated {
  const [family = '', revision] = written.slice(written.lastIndexOf('/') + 1).split(':');
  const revisions = call.store.list('ecs task definition', call.region).filter((candidate) => candidate.family === family);
  const found = revision === undefined ? revisions.at(-1) : revisions.find((candidate) => String(candidate.revision) === revision);
  if (found === undefined) throw new ServiceError('ClientException', 'Unable to describe task definition.');
  return { taskDefinitionArn: call.arn(`task-definition/${family}:${String(found.revision)}`), status: 'ACTIVE', ...found };
}

function describe(service: Stated, serviceArnText: string): Stated {
  return { serviceArn: serviceArnText, status: 'ACTIVE', ...withoutMembers(service, 'cluster', 'secondsToSteady', 'neverSteady') };
}

function clusterOf({ cluster = 'default' }: CallInput): string {
  return nameIn(String(cluster));
}

/** Clusters and services are named by name or ARN. */
function nameIn(text: string): string {
  return lastPartOfArn(text).split('/').at(-1)!;
}

function serviceArn(input: CallInput, call: StatedCall, service: string): string {
  return call.arn(`service/${clusterOf(input)}/${nameIn(service)}`);
}
