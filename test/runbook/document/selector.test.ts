import { readSelector, select } from '../../../lib/runbook/document/selector';

const RESULT = {
  Alias: { Name: 'live', 'odd name': 1 },
  Services: [
    { Id: 'a', Tags: [{ Key: 'x' }] },
    { Id: 'b', Tags: [] },
  ],
};

test.each([
  ['$', RESULT],
  ['$.Alias.Name', 'live'],
  ["$.Alias['odd name']", 1],
  ['$.Services[1].Id', 'b'],
  ['$.Services..Id', ['a', 'b']],
  ['$.Services..Tags..Key', ['x']],
  ['$.Services..Nothing', []],
  ['$.Alias.Nothing', undefined],
  ['$.Services[2].Id', undefined],
])('%s finds what it names', (selector, found) => expect(select(RESULT, readSelector(selector)!)).toEqual(found));

test.each(['Alias', '$.Services[*].Id', '$.Services[?(@.Id)]', '$.', '$Alias', ''])('%j is no selector of Automation', (text) =>
  expect(readSelector(text)).toBeUndefined(),
);
