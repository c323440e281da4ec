import type { RunbookBindings } from '../model/model';
import { didYouMean } from '../problems/did-you-mean';
import type { Problem } from '../problems/problem';
import { entriesOf, propertyOf, textOf } from '../problems/untyped';
import type { ReadEnvironment } from './read-environment';

/** What an environment binds runbooks to, with names taken from its resources; absent when it says nothing. */
export function resolveBindings({ settings, source }: ReadEnvironment): { readonly bindings?: RunbookBindings; readonly problems: readonly Problem[] } {
  const written = settings?.runbooks;
  if (written === undefined || source === undefined) return { problems: [] };
  const resources = propertyOf(source.value, 'resources');
  const problems: Problem[] = [];
  const values: Record<string, string> = {};
  for (const [parameter, binding] of Object.entries(written.bindings ?? {})) {
    if (typeof binding === 'string') {
      values[parameter] = binding;
      continue;
    }
    const { resource, property } = binding;
    const found = propertyOf(resources, resource);
    const value = textOf(found, property);
    if (value !== undefined) {
      values[parameter] = value;
      continue;
    }
    const [key, received, known] =
      found === undefined
        ? (['resource', resource, entriesOf(resources)?.map(([name]) => name) ?? []] as const)
        : (['property', property, (entriesOf(found) ?? []).flatMap(([name, each]) => (typeof each === 'string' ? [name] : []))] as const);
    const meant = didYouMean(received, known);
    problems.push({
      code: 'CFG059',
      level: 'error',
      where: source.locate(['runbooks', 'bindings', parameter, key]),
      what: key === 'resource' ? `there is no resource ${resource} to bind ${parameter} to` : `${resource} has no text ${property} to bind ${parameter} to`,
      received,
      allowed: known.join(', '),
      change: meant === undefined ? 'name one of them, or write the name itself' : `write ${meant}`,
    });
  }
  return { bindings: { approvers: written.approvers ?? {}, values }, problems };
}
