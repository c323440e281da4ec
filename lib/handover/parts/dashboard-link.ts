import { namedDashboardLink } from '../../incident/message/console-links';
import type { Inline } from '../document';
import type { HandoverInput } from '../input';

/** A dashboard by its name, as a link to it in the console of the home region. */
export function dashboardInline({ plan }: Pick<HandoverInput, 'plan'>, name: string): Inline {
  const [home] = plan.regions;
  return home === undefined ? { code: name } : { text: name, to: { address: namedDashboardLink(home.region, name) } };
}
