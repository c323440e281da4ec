import { isJsonObject, type JsonObject } from '../../../aws/cloudformation/template';
import { ServiceError } from '../../../aws/errors';
import type { CallInput } from '../../core/service';
import type { Stated } from './stated-resources';
import { statedService, withoutMembers, type StatedCall } from './stated-service';

/** Seconds a failover or a restart takes, when it is not stated. */
const SECONDS_OF_CHANGE = 60;
const BESIDES = ['secondsOfChange'];

/** Clusters and instances of databases. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Operations.html */
export const STATED_RDS = statedService(
  { name: 'rds', title: 'Relational Database Service', denied: 'AccessDenied', invalid: 'InvalidParameterValue' },
  {
    'rds cluster': { key: ['DBClusterIdentifier'], like: 'rds:DescribeDBClusters $.DBClusters[0]', besides: BESIDES },
    'rds instance': { key: ['DBInstanceIdentifier'], like: 'rds:DescribeDBInstances $.DBInstances[0]', besides: BESIDES },
  },
  {
    DescribeDBClusters: {
      effect: 'read',
      input: ['DBClusterIdentifier'],
      resource: (input, call) => call.arn(`cluster:${String(input.DBClusterIdentifier ?? '*')}`),
      run: (input, call) => ({
        DBClusters: input.DBClusterIdentifier === undefined ? call.store.list('rds cluster', call.region).map(describe) : [describe(clusterOf(input, call))],
      }),
    },
    DescribeDBInstances: {
      effect: 'read',
      input: ['DBInstanceIdentifier'],
      resource: (input, call) => call.arn(`db:${String(input.DBInstanceIdentifier ?? '*')}`),
      run: (input, call) => ({
        DBInstances:
          input.DBInstanceIdentifier === undefined ? call.store.list('rds instance', call.region).map(describe) : [describe(instanceOf(input, call))],
      }),
    },
    FailoverDBCluster: {
      effect: 'write',
      input: ['DBClusterIdentifier', 'TargetDBInstanceIdentifier'],
      resource: (input, call) => call.arn(`cluster:${String(input.DBClusterIdentifier)}`),
      run: (input, call) => {
        const cluster = clusterOf(input, call);
        failOver(cluster, input.TargetDBInstanceIdentifier, call);
        return { DBCluster: describe(cluster) };
      },
    },
    RebootDBInstance: {
      effect: 'write',
      input: ['DBInstanceIdentifier', 'ForceFailover'],
      resource: (input, call) => call.arn(`db:${String(input.DBInstanceIdentifier)}`),
      run: (input, call) => {
        const instance = instanceOf(input, call);
        if (instance.DBInstanceStatus !== 'available')
          throw new ServiceError('InvalidDBInstanceState', `Instance ${String(instance.DBInstanceIdentifier)} is not in available state.`);
        instance.DBInstanceStatus = 'rebooting';
        call.after(secondsOf(instance), () => void (instance.DBInstanceStatus = 'available'));
        return { DBInstance: describe(instance) };
      },
    },
  },
);

/** Another member becomes the writer: the one that was asked for, or the first reader. */
function failOver(cluster: Stated, target: unknown, call: StatedCall): void {
  const members = membersIn(cluster);
  const next = members.find(({ DBInstanceIdentifier: id, IsClusterWriter }) => IsClusterWriter !== true && (target === undefined || target === id));
  const name = String(cluster.DBClusterIdentifier);
  if (cluster.Status !== 'available') throw new ServiceError('InvalidDBClusterStateFault', `DB cluster ${name} is not in available state.`);
  if (target !== undefined && !members.some(({ DBInstanceIdentifier }) => DBInstanceIdentifier === target))
    throw new ServiceError('DBInstanceNotFound', `DBInstance ${String(target)} not found.`);
  if (next === undefined) throw new ServiceError('InvalidDBClusterStateFault', `There is no instance of ${name} to fail over to.`);
  cluster.Status = 'failing-over';
  call.after(secondsOf(cluster), () => {
    cluster.Status = 'available';
    cluster.DBClusterMembers = membersIn(cluster).map((member) => ({ ...member, IsClusterWriter: member.DBInstanceIdentifier === next.DBInstanceIdentifier }));
  });
}

function membersIn({ DBClusterMembers: members }: Stated): readonly JsonObject[] {
  return Array.isArray(members) ? members.filter(isJsonObject) : [];
}

function clusterOf({ DBClusterIdentifier: id }: CallInput, call: StatedCall): Stated {
  return call.existing('rds cluster', String(id), new ServiceError('DBClusterNotFoundFault', `DBCluster ${String(id)} not found.`));
}

function instanceOf({ DBInstanceIdentifier: id }: CallInput, call: StatedCall): Stated {
  return call.existing('rds instance', String(id), new ServiceError('DBInstanceNotFound', `DBInstance ${String(id)} not found.`));
}

function secondsOf({ secondsOfChange = SECONDS_OF_CHANGE }: Stated): number {
  return Number(secondsOfChange);
}

function describe(resource: Stated): Stated {
  return withoutMembers(resource, ...BESIDES);
}
