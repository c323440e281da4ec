import fc from 'fast-check';
import { matchesWildcard } from '../../../lib/aws/iam/condition';
import { readRunbooks } from '../../../lib/cli/files/read-runbooks';
import { patternGlobs } from '../../../lib/runbook/effects/pattern-globs';

test.each([
  ['^i-[0-9a-f]{17}$', ['i-*']],
  ['^edi-prod-[a-z-]+$', ['edi-prod-*']],
  ['^Z[A-Z0-9]{1,31}$', ['Z*']],
  ['^ab?c$', ['a*c']],
  ['^/ecs/[a-z]+$|^/aws/lambda/[a-z]+$', ['/ecs/*', '/aws/lambda/*']],
  [String.raw`^edi\.example\.com\.$`, ['edi.example.com.']],
  [String.raw`^v\d-x$`, ['v*-x']],
])('%s allows nothing but %j', (pattern, globs) => expect(patternGlobs(pattern)).toEqual(globs));

test.each([
  ['a part of a text may be enough', 'edi-[a-z]+'],
  ['an alternative is open at one end', '^edi|prod$'],
  ['the text may be empty', '^$|^edi-[a-z]+$'],
  ['it may be an ARN', '^arn:aws:sns:[a-z0-9:-]+$'],
  ['a class has a colon', '^edi[ -~]+$'],
  ['a class is negated', '^edi[^/]+$'],
  ['any character', '^edi.+$'],
  ['no letter is certain', '^[a-z0-9-]+$'],
  ['a group', '^(edi|shop)-x$'],
  ['an escape that is not read', String.raw`^edi\bx$`],
  ['a star that stands for itself', String.raw`^edi\*$`],
  ['its end is escaped', String.raw`^edi\$`],
])('a policy is not narrowed where %s', (_why, pattern) => expect(patternGlobs(pattern)).toBeUndefined());

test('every text that a pattern of the library allows matches one of its globs', () => {
  const patterns = [
    ...new Set(readRunbooks('runbooks').flatMap(({ runbook }) => runbook.document.parameters.flatMap(({ allowedPattern }) => allowedPattern ?? []))),
  ];
  const narrowing = patterns.flatMap((pattern) => {
    const globs = patternGlobs(pattern);
    return globs === undefined ? [] : [{ pattern, globs }];
  });
  expect(narrowing.length).toBeGreaterThan(3);
  for (const { pattern, globs } of narrowing) {
    fc.assert(
      fc.property(fc.stringMatching(new RegExp(pattern)), (text) => globs.some((glob) => matchesWildcard(text, glob))),
      { numRuns: 20 },
    );
  }
});
