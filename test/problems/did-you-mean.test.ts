import { didYouMean, editDistance } from '../../lib/problems/did-you-mean';

describe('did you mean', () => {
  test.each([
    ['runbok', 'runbook'],
    ['treshold', 'threshold'],
    ['Severity', 'severity'],
    ['avaliability', 'availability'],
    ['xyz', undefined],
    ['', undefined],
    ['x'.repeat(100_000), undefined],
  ])('%s', (word, expected) => {
    expect(didYouMean(word, ['runbook', 'threshold', 'severity', 'availability'])).toBe(expected);
  });

  test('the nearest candidate wins, the first of equals', () => {
    expect(didYouMean('cat', ['cart', 'cat', 'car'])).toBe('cat');
    expect(didYouMean('cat', ['car', 'cab'])).toBe('car');
  });

  test.each([
    ['', '', 0],
    ['a', '', 1],
    ['kitten', 'sitting', 3],
    ['ab', 'ba', 1],
    ['same', 'same', 0],
  ])('the distance between "%s" and "%s" is %d', (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
    expect(editDistance(to, from)).toBe(distance);
  });
});
