import { code, joined, paragraph, table, type Block, type Section, type Text } from '../document';
import { isProved, type TracedRequirement } from './requirement';

/** At most this many paths stand in a cell: where a requirement is used everywhere, a search finds the others. Our choice. */
const SHOWN = 4;

/** The traceability matrix: every requirement with where it is named. Requirement 001-15. */
export function matrixSections(requirements: readonly TracedRequirement[]): readonly Section[] {
  const proved = requirements.filter(isProved);
  const open = requirements.filter((requirement) => !isProved(requirement));
  return [
    {
      heading: 'State',
      blocks: [paragraph(`${proved.length} of ${requirements.length} requirements are named by a test, ${runsText(proved)}; ${open.length} are open.`)],
    },
    { heading: 'Proved', blocks: [matrixTable(proved)] },
    ...(open.length === 0 ? [] : [{ heading: 'Open', blocks: [matrixTable(open)] }]),
  ];
}

function matrixTable(requirements: readonly TracedRequirement[]): Block {
  return table(
    ['Requirement', 'What', 'Code', 'Runbooks', 'Documents', 'Tests', 'Last result'],
    requirements.map((requirement) => [
      requirement.id,
      requirement.text,
      paths(requirement.code),
      paths(requirement.runbooks),
      paths(requirement.documents),
      paths(requirement.tests.map(({ path }) => path)),
      resultText(requirement),
    ]),
  );
}

function paths(all: readonly string[]): Text {
  if (all.length === 0) return 'none';
  const shown = joined(all.slice(0, SHOWN).map((path) => code(path)));
  return all.length <= SHOWN ? shown : joined([shown, `${all.length - SHOWN} more`]);
}

/** What is known of runs of the tests; naming alone says nothing of them. */
function runsText(proved: readonly TracedRequirement[]): string {
  const ran = proved.filter(({ tests }) => tests.some(({ result }) => result === 'passed')).length;
  return ran === 0 ? 'whose results were not given' : `${ran} of them by one that passed in the run that was given`;
}

function resultText({ tests }: TracedRequirement): string {
  const known = tests.flatMap(({ result }) => result ?? []);
  if (known.length === 0) return tests.length === 0 ? 'no test' : 'not given';
  return known.includes('failed') ? 'failed' : `passed (${known.length} of ${tests.length})`;
}
