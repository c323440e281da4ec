import { provide } from '../../core/port';
import { defineService } from '../../core/service-host';
import { METRICS } from '../cloudwatch/ports';
import { readEventSources } from './event-source-mapping';
import { Lambda } from './lambda';
import { microtasksDone } from './microtasks';
import { LAMBDA_OPERATIONS } from './operations';
import { EVENT_SOURCE_DOUBT, EXTERNAL_ENDPOINTS, FUNCTION_DOUBT } from './ports';
import { LAMBDA_RESOURCES } from './resources';

/** Lambda, as an account runs it. */
export const LAMBDA = defineService({
  name: 'lambda',
  title: 'Lambda',
  resources: LAMBDA_RESOURCES,
  refused: { 'AWS::Lambda::ResourcePolicy': 'the policy of a function is read of its permissions, AWS::Lambda::Permission, only' },
  operations: LAMBDA_OPERATIONS,
  events: [],
  create: (host) => {
    const lambda = new Lambda({
      ...host,
      count: (...datapoint) => host.use(METRICS).count(...datapoint),
      isCrash: (position) => host.faults.isCrash(position),
      endpoints: host.use(EXTERNAL_ENDPOINTS),
    });
    const eventSources = readEventSources(host.stacks, host.notSimulated);
    return {
      operations: lambda.operations,
      ports: [
        provide(FUNCTION_DOUBT, (functionArn: string) => lambda.doubtAbout(functionArn)),
        provide(EVENT_SOURCE_DOUBT, (sourceArn: string) => eventSources.get(sourceArn)),
      ],
      settled: microtasksDone,
    };
  },
});
