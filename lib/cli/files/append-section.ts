import { changeTogether } from './change-together';
import { readRecordText } from './json-lines';

/**
 * Adds paragraphs to the end of a Markdown file, which is made with a heading when it is missing. What is there stays as it is.
 *
 * @throws ProblemsError OUT002 when the file cannot be written, OUT003 when it is no text; nothing is changed then
 */
export function appendSection(file: string, heading: string, paragraphs: readonly string[]): void {
  changeTogether([
    {
      file,
      content: (before) => {
        const text = before === undefined ? heading : readRecordText(file, before, 'a Markdown file').trimEnd();
        return `${[text === '' ? heading : text, ...paragraphs].join('\n\n')}\n`;
      },
    },
  ]);
}
