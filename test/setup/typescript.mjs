// Lets a process of the test runner read TypeScript, as `tsx` does for scripts: required and imported files alike.
import { register as registerRequire } from 'tsx/cjs/api';
import { register as registerImport } from 'tsx/esm/api';

registerRequire();
registerImport();
