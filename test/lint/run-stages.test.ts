import { runStages, type Stage, type Step } from '../../scripts/check/run-stages';

/** A step that ends when it is told to, and what was begun and written so far. */
function rehearsal() {
  const begun: string[] = [];
  const ends = new Map<string, (passed: boolean | Error) => void>();
  const writes = new Map<string, (text: string) => void>();
  const step = (name: string): Step => ({
    name,
    run: (write) => {
      begun.push(name);
      writes.set(name, write);
      return new Promise((resolve, reject) => ends.set(name, (passed) => (typeof passed === 'boolean' ? resolve(passed) : reject(passed))));
    },
  });
  const written: string[] = [];
  const end = async (name: string, passed: boolean | Error = true) => {
    ends.get(name)!(passed);
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  const run = (stages: readonly Stage[]) => runStages(stages, 2, (text) => void written.push(text));
  return { begun, step, end, run, say: (name: string, text: string) => writes.get(name)!(text), text: () => written.join('') };
}

test('steps of a stage run beside each other, two at a time, and the next stage waits for all of them', async () => {
  const { begun, step, end, run } = rehearsal();
  const result = run([[step('a'), step('b'), step('c')], [step('d')]]);
  expect(begun).toEqual(['a', 'b']);
  await end('b');
  expect(begun).toEqual(['a', 'b', 'c']);
  await end('a');
  expect(begun).toEqual(['a', 'b', 'c']);
  await end('c');
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  await end('d');
  expect(await result).toEqual([]);
});

test.each([
  ['a step that fails', false],
  ['a step that cannot be run', new Error('no such command')],
])('%s fails the whole, and nothing begins after it', async (_, outcome) => {
  const { begun, step, end, run, text } = rehearsal();
  const result = run([[step('a'), step('b'), step('c')], [step('d')]]);
  await end('b', outcome);
  await end('a');
  expect(await result).toEqual(['b']);
  expect(begun).toEqual(['a', 'b']);
  expect(text()).toContain('── b failed\n');
  if (outcome instanceof Error) expect(text()).toContain('no such command\n── b failed');
});

test('every step that failed is named, in the order of the steps', async () => {
  const { step, end, run } = rehearsal();
  const result = run([[step('a'), step('b')]]);
  await end('b', false);
  await end('a', false);
  expect(await result).toEqual(['a', 'b']);
});

test('the output of a step stands together, in the order of the steps, and is heard at once when all before it are over', async () => {
  const { step, end, run, say, text } = rehearsal();
  const result = run([[step('a'), step('b'), step('c')]]);
  say('a', 'a1\n');
  say('b', 'b1\n');
  expect(text()).toBe('\n── a\na1\n');
  await end('b');
  say('c', 'c1\n');
  say('a', 'a2\n');
  expect(text()).toBe('\n── a\na1\na2\n');
  await end('a');
  expect(text()).toBe('\n── a\na1\na2\n\n── b\nb1\n\n── c\nc1\n');
  say('c', 'c2\n');
  expect(text()).toMatch(/c1\nc2\n$/);
  await end('c');
  expect(await result).toEqual([]);
});
