import { NotSimulatedError } from '../../../../lib/aws/errors';
import { readItem } from '../../../../lib/simulator/services/dynamodb/attribute-value';
import { holds } from '../../../../lib/simulator/services/dynamodb/condition';
import { parseCondition } from '../../../../lib/simulator/services/dynamodb/parse-condition';
import { Placeholders } from '../../../../lib/simulator/services/dynamodb/placeholders';

const ITEM = readItem(
  { id: { S: 'INC-9' }, n: { N: '10' }, alive: { BOOL: true }, who: { M: { list: { L: [{ S: 'ana' }] } } }, tags: { SS: ['a', 'b'] } },
  'Item',
);
const VALUES = { ':two': { N: '2' }, ':ten': { N: '10.0' }, ':text': { S: 'INC-' }, ':on': { BOOL: true }, ':ana': { S: 'ana' }, ':tags': { SS: ['b', 'a'] } };
const NAMES = { '#w': 'who', '#l': 'list', '#dotted': 'a.b' };

const parse = (expression: string) =>
  parseCondition(expression, 'ConditionExpression', new Placeholders({ ExpressionAttributeNames: NAMES, ExpressionAttributeValues: VALUES }, true));
const messageOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return 'no error';
};

test.each([
  // Numbers are compared as numbers, texts byte by byte, sets without their order, types never with each other.
  ['n = :ten', true],
  ['n <> :ten', false],
  ['n > :two', true],
  ['n < :two', false],
  ['n >= :ten', true],
  ['n <= :two', false],
  ['id > :text', true],
  ['id = :ten', false],
  ['id <> :ten', true],
  ['id < :ten', false],
  ['alive = :on', true],
  ['tags = :tags', true],
  ['n BETWEEN :two AND :ten', true],
  ['n between :ten and :ten', true],
  ['n IN (:two, :ten)', true],
  ['n IN (:two)', false],
  ['attribute_exists(id)', true],
  ['attribute_exists(gone)', false],
  ['attribute_not_exists(gone)', true],
  ['attribute_not_exists(id)', false],
  ['begins_with(id, :text)', true],
  ['begins_with(id, :ana)', false],
  ['begins_with(n, :text)', false],
  ['begins_with(gone, :text)', false],
  ['#w.#l[0] = :ana', true],
  ['attribute_exists(who.#l[1])', false],
  ['attribute_exists(n.x)', false],
  ['attribute_exists(#dotted)', false],
  // What is missing is equal to nothing, and so unequal to everything.
  ['gone = :two', false],
  ['gone <> :two', true],
  ['gone < :two', false],
  ['NOT gone = :two', true],
  // NOT before AND before OR.
  ['n = :two AND n = :two OR n = :ten', true],
  ['n = :two AND (n = :two OR n = :ten)', false],
  ['n = :ten OR n = :ten AND n = :two', true],
  ['NOT n = :two AND n = :ten', true],
  ['NOT (n = :two OR n = :ten)', false],
  ['not not n = :ten', true],
])('%s is %s', (expression, expected) => expect(holds(parse(expression), ITEM)).toBe(expected));

test.each([
  ['', 'The expression can not be empty;'],
  ['n = ', 'Syntax error; token: "<EOF>"'],
  ['n == :two', 'Syntax error; token: "="'],
  ['n = :two n', 'Syntax error; token: "n"'],
  ['n = "x"', 'Syntax error; token: """'],
  ['(n = :two', 'Syntax error; token: "<EOF>"'],
  ['((n = :two))', 'The expression has redundant parentheses;'],
  ['status = :two', 'Attribute name is a reserved keyword; reserved keyword: status'],
  ['n = :gone', 'An expression attribute value used in expression is not defined; attribute value: :gone'],
  ['#gone = :two', 'An expression attribute name used in the document path is not defined; attribute name: #gone'],
  ['begins_with(id, :two)', 'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N'],
  ['begins_with(id)', 'Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1'],
  ['n < :on', 'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL'],
  ['attribute_exists(:two)', 'Operator or function requires a document path; operator or function: attribute_exists'],
  ['n BETWEEN :ten AND :two', 'The BETWEEN operator requires upper bound to be greater than or equal to lower bound;'],
  ['n BETWEEN :two AND :text', 'The BETWEEN operator requires same data type for lower and upper bounds;'],
  [`${'n = :two OR '.repeat(400)}n = :two`, 'Expression size has exceeded the maximum allowed size'],
])('%s is refused as DynamoDB does', (expression, message) => {
  expect(messageOf(() => parse(expression))).toContain(`ValidationException: Invalid ConditionExpression: ${message}`);
});

test.each(['contains(id, :text)', 'size(id) > :two', 'n > size(id)'])('%s has a function that is not simulated, and is named', (expression) => {
  expect(() => parse(expression)).toThrow(NotSimulatedError);
  expect(() => parse(expression)).toThrow(/function (contains|size) in ConditionExpression/);
});

test('parentheses that are needed are none too many', () => {
  expect(holds(parse('((n = :ten) AND (id = :text)) OR alive = :on'), ITEM)).toBe(true);
});

test.each<[what: string, input: Readonly<Record<string, unknown>>, hasExpression: boolean, message: string]>([
  ['a name that is not used', { ExpressionAttributeNames: { '#a': 'a' } }, true, 'unused in expressions: keys: {#a}'],
  ['a value that is not used', { ExpressionAttributeValues: { ':a': { S: 'a' } } }, true, 'unused in expressions: keys: {:a}'],
  ['a name without an expression', { ExpressionAttributeNames: { '#a': 'a' } }, false, 'can only be specified when using expressions'],
  ['a name without its sign', { ExpressionAttributeNames: { a: 'a' } }, true, 'ExpressionAttributeNames contains invalid key'],
  ['no names', { ExpressionAttributeNames: {} }, true, 'ExpressionAttributeNames must not be empty'],
])('%s is refused', (_what, input, hasExpression, message) => {
  expect(messageOf(() => new Placeholders(input, hasExpression).checkAllUsed())).toContain(message);
});
