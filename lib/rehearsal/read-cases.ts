import type { JsonObject, JsonValue } from '../aws/cloudformation/template';
import { RUNBOOK_SHAPE_CODES } from '../config/read-runbook';
import { readSource, type ConfigurationFiles } from '../config/read-source';
import { statedResourcesOf } from '../config/stated-resource-schema';
import { translateIssues } from '../config/translate-issues';
import type { YamlSource } from '../config/yaml-source';
import { hasErrors, sortProblems, type Problem } from '../problems/problem';
import { STATED_KINDS } from '../simulator/services/stated/registry';
import { statedProblems, type StatedResource } from '../simulator/services/stated/stated-resources';
import { casesSchema, type WrittenCases } from './case-schema';
import type { RunbookCase, StatedFunction } from './runbook-case';

const HOUR_SECONDS = 3_600;

/** Reads the cases of a runbook from its folder. Without cases there is at least one problem. */
export function readCases(folder: string, files: ConfigurationFiles): { readonly cases?: readonly RunbookCase[]; readonly problems: readonly Problem[] } {
  const { source, problems } = readSource(`${folder}/cases.yaml`, files);
  if (source === undefined) return { problems };
  const parsed = casesSchema.safeParse(source.value);
  if (!parsed.success) return { problems: sortProblems([...problems, ...translateIssues(source, parsed.error.issues, RUNBOOK_SHAPE_CODES)]) };
  const all = sortProblems([...problems, ...resourceProblems(source, parsed.data), ...idProblems(source, parsed.data)]);
  return hasErrors(all) ? { problems: all } : { cases: parsed.data.cases.map((written) => caseOf(written, parsed.data)), problems: all };
}

function caseOf(written: WrittenCases['cases'][number], all: WrittenCases): RunbookCase {
  const { id, kind, parameters = {}, account, functions, failing = [], people = [], meanwhile = [], startAgainAt, assume, expect } = written;
  const forSeconds = written.for ?? HOUR_SECONDS;
  return {
    id,
    kind,
    parameters,
    account: together(statedResourcesOf(all.account), statedResourcesOf(account)),
    functions: functionsOf({ ...all.functions, ...functions }),
    failing: failing.map(({ call, error, at = 0, for: duration }) => {
      const [service = '', operation = ''] = call.split(':');
      return { service, operation, error, fromSeconds: at, forSeconds: duration ?? forSeconds };
    }),
    people: people.map(({ at, by, does }) => ({ atSeconds: at, by, does })),
    meanwhile: meanwhile.map((change) => ({ atSeconds: change.at, account: statedResourcesOf(change.account) })),
    startAgainAtSeconds: startAgainAt ?? [],
    forSeconds,
    assume,
    expect: {
      status: expect.status,
      ...(expect.reads !== undefined && { reads: expect.reads }),
      writes: expect.writes,
      says: expect.says ?? [],
      outputs: expect.outputs ?? {},
      after: statedResourcesOf(expect.after),
    },
  };
}

function functionsOf(written: Readonly<Record<string, JsonValue>>): readonly StatedFunction[] {
  return Object.entries(written).map(([name, answer]) => ({ name, answer }));
}

/** A resource of the case takes the place of one with its kind and key; `none` that of all of its kind. */
function together(all: readonly StatedResource[], ofCase: readonly StatedResource[]): readonly StatedResource[] {
  const emptied = new Set(ofCase.filter(({ members }) => members === undefined).map(({ kind }) => kind));
  const own = new Set(ofCase.map(identity));
  return [...all.filter((resource) => !emptied.has(resource.kind) && !own.has(identity(resource))), ...ofCase];
}

function identity({ kind, members }: StatedResource): string {
  return JSON.stringify([kind, ...(STATED_KINDS[kind]?.key ?? []).map((name) => members?.[name])]);
}

function resourceProblems(source: YamlSource, { account = [], cases }: WrittenCases): Problem[] {
  const lists: readonly (readonly [readonly JsonObject[], readonly (string | number)[]])[] = [
    [account, ['account']],
    ...cases.flatMap(({ account: more = [], meanwhile = [], expect: { after = [] } }, index) => [
      [more, ['cases', index, 'account']] as const,
      ...meanwhile.map((change, position) => [change.account, ['cases', index, 'meanwhile', position, 'account']] as const),
      [after, ['cases', index, 'expect', 'after']] as const,
    ]),
  ];
  return lists.flatMap(([resources, path]) =>
    statedResourcesOf(resources).flatMap((resource, index) =>
      statedProblems(STATED_KINDS, resource).map((what): Problem => ({
        code: 'RUN018',
        level: 'error',
        where: source.locate([...path, index]),
        what,
        received: source.written([...path, index]),
        change: 'state what exists in the words of its API',
      })),
    ),
  );
}

function idProblems(source: YamlSource, { cases }: WrittenCases): Problem[] {
  return cases.flatMap(({ id }, index): Problem[] =>
    cases.findIndex((other) => other.id === id) === index
      ? []
      : [
          {
            code: 'RUN019',
            level: 'error',
            where: source.locate(['cases', index, 'id']),
            what: 'two cases have this id',
            received: id,
            change: 'rename one of them',
          },
        ],
  );
}
