/** How a text is emphasised: `page` for who is woken, `faint` for what wakes nobody, and the outcomes. */
export type Emphasis = 'page' | 'faint' | 'passed' | 'failed' | 'could not tell';

/** Gives a text an emphasis. Which terminal has colours is for whoever prints to say. */
export type Paint = (emphasis: Emphasis, text: string) => string;

/** No colours: the text as it is. */
export const PLAIN: Paint = (_, text) => text;

/** Select Graphic Rendition of ECMA-48: bold red, faint, green, red, yellow. */
const CODES: Readonly<Record<Emphasis, string>> = { page: '1;31', faint: '2', passed: '32', failed: '31', 'could not tell': '33' };

/** Colours of a terminal. */
export const IN_COLOUR: Paint = (emphasis, text) => `\u001b[${CODES[emphasis]}m${text}\u001b[0m`;
