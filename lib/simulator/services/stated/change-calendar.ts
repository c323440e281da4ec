import { ServiceError } from '../../../aws/errors';
import type { CallInput } from '../../core/service';
import type { Stated } from './stated-resources';
import { statedService, withoutMembers, type StatedCall } from './stated-service';

const DOCUMENT = 'ssm document';
const CALENDAR = 'ssm calendar';

/**
 * Documents with their text, of which change calendars are simulated: a calendar that is open by default is closed while one of its
 * events lasts. Events in UTC alone, once each.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-change-calendar.html
 */
export const STATED_CHANGE_CALENDAR = statedService(
  { name: 'ssm', title: 'Systems Manager' },
  { [DOCUMENT]: { key: ['Name'], like: 'ssm:GetDocument $', besides: ['LatestVersion'] } },
  {
    GetDocument: {
      effect: 'read',
      input: ['Name', 'DocumentVersion', 'DocumentFormat'],
      resource: documentArn,
      run: (input, call) => withoutMembers({ DocumentVersion: '1', ...documentOf(input, call) }, 'LatestVersion'),
    },
    /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateDocument.html */
    UpdateDocument: {
      effect: 'write',
      input: ['Name', 'Content', 'DocumentVersion', 'DocumentFormat'],
      resource: documentArn,
      run: (input, call) => {
        const document = documentOf(input, call);
        if (document.Content === input.Content)
          throw new ServiceError('DuplicateDocumentContent', 'The content of the document is that of a version there is.');
        const version = String(Number(document.LatestVersion ?? document.DocumentVersion ?? '1') + 1);
        Object.assign(document, { Content: input.Content, LatestVersion: version });
        follow(document, call);
        return { DocumentDescription: { Name: document.Name, DocumentVersion: document.DocumentVersion ?? '1', LatestVersion: version, Status: 'Updating' } };
      },
    },
    UpdateDocumentDefaultVersion: {
      effect: 'write',
      input: ['Name', 'DocumentVersion'],
      resource: documentArn,
      run: (input, call) => {
        const document = documentOf(input, call);
        if (input.DocumentVersion !== document.LatestVersion) throw new ServiceError('InvalidDocumentVersion', 'The document has no such version.');
        document.DocumentVersion = String(input.DocumentVersion);
        return { Description: { Name: document.Name, DefaultVersion: document.DocumentVersion } };
      },
    },
  },
);

/** The state of a calendar goes by its events, from its last change on. */
function follow({ Name: name, Content: content }: Stated, call: StatedCall): void {
  const text = String(content);
  const set = (State: 'OPEN' | 'CLOSED') => void call.store.put(CALENDAR, call.region, { Name: name!, State });
  set('OPEN');
  for (const [, event] of text.matchAll(/BEGIN:VEVENT\r\n([\s\S]*?)END:VEVENT/g)) {
    const [start, end] = ['DTSTART', 'DTEND'].map((key) => instantOf(new RegExp(`^${key}:(\\S+)$`, 'm').exec(event!.replaceAll('\r', ''))?.[1]));
    if (start === undefined || end === undefined || !(start < end)) throw new ServiceError('InvalidDocumentContent', 'An event of the calendar has no time.');
    const isCurrent = () => call.store.find(DOCUMENT, call.region, String(name))?.Content === text;
    const later = (instant: number, run: () => void) => call.after(Math.max(0, (instant - call.now.getTime()) / 1_000), () => isCurrent() && run());
    if (start <= call.now.getTime() && call.now.getTime() < end) set('CLOSED');
    else if (start > call.now.getTime()) later(start, () => set('CLOSED'));
    if (end > call.now.getTime()) later(end, () => set('OPEN'));
  }
}

/** `20260302T080000Z` */
function instantOf(text: string | undefined): number | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '') ?? [];
  return year === undefined ? undefined : Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

function documentOf(input: CallInput, call: StatedCall): Stated {
  return call.existing(DOCUMENT, String(input.Name), new ServiceError('InvalidDocument', `Document with name ${String(input.Name)} does not exist.`));
}

function documentArn(input: CallInput, call: StatedCall): string {
  return call.arn(`document/${String(input.Name)}`);
}
