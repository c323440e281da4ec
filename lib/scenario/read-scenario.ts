import { statedResourcesOf } from '../config/stated-resource-schema';
import { translateIssues } from '../config/translate-issues';
import { readYaml, type YamlSource } from '../config/yaml-source';
import type { OperationsModel } from '../model/model';
import type { ScenarioCode } from '../problems/catalogue/scenarios';
import { didYouMean } from '../problems/did-you-mean';
import { hasErrors, sortProblems, type Problem } from '../problems/problem';
import { STATED_KINDS } from '../simulator/services/stated/registry';
import { statedProblems } from '../simulator/services/stated/stated-resources';
import { objectiveName } from '../slo/objective';
import { sourceOf, type Binding } from '../slo/sli/sources';
import { formatDurationMinutes, formatDurationSeconds } from '../time/time';
import { checkPagingScenario } from './check-paging-scenario';
import { checkRedeploy } from './check-redeploy';
import { FORMER_NAMES } from './former-names';
import { scenarioSchema, type Scenario, type WorkloadChange } from './scenario';
import { targetsOf } from './scenario-targets';
import { lastingOf, type Lasting } from './scenario-times';

/** Anything that is expected within a time after something began. */
interface TimedExpectation {
  readonly after: string;
  readonly within: number;
  readonly notBefore: number;
  readonly objective?: string;
  readonly clearsWithin?: number;
}

const SHAPE_CODES = { unknownKey: 'SCN010', missingKey: 'SCN011', wrongType: 'SCN012', notAllowed: 'SCN013' } as const;

/** Reads one scenario file. Never throws for what is in it; without a scenario there is at least one problem. */
export function readScenario(
  file: string,
  text: string,
  models: readonly OperationsModel[],
): { readonly scenario?: Scenario; readonly problems: readonly Problem[] } {
  const { source, problems } = readYaml(file, text);
  if (source === undefined) return { problems };
  const parsed = scenarioSchema.safeParse(source.value);
  if (!parsed.success) {
    return { problems: sortProblems([...problems, ...translateIssues(source, parsed.error.issues, SHAPE_CODES, FORMER_NAMES)]) };
  }
  const all = sortProblems([...problems, ...new ScenarioCheck(source, parsed.data, models).problems()]);
  return hasErrors(all) ? { problems: all } : { scenario: parsed.data, problems: all };
}

/** What the schema cannot say: whether the parts of a scenario fit each other and the configuration. */
class ScenarioCheck {
  readonly #found: Problem[] = [];

  constructor(
    private readonly source: YamlSource,
    private readonly scenario: Scenario,
    private readonly models: readonly OperationsModel[],
  ) {}

  problems(): Problem[] {
    this.#checkName();
    this.#checkWorkload();
    this.#checkFailures();
    this.#checkTraffic();
    this.#checkMutes();
    this.#checkExpectations();
    this.#checkGate();
    this.#checkPaging();
    this.#checkStated();
    return this.#found;
  }

