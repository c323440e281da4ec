import { rmSync } from 'node:fs';

/** Removes what `synthesize.ts` made; what it was handed stays. */
export default function removeAssembly(): void {
  const { DAY2_TEST_ASSEMBLY: directory, DAY2_SYNTHESIZED: synthesized } = process.env;
  if (directory !== undefined && synthesized === undefined) rmSync(directory, { recursive: true, force: true });
}
