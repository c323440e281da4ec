import { day } from '../capacity/capacity-status';
import { DASHBOARD_IDS } from '../dashboard/dashboard';
import { DAY_MS } from '../time/zoned-time';
import { unknownArtefacts } from './artefacts/artefacts';
import { telemetryGaps } from './artefacts/telemetry';
import { ACTIVITIES, accountableFor, type HandoverInput } from './input';
import { unwatchedBaselines } from './parts/baselines';
import { PROTECTED, protectionsOf } from './parts/protection';
import { knowledgeGaps } from './proficiency/proficiency';
import { materialReviews } from './reviews/material-reviews';
import { ARCHITECTURE_TOPICS } from './settings';

/** Something that is not known, who finds it out, and by when. */
export interface OpenQuestion {
  /** Stable, such as `rehearsals`: documents link to it where the answer would stand. */
  readonly id: string;
  readonly question: string;
  /** Role of the roster. */
  readonly owner: string;
  /** Local date. */
  readonly due: string;
}

/** How long somebody has for a question that day2 asks. Our choice: the next monthly review. */
const DAYS_TO_ANSWER = 30;

/** One thing that documents would say, and what is asked where it is not known. */
interface Unknown {
  readonly id: string;
  /** Role that answers for it. */
  readonly owner: (input: HandoverInput) => string;
  /** The question; undefined where the answer is known. */
  readonly ask: (input: HandoverInput) => string | undefined;
}

const answersFor = (activity: string) => (input: HandoverInput) => accountableFor(input, activity);
const listed = (names: readonly string[]) => names.join(', ');
const whenAny = (names: readonly string[], question: (names: string) => string) => (names.length === 0 ? undefined : question(listed(names)));

/** Everything that may be open, in the order in which it is asked. */
const UNKNOWNS: readonly Unknown[] = [
  {
    id: 'on-call',
    owner: answersFor(ACTIVITIES.roster),
    ask: ({ model }) => (model.onCall === undefined ? `Who is on call for ${model.environment}, and who answers for what? on-call.yaml says it.` : undefined),
  },
  {
    id: 'external-contacts',
    owner: answersFor(ACTIVITIES.externalMessage),
    ask: ({ model: { onCall } }) =>
      onCall !== undefined && onCall.externalContacts.length === 0 ? 'Who is asked outside: cloud support, security response, legal?' : undefined,
  },
  {
    id: 'rehearsed-runbooks',
    owner: answersFor(ACTIVITIES.documentation),
    ask: (input) => whenAny(unrehearsed(input), (names) => `When are these runbooks rehearsed, of which there is no evidence: ${names}?`),
  },
  {
    id: 'game-days',
    owner: answersFor(ACTIVITIES.handover),
    ask: ({ rehearsals }) =>
      rehearsals.some(({ kind }) => kind === 'scenario') ? undefined : 'When is an outage rehearsed, and what comes of it? No game day is in the evidence.',
  },
  {
    id: 'service-level-agreements',
    owner: answersFor(ACTIVITIES.budgets),
    ask: ({ model }) =>
      whenAny(
        model.services.filter(({ objectives }) => objectives.length > 0 && objectives.every(({ sla }) => sla === undefined)).map(({ title }) => title),
        (names) => `What are customers promised of ${names}? Objectives have to be stricter than that.`,
      ),
  },
  {
    id: 'unprotected',
    owner: answersFor(ACTIVITIES.budgets),
    ask: (input) => {
      const protectedOnes = protectionsOf(input).map(({ of }) => of);
      return whenAny(
        PROTECTED.filter((each) => !protectedOnes.includes(each)),
        (names) => `What wakes somebody when this suffers, of which no alarm and no finding is: ${names}?`,
      );
    },
  },
  {
    id: 'limits',
    owner: answersFor(ACTIVITIES.capacity),
    ask: ({ model }) => whenAny(unlimited(model), (names) => `How much can the resources of these services bear, of which no limit is stated: ${names}?`),
  },
  {
    id: 'use-of-capacity',
    owner: answersFor(ACTIVITIES.capacity),
    ask: ({ model }) =>
      model.services.some(({ limits = [] }) => limits.length > 0)
        ? 'How much of each limit is used, and when is it reached? day2 capacity asks the account every month.'
        : undefined,
  },
  {
    id: 'missing-dashboards',
    owner: answersFor(ACTIVITIES.infrastructure),
    ask: ({ plan }) => {
      const missing = DASHBOARD_IDS.filter((id) => !plan.dashboards.some((dashboard) => dashboard.id === id));
      return whenAny(missing, (names) => `Who needs these dashboards, which are not deployed: ${names}?`);
    },
  },
  {
    id: 'unwatched-baselines',
    owner: answersFor(ACTIVITIES.capacity),
    ask: (input) => whenAny(unwatchedBaselines(input), (names) => `What measures these baselines, which no alarm watches: ${names}?`),
  },
  {
    id: 'deployed',
    owner: answersFor(ACTIVITIES.infrastructure),
    ask: askedOfAccount,
  },
  {
    id: 'freezes',
    owner: answersFor(ACTIVITIES.changes),
    ask: ({ model }) => (model.maintenance?.freezes === undefined ? 'When may nothing be changed? There is no change calendar.' : undefined),
  },
  {
    id: 'work-on-schedule',
    owner: answersFor(ACTIVITIES.roster),
    ask: ({ model }) =>
      (model.maintenance?.checklists ?? []).length === 0 ? 'Who looks at what every day, week, month and quarter? No checklist is scheduled.' : undefined,
  },
  {
    id: 'knowledge',
    owner: answersFor(ACTIVITIES.documentation),
    ask: ({ settings }) =>
      settings.knowledge.length === 0 ? 'What has somebody to know who joins, and where does it stand? handover.yaml names no topic.' : undefined,
  },
  {
    id: 'access',
    owner: answersFor(ACTIVITIES.roster),
    ask: ({ settings: { tools, access } }) =>
      tools.length === 0
        ? 'What do people here work with, and how does somebody who joins get access to it? tools and access of handover.yaml say it.'
        : whenAny(
            tools.map(({ id }) => id).filter((id) => !access.some(({ to }) => to === id)),
            (names) => `How does somebody who joins get access to ${names}? access of handover.yaml says it.`,
          ),
  },
  {
    id: 'proficiency',
    owner: answersFor(ACTIVITIES.roster),
    ask: (input) =>
      whenAny(
        [...knowledgeGaps(input, 'tool'), ...knowledgeGaps(input, 'topic')],
        (names) => `When do these people show that they know it, which is in handover.yaml: ${names}?`,
      ),
  },
  {
    id: 'artefacts',
    owner: answersFor(ACTIVITIES.documentation),
    ask: ({ artefacts }) =>
      whenAny(
        unknownArtefacts(artefacts),
        (names) => `Where do these documents stand, which are not where they usually do: ${names}? handover.yaml says it, or why there is none.`,
      ),
  },
  {
    id: 'telemetry',
    owner: answersFor(ACTIVITIES.documentation),
    ask: ({ settings }) =>
      settings.telemetry.length === 0 ? 'What do design, requirements and tests ask to observe? handover.yaml names nothing.' : undefined,
  },
  {
    id: 'unobserved',
    owner: answersFor(ACTIVITIES.capacity),
    ask: ({ settings, plan }) =>
      whenAny(
        telemetryGaps(settings.telemetry, plan).map(({ id }) => id),
        (names) => `When is this observed, which neither an alarm nor a dashboard has: ${names}?`,
      ),
  },
  {
    id: 'reviews',
    owner: answersFor(ACTIVITIES.documentation),
    ask: (input) =>
      whenAny(
        materialReviews(input)
          .filter(({ outcome }) => outcome !== 'passed')
          .map(({ name }) => name),
        (names) => `Is what stands about these still right, of which a review is due: ${names}?`,
      ),
  },
  {
    id: 'architecture',
    owner: answersFor(ACTIVITIES.documentation),
    ask: ({ settings }) =>
      whenAny(
        ARCHITECTURE_TOPICS.filter((each) => !settings.knowledge.some(({ covers }) => covers.includes(each))),
        (names) => `Where does it stand how the system is built? No topic of handover.yaml covers ${names}.`,
      ),
  },
  {
    id: 'requirements',
    owner: answersFor(ACTIVITIES.documentation),
    ask: ({ traceability }) =>
      whenAny(traceability?.gaps.map(({ id }) => id) ?? [], (names) => `How are these requirements proved, which no test names: ${names}?`),
  },
  {
    id: 'rollback',
    owner: answersFor(ACTIVITIES.changes),
    ask: ({ runbooks }) => (runbooks.some(({ name }) => name === ROLLBACK_RUNBOOK) ? undefined : 'How is a release rolled back? No runbook does it.'),
  },
];

