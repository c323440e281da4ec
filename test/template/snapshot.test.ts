import { readFileSync } from 'node:fs';
import { printTemplate } from '../helpers/print-template';
import { shippedStacks } from '../helpers/shipped-assembly';

/**
 * Every stack of every environment, for the reviewer of a change: what will be deployed differently. They assert
 * nothing about what is right; the other tests do. `npm run golden` rewrites them.
 */
describe.each(['dev', 'staging', 'prod'])('stacks of %s', (environment) => {
  test.each(shippedStacks(environment).map((stack) => [stack.stackName, stack.file]))('%s', (_, file) => {
    expect(printTemplate(JSON.parse(readFileSync(file, 'utf8')))).toMatchSnapshot();
  });
});
