import fc from 'fast-check';
import { subjectText } from '../../../lib/incident/message/plain-text';
import { cutGsm, gsmText, septets, smsText } from '../../../lib/incident/message/sms-text';

test('characters of the extension table take the room of two', () => {
  expect(septets('a@\u00E9')).toBe(3);
  expect(septets('^{}\\[~]|\u20AC')).toBe(18);
  expect(septets('`')).toBeUndefined();
});

test('what is cut fits by its room, not by its length', () => {
  expect(cutGsm('{'.repeat(10), 20)).toBe('{'.repeat(10));
  expect(cutGsm('{'.repeat(10), 10)).toBe('{{{...');
  expect(cutGsm('abcdef', 2)).toBe('');
});

test('what telephones cannot show is replaced by what it looks like', () => {
  expect(gsmText('\u201Cno\u201D\u2026 \u0161 `x`\n\u2013 \u{1F525}')).toBe('"no"... s \'x\' - ?');
  expect(gsmText('\u00C4\u00F1\u00FC')).toBe('\u00C4\u00F1\u00FC');
});

test('whatever is written, it is in the alphabet, and cut to its room', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(200), (text, room) => {
      const plain = gsmText(text);
      expect(septets(plain)).toBeDefined();
      expect(septets(cutGsm(plain, room))).toBeLessThanOrEqual(room);
    }),
  );
});

test('what happened is cut first, then the beginning, and how to act stays', () => {
  const what = smsText({ beginning: 'S0 Portal:', what: 'x'.repeat(200), end: 'ack it' });
  expect(what).toMatch(/^S0 Portal: x+\.\.\. ack it$/);
  expect(what).toHaveLength(160);
  const beginning = smsText({ beginning: `S0 ${'p'.repeat(200)}:`, what: 'down', end: 'ack it' });
  expect(beginning).toMatch(/^S0 p+\.\.\. ack it$/);
  expect(smsText({ beginning: 'S0 Portal:', what: '', end: 'ack it' })).toBe('S0 Portal ack it');
  expect(smsText({ beginning: 'S0', what: 'down', end: 'e'.repeat(200) })).toHaveLength(160);
  expect(smsText({ beginning: 'S0 Portal:', what: 'down', end: 'ack it' })).toBe('S0 Portal: down ack it');
});

test('a subject has fewer than 100 printable ASCII characters on one line', () => {
  expect(subjectText('a\r\nb\u00E9\u2192')).toBe('a be->');
  expect(subjectText('x'.repeat(99))).toBe('x'.repeat(99));
  expect(subjectText('x'.repeat(100))).toBe(`${'x'.repeat(96)}...`);
});
