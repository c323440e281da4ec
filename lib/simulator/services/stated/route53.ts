import { formatArn } from '../../../aws/arn';
import { isJsonObject, type JsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import type { CallInput } from '../../core/service';
import type { Stated } from './stated-resources';
import { statedService, withoutMembers, type StatedCall } from './stated-service';

/** Seconds until all servers have a change. https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html */
const SECONDS_OF_CHANGE = 60;
/** Its ARNs name no region and no account. */
const NOWHERE = { partition: 'aws', service: 'route53', region: '', account: '' };
const KIND = 'route53 record set';

/** Records of hosted zones. https://docs.aws.amazon.com/Route53/latest/APIReference/API_Operations_Amazon_Route_53.html */
export const STATED_ROUTE53 = statedService(
  { name: 'route53', title: 'Route 53', denied: 'AccessDenied', invalid: 'InvalidInput' },
  {
    [KIND]: { key: ['HostedZoneId', 'Name', 'Type', 'SetIdentifier'], like: 'route53:ListResourceRecordSets $.ResourceRecordSets[0]', isGlobal: true },
    'route53 health check': { key: ['Id'], like: 'route53:GetHealthCheck $.HealthCheck', besides: ['Status'], isGlobal: true },
    'route53 change': { key: ['Id'], like: 'route53:GetChange $.ChangeInfo', isGlobal: true },
  },
  {
    ListResourceRecordSets: {
      effect: 'read',
      input: ['HostedZoneId', 'StartRecordName', 'StartRecordType', 'StartRecordIdentifier', 'MaxItems'],
      resource: zoneArn,
      run: (input, call) => {
        const { StartRecordName: name, StartRecordType: type, StartRecordIdentifier: identifier, MaxItems: most = 300 } = input;
        const sets = recordSets(input, call);
        const isStart = (set: Stated) =>
          (name === undefined || dotted(set.Name) === dotted(name)) &&
          (type === undefined || set.Type === type) &&
          (identifier === undefined || set.SetIdentifier === identifier);
        const start = Math.max(0, sets.findIndex(isStart));
        const shown = sets.slice(start, start + Number(most));
        return {
          ResourceRecordSets: shown.map((set) => withoutMembers(set, 'HostedZoneId', ...(set.SetIdentifier === '' ? ['SetIdentifier'] : []))),
          IsTruncated: start + shown.length < sets.length,
          MaxItems: Number(most),
        };
      },
    },
    ChangeResourceRecordSets: {
      effect: 'write',
      input: ['HostedZoneId', 'ChangeBatch'],
      resource: zoneArn,
      run: (input, call) => {
        recordSets(input, call);
        const { Changes: changes } = input.ChangeBatch as JsonObject;
        for (const change of Array.isArray(changes) ? changes.filter(isJsonObject) : []) apply(change, zoneOf(input), call);
        const info = call.store.put('route53 change', call.region, {
          Id: `/change/C${call.nextId().slice(-12)}`,
          Status: 'PENDING',
          SubmittedAt: call.now.toISOString(),
        });
        call.after(SECONDS_OF_CHANGE, () => void (info.Status = 'INSYNC'));
        return { ChangeInfo: { ...info } };
      },
    },
    GetHealthCheckStatus: {
      effect: 'read',
      input: ['HealthCheckId'],
      resource: ({ HealthCheckId: id }) => formatArn({ ...NOWHERE, resource: `healthcheck/${String(id)}` }),
      run: ({ HealthCheckId: id }, call) => {
        const missing = new ServiceError('NoSuchHealthCheck', `A health check with id ${String(id)} does not exist.`);
        const { Status = 'Success: HTTP Status Code 200, OK' } = call.existing('route53 health check', String(id), missing);
        return { HealthCheckObservations: [{ Region: 'eu-west-1', StatusReport: { Status, CheckedTime: call.now.toISOString() } }] };
      },
    },
    GetChange: {
      effect: 'read',
      input: ['Id'],
      resource: (input) => formatArn({ ...NOWHERE, resource: changeId(input).slice(1) }),
      run: (input, call) => ({
        ChangeInfo: call.existing('route53 change', changeId(input), new ServiceError('NoSuchChange', `Could not find resource with ID: ${changeId(input)}`)),
      }),
    },
  },
);

function apply({ Action: action, ResourceRecordSet: set }: JsonObject, zone: string, call: StatedCall): void {
  if (!isJsonObject(set)) throw new ServiceError('InvalidChangeBatch', 'a change without ResourceRecordSet');
  const members = { SetIdentifier: '', ...set, HostedZoneId: zone, Name: dotted(set.Name) };
  const key = [zone, members.Name, String(set.Type), String(members.SetIdentifier)];
  const found = call.store.find(KIND, call.region, ...key);
  const what = `[name='${members.Name}', type='${String(set.Type)}']`;
  if (action === 'CREATE' && found !== undefined)
    throw new ServiceError('InvalidChangeBatch', `Tried to create resource record set ${what} but it already exists`);
  if (action === 'DELETE' && found === undefined)
    throw new ServiceError('InvalidChangeBatch', `Tried to delete resource record set ${what} but it was not found`);
  if (action === 'DELETE') call.store.remove(KIND, call.region, ...key);
  else call.store.put(KIND, call.region, members);
}

function recordSets(input: CallInput, call: StatedCall): readonly Stated[] {
  const sets = call.store.list(KIND, call.region).filter(({ HostedZoneId }) => HostedZoneId === zoneOf(input));
  if (sets.length === 0) throw new ServiceError('NoSuchHostedZone', `No hosted zone found with ID: ${zoneOf(input)}`);
  const undotted = sets.find(({ Name }) => Name !== dotted(Name));
  if (undotted !== undefined) throw new NotSimulatedError(`record set ${String(undotted.Name)} stated without the dot at its end`);
  return sets;
}

/** Names of Route 53 end in a dot. */
function dotted(name: unknown): string {
  const text = String(name);
  return text.endsWith('.') ? text : `${text}.`;
}

function zoneOf({ HostedZoneId: id }: CallInput): string {
  return String(id).replace('/hostedzone/', '');
}

function changeId({ Id: id }: CallInput): string {
  const text = String(id);
  return text.startsWith('/change/') ? text : `/change/${text}`;
}

function zoneArn(input: CallInput): string {
  return formatArn({ ...NOWHERE, resource: `hostedzone/${zoneOf(input)}` });
}
