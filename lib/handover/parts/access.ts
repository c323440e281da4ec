import { consoleOf } from '../../incident/message/console-links';
import { list, paragraph, table, type Block, type Text } from '../document';
import { isOpen, open, type HandoverFacts } from '../facts';
import { roleTitle } from '../input';

/** What somebody who joins works with, how she gets to it and who grants it, and in which regions all of it is. */
export function accessBlocks(facts: HandoverFacts): readonly Block[] {
  const { tools, access } = facts.settings;
  const rows = tools.flatMap(({ id, title }) => access.filter(({ to }) => to === id).map((each) => ({ id, title, ...each })));
  const question: readonly Block[] = isOpen(facts, 'access') ? [paragraph(['Not everything is written down. ', open(facts, 'access')])] : [];
  return [
    ...(rows.length === 0
      ? []
      : [
          table(
            ['To', 'What it is used for', 'Through', 'Where', 'Granted by', 'For'],
            rows.map(({ id, title, through, at, grantedBy, for: roles }): readonly Text[] => [
              id,
              title,
              through,
              at ?? 'as it says',
              roleTitle(facts, grantedBy),
              roles.length === 0 ? 'everybody whom a page reaches first' : roles.map((role) => roleTitle(facts, role)).join(', '),
            ]),
          ),
        ]),
    ...question,
    list(
      regionsOf(facts).map(({ region, what }): Text => [
        'The console of ',
        { text: region, to: { address: `${consoleOf(region)}/console/home?region=${region}` } },
        `: ${what}`,
      ]),
    ),
  ];
}

/** Every region in which something is, the home region first. */
function regionsOf({ plan }: HandoverFacts): readonly { readonly region: string; readonly what: string }[] {
  const [home, ...others] = plan.regions;
  const watchdog = plan.incidents?.watchdog.region;
  return [
    ...(home === undefined ? [] : [{ region: home.region, what: 'the home region, with services, incidents, runbooks and dashboards' }]),
    ...others.map(({ region }) => ({ region, what: 'alarms on what is measured there' })),
    ...(watchdog === undefined || plan.regions.some(({ region }) => region === watchdog)
      ? []
      : [{ region: watchdog, what: 'the watchdog, which notices that paging has stopped' }]),
  ];
}
