import type { PostmortemContent } from './incident-event';

const SECTIONS = ['overview', 'timeline', 'rootCause', 'lessons'] as const;

/** What keeps a postmortem from being one, as sentences; empty when it is complete. Requirements 003-25, 003-41. */
export function missingInPostmortem(content: PostmortemContent): readonly string[] {
  const { actions, noPreventionBecause } = content;
  const sections = SECTIONS.filter((section) => content[section].trim() === '').map((section) => `${section} is empty`);
  const incomplete = actions.flatMap(({ what, owner }, index) =>
    what.trim() === '' || owner.trim() === '' ? [`action ${index + 1} needs a text and an owner`] : [],
  );
  const prevents = actions.some(({ kind }) => kind === 'prevent') || (noPreventionBecause ?? '').trim() !== '';
  return [...sections, ...incomplete, ...(prevents ? [] : ['no action prevents it from happening again, and no reason says why'])];
}
