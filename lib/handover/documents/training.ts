import { code, linkTo, paragraph, steps, table, type Block, type HandoverDocument, type Section, type Text } from '../document';
import { open, type HandoverFacts } from '../facts';
import { roleTitle, serviceTitle } from '../input';
import { accessBlocks } from '../parts/access';
import { knownSubjects } from '../proficiency/proficiency';
import { TRAINING_MODULES, type TrainingModuleId } from '../reviews/training-modules';

/** One module: what somebody can do afterwards, and what she reads and does for it. */
interface TrainingModule {
  readonly id: TrainingModuleId;
  readonly goal: string;
  readonly steps: (facts: HandoverFacts) => readonly Text[];
}

/** The modules, in the order in which they are taken. Requirements 002-08 to 002-10. */
const MODULES: readonly TrainingModule[] = [
  {
    id: 'system',
    goal: 'Says which services there are, what each promises, and which goes down with which.',
    steps: ({ model }) => [
      ['Read ', linkTo('objectives and error budgets', 'operations', 'SLOs & Error Budgets'), '.'],
      `Draw the services and what they depend on: ${model.services.map(({ title, dependsOn = [] }) => (dependsOn.length === 0 ? title : `${title} on ${dependsOn.map((id) => serviceTitle({ model }, id)).join(' and ')}`)).join('; ')}.`,
      ['Look at what is deployed: ', code(`day2 plan --env ${model.environment}`), '.'],
    ],
  },
  {
    id: 'daily-work',
    goal: 'Does the daily and weekly lists alone.',
    steps: ({ model }) => [
      ['Read the ', linkTo('maintenance calendar', 'maintenance-calendar'), ' and the ', linkTo('capacity plan', 'capacity-plan'), '.'],
      ['Ask for the state of every budget: ', code(`day2 slo status --env ${model.environment}`), '.'],
      'Do the daily list with whoever has it today, then alone.',
    ],
  },
  {
    id: 'incidents',
    goal: 'Takes an incident, posts updates in time, and hands it over.',
    steps: ({ model, settings, rehearsals }) => [
      ['Read the ', linkTo('incident-response playbook', 'incident-response'), ' and the ', linkTo('severity matrix', 'severity-matrix'), '.'],
      ['See who would be paged now: ', code(`day2 oncall --env ${model.environment}`), '.'],
      [
        'Answer an outage by yourself: ',
        code(`day2 drill run ${practised({ settings, rehearsals }) ?? 'SCENARIO'} --as NAME --out drill.json`),
        ', NAME being yours in the roster; what comes of it is attached as evidence of the kind drill.',
      ],
    ],
  },
  {
    id: 'runbooks',
    goal: 'Starts any runbook as a dry run, and says how it is undone.',
    steps: ({ runbooks }) => [
      ['Read the ', linkTo('runbook inventory', 'runbook-inventory'), `: ${runbooks.length} runbooks.`],
      ['Rehearse those that pages lead to: ', code('day2 runbook test'), '.'],
      'Start one in the account with DryRun, and find its run in the console.',
    ],
  },
  {
    id: 'changes',
    goal: 'Knows when a change may go out, and takes one back.',
    steps: ({ model }) => [
      ['Ask the gate: ', code(`day2 gate --env ${model.environment}`), '.'],
      ['Ask whether changes are frozen: ', code(`day2 freeze status --env ${model.environment}`), '.'],
      'Roll a release back in a rehearsal.',
    ],
  },
  {
    id: 'security',
    goal: 'Knows what is paged as a security event, and whom to call.',
    steps: ({ model }) => [
      model.security === undefined
        ? 'Findings of security services are not heard in this environment.'
        : `Findings are answered by ${roleTitle({ model }, model.security.owner)}, from the runbook ${model.security.runbook}.`,
      ['Read who is asked outside: ', linkTo('support playbook', 'support-playbook', 'Outside help'), '.'],
    ],
  },
];

/** A game day to begin with: the one that shows how an incident is answered, else the first that was played; undefined where none was. */
function practised({ settings: { drills }, rehearsals }: Pick<HandoverFacts, 'settings' | 'rehearsals'>): string | undefined {
  return drills['incident-drill']?.[0] ?? rehearsals.find(({ kind }) => kind === 'scenario')?.id;
}

/** Everything somebody learns who joins. */
export function trainingDocument(facts: HandoverFacts): HandoverDocument {
  const module = ({ id, goal, steps: todo }: TrainingModule): Section => ({
    heading: TRAINING_MODULES[id],
    blocks: [paragraph(`Afterwards: ${goal}`), steps(todo(facts))] satisfies readonly Block[],
  });
  return {
    id: 'training',
    title: 'Training modules',
    sections: [{ heading: 'Access', blocks: accessBlocks(facts) }, ...MODULES.map(module), ...proficiencySections(facts), ...drillSections(facts)],
  };
}

/** Who of those whom a page reaches first can use what, and knows what. Requirements 002-10, 002-86. */
function proficiencySections(facts: HandoverFacts): readonly Section[] {
  const subjects = knownSubjects(facts);
  if (subjects.length === 0) return [];
  const rows = subjects.map(({ name, kind, knownBy, missing, overOn }): readonly Text[] => [
    name,
    kind,
    knownBy.join(', ') || 'nobody',
    missing.length === 0 ? 'nobody' : [`${missing.join(', ')}, `, open(facts, 'proficiency')],
    overOn ?? 'nobody knows it',
  ]);
  return [{ heading: 'Who knows what', blocks: [table(['What', 'Kind', 'Known by', 'Missing', 'To be shown again by'], rows)] }];
}

/** Who has answered which drill. Requirements 002-11, 002-13. */
function drillSections({ rehearsals }: HandoverFacts): readonly Section[] {
  const drills = rehearsals.filter(({ kind }) => kind === 'drill');
  if (drills.length === 0) return [];
  const rows = drills.map(({ by = '', id, outcome, on, evidence }) => [by, id, outcome, on, evidence]);
  return [{ heading: 'Drills', blocks: [table(['Who', 'Scenario', 'Outcome', 'On', 'Evidence'], rows)] }];
}
