import { aliased, escalationPolicy } from '../incident/lifecycle/default-escalation';
import { DEFAULT_RACI, type RaciRow } from '../incident/lifecycle/raci';
import { parseSeverity } from '../incident/severity';
import type { OnCallModel } from '../model/model';
import { hasErrors, type Problem } from '../problems/problem';
import { entriesOf, propertyOf } from '../problems/untyped';
import { idlePeople, referenceProblems } from './on-call-references';
import { escalationChanges, onCallSchema, type OnCallFile } from './on-call-schema';
import { isMissing, readSource, type ConfigurationFiles } from './read-source';
import { translateIssues } from './translate-issues';

/** `on-call.yaml` as far as it could be read. */
export interface ReadOnCall {
  /** Only when the file is there and nothing in it is an error. */
  readonly onCall?: OnCallModel;
  /** Names of its people; none where there is no such file, undefined when it cannot be determined which there are. */
  readonly people?: readonly string[];
  readonly problems: Problem[];
}

/** Reads `on-call.yaml`. A configuration may do without: then nobody is notified, which is for the checks to say. */
export function readOnCall(file: string, files: ConfigurationFiles): ReadOnCall {
  if (isMissing(file, files)) return { people: [], problems: [] };
  const { source, problems } = readSource(file, files);
  if (source === undefined) return { problems };
  const checked = onCallSchema.safeParse(source.value);
  if (!checked.success) problems.push(...translateIssues(source, checked.error.issues));
  problems.push(...referenceProblems(source));
  const people = entriesOf(propertyOf(source.value, 'people'))?.map(([name]) => name);
  if (!checked.success || hasErrors(problems)) return { people, problems };
  return { people, onCall: toOnCallModel(checked.data), problems: [...problems, ...idlePeople(source)] };
}

function toOnCallModel(file: OnCallFile): OnCallModel {
  const { people, calendar, roles, roleAliases, overrides = [], severities = {}, chat = {}, watchdog, smsSpendLimitUsd, externalContacts, raci = {} } = file;
  const everybody = Object.entries(people).map(([id, person]) => ({ id, ...person }));
  const watching = new Set(watchdog.people);
  return {
    roster: { people: everybody, roles: Object.entries(roles).map(([id, role]) => ({ id, ...role })), overrides },
    escalation: escalationPolicy(escalationChanges(file), calendar),
    chat: Object.entries(chat).map(([name, channel]) => ({ name, severities: channel.severities })),
    watchdog: { region: watchdog.region, people: everybody.filter(({ id }) => watching.has(id)) },
    ...(smsSpendLimitUsd !== undefined && { smsSpendLimitUsd }),
    externalContacts: Object.entries(externalContacts).map(([id, contact]) => ({ id, ...contact })),
    raci: raciTable(raci, roleAliases),
    acceptedLooser: Object.fromEntries(
      Object.entries(severities).flatMap(([label, { acceptLooser }]) => (acceptLooser === undefined ? [] : [[parseSeverity(label), acceptLooser]])),
    ) as NonNullable<OnCallModel['acceptedLooser']>,
  };
}

/** The default table with the rows of the file in place of its own, and the further rows behind. */
function raciTable(written: NonNullable<OnCallFile['raci']>, aliases: OnCallFile['roleAliases']): RaciRow[] {
  const rows = new Map(
    DEFAULT_RACI.map((row) => [
      row.id,
      {
        ...row,
        accountable: aliased(row.accountable, aliases),
        responsible: aliased(row.responsible, aliases),
        consulted: aliased(row.consulted, aliases),
        informed: aliased(row.informed, aliases),
      },
    ]),
  );
  for (const [id, { title, A, R, C = [], I = [] }] of Object.entries(written)) {
    rows.set(id, { id, title: title ?? rows.get(id)?.title ?? id, accountable: A, responsible: R, consulted: C, informed: I });
  }
  return [...rows.values()];
}
