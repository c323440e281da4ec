import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RecordedStretch } from '../../backtest/recording';
import { isRecording, parseRecording, printStretch, RECORDING_FORMAT } from '../../backtest/recording-lines';
import { ProblemsError } from '../../problems/problem';
import { somethingElse } from './json-lines';
import { makeDirectory } from './make-directory';
import { systemErrorText } from './system-error';

/** A recording that grows: what is in it already, and a way to add to it. */
export class RecordingFile {
  readonly #file: string;
  readonly #stretches: RecordedStretch[];

  private constructor(file: string, stretches: RecordedStretch[]) {
    this.#file = file;
    this.#stretches = stretches;
  }

  /**
   * Opens a recording, or begins one. A last line that broke off is taken away.
   *
   * @throws ProblemsError BKT007 when the file cannot be written, OUT003 when it holds something else
   */
  static open(file: string): RecordingFile {
    return writing(file, () => {
      if (!existsSync(file)) {
        makeDirectory(dirname(file));
        writeFileSync(file, `${JSON.stringify({ format: RECORDING_FORMAT })}\n`);
        return new RecordingFile(file, []);
      }
      const text = readFileSync(file, 'utf8');
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);
      const allowed = 'a recording of day2 record';
      if (!isRecording(whole)) throw somethingElse(file, 'the first line says another format', allowed, 1);
      const { stretches, wrong } = parseRecording(whole);
      const [first] = wrong;
      if (first !== undefined) throw somethingElse(file, first.why, allowed, first.line);
      if (whole.length < text.length) writeFileSync(file, whole);
      return new RecordingFile(file, [...stretches]);
    });
  }

  /** Everything recorded so far. */
  get stretches(): readonly RecordedStretch[] {
    return this.#stretches;
  }

  /** @throws ProblemsError BKT007 when the file cannot be written */
  add(stretches: readonly RecordedStretch[]): void {
    writing(this.#file, () => appendFileSync(this.#file, stretches.map((stretch) => `${printStretch(stretch)}\n`).join('')));
    this.#stretches.push(...stretches);
  }
}

function writing<T>(file: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof ProblemsError) throw error;
    throw new ProblemsError([
      {
        code: 'BKT007',
        level: 'error',
        where: { file },
        what: 'the recording cannot be written',
        received: systemErrorText(error),
        allowed: 'a file in a directory that can be written to',
        change: 'name another file, or mend its permissions',
      },
    ]);
  }
}
