import type { LoadedStack } from '../../../aws/assembly/loaded-stack';
import type { TemplateCheckCode } from '../../../problems/catalogue/templates';
import type { StackCheck } from '../template-check';

/** Share of a limit from which on a warning says that it is near. Our choice. */
const NEAR = 0.8;

interface StackLimit {
  readonly codes: readonly [reached: TemplateCheckCode, near: TemplateCheckCode];
  readonly unit: string;
  readonly section: string;
  readonly most: number;
  readonly measure: (stack: LoadedStack) => number;
}

/** AWS gives the size as 1 MB; the smaller reading of that is taken. */
const LIMITS: readonly StackLimit[] = [
  {
    codes: ['STK001', 'STK002'],
    unit: 'resources',
    section: 'Resources',
    most: 500,
    measure: ({ template }) => Object.keys(template.Resources).length,
  },
  { codes: ['STK003', 'STK004'], unit: 'bytes', section: '', most: 1_000_000, measure: ({ bytes }) => bytes },
  {
    codes: ['STK005', 'STK006'],
    unit: 'outputs',
    section: 'Outputs',
    most: 200,
    measure: ({ template }) => Object.keys(template.Outputs).length,
  },
  {
    codes: ['STK007', 'STK008'],
    unit: 'parameters',
    section: 'Parameters',
    most: 200,
    measure: ({ template }) => Object.keys(template.Parameters).length,
  },
];

/** No template exceeds what CloudFormation takes, and one that comes near says so while there is time to split it. */
export const stackLimits: readonly StackCheck[] = LIMITS.flatMap((limit) => [exceeded(limit), near(limit)]);

function exceeded(limit: StackLimit): StackCheck {
  return {
    code: limit.codes[0],
    requirement: `a template has at most ${limit.most} ${limit.unit}`,
    why: 'CloudFormation refuses the template',
    ...common(limit, (count) => count > limit.most),
  };
}

function near(limit: StackLimit): StackCheck {
  return {
    code: limit.codes[1],
    requirement: `a template has less than ${NEAR * 100} % of the ${limit.unit} CloudFormation takes`,
    why: 'the next service added would make the stack undeployable',
    ...common(limit, (count) => count >= NEAR * limit.most && count <= limit.most),
  };
}

function common(limit: StackLimit, isFound: (count: number) => boolean): Pick<StackCheck, 'source' | 'check'> {
  return {
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html',
    *check(stack) {
      const count = limit.measure(stack);
      if (!isFound(count)) return;
      yield {
        at: limit.section,
        what: `the template has ${count > limit.most ? 'too' : 'nearly too'} many ${limit.unit}`,
        received: `${count} ${limit.unit}`,
        allowed: `at most ${limit.most}`,
        change: 'split the stack, for example by service',
      };
    },
  };
}
