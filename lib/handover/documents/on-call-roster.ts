import { contactParameterName } from '../../incident/lifecycle/engine-policy';
import { dutyTimeline, type DutyStretch } from '../../incident/roster/duty-timeline';
import type { ContactChannel, Roster, RosterLayer } from '../../incident/roster/roster';
import { livedTimeZone } from '../../incident/roster/roster-time-zone';
import { turnsWithin } from '../../incident/roster/rotation';
import type { Span } from '../../time/span';
import { DAY_MS, formatInstantAndLocal } from '../../time/zoned-time';
import { code, joined, list, paragraph, subheading, table, type Block, type HandoverDocument, type Section } from '../document';
import { open, type HandoverFacts } from '../facts';

/** How far ahead the roster is printed. Our choice: longer ones change. */
const WEEKS = 4;

/** What a channel is called. */
const CHANNELS: Readonly<Record<ContactChannel, string>> = { email: 'e-mail', sms: 'text message', https: 'pager' };

/** Who has each role that is paged, hand-over by hand-over. */
export function turnBlocks({ model: { onCall }, at }: HandoverFacts): readonly Block[] {
  if (onCall === undefined) return [];
  const { roster, escalation } = onCall;
  const timeZone = livedTimeZone({ roster, escalation });
  const paged = new Set(Object.values(escalation.severities).flatMap(({ tiers }) => tiers.flatMap(({ roles }) => roles)));
  const within = { from: at, until: at + WEEKS * 7 * DAY_MS };
  const inTurns = roster.roles.filter(({ id, layers = [] }) => paged.has(id) && layers.length > 0);
  return inTurns.flatMap(({ id, title, layers = [] }) => [
    subheading(title),
    ...(layers.length === 1
      ? [turnsTable(dutyTimeline(roster, id, within), timeZone)]
      : layers.flatMap((layer) => [paragraph(layerText(layer)), turnsTable(turnsOfLayer(layer, within), timeZone)])),
    ...standIns(roster, id, within, timeZone),
  ]);
}

function turnsTable(turns: readonly DutyStretch[], timeZone: string): Block {
  return table(
    ['From', 'Until', 'Who'],
    turns.map(({ from, until, people }) => [
      formatInstantAndLocal(from, timeZone),
      formatInstantAndLocal(until, timeZone),
      people.length === 0 ? 'nobody' : people.join(', '),
    ]),
  );
}

/** When a layer answers: the first that is open does. */
function layerText({ id, hours }: RosterLayer): string {
  return hours === undefined ? `${id}, at all other times:` : `${id}, from ${hours.open} to ${hours.close} ${hours.timeZone}, ${hours.days.join(', ')}:`;
}

function turnsOfLayer({ rotation }: RosterLayer, within: Span): readonly DutyStretch[] {
  return turnsWithin(rotation, within).map(({ person, ...turn }) => ({ ...turn, people: [person] }));
}

/** Who stands in for whoever has the turn. */
function standIns({ overrides }: Roster, role: string, within: Span, timeZone: string): readonly Block[] {
  const theirs = overrides.filter((each) => each.role === role && each.from < within.until && each.until > within.from);
  return theirs.length === 0
    ? []
    : [
        list(
          theirs.map(
            ({ person, from, until }) => `${person} stands in from ${formatInstantAndLocal(from, timeZone)} to ${formatInstantAndLocal(until, timeZone)}`,
          ),
        ),
      ];
}

/** People and how they are reached: the kind of channel, and where its address is kept. */
function peopleTable({ model }: HandoverFacts, roster: Roster): Block {
  const stored = (person: string, channel: ContactChannel) => code(contactParameterName(model, person, channel));
  return table(
    ['Person', 'Title', 'Reached by', 'Kept in Parameter Store as'],
    roster.people.map(({ id, title, channels }) => [
      id,
      title,
      channels.map((channel) => CHANNELS[channel]).join(', '),
      joined(channels.map((channel) => stored(id, channel))),
    ]),
  );
}

/** Who is on call in the coming weeks, and how everybody is reached, without a single address. Requirement 004-09. */
export function onCallRosterDocument(facts: HandoverFacts): HandoverDocument {
  const { onCall } = facts.model;
  const sections: readonly Section[] =
    onCall === undefined
      ? [{ heading: 'Roster', blocks: [paragraph(['Nobody is on call. ', open(facts, 'on-call')])] }]
      : [
          {
            heading: 'Turns',
            blocks: [
              paragraph(
                `The coming ${WEEKS} weeks; times are of UTC, in brackets of ${livedTimeZone(onCall)}. Roles that several people hold at once have no turns.`,
              ),
              ...turnBlocks(facts),
            ],
          },
          {
            heading: 'People',
            blocks: [
              paragraph('Addresses and numbers are in no document: whoever may read the parameter finds them there.'),
              peopleTable(facts, onCall.roster),
            ],
          },
        ];
  return { id: 'on-call-roster', title: 'On-call roster', sections };
}
