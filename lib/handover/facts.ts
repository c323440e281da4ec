import { linkTo, type Inline } from './document';
import type { HandoverInput } from './input';
import { openQuestions, type OpenQuestion } from './open-questions';

/** Everything that documents of the handover are made from, with what it leaves open. */
export interface HandoverFacts extends HandoverInput {
  /** What is not known, in the order in which it is asked. */
  readonly questions: readonly OpenQuestion[];
}

/** The facts, with the questions that they leave open. */
export function handoverFacts(input: HandoverInput): HandoverFacts {
  return { ...input, questions: openQuestions(input) };
}

/** Stands where something is not known: a link to the question, by its number. */
export function open({ questions }: Pick<HandoverFacts, 'questions'>, id: string): Inline {
  const index = questions.findIndex((question) => question.id === id);
  if (index === -1) throw new RangeError(`no question ${id} is open`);
  return linkTo(`open: Q${index + 1}`, 'open-questions');
}

/** Whether something is asked. */
export function isOpen({ questions }: Pick<HandoverFacts, 'questions'>, id: string): boolean {
  return questions.some((question) => question.id === id);
}
