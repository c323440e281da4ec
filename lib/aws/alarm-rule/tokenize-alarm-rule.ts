/** A piece of a rule with the place it starts at, counted in characters from 0. */
export interface AlarmRuleToken {
  readonly kind: 'word' | 'quoted' | '(' | ')' | ',' | 'end';
  /** The word, or the quoted text without quotes and escapes. */
  readonly text: string;
  readonly position: number;
}

/** Thrown for text that is not an alarm rule. `position` counts characters from 0. */
export class AlarmRuleSyntaxError extends Error {
  override readonly name = 'AlarmRuleSyntaxError';

  constructor(
    readonly what: string,
    readonly position: number,
  ) {
    super(`${what}, at character ${position + 1}`);
  }
}

const WORD = /[^\s(),"]+/y;
// Only \" is documented as an escape, so any other backslash stands for itself.
const QUOTED = /"((?:\\"|[^"\\]|\\(?!"))*)"/y;

/** Cuts a rule into words, quoted texts, brackets and commas; the last token is always `end`. */
export function tokenizeAlarmRule(rule: string): AlarmRuleToken[] {
  const tokens: AlarmRuleToken[] = [];
  let position = 0;
  while (position < rule.length) {
    const character = rule[position]!;
    if (/\s/.test(character)) {
      position += 1;
    } else if (character === '(' || character === ')' || character === ',') {
      tokens.push({ kind: character, text: character, position });
      position += 1;
    } else {
      const token = character === '"' ? readQuoted(rule, position) : readWord(rule, position);
      tokens.push(token.token);
      position = token.end;
    }
  }
  tokens.push({ kind: 'end', text: '', position: rule.length });
  return tokens;
}

function readWord(rule: string, position: number): { token: AlarmRuleToken; end: number } {
  WORD.lastIndex = position;
  const text = WORD.exec(rule)![0];
  return { token: { kind: 'word', text, position }, end: position + text.length };
}

function readQuoted(rule: string, position: number): { token: AlarmRuleToken; end: number } {
  QUOTED.lastIndex = position;
  const match = QUOTED.exec(rule);
  if (match === null) throw new AlarmRuleSyntaxError('the quote is never closed', position);
  return {
    token: { kind: 'quoted', text: match[1]!.replaceAll('\\"', '"'), position },
    end: position + match[0].length,
  };
}
