import type { OnCall } from '../model/model';
import { hasErrors, type Problem } from '../problems/problem';
import { entriesOf, propertyOf } from '../problems/untyped';
import { completenessProblems } from './on-call-completeness';
import { toOnCallModel } from './on-call-model';
import { idlePeople, referenceProblems } from './on-call-references';
import { onCallSchema } from './on-call-schema';
import { isMissing, readSource, type ConfigurationFiles } from './read-source';
import { translateIssues } from './translate-issues';

/** `on-call.yaml` as far as it could be read. */
export interface ReadOnCall {
  /** Only when the file is there and nothing in it is an error. */
  readonly onCall?: OnCall;
  /** Names of its people; none where there is no such file, undefined when it cannot be determined which there are. */
  readonly people?: readonly string[];
  readonly problems: Problem[];
}

/** Reads `on-call.yaml`. A configuration may do without: then nobody is notified, which is for the checks to say. */
export function readOnCall(file: string, files: ConfigurationFiles): ReadOnCall {
  if (isMissing(file, files)) return { people: [], problems: [] };
  const { source, problems } = readSource(file, files);
  if (source === undefined) return { problems };
  const checked = onCallSchema.safeParse(source.value);
  if (!checked.success) problems.push(...translateIssues(source, checked.error.issues));
  problems.push(...completenessProblems(source), ...referenceProblems(source));
  const people = entriesOf(propertyOf(source.value, 'people'))?.map(([name]) => name);
  if (!checked.success || hasErrors(problems)) return { people, problems };
  return { people, onCall: toOnCallModel(checked.data), problems: [...problems, ...idlePeople(source)] };
}
