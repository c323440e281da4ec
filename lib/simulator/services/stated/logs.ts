import { lastPartOfArn } from '../../../aws/arn';
import type { JsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import type { CallInput } from '../../core/service';
import type { Stated } from './stated-resources';
import { statedService, textsIn, withoutMembers, type StatedCall } from './stated-service';

/** Groups of a page. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
const MOST_GROUPS = 50;
/** Seconds a query takes. */
const SECONDS_OF_QUERY = 5;

/**
 * Log groups with their events, and queries, whose results are stated: `results` of a group is what any query of it finds.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html
 */
export const STATED_LOGS = statedService(
  { name: 'logs', title: 'CloudWatch Logs', invalid: 'InvalidParameterException' },
  {
    'logs log group': { key: ['logGroupName'], like: 'logs:DescribeLogGroups $.logGroups[0]', besides: ['events', 'results'] },
    'logs query': { key: ['queryId'], like: 'logs:GetQueryResults $' },
  },
  {
    DescribeLogGroups: {
      effect: 'read',
      input: ['logGroupNamePrefix', 'limit'],
      resource: (_input, call) => groupArn('*', call),
      run: ({ logGroupNamePrefix: prefix = '', limit = MOST_GROUPS }, call) => ({
        logGroups: call.store
          .list('logs log group', call.region)
          .filter(({ logGroupName }) => String(logGroupName).startsWith(String(prefix)))
          .slice(0, Number(limit))
          .map((group) => ({ ...withoutMembers(group, 'events', 'results'), logGroupArn: groupArn(String(group.logGroupName), call).slice(0, -2) })),
      }),
    },
    StartQuery: {
      effect: 'write',
      input: ['startTime', 'endTime', 'queryString', 'logGroupName', 'logGroupNames', 'logGroupIdentifiers', 'limit'],
      resource: (input, call) => groupArn(groupNames(input)[0] ?? '', call),
      run: (input, call) => {
        const groups = groupNames(input).map((name) => groupOf(name, call));
        const unknown = groups.find(({ results }) => results === undefined);
        if (unknown !== undefined) throw new NotSimulatedError(`results of a query of ${String(unknown.logGroupName)}, which nothing states`);
        const query = call.store.put('logs query', call.region, {
          queryId: call.nextId(),
          status: 'Running',
          results: [],
          logGroupName: groupNames(input)[0] ?? '',
        });
        call.after(SECONDS_OF_QUERY, () =>
          Object.assign(query, { status: 'Complete', results: groups.flatMap(({ results }) => results as readonly JsonObject[]) }),
        );
        return { queryId: query.queryId };
      },
    },
    GetQueryResults: {
      effect: 'read',
      input: ['queryId'],
      // The input does not say of which log group.
      resource: (_input, call) => groupArn('*', call),
      run: ({ queryId: id }, call) => {
        const { status, results } = call.existing('logs query', String(id), notFound('query'));
        return { status, results };
      },
    },
    FilterLogEvents: {
      effect: 'read',
      input: ['logGroupName', 'startTime', 'endTime', 'limit'],
      resource: (input, call) => groupArn(String(input.logGroupName), call),
      run: (input, call) => {
        const { startTime = 0, endTime = Infinity, limit = 10_000 } = input;
        const { events = [] } = groupOf(String(input.logGroupName), call);
        const found = (events as readonly JsonObject[]).filter(
          ({ timestamp }) => Number(timestamp) >= Number(startTime) && Number(timestamp) <= Number(endTime),
        );
        return { events: found.slice(0, Number(limit)) };
      },
    },
  },
);

function groupNames(input: CallInput): readonly string[] {
  const identifiers = textsIn(input, 'logGroupIdentifiers')?.map((identifier) => lastPartOfArn(identifier.replace(/:\*$/, '')));
  return textsIn(input, 'logGroupNames') ?? identifiers ?? (input.logGroupName === undefined ? [] : [String(input.logGroupName)]);
}

function groupOf(name: string, call: StatedCall): Stated {
  return call.existing('logs log group', name, notFound('log group'));
}

function groupArn(name: string, call: StatedCall): string {
  return call.arn(`log-group:${name}:*`);
}

function notFound(what: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', `The specified ${what} does not exist.`);
}
