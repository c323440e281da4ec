import { readFileSync } from 'node:fs';
import { locateInTemplate } from '../../config/locate-in-template';
import type { Problem } from '../../problems/problem';

/** Problems of templates with the lines they are about, which is what a forge shows them beside. */
export function withPositions(problems: readonly Problem[]): Problem[] {
  const locators = new Map<string, ReturnType<typeof locateInTemplate>>();
  return problems.map((problem) => {
    const { file, line, path } = problem.where;
    if (file === undefined || line !== undefined || path === undefined || path === '') return problem;
    const locate = locators.get(file) ?? locateInTemplate(readFileSync(file, 'utf8'));
    locators.set(file, locate);
    return { ...problem, where: { ...problem.where, ...locate(path) } };
  });
}
