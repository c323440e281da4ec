import { rmSync } from 'node:fs';

/** Removes what `synthesize.ts` made. */
export default function removeAssembly(): void {
  const directory = process.env.DAY2_TEST_ASSEMBLY;
  if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
}