  get #model(): OperationsModel | undefined {
    return this.models.find((model) => model.environment === this.scenario.environment);
  }

  #checkName(): void {
    const { id, environment } = this.scenario;
    const expected = this.source.file.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/, '');
    if (id !== expected) this.#add('SCN020', ['id'], 'the scenario is not named like its file', expected, `write id: ${expected}, or rename the file`);
    if (this.#model === undefined) {
      const known = this.models.map((model) => model.environment).join(', ');
      this.#add('SCN026', ['environment'], `there is no environment ${environment}`, known, 'name one of the environments');
    }
  }

  #checkWorkload(): void {
    const { workload, duration } = this.scenario;
    workload.forEach((change, index) => {
      const at = ['workload', index];
      if (workload.findIndex((other) => other.id === change.id) !== index) {
        this.#add('SCN021', [...at, 'id'], `something else is called ${change.id} too`, 'an id of its own for everything in workload', 'rename one of the two');
      }
      if (change.at + change.for > duration) {
        const allowed = `an end within ${formatDurationMinutes(duration)}`;
        this.#add('SCN024', [...at, 'for'], 'it ends after the scenario', allowed, 'shorten it, or let the scenario last longer');
      }
      change.on.forEach((target) => this.#checkTarget(target, [...at, 'on'], change));
    });
  }

  #checkFailures(): void {
    const { workload, fail } = this.scenario;
    fail.forEach(({ id }, index) => {
      if (id === undefined) return;
      if (workload.some((other) => other.id === id) || fail.findIndex((other) => other.id === id) !== index) {
        this.#add(
          'SCN021',
          ['fail', index, 'id'],
          `something else is called ${id} too`,
          'an id of its own for everything in workload and every failure',
          'rename one of the two',
        );
      }
    });
  }

  #checkStated(): void {
    const lists = [
      [this.scenario.account, ['account']] as const,
      ...this.scenario.meanwhile.map(({ account }, index) => [account, ['meanwhile', index, 'account']] as const),
    ];
    for (const [written, path] of lists) {
      written.forEach((one, index) => {
        for (const what of statedResourcesOf([one]).flatMap((resource) => statedProblems(STATED_KINDS, resource)))
          this.#add('SCN036', [...path, index], what, 'what exists in the words of its API', 'correct its kind or its members');
      });
    }
  }

  #checkTraffic(): void {
    for (const target of Object.keys(this.scenario.traffic)) this.#checkTarget(target, ['traffic', target]);
  }

  #checkMutes(): void {
    const { mutes, duration } = this.scenario;
    mutes.forEach(({ on, from, for: length }, index) => {
      this.#checkTarget(on, ['mutes', index, 'on']);
      if (from + length <= duration) return;
      const allowed = `an end within ${formatDurationMinutes(duration)}`;
      this.#add('SCN024', ['mutes', index, 'for'], 'it ends after the scenario', allowed, 'shorten it, or let the scenario last longer');
    });
  }

  #checkTarget(target: string, path: (string | number)[], change?: WorkloadChange): void {
    if (this.#model === undefined) return;
    const objectives = targetsOf(this.#model, target);
    if (objectives.length === 0) {
      const services = this.#model.services.map((service) => service.id);
      this.#addUnknown(path, target, `a service (${services.join(', ')}) or service/objective`, [...services, ...this.#objectiveNames()]);
    } else if (change !== undefined && !objectives.some(({ objective }) => canHappenTo(change, objective.binding))) {
      const allowed = 'outage, silence and traffic for everything; backlog and dead-letters for queues; the rest for what answers requests';
      this.#add('SCN025', path, `${change.kind} cannot happen to ${target}`, allowed, 'put it on another target, or choose another kind');
    }
  }

  #objectiveNames(): string[] {
    return (this.#model?.services ?? []).flatMap((service) => service.objectives.map((objective) => objectiveName(service, objective)));
  }

  #checkExpectations(): void {
    const { expect, expectStates } = this.scenario;
    const times = lastingOf(this.scenario);
    expect.forEach((expectation, index) => {
      const at = ['expect', index];
      const { objective, ledger, paging, threshold, budget } = expectation;
      const tellers = [objective, ledger, paging, threshold].filter((teller) => teller !== undefined);
      if (tellers.length !== 1 || (budget !== undefined && objective === undefined)) {
        this.#add(
          'SCN029',
          at,
          'the expectation does not say who notifies',
          'objective, objective with budget, ledger, threshold, or paging',
          'name the objective, or else the ledger, the threshold or the part of paging',
        );
      }
      this.#checkThreshold(threshold, [...at, 'threshold']);
      this.#checkExpected(expectation, times, at);
    });
    expectStates.forEach((expectation, index) => this.#checkExpected(expectation, times, ['expectStates', index]));
  }

  #checkGate(): void {
    const { expectGate, duration } = this.scenario;
    const services = this.#model?.services.map(({ id }) => id) ?? [];
    expectGate.forEach(({ service, at, purpose, incident }, index) => {
      const path = ['expectGate', index];
      if (this.#model !== undefined && !services.includes(service)) this.#addUnknown([...path, 'service'], service, services.join(', '), services);
      if (at > duration) this.#add('SCN024', [...path, 'at'], 'it is asked after the scenario', 'a time within the scenario', 'ask sooner');
      if ((purpose === 'incident-fix') !== (incident !== undefined)) {
        const allowed = 'purpose: incident-fix with incident, or another purpose without';
        this.#add('SCN030', path, 'only the fix of an incident names one', allowed, 'add or remove incident');
      }
    });
  }

  /** What is expected of people, and what they do. */
  #checkPaging(): void {
    const { scenario } = this;
    const times = lastingOf(scenario);
    for (const key of ['expectPages', 'expectNotices', 'expectFallback', 'expectFaults', 'expectPosts'] as const) {
      scenario[key].forEach((expectation, index) => this.#checkExpected(expectation, times, [key, index]));
    }
    if (this.#model === undefined) return;
    const mistakes = [...checkPagingScenario(scenario, this.#model), ...checkRedeploy(scenario, this.#model)];
    for (const { code, path, what, allowed, change } of mistakes) this.#add(code, [...path], what, allowed, change);
  }

  #checkThreshold(threshold: string | undefined, at: (string | number)[]): void {
    if (this.#model === undefined || threshold === undefined) return;
    const known = this.#model.services.flatMap(({ thresholds = [] }) => thresholds.map(({ resource, measureId }) => `${resource}/${measureId}`));
    if (!known.includes(threshold)) this.#addUnknown(at, threshold, 'a threshold of the configuration, resource/measure', known);
  }

  #checkExpected(expectation: TimedExpectation, times: readonly Lasting[], at: readonly (string | number)[]): void {
    const { after: name, notBefore, within } = expectation;
    const { objective } = expectation;
    const beginning = times.find(({ id }) => id === name);
    if (beginning === undefined) {
      const known = times.map(({ id }) => id);
      this.#add(
        'SCN023',
        [...at, 'after'],
        `nothing in this scenario is called ${name}`,
        known.join(', ') || 'nothing has an id',
        writeOr(name, known, 'name one of them'),
      );
    } else this.#checkReach(expectation, beginning, [...at]);
    if (this.#model !== undefined && objective !== undefined && targetsOf(this.#model, objective).length === 0) {
      this.#addUnknown([...at, 'objective'], objective, 'service/objective of the configuration', this.#objectiveNames());
    }
    if (notBefore > within) {
      this.#add(
        'SCN027',
        [...at, 'notBefore'],
        'the earliest time is after the latest',
        `at most ${formatDurationSeconds(within)}, as within says`,
        'exchange the two, or correct one',
      );
    }
  }

  #checkReach(expectation: TimedExpectation, { at, length }: Lasting, path: (string | number)[]): void {
    const end = this.scenario.duration * 60;
    const change = 'expect it sooner, or let the scenario last longer';
    const check = (key: string, fromMinutes: number, seconds: number) => {
      if (fromMinutes * 60 + seconds <= end) return;
      const most = formatDurationSeconds(Math.max(0, end - fromMinutes * 60));
      this.#add('SCN028', [...path, key], 'the scenario ends before this can be determined', `at most ${most}`, change);
    };
    check('within', at, expectation.within);
    if (expectation.clearsWithin !== undefined) check('clearsWithin', at + length, expectation.clearsWithin);
  }

  #addUnknown(path: (string | number)[], name: string, allowed: string, known: readonly string[]): void {
    this.#add('SCN022', path, `${name} is not in ${this.scenario.environment}`, allowed, writeOr(name, known, 'name one of them'));
  }

  #add(code: ScenarioCode, path: (string | number)[], what: string, allowed: string, change: string): void {
    const received = this.source.written(path);
    this.#found.push({ code, level: 'error', where: this.source.locate(path), what, received, allowed, change });
  }
}

/** The change to make for a name that is unknown: what was probably meant, or else the advice. */
function writeOr(name: string, known: readonly string[], advice: string): string {
  const meant = didYouMean(name, known);
  return meant === undefined ? advice : `write ${meant}`;
}

/** Whether a change of this kind means anything to a resource. */
function canHappenTo(change: WorkloadChange, binding: Binding): boolean {
  const { carries, indicators } = sourceOf(binding);
  switch (change.kind) {
    case 'outage':
    case 'silence':
    case 'traffic':
      return true;
    case 'backlog':
    case 'dead-letters':
      return carries === 'messages';
    case 'latency':
      return indicators.latency !== undefined;
    default:
      return carries === 'requests';
  }
}
