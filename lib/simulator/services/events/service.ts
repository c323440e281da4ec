import { provide } from '../../core/port';
import { defineService } from '../../core/service-host';
import { METRICS } from '../cloudwatch/ports';
import { FUNCTION_DOUBT } from '../lambda/ports';
import { EventBridge } from './eventbridge';
import { EVENTS_OPERATIONS } from './operations';
import { EVENT_BUS } from './ports';
import { EVENTS_RESOURCES } from './resources';

/** EventBridge, as an account runs it. */
export const EVENTS = defineService({
  name: 'events',
  title: 'EventBridge',
  resources: EVENTS_RESOURCES,
  refused: {
    'AWS::Events::Endpoint': 'events sent to an endpoint of two regions are not simulated',
    'AWS::Pipes::Pipe': 'what a pipe takes from its source and hands to its target is not simulated',
  },
  operations: EVENTS_OPERATIONS,
  events: ['Scheduled Event'],
  create: (host) => {
    const bus = new EventBridge({
      ...host,
      count: (...datapoint) => host.use(METRICS).count(...datapoint),
      doubtAbout: (functionArn) => host.use(FUNCTION_DOUBT)(functionArn),
    });
    return { operations: bus.operations, ports: [provide(EVENT_BUS, bus)], start: () => bus.start() };
  },
});
