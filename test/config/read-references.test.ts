import { readFileSync } from 'node:fs';
import { readReferences } from '../../lib/config/read-references';

const SEEDED = `references:
  - title: Operations specification
    document: docs/06-operations-spec.md
  - title: Partner portal runbook
    runbook: partner-portal-outage
  - title: Migration guide
    external: https://wiki.example.com/migration
    for: [deployment, migration]
`;

const read = (text: string | undefined, documents: readonly string[] = ['docs/06-operations-spec.md']) => {
  const files = new Map(documents.map((path) => [path, '']));
  if (text !== undefined) files.set('runbooks/references.yaml', text);
  return readReferences('runbooks', ['partner-portal-outage'], filesOf(files));
};
/** A project as its files by path. */
function filesOf(files: ReadonlyMap<string, string>) {
  const listFiles = (folder: string) => {
    const names = [...files.keys()].filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
    if (names.length === 0) throw new Error(`no folder ${folder}`);
    return names.filter((name) => !name.includes('/'));
  };
  return { readFile: (path: string) => files.get(path)!, listFiles };
}
const codes = (text: string, documents?: readonly string[]) =>
  read(text, documents).problems.map(({ code, level, where: { line }, what }) => `${level} ${code} :${line} ${what}`);

test('the inventory has runbooks, documents and addresses, each with what it is for (000-02, 004-14)', () => {
  expect(read(SEEDED).references).toEqual([
    { kind: 'document', title: 'Operations specification', at: 'docs/06-operations-spec.md', categories: [] },
    { kind: 'ssm', title: 'Partner portal runbook', at: 'partner-portal-outage', categories: [] },
    { kind: 'external', title: 'Migration guide', at: 'https://wiki.example.com/migration', categories: ['deployment', 'migration'] },
  ]);
});

test('an address is a warning; a file or a runbook that is not there is an error (000-02, 004-14)', () => {
  const EXTERNAL = 'warning RUN006 :7 what stands at an address is checked by nobody';
  expect(codes(SEEDED)).toEqual([EXTERNAL]);
  expect(codes(SEEDED, ['docs/other.md'])).toEqual(['error RUN005 :3 there is no file docs/06-operations-spec.md', EXTERNAL]);
  expect(codes(SEEDED, [])).toEqual(['error RUN005 :3 there is no file docs/06-operations-spec.md', EXTERNAL]);
  expect(codes(SEEDED.replace('partner-portal-outage', 'partner-portal-outages'))).toEqual([
    'error RUN005 :5 there is no runbook partner-portal-outages',
    EXTERNAL,
  ]);
});

test('the document that automation begins with is referred to, and found when it is gone (002-81)', () => {
  const written = readFileSync('runbooks/references.yaml', 'utf8');
  const documents = [...written.matchAll(/document: (.*)/g)].map(([, path]) => path!);
  const { references } = read(written, documents);
  const begins = references.find(({ categories }) => categories.includes('automation'))!;
  expect(readFileSync(begins.at, 'utf8')).toMatch(/supervis/i);
  expect(codes(written, documents)).toEqual([]);
  const left = documents.filter((path) => path !== begins.at);
  expect(codes(written, left)).toEqual([expect.stringMatching(`error RUN005 :\\d+ there is no file ${begins.at}`)]);
});

test('without the file there are no references', () => {
  expect(read(undefined)).toEqual({ references: [], problems: [] });
});

test.each([
  ['leads nowhere', '  - title: A\n', 'CFG014'],
  ['leads to two things', '  - { title: A, runbook: partner-portal-outage, external: "https://a.example" }\n', 'CFG014'],
  ['leaves the project', '  - { title: A, document: ../secret.md }\n', 'RUN017'],
  ['is not https', '  - { title: A, external: "http://a.example" }\n', 'RUN017'],
])('a reference that %s is refused', (_what, entry, code) => {
  expect(read(`references:\n${entry}`)).toMatchObject({ references: [], problems: [{ level: 'error', code }] });
});
