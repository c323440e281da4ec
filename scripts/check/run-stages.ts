/** Writes a piece of what a step says. */
export type Write = (text: string) => void;

/** One step of the check. */
export interface Step {
  readonly name: string;
  /** Resolves to whether the step passed; a rejection is a failure. */
  run(write: Write): Promise<boolean>;
}

/** Steps that need nothing of each other. */
export type Stage = readonly Step[];

/**
 * Runs stages one after another, and the steps of a stage beside each other, as many at a time as are allowed. After a
 * failure no other step begins; what already runs is left to end. The output is that of a run without anything beside it:
 * a step is heard as it speaks when all before it are over, and what it said until then is kept.
 *
 * @param atOnce steps at a time, at least 1
 * @returns names of the steps that failed, in order; none when all passed
 */
export async function runStages(stages: readonly Stage[], atOnce: number, write: Write): Promise<string[]> {
  for (const stage of stages) {
    const failed = await runStage(stage, atOnce, write);
    if (failed.length > 0) return failed;
  }
  return [];
}

async function runStage(stage: Stage, atOnce: number, write: Write): Promise<string[]> {
  const outputs = orderedOutputs(stage.length, write);
  const failed: Step[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < stage.length && failed.length === 0) {
      const index = next++;
      const step = stage[index]!;
      const output = outputs[index]!;
      output.write(`\n── ${step.name}\n`);
      const hasPassed = await step.run(output.write).catch((error: unknown) => {
        output.write(`${error instanceof Error ? error.message : String(error)}\n`);
        return false;
      });
      if (!hasPassed) {
        failed.push(step);
        output.write(`── ${step.name} failed\n`);
      }
      output.end();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return stage.filter((step) => failed.includes(step)).map(({ name }) => name);
}

interface Output {
  readonly write: Write;
  end(): void;
}

/** Outputs that are heard one after another, in their order. */
function orderedOutputs(count: number, write: Write): Output[] {
  const kept: string[][] = Array.from({ length: count }, () => []);
  const ended = new Set<number>();
  let heard = 0;
  return kept.map((own, index) => ({
    write: (text) => (index === heard ? write(text) : void own.push(text)),
    end() {
      ended.add(index);
      for (; ended.has(heard); heard++) for (const text of kept[heard + 1] ?? []) write(text);
    },
  }));
}
