/** HTML as a value: text becomes part of a page only through {@link html}, which escapes it. */

/** Markup that may stand in a page as it is. */
export class Html {
  constructor(readonly text: string) {}
}

/** What can stand between tags or in a quoted attribute: text is escaped, markup is not, lists are joined, and nothing leaves nothing. */
export type Content = Html | string | number | undefined | false | readonly Content[];

/** Markup from a template; every value in it is escaped unless it is {@link Html}. Attributes are quoted with `"`. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  let text = strings[0]!;
  for (const [index, value] of values.entries()) text += textOf(value) + strings[index + 1]!;
  return new Html(text);
}

function textOf(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Html) return content.text;
  return typeof content === 'object' ? content.map(textOf).join('') : escapeHtml(String(content));
}

/** Text between tags or in a quoted attribute. Characters that no page may hold are replaced. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
