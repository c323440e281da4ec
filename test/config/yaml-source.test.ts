import { MAX_DEPTH, MAX_FILE_CHARACTERS, readYaml } from '../../lib/config/yaml-source';

const TEXT = `# a comment first
shop:
  items:
    - name: tea
      price: 2.50
    - { name: "cake", price: }
  "odd key": &anchor
    inside: 1
  again: *anchor
`;

describe('positions in YAML', () => {
  const { source } = readYaml('shop.yaml', TEXT);
  const at = (path: (string | number)[], part?: 'key') => {
    const { line, column } = source!.locate(path, part);
    return `${line}:${column}`;
  };

  test.each<[string, (string | number)[], 'key' | undefined, string]>([
    ['a value', ['shop', 'items', 0, 'price'], undefined, '5:14'],
    ['its key', ['shop', 'items', 0, 'price'], 'key', '5:7'],
    ['an entry of a list', ['shop', 'items', 0], undefined, '4:7'],
    ['a value in flow style', ['shop', 'items', 1, 'name'], undefined, '6:15'],
    ['a missing key is at its parent', ['shop', 'items', 0, 'colour'], undefined, '4:7'],
    ['a missing parent is at what should hold it', ['shop', 'owners', 0, 'name'], undefined, '3:3'],
    ['a missing entry of a list is at the list', ['shop', 'items', 7], undefined, '4:5'],
    ['something behind an alias is where it was written', ['shop', 'again', 'inside'], undefined, '8:13'],
    ['the document', [], undefined, '2:1'],
  ])('%s', (_, path, part, expected) => {
    expect(at(path, part)).toBe(expected);
  });

  test('paths are written as in JavaScript, with odd keys quoted', () => {
    expect(source!.locate(['shop', 'odd key', 'inside']).path).toBe('shop["odd key"].inside');
    expect(source!.locate(['shop', 'items', 1, 'name']).path).toBe('shop.items[1].name');
  });

  test.each<[string, (string | number)[], string | undefined]>([
    ['a number keeps its digits', ['shop', 'items', 0, 'price'], '2.50'],
    ['text keeps its quotes', ['shop', 'items', 1, 'name'], '"cake"'],
    ['an empty value', ['shop', 'items', 1, 'price'], 'nothing'],
    ['a list', ['shop', 'items'], 'a list of 2'],
    ['a map', ['shop', 'items', 0], 'a map with name, price'],
    ['nothing at all', ['shop', 'colour'], undefined],
  ])('%s is shown as it is written', (_, path, expected) => {
    expect(source!.written(path)).toBe(expected);
  });

  test('long values are cut', () => {
    const long = readYaml('a.yaml', `text: ${'x'.repeat(500)}`).source!;
    expect(long.written(['text'])).toHaveLength(80);
  });
});

describe('hostile YAML', () => {
  const codes = (text: string) => readYaml('a.yaml', text).problems.map((problem) => problem.code);

  test('is read up to the greatest depth and refused above it', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(codes(nested(MAX_DEPTH - 10))).toEqual([]);
    expect(codes(nested(MAX_DEPTH + 10))).toEqual(['CFG008']);
    // Far beyond what a recursive reader survives: refused before one sees it.
    expect(codes('['.repeat(200_000))).toEqual(['CFG008']);
    expect(codes('- '.repeat(200_000))).toEqual(['CFG008']);
  });

  test('is refused above the greatest size', () => {
    const comment = (characters: number) => `a: 1\n#${'x'.repeat(characters - 6)}`;
    expect(codes(comment(MAX_FILE_CHARACTERS))).toEqual([]);
    expect(codes(comment(MAX_FILE_CHARACTERS + 1))).toEqual(['CFG008']);
  });

  test('a key given twice does not hide what else is wrong', () => {
    const { source, problems } = readYaml('a.yaml', 'a: 1\na: 2\n');
    expect(problems).toMatchObject([{ code: 'CFG005', where: { line: 2, column: 1 } }]);
    expect(source?.value).toEqual({ a: 2 });
    expect(source?.locate(['a'])).toMatchObject({ line: 2, column: 4 });
  });
});
