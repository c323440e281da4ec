import { MAX_RULE_ELEMENTS, type AlarmRule, type AlarmRuleState, type AtLeastCount } from './alarm-rule';
import { AlarmRuleSyntaxError, tokenizeAlarmRule, type AlarmRuleToken } from './tokenize-alarm-rule';

const STATES: ReadonlySet<string> = new Set<AlarmRuleState>(['ALARM', 'OK', 'INSUFFICIENT_DATA']);

/**
 * Parses an AlarmRule. AND and OR in one list without parentheses are refused: AWS does not document which binds
 * tighter, so such a rule means nothing one could rely on. NOT binds to the operand directly after it.
 *
 * @throws AlarmRuleSyntaxError naming what was expected, what stood there, and where
 */
export function parseAlarmRule(rule: string): AlarmRule {
  return new AlarmRuleParser(rule).parse();
}

/**
 * Elements of a rule as its limit counts them: child alarms, TRUE, FALSE and parentheses that group. AWS does not say
 * whether a pair of parentheses is one element or two; two is counted, so that a rule that passes here passes there.
 *
 * @throws AlarmRuleSyntaxError when the text is not a rule
 */
export function countElements(rule: string): number {
  const parser = new AlarmRuleParser(rule);
  parser.parse();
  return parser.elements;
}

class AlarmRuleParser {
  elements = 0;
  readonly #tokens: readonly AlarmRuleToken[];
  #next = 0;
  #depth = 0;

  constructor(rule: string) {
    this.#tokens = tokenizeAlarmRule(rule);
  }

  parse(): AlarmRule {
    const rule = this.#expression();
    this.#expect('end', 'AND, OR or the end of the rule');
    return rule;
  }

  #expression(): AlarmRule {
    const first = this.#operand();
    const operator = this.#peek();
    if (!isWord(operator, 'AND') && !isWord(operator, 'OR')) return first;
    const operands = [first];
    while (isWord(this.#peek(), operator.text)) {
      this.#take();
      operands.push(this.#operand());
    }
    const other = this.#peek();
    if (isWord(other, 'AND') || isWord(other, 'OR')) {
      throw new AlarmRuleSyntaxError(
        `${operator.text} and ${other.text} are mixed without parentheses, and their precedence is not documented`,
        other.position,
      );
    }
    return { kind: operator.text === 'AND' ? 'and' : 'or', operands };
  }

  #operand(): AlarmRule {
    // No valid rule nests deeper than it may have elements; the bound keeps nonsense from exhausting the stack.
    if (this.#depth >= MAX_RULE_ELEMENTS) {
      throw new AlarmRuleSyntaxError(`nested deeper than ${MAX_RULE_ELEMENTS} levels`, this.#peek().position);
    }
    this.#depth += 1;
    const operand = this.#operandAtDepth();
    this.#depth -= 1;
    return operand;
  }

  #operandAtDepth(): AlarmRule {
    const token = this.#take();
    if (token.kind === '(') {
      const inner = this.#expression();
      this.#expect(')', 'a closing parenthesis');
      this.elements += 2;
      return inner;
    }
    if (isWord(token, 'NOT')) return { kind: 'not', operand: this.#operand() };
    if (isWord(token, 'AT_LEAST')) return this.#atLeast();
    if (isWord(token, 'TRUE') || isWord(token, 'FALSE')) {
      this.elements += 1;
      return { kind: 'constant', value: token.text === 'TRUE' };
    }
    if (isState(token)) {
      this.#expect('(', `an opening parenthesis after ${token.text}`);
      const alarm = this.#alarm();
      this.#expect(')', 'a closing parenthesis after the alarm');
      return { kind: 'state', state: token.text, alarm };
    }
    throw unexpected(token, 'ALARM(…), OK(…), INSUFFICIENT_DATA(…), AT_LEAST(…), TRUE, FALSE, NOT or a parenthesis');
  }

  #atLeast(): AlarmRule {
    this.#expect('(', 'an opening parenthesis after AT_LEAST');
    const countToken = this.#take();
    const count = readCount(countToken);
    this.#expect(',', 'a comma after the count of AT_LEAST');
    const negated = isWord(this.#peek(), 'NOT');
    if (negated) this.#take();
    const state = this.#take();
    if (!isState(state)) throw unexpected(state, 'ALARM, OK, INSUFFICIENT_DATA or NOT and one of them');
    this.#expect(',', 'a comma after the state of AT_LEAST');
    this.#expect('(', 'the parenthesised alarms of AT_LEAST');
    const alarms = [this.#alarm()];
    while (this.#peek().kind === ',') {
      this.#take();
      alarms.push(this.#alarm());
    }
    this.#expect(')', 'a comma or a closing parenthesis after the alarm');
    this.#expect(')', 'a closing parenthesis after AT_LEAST');
    if (count.unit === 'alarms' && count.amount > alarms.length) {
      const listed = alarms.length === 1 ? 'only one alarm is' : `only ${alarms.length} alarms are`;
      throw new AlarmRuleSyntaxError(`AT_LEAST asks for ${count.amount}, but ${listed} listed`, countToken.position);
    }
    return { kind: 'at least', count, state: state.text, negated, alarms };
  }

  #alarm(): string {
    const token = this.#take();
    if ((token.kind !== 'word' && token.kind !== 'quoted') || token.text === '') {
      throw unexpected(token, 'the name or ARN of an alarm');
    }
    this.elements += 1;
    return token.text;
  }

  #peek(): AlarmRuleToken {
    return this.#tokens[this.#next]!;
  }

  #take(): AlarmRuleToken {
    const token = this.#peek();
    if (token.kind !== 'end') this.#next += 1;
    return token;
  }

  #expect(kind: AlarmRuleToken['kind'], wanted: string): void {
    const token = this.#take();
    if (token.kind !== kind) throw unexpected(token, wanted);
  }
}

function readCount(token: AlarmRuleToken): AtLeastCount {
  const match = token.kind === 'word' ? /^(\d+)(%?)$/.exec(token.text) : null;
  const amount = Number(match?.[1]);
  const unit = match?.[2] === '%' ? 'percent' : 'alarms';
  if (match === null || amount < 1 || (unit === 'percent' && amount > 100)) {
    throw unexpected(token, 'a number of alarms from 1 or a percentage from 1% to 100%');
  }
  return { amount, unit };
}

function isWord(token: AlarmRuleToken, text: string): boolean {
  return token.kind === 'word' && token.text === text;
}

function isState(token: AlarmRuleToken): token is AlarmRuleToken & { readonly text: AlarmRuleState } {
  return token.kind === 'word' && STATES.has(token.text);
}

function unexpected(token: AlarmRuleToken, wanted: string): AlarmRuleSyntaxError {
  const found = token.kind === 'end' ? 'the rule ends' : `found ${JSON.stringify(token.text)}`;
  return new AlarmRuleSyntaxError(`expected ${wanted}, but ${found}`, token.position);
}
