import type { RunningService, Service, ServiceHost } from './service-host';

/**
 * One service of two parts that have the same name: what reads the templates, and operations beside it.
 *
 * @throws RangeError for an operation that both have
 */
export function joinServices(first: Service, second: Service): Service {
  const both = Object.keys(second.operations).filter((name) => Object.hasOwn(first.operations, name));
  if (both.length > 0) throw new RangeError(`${first.name}:${both.join(', ')} is made twice`);
  return {
    ...first,
    resources: { ...first.resources, ...second.resources },
    refused: { ...first.refused, ...second.refused },
    operations: { ...first.operations, ...second.operations },
    events: [...first.events, ...second.events],
    create: (host) => runJoined(first.create(host), second, host),
  };
}

function runJoined(running: RunningService, second: Service, host: ServiceHost): RunningService {
  const { operations, ports = [] } = second.create(host);
  return {
    operations: { ...running.operations, ...operations },
    ports: [...(running.ports ?? []), ...ports],
    lookAheadTo: running.lookAheadTo?.bind(running),
    settled: running.settled?.bind(running),
    start: running.start?.bind(running),
  };
}
