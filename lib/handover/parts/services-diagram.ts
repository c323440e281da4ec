import type { Diagram } from '../../page/diagram';
import type { HandoverFacts } from '../facts';

/** The services with what they are made of, an arrow from each to whoever cannot work without it; undefined where there is none. */
export function servicesDiagram({ model: { services } }: Pick<HandoverFacts, 'model'>): Diagram | undefined {
  if (services.length === 0) return undefined;
  const idOf = (service: string) => `service_${services.findIndex(({ id }) => id === service)}`;
  return {
    title: 'The services, and what each is measured on; an arrow leads to whoever cannot work without it',
    nodes: services.map(({ id, title, objectives }) => {
      const sources = [...new Set(objectives.map(({ binding }) => inWords(binding.source)))];
      return { id: idOf(id), text: sources.length === 0 ? title : `${title}: ${sources.join(', ')}` };
    }),
    edges: services.flatMap(({ id, dependsOn = [] }) =>
      dependsOn.filter((other) => services.some((each) => each.id === other)).map((other) => ({ from: idOf(other), to: idOf(id) })),
    ),
  };
}

/** `applicationLoadBalancer` is an application load balancer. */
function inWords(source: string): string {
  return source.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
