/**
 * Search expressions: which metrics `{AWS/Lambda,FunctionName} MetricName="Errors"` finds.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */

import { NotSimulatedError } from '../aws/errors';

/** A metric as ListMetrics has it. */
export interface ListedMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

type Test = (metric: ListedMetric) => boolean;

/** Metrics that one search gives at most. */
const MOST_FOUND = 500;

/**
 * The metrics that a search finds, in the order of their names.
 *
 * @throws NotSimulatedError for what is no search expression
 */
export function findMetrics(search: string, listed: readonly ListedMetric[]): readonly ListedMetric[] {
  const [, schema, terms = ''] = /^\s*(?:\{([^}]*)\})?([^]*)$/.exec(search)!;
  const inSchema = schema === undefined ? () => true : schemaTest(schema);
  const matches = new TermReader(tokensOf(terms), search).read();
  const key = (metric: ListedMetric) => [metric.namespace, metric.metricName, ...Object.entries(metric.dimensions).flat()].join('\u0000');
  return listed
    .filter((metric) => inSchema(metric) && matches(metric))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
    .slice(0, MOST_FOUND);
}

/** A namespace and the names of all dimensions a metric has. */
function schemaTest(schema: string): Test {
  const [namespace, ...names] = splitNames(schema);
  const wanted = JSON.stringify([...names].sort());
  return (metric) => metric.namespace === namespace && JSON.stringify(Object.keys(metric.dimensions).sort()) === wanted;
}

function splitNames(schema: string): readonly string[] {
  return [...schema.matchAll(/"([^"]*)"|([^,"]+)/g)].map(([, quoted, bare]) => quoted ?? bare!.trim()).filter((name) => name !== '');
}

type TokenKind = '(' | ')' | '=' | 'word' | 'exact';
interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

function tokensOf(terms: string): readonly Token[] {
  return [...terms.matchAll(/"([^"]*)"|([()=])|([^\s()="]+)/g)].map(([, exact, sign, word]): Token =>
    exact !== undefined ? { kind: 'exact', text: exact } : sign !== undefined ? { kind: sign as TokenKind, text: sign } : { kind: 'word', text: word! },
  );
}

/** Reads terms: OR binds weaker than AND, which may be left out; `name=` says where a value is looked for. */
class TermReader {
  #at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly search: string,
  ) {}

  read(): Test {
    if (this.tokens.length === 0) return () => true;
    const test = this.#either(anywhere);
    return this.#at === this.tokens.length ? test : this.#refuse();
  }

  #either(textsOf: TextsOf): Test {
    const tests = [this.#all(textsOf)];
    while (this.#takeWord('OR')) tests.push(this.#all(textsOf));
    return (metric) => tests.some((test) => test(metric));
  }

  #all(textsOf: TextsOf): Test {
    const tests = [this.#one(textsOf)];
    for (;;) {
      const next = this.tokens[this.#at];
      if (next === undefined || next.kind === ')' || isWord(next, 'OR')) return (metric) => tests.every((test) => test(metric));
      this.#takeWord('AND');
      tests.push(this.#one(textsOf));
    }
  }

  #one(textsOf: TextsOf): Test {
    if (this.#takeWord('NOT')) {
      const test = this.#one(textsOf);
      return (metric) => !test(metric);
    }
    const token = this.tokens[this.#at++];
    if (token?.kind === '(') {
      const test = this.#either(textsOf);
      if (this.tokens[this.#at++]?.kind !== ')') this.#refuse();
      return test;
    }
    if ((token?.kind !== 'word' && token?.kind !== 'exact') || isWord(token, 'OR') || isWord(token, 'AND')) return this.#refuse();
    if (this.tokens[this.#at]?.kind === '=') {
      this.#at++;
      return this.#one(inProperty(token.text));
    }
    return token.kind === 'exact' ? (metric) => textsOf(metric).includes(token.text) : (metric) => textsOf(metric).some((text) => holdsWord(text, token.text));
  }

  #takeWord(word: string): boolean {
    const isNext = isWord(this.tokens[this.#at], word);
    if (isNext) this.#at++;
    return isNext;
  }

  #refuse(): never {
    throw new NotSimulatedError(`search expression ${this.search}`);
  }
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text === word;
}

type TextsOf = (metric: ListedMetric) => readonly string[];

const anywhere: TextsOf = ({ namespace, metricName, dimensions }) => [namespace, metricName, ...Object.entries(dimensions).flat()];

function inProperty(name: string): TextsOf {
  if (name === 'MetricName') return ({ metricName }) => [metricName];
  if (name === 'Namespace') return ({ namespace }) => [namespace];
  return ({ dimensions }) => (Object.hasOwn(dimensions, name) ? [dimensions[name]!] : []);
}

/** A term without quotation marks is looked for in parts, whatever its case: names are cut at signs and where capitals begin. */
function holdsWord(text: string, word: string): boolean {
  const parts = new Set(partsOf(text));
  return partsOf(word).every((part) => parts.has(part));
}

function partsOf(text: string): readonly string[] {
  return (text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((part) => part.toLowerCase());
}
