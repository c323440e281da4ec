import { NotSimulatedError } from '../../aws/errors';
import { formatOverride, overriddenText, freezeOverrideParameterName, parseOverride, type FreezeOverride } from '../../maintenance/calendar/freeze-override';
import type { CalendarReading } from '../../maintenance/calendar/may-change';
import { readCalendar } from '../../maintenance/calendar/read-calendar';
import { ProblemsError, type Problem } from '../../problems/problem';
import { SECOND_MS } from '../../time/time';
import type { AccountClient } from './account-client';
import { accountProblem } from './account-problem';

/** The change calendar of an environment. */
export interface CalendarLocation {
  readonly application: string;
  readonly environment: string;
  readonly region: string;
  /** Name of the document. */
  readonly name: string;
}

/** A change calendar as an account has it. */
export interface DeployedCalendar {
  readonly reading: CalendarReading;
  /** The text of its default version; absent when it could not be read. */
  readonly content?: string;
  /** What AWS answers to whether changes are allowed now; absent when it did not. */
  readonly answered?: string;
  /** The last override that was recorded; absent: none, or its record could not be read. */
  readonly override?: FreezeOverride;
  readonly problems: readonly Problem[];
}

/** Reads a change calendar, what AWS makes of it now, and the last override. What fails is a problem beside the rest. */
export async function readFreezeCalendar(account: AccountClient, location: CalendarLocation): Promise<DeployedCalendar> {
  const { region, name } = location;
  const calendars = await account.calendars(region);
  const { GetCalendarStateCommand, GetDocumentCommand, GetParametersCommand } = await import('@aws-sdk/client-ssm');
  const problems: Problem[] = [];
  const attempt = async <T>(call: string, run: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await run();
    } catch (error) {
      if (error instanceof NotSimulatedError) throw error;
      problems.push(calendarProblem(call, location, error));
      return undefined;
    }
  };
  const document = await attempt('ssm:GetDocument', () => calendars.send(new GetDocumentCommand({ Name: name, DocumentFormat: 'TEXT' })));
  const state = document && (await attempt('ssm:GetCalendarState', () => calendars.send(new GetCalendarStateCommand({ CalendarNames: [name] }))));
  const parameter = freezeOverrideParameterName(location);
  const record = await attempt('ssm:GetParameters', () => calendars.send(new GetParametersCommand({ Names: [parameter] })));
  const override = parseOverride(record?.Parameters?.[0]?.Value ?? '');
  const more = { ...(state?.State !== undefined && { answered: state.State }), ...(override !== undefined && { override }) };
  const content = document?.Content;
  if (content === undefined) return { reading: { unreadable: problems[0]?.received ?? 'the document has no content' }, ...more, problems };
  const read = readCalendar(content, { file: `${name} in ${region}`, as: 'document' });
  if (read.calendar !== undefined) return { reading: { calendar: read.calendar }, content, ...more, problems };
  const [first] = read.problems.filter(({ level }) => level === 'error');
  return { reading: { unreadable: first!.what }, content, ...more, problems: [...problems, ...read.problems] };
}

/** How often it is looked whether a version that was made the default is the one that is asked. */
const LOOKS = 5;
const LOOK_MS = 2 * SECOND_MS;

/**
 * Opens a change calendar for a time: records who decided it and why, then writes the calendar anew as a version of its document,
 * makes that the default, and waits until AWS answers that it is open. The record comes first, so that nothing is opened without one.
 *
 * @returns false when AWS does not answer that it is open
 * @throws ProblemsError when a call fails; what was written before stays
 */
export async function writeOverride(account: AccountClient, location: CalendarLocation, before: DeployedCalendar, override: FreezeOverride): Promise<boolean> {
  const { region, name } = location;
  if ('unreadable' in before.reading) throw new RangeError(`${name} cannot be read`);
  const calendars = await account.calendars(region);
  const { GetCalendarStateCommand, PutParameterCommand, UpdateDocumentCommand, UpdateDocumentDefaultVersionCommand } = await import('@aws-sdk/client-ssm');
  const orProblem = async <T>(call: string, run: () => Promise<T>): Promise<T> => {
    try {
      return await run();
    } catch (error) {
      if (error instanceof NotSimulatedError) throw error;
      throw new ProblemsError([calendarProblem(call, location, error)]);
    }
  };
  const record = { Name: freezeOverrideParameterName(location), Value: formatOverride(override), Type: 'String' as const, Overwrite: true };
  await orProblem('ssm:PutParameter', () => calendars.send(new PutParameterCommand(record)));
  const content = overriddenText(before.reading.calendar, override);
  const { DocumentDescription: written } = await orProblem('ssm:UpdateDocument', () =>
    calendars.send(new UpdateDocumentCommand({ Name: name, Content: content, DocumentFormat: 'TEXT', DocumentVersion: '$LATEST' })),
  );
  const version = written?.LatestVersion ?? written?.DocumentVersion;
  await orProblem('ssm:UpdateDocumentDefaultVersion', () => calendars.send(new UpdateDocumentDefaultVersionCommand({ Name: name, DocumentVersion: version })));
  for (let look = 0; look < LOOKS; look++) {
    if (look > 0) await account.wait(LOOK_MS);
    const { State: state } = await orProblem('ssm:GetCalendarState', () => calendars.send(new GetCalendarStateCommand({ CalendarNames: [name] })));
    if (state === 'OPEN') return true;
  }
  return false;
}

function calendarProblem(call: string, { region, name }: CalendarLocation, error: unknown): Problem {
  if (!(error instanceof Error) || error.name !== 'InvalidDocument') return accountProblem(call, region, error);
  return {
    code: 'FRZ007',
    level: 'error',
    where: { path: `${call} in ${region}` },
    what: `the account has no change calendar ${name}`,
    received: error.message,
    allowed: 'the calendar of the plan',
    change: 'deploy the environment, or use the profile of the account it is in',
  };
}
