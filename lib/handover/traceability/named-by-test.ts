/**
 * The part of a test file in which naming a requirement is a claim to prove it: in JavaScript and TypeScript the titles of `test`, `it` and
 * `describe` with the rows of their tables, elsewhere what is no comment. A comment is not run, and a document beside tests neither.
 */
export function claimsOf(path: string, text: string): string {
  if (/\.(?:tsx?|mjs|js)$/.test(path)) return titlesIn(text).join('\n');
  if (/\.(?:ya?ml|py|rb|feature)$/.test(path)) return text.replace(/(^|\s)#.*$/gm, '');
  return path.endsWith('.md') ? '' : text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '');
}

/** Comments, strings, templates, regular expressions, words, arrows, and any other character. */
const TOKEN =
  /(?<comment>\/\/.*|\/\*[\s\S]*?\*\/)|(?<string>'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|\$\{(?:[^{}`]|`[^`]*`|\{[^{}]*\})*\}|[^`\\])*`)|(?<regex>(?<=[(,=:[!&|?{};>]\s*|\breturn\s+)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])*\/)|(?<word>[\w$]+)|(?<arrow>=>)|(?<other>\S)/g;

/** A bracket that is open: whether strings in it are of a title, whether a test is called with it, and whether the text is in a function by now. */
interface Bracket {
  readonly opens: string;
  readonly isTitle: boolean;
  readonly ofTest: boolean;
  inFunction: boolean;
}

/** The strings that are arguments of `test`, `it` and `describe`, or stand in their tables, and in no function. */
function titlesIn(text: string): readonly string[] {
  const titles: string[] = [];
  const open: Bracket[] = [];
  /** The last token was `test`, or what is called of it: `test.each`, `test.each([…])`. */
  let ofTest = false;
  let before = '';
  for (const { 0: token, groups: { comment, string, word, arrow, other } = {} } of text.matchAll(TOKEN)) {
    if (comment !== undefined) continue;
    const top = open.at(-1);
    const isTitle = top?.isTitle === true && !top.inFunction;
    if (string !== undefined) {
      const isTable: boolean = ofTest && string.startsWith('`');
      if (isTitle || isTable) titles.push(string);
      ofTest = isTable;
    } else if (word !== undefined) {
      ofTest = before === '.' ? ofTest : /^(?:test|it|describe)$/.test(word);
      if (word === 'function' && top !== undefined) top.inFunction = true;
    } else if (arrow !== undefined) {
      if (top !== undefined) top.inFunction = true;
      ofTest = false;
    } else if (other === '(' || other === '[' || other === '{' || (other === '<' && (ofTest || top?.opens === '<'))) {
      open.push({ opens: other, isTitle: other !== '<' && (isTitle || (ofTest && other === '(')), ofTest, inFunction: false });
      ofTest = false;
    } else if (other === ')' || other === ']' || other === '}' || (other === '>' && top?.opens === '<')) {
      ofTest = open.pop()?.ofTest === true;
    } else {
      if (other === ',' && top !== undefined) top.inFunction = false;
      ofTest = ofTest && other === '.';
    }
    before = token;
  }
  return titles;
}
