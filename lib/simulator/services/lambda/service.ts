import { provide } from '../../core/port';
import { defineService } from '../../core/service-host';
import { METRICS } from '../cloudwatch/ports';
import { Lambda } from './lambda';
import { microtasksDone } from './microtasks';
import { LAMBDA_OPERATIONS } from './operations';
import { FUNCTION_DOUBT } from './ports';
import { LAMBDA_RESOURCES } from './resources';

/** Lambda, as an account runs it. */
export const LAMBDA = defineService({
  name: 'lambda',
  title: 'Lambda',
  resources: LAMBDA_RESOURCES,
  refused: {},
  operations: LAMBDA_OPERATIONS,
  events: [],
  create: (host) => {
    const lambda = new Lambda({
      ...host,
      count: (...datapoint) => host.use(METRICS).count(...datapoint),
      isCrash: (position) => host.faults.isCrash(position),
    });
    return {
      operations: lambda.operations,
      ports: [provide(FUNCTION_DOUBT, (functionArn: string) => lambda.doubtAbout(functionArn))],
      settled: microtasksDone,
    };
  },
});