/** Name of the runbook that takes a release back. */
export const ROLLBACK_RUNBOOK = 'roll-back-deployment';

/** What is not known: what day2 has to ask, and then what the people of the service wrote down themselves. */
export function openQuestions(input: HandoverInput): readonly OpenQuestion[] {
  const asked = UNKNOWNS.flatMap(({ id, owner, ask }): OpenQuestion[] => {
    const question = ask(input);
    return question === undefined ? [] : [{ id, question, owner: owner(input), due: day(input.at + DAYS_TO_ANSWER * DAY_MS) }];
  });
  return [...asked, ...input.settings.questions.map((written, index) => ({ id: `written-${index + 1}`, ...written }))];
}

/** Runbooks of which no case is among the evidence. */
function unrehearsed({ runbooks, rehearsals }: HandoverInput): readonly string[] {
  return runbooks.map(({ name }) => name).filter((name) => !rehearsals.some(({ kind, id }) => kind === 'runbook' && id === name));
}

/** Services of which no resource has a limit. */
function unlimited({ services }: HandoverInput['model']): readonly string[] {
  return services.filter(({ limits = [] }) => limits.length === 0).map(({ title }) => title);
}

/** What the account would have to say, or has said and somebody has to see to. */
function askedOfAccount({ model: { environment }, verification }: HandoverInput): string | undefined {
  if (verification === undefined)
    return `Is what is deployed in ${environment} what is planned, with data in every alarm? Documents are made from the plan; no account was asked.`;
  const { on, observability } = verification;
  const [gaps, unknown] = [observability.gaps.length, observability.couldNotTell.length];
  if (gaps > 0) return `When are the ${gaps} gaps closed which day2 verify found in ${environment} on ${on}? The observability status has each with its owner.`;
  return unknown > 0 ? `What of ${environment} did the account not answer on ${on}? day2 verify could not tell ${unknown} things.` : undefined;
}
