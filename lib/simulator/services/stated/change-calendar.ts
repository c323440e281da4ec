import { ServiceError } from '../../../aws/errors';
import { stateAt } from '../../../maintenance/calendar/calendar-state';
import type { ChangeCalendar } from '../../../maintenance/calendar/change-calendar';
import { SECOND_MS, type Instant } from '../../../time/time';
import type { CallInput } from '../../core/service';
import { calendarIn } from '../ssm/calendar-content';
import type { Stated } from './stated-resources';
import { statedService, withoutMembers, type StatedCall } from './stated-service';

const DOCUMENT = 'ssm document';
const CALENDAR = 'ssm calendar';

/**
 * Documents with their text, of which change calendars are simulated: a new text decides their state from then on.
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
        const calendar = calendarIn(String(input.Content));
        Object.assign(document, { Content: input.Content, LatestVersion: version });
        follow(document, calendar, call);
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
function follow({ Name: name, Content: content }: Stated, calendar: ChangeCalendar, call: StatedCall): void {
  const isCurrent = () => call.store.find(DOCUMENT, call.region, String(name))?.Content === content;
  const setAt = (instant: Instant): void => {
    const { state, nextTransition } = stateAt(calendar, instant);
    call.store.put(CALENDAR, call.region, { Name: name!, State: state });
    if (nextTransition !== undefined) call.after((nextTransition - instant) / SECOND_MS, () => isCurrent() && setAt(nextTransition));
  };
  setAt(call.now.getTime());
}

function documentOf(input: CallInput, call: StatedCall): Stated {
  return call.existing(DOCUMENT, String(input.Name), new ServiceError('InvalidDocument', `Document with name ${String(input.Name)} does not exist.`));
}

function documentArn(input: CallInput, call: StatedCall): string {
  return call.arn(`document/${String(input.Name)}`);
}
