import type { AccountClient } from '../account/account-client';
import { plannedConfirmations, readConfirmations, sendAgain, type Confirmations, type FoundConfirmation } from '../account/confirmations';
import { EXIT, printProblems, toJson, type Terminal } from '../terminal';
import { alignColumns } from './columns';
import { requireStaffed, type IncidentOptions } from './incident-access';

/** Options of `day2 oncall confirmations`. */
export interface ConfirmationsOptions extends IncidentOptions {
  /** Ask those who have not confirmed again. */
  readonly sendAgain?: boolean;
}

/** A confirmation, and whether it was asked for again. */
interface Shown extends FoundConfirmation {
  readonly isSentAgain: boolean;
}

/**
 * Prints who has not confirmed a subscription, so that nothing is sent there, and asks them again. What the account does
 * not answer could not be determined: the exit code says so, as it does while somebody has not confirmed.
 */
export async function confirmations(options: ConfirmationsOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const staffed = requireStaffed(options, terminal);
  if (typeof staffed === 'number') return staffed;
  const { application, environment, incidents } = staffed.plan;
  const read = await readConfirmations(account, plannedConfirmations(incidents));
  const problems = [...read.problems];
  const left = read.found.filter(({ state }) => state !== 'confirmed');
  const again = options.sendAgain === true ? left.filter(({ endpoint, topicArn }) => endpoint !== undefined && topicArn !== undefined) : [];
  const outcomes = await sendAgain(account, again, incidents.names.subscriptionDeadLetters);
  problems.push(...outcomes.filter((problem) => problem !== undefined));
  const shown = left.map((each): Shown => ({ ...each, isSentAgain: again.includes(each) && outcomes[again.indexOf(each)] === undefined }));
  if (options.json === true) terminal.print(toJson(asJson({ application, environment }, read, shown)));
  else terminal.print(asText(`${application} ${environment}`, read, shown));
  printProblems(terminal, problems);
  return left.length === 0 && problems.length === 0 && read.surplus.length === 0 ? EXIT.fine : EXIT.findings;
}

const HEADINGS = ['PERSON', 'CHANNEL', 'REGION', 'TOPIC', 'STATE'];

function asText(environment: string, { found, surplus }: Confirmations, shown: readonly Shown[]): string {
  const count = (state: FoundConfirmation['state']): number => found.filter((each) => each.state === state).length;
  const rows = shown.map(({ person, channel, region, topicName, state, isSentAgain }) => [
    person,
    channel,
    region,
    topicName,
    isSentAgain ? `${state}, sent again` : state,
  ]);
  const parts = [
    `${count('confirmed')} of ${found.length} are confirmed`,
    ...(['not confirmed', 'not subscribed'] as const).flatMap((state) => (count(state) === 0 ? [] : [`${count(state)} ${state}`])),
    ...(count('could not tell') === 0 ? [] : [`of ${count('could not tell')} could not tell`]),
  ];
  return [
    environment,
    ...(rows.length === 0 ? [] : alignColumns([HEADINGS, ...rows]).map((line) => `  ${line}`)),
    ...surplus.map((each) => `  ${each.topicName} in ${each.region}: ${each.count} more, of nobody in the plan`),
    parts.join(', '),
  ].join('\n');
}

function asJson(scope: { readonly application: string; readonly environment: string }, { found, surplus }: Confirmations, shown: readonly Shown[]): object {
  return {
    ...scope,
    confirmed: found.filter(({ state }) => state === 'confirmed').length,
    left: shown.map(({ person, channel, region, topicName, state, isSentAgain }) => ({
      person,
      channel,
      region,
      topic: topicName,
      state,
      sentAgain: isSentAgain,
    })),
    surplus: surplus.map(({ region, topicName, count }) => ({ region, topic: topicName, count })),
  };
}
