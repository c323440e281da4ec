import { HEALING_PARAMETERS } from '../../incident/lifecycle/self-healing';
import type { Problem } from '../../problems/problem';
import { automaticGuardFaults } from '../../runbook/effects/automatic-guards';
import type { Runbook } from '../../runbook/library/runbook';
import type { Check } from '../check';
import type { CheckedLibrary } from './checked-library';

/** What an alarm starts asks before it changes anything, and looks whether it helped. Requirements 002-66 and 002-70. */
export const automaticIsGuarded: Check<CheckedLibrary> = {
  code: 'RUN062',
  requirement: 'a runbook that an alarm starts by itself reads the kill switch before every change, asks the change calendar, and verifies',
  why: 'nobody looks at it before it changes something',
  check: ({ runbooks }) => runbooks.filter(({ facts }) => facts.triggers.includes('alarm')).flatMap(guardProblems),
};

function guardProblems({ name, document }: Runbook): Problem[] {
  return automaticGuardFaults(document, HEALING_PARAMETERS).map((fault) => ({
    code: 'RUN062',
    level: 'error',
    where: { file: `runbooks/${name}/document.yaml`, path: 'mainSteps' },
    what: `alarms start ${name} by themselves: ${fault}`,
    allowed: 'what self-heal-service has: its parameters, askOverride before each change, askCalendar, verify',
    change: 'add what is missing, or take alarm out of its triggers',
  }));
}
