import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readHandover, repositoryIn } from '../../lib/cli/files/handover-files';
import { loadOperations, type PlannedEnvironment } from '../../lib/cli/files/operations';
import { ARTEFACTS, findArtefacts } from '../../lib/handover/artefacts/artefacts';
import { judgeTelemetry, telemetryGaps } from '../../lib/handover/artefacts/telemetry';
import { buildDocuments, markdownFiles, type HandoverFile } from '../../lib/handover/build-documents';
import { deadLinks } from '../../lib/handover/check-links';
import { code, DOCUMENT_IDS, inlinesOf, paragraph, table, type Block, type HandoverDocument, type Text } from '../../lib/handover/document';
import { DEFAULT_DOCUMENT_PATHS } from '../../lib/handover/document-paths';
import { OPERATIONS_SECTIONS } from '../../lib/handover/documents/operations';
import { readContents, readRehearsals } from '../../lib/handover/evidence/read-contents';
import { handoverFacts, type HandoverFacts } from '../../lib/handover/facts';
import type { HandoverInput } from '../../lib/handover/input';
import { renderMarkdown } from '../../lib/handover/markdown';
import { alarmsOf } from '../../lib/handover/parts/alarms';
import { protectionsOf } from '../../lib/handover/parts/protection';
import { readSettings } from '../../lib/handover/read-settings';
import { runbookSections } from '../../lib/handover/runbook-page/runbook-sections';
import { linkedPath, type Repository } from '../../lib/handover/site/repository';
import { siteFiles } from '../../lib/handover/site/site';
import { CHECKLIST_ITEMS } from '../../lib/incident/lifecycle/incident-event';
import { outlineOf } from '../../lib/page/markdown';
import { allSteps } from '../../lib/runbook/document/document';
import { lintMarkdown } from '../helpers/lint-markdown';
import { deadPageLinks, hrefsOf } from '../helpers/page-links';
import { runCommand, stackTraceIn } from '../helpers/recording-terminal';
import { SHOP_CONFIG } from '../helpers/shop-incidents';

const sorted = (names: readonly (string | undefined)[]) => [...names].sort((a, b) => (a! < b! ? -1 : 1));

const DATE = Date.parse('2026-03-09');
const environmentOf = (config: string): PlannedEnvironment => loadOperations(config, {}).environments.find(({ plan }) => plan.environment === 'prod')!;

const shop = environmentOf(SHOP_CONFIG);
const factsOf = (change: Partial<HandoverInput> = {}, planned = shop): HandoverFacts =>
  handoverFacts({ ...readHandover(planned, { config: SHOP_CONFIG, at: DATE }), ...change });
const textOf = (facts: HandoverFacts, id: (typeof DOCUMENT_IDS)[number]): string =>
  markdownFiles(facts).find(({ path }) => path === facts.settings.paths[id])!.content;
const alone = ({ model, plan }: PlannedEnvironment): PlannedEnvironment => {
  const { onCall: _, ...unstaffed } = model;
  const { incidents: __, ...unpaged } = plan;
  return { model: unstaffed, plan: unpaged };
};

/** The example that ships, with the library, the references and the evidence it has. */
const example = environmentOf('config');
const exampleFacts = readHandover(example, { config: 'config', at: Date.parse('2026-11-30') });

describe('the operations and handover document (000-16, 000-17, 000-25)', () => {
  test.each([
    ['the example', exampleFacts],
    ['a configuration with people', factsOf()],
    ['one in which nobody is on call', factsOf({}, alone(shop))],
  ])('of %s has the eleven sections in order, and nothing else', (_, facts) => {
    const text = textOf(facts, 'operations');
    expect([...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual([
      'Operational Roles & RACI',
      'Incident Classification Matrix',
      'Runbook Inventory',
      'SLOs & Error Budgets',
      'Monitoring & Triage Workflow',
      'Capacity & Scaling Strategy',
      'Maintenance & Housekeeping Plan',
      'Knowledge Base Structure',
      'Handover Checklist',
      'Continuous Improvement Loop',
      'Open Questions',
    ]);
    expect(OPERATIONS_SECTIONS).toHaveLength(11);
    // Front matter, then the first section: no text stands before it.
    expect(text).toMatch(/^---\n(?:[a-z-]+: .*\n)+---\n\n## Operational Roles & RACI\n/);
  });
});

describe('role cards say what somebody does who has the role', () => {
  const cardOf = (role: string, facts = exampleFacts): string => {
    const [, card] = textOf(facts, 'role-cards').split(new RegExp(`^## .*\\(${role}\\)$`, 'm'));
    return card!.split(/^## /m)[0]!;
  };

  test('004-05: the primary operator is paged first, deploys, looks at telemetry every day, and sees actions through', () => {
    const card = cardOf('primary-operator');
    expect(card).toContain('Held by igor, julia, karim.');
    expect(card).toMatch(/^- is paged: S1 at once; S2 at once/m);
    expect(card).toMatch(/^- does: .*deploy to production from day to day.*see actions through/m);
    expect(card).toMatch(/^- goes through Daily operations, daily at 08:00: .*telemetry/m);
  });

  test('004-06: the secondary operator is paged when the primary does not answer, and keeps documents and notes', () => {
    const card = cardOf('secondary-operator');
    expect(card).toMatch(/^- is paged: S1 after 15m, if not acknowledged/m);
    expect(card).toMatch(/^- does: .*keep the notes of retrospectives.*keep runbooks and documents/m);
  });

  test('004-07: the release manager answers for pushes to production, and allows one that is held', () => {
    expect(cardOf('release-manager')).toMatch(/^- answers for: .*`day2 gate approve`.*deploy to production from day to day/m);
  });

  test('004-08: the SRE liaison answers for what is wrong with the infrastructure, and for its actions', () => {
    expect(cardOf('sre-liaison')).toMatch(/^- answers for: escalate trouble of the infrastructure; see actions through/m);
  });

  test('the owner of a service may be named as the role is called', () => {
    expect(cardOf('operations-lead')).toMatch(/^- keeps the services: Partner portal; Document ingest; Delivery to partners$/m);
  });

  test('a card for each role, and one that nothing names says so', () => {
    const { onCall } = shop.model;
    const idle = { id: 'idle', title: 'Idle', standing: ['ana'] };
    const roster = { ...onCall!.roster, roles: [...onCall!.roster.roles, idle] };
    const facts = factsOf({}, { ...shop, model: { ...shop.model, onCall: { ...onCall!, roster } } });
    const headings = [...textOf(facts, 'role-cards').matchAll(/^## .*\((.*)\)$/gm)].map(([, id]) => id);
    expect(headings).toEqual(roster.roles.map(({ id }) => id));
    expect(cardOf('idle', facts)).toBe('\n\nHeld by ana.\n\nNothing asks anything of this role.\n');
  });
});

describe('all documents', () => {
  const facts = { shop: factsOf(), alone: factsOf({}, alone(shop)), example: exampleFacts };
  const files = Object.fromEntries(
    Object.entries(facts).flatMap(([name, each]) => markdownFiles(each).map(({ path, content }) => [`${name}/${path}`, content] as const)),
  );

  test('pass markdownlint, and every one of their links leads somewhere', () => {
    expect(lintMarkdown(files)).toEqual([]);
    for (const each of Object.values(facts)) expect(deadLinks(markdownFiles(each), existsSync)).toEqual([]);
  });

  test('say nothing that is still to be filled in, and leave no cell empty (001-22)', () => {
    for (const [name, content] of Object.entries(files)) {
      expect([name, content.match(/\b(?:TODO|TBD|FIXME)\b|undefined|NaN|\[object |\\<|\|[ \t]+\|/g)]).toEqual([name, null]);
    }
  });

  test('have the bytes of their facts, and other dates change only what is of a date', () => {
    expect(markdownFiles(factsOf())).toEqual(markdownFiles(factsOf()));
    const later = factsOf({ at: DATE + 86_400_000 });
    expect(textOf(later, 'severity-matrix')).toBe(textOf(facts.shop, 'severity-matrix').replace('date: 2026-03-09', 'date: 2026-03-10'));
  });

  test('have no address and no number of anybody, whoever wrote it where (002-47)', () => {
    const contacts = ['duty@example.com', '+49 30 901820', '+1 (555) 010-9999'];
    const everywhere = contacts.join(' or ');
    const { model } = shop;
    const onCall = model.onCall!;
    const people = onCall.roster.people.map((person) => ({ ...person, title: everywhere }));
    const leaky = factsOf(
      {
        settings: { ...factsOf().settings, questions: [{ question: `who answers ${everywhere}`, owner: 'operations', due: '2026-04-01' }] },
        references: [{ kind: 'external', title: everywhere, at: 'https://example.com/x', categories: [everywhere] }],
      },
      {
        ...shop,
        model: {
          ...model,
          services: model.services.map((service) => ({ ...service, title: everywhere, owner: everywhere })),
          onCall: {
            ...onCall,
            roster: { ...onCall.roster, people, roles: onCall.roster.roles.map((role) => ({ ...role, title: everywhere })) },
            externalContacts: [{ id: 'cloud', title: everywhere, reachedBy: everywhere }],
          },
        },
      },
    );
    const text = markdownFiles(leaky)
      .map(({ content }) => content)
      .join('\n');
    expect(text).toContain('(kept out of documents)');
    for (const contact of contacts) expect(text).not.toContain(contact);
    expect(text).not.toMatch(/[\w.]+@\w+\.\w+/);
  });

  test('have every alarm that pages somebody, and none besides (001-06)', () => {
    const named = [...textOf(exampleFacts, 'incident-response').matchAll(/\| `(edi-prod-[^`]*)` \|$/gm)].map(([, name]) => name);
    expect(sorted(named)).toEqual(sorted(example.plan.incidents!.policy.alarms.map(({ name }) => name)));
  });

  test('have the times of the escalation, which is that of the engine (001-08, 000-19)', () => {
    const { onCall } = shop.model;
    const { severities } = onCall!.escalation;
    const slower = {
      ...severities.S0,
      tiers: severities.S0.tiers.map((tier) => (tier.tier === 2 ? { ...tier, after: { kind: 'elapsed', seconds: 420 } as const } : tier)),
    };
    const changed = factsOf(
      {},
      { ...shop, model: { ...shop.model, onCall: { ...onCall!, escalation: { ...onCall!.escalation, severities: { ...severities, S0: slower } } } } },
    );
    expect(textOf(factsOf(), 'incident-response')).toContain('| S0 | 2 | after 5m, if not acknowledged |');
    expect(textOf(changed, 'incident-response')).toContain('| S0 | 2 | after 7m, if not acknowledged |');
    expect(
      [...textOf(factsOf(), 'severity-matrix').matchAll(/^\| (S\d) \| (?:critical|high|medium|low|information) \|/gm)].map(([, severity]) => severity),
    ).toEqual(['S0', 'S1', 'S2', 'S3', 'S4']);
  });

  test('have who is on call in the coming four weeks (001-09, 004-09), and how, but not where they are reached', () => {
    const roster = textOf(exampleFacts, 'on-call-roster');
    expect(roster).toContain('| 2026-11-30T08:00:00Z (Mon 09:00) | 2026-12-07T08:00:00Z (Mon 09:00) | daniel |');
    expect(roster).toContain('- ben stands in from 2026-12-24T17:00:00Z (Thu 18:00) to 2026-12-27T08:00:00Z (Sun 09:00)');
    expect(roster).toContain('| ana | Platform engineer | e-mail, text message, pager | `/edi/prod/contacts/ana/email`');
  });

  test('have a level for every role that is paged, and roles of L1, L2 and L3 (000-01)', () => {
    const levels = [...textOf(exampleFacts, 'roles-raci').matchAll(/^\| ([^|]*) \| (L\d) \|/gm)].map(([, role, level]) => `${level} ${role}`);
    expect(levels).toEqual(expect.arrayContaining(['L1 Primary on call', 'L2 Engineering management', 'L3 CTO']));
  });

  test('have every runbook with its trigger, its owner and its last rehearsal (000-20, 001-07), or a question', () => {
    const row = (facts: HandoverFacts) => textOf(facts, 'runbook-inventory').match(/^\| \[roll-back-deployment\].*$/m)![0];
    expect(row(exampleFacts)).toMatch(/\| page, operator \| Platform engineering \| medium \| 2m \| passed on 2026-11-30, 18 cases \|$/);
    const worse = exampleFacts.rehearsals.map((each, index, all) =>
      each.id === 'roll-back-deployment' && all.findIndex(({ id }) => id === each.id) === index ? { ...each, outcome: 'failed' as const } : each,
    );
    expect(row(handoverFacts({ ...exampleFacts, rehearsals: worse }))).toContain('| failed on 2026-11-30, 18 cases |');
    const never = handoverFacts({ ...exampleFacts, rehearsals: [] });
    expect(row(never)).toMatch(/\| \[open: Q\d+\]\(open-questions\.md\) \|$/);
    expect(textOf(never, 'open-questions')).toMatch(/When are these runbooks rehearsed, of which there is no evidence: .*roll-back-deployment/);
  });

  test('ask what is not known, of a role, by a day (000-17, 001-14)', () => {
    const { questions } = factsOf({}, alone(shop));
    expect(questions.map(({ id }) => id)).toEqual(expect.arrayContaining(['on-call', 'game-days', 'knowledge', 'rollback', 'deployed']));
    for (const { owner, due, question } of [...questions, ...exampleFacts.questions]) {
      expect([owner, due, question].every((each) => each !== '')).toBe(true);
      expect(due).toMatch(/^2026-\d\d-\d\d$/);
    }
    expect(exampleFacts.questions.map(({ id }) => id)).not.toContain('rehearsed-runbooks');
  });

  test('say of observation what is measured, shown and heard, and that it is initial while gaps are open (001-03, 001-13)', () => {
    const status = textOf(exampleFacts, 'observability-status');
    expect([...status.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(['Coverage', 'Dashboards', 'Alert health', 'Gaps']);
    expect(status).toContain('Status: initial; gaps are open. 15 of 15 objectives have an alarm that notifies (100 %); 4 of 4 services have an objective.');
    const complete = { ...exampleFacts, questions: [] };
    expect(() => textOf(complete, 'observability-status')).toThrow(RangeError);
  });

  test('say what each alarm of S0 and S1 protects, and ask for a class that nothing protects (001-20)', () => {
    const severe = (plan: HandoverInput['plan']) => alarmsOf(plan).filter(({ severity }) => severity === 'S0' || severity === 'S1');
    const protections = protectionsOf(exampleFacts);
    const watched = new Set(protections.map(({ watches }) => watches));
    expect(severe(exampleFacts.plan).filter(({ watches }) => !watched.has(watches))).toEqual([]);
    expect(new Set(protections.map(({ of }) => of))).toEqual(new Set(['availability', 'reliability', 'security']));
    expect(protections).toContainEqual({ of: 'availability', severity: 'S0', watches: 'partner-portal/availability' });
    expect(protections).toContainEqual({ of: 'reliability', severity: 'S1', watches: 'partner-portal/latency' });
    expect(textOf(exampleFacts, 'observability-status')).toMatch(/^\| security \| S1 \| findings of GuardDuty/m);

    const { security: _, ...policy } = exampleFacts.plan.incidents!.policy;
    const unheard = handoverFacts({ ...exampleFacts, plan: { ...exampleFacts.plan, incidents: { ...exampleFacts.plan.incidents!, policy } } });
    expect(unheard.questions.find(({ id }) => id === 'unprotected')?.question).toMatch(/: security\?$/);
    expect(textOf(unheard, 'observability-status')).toMatch(/Not everything is protected. \[open: Q/);
  });

  test('name the eleven documents that operations refer to, where each stands, and ask for one that is nowhere (001-02)', () => {
    expect(Object.values(ARTEFACTS).map(({ usually }) => usually)).toEqual([
      'docs/release/deployment-runbook.md',
      'docs/release/RollbackPlan.md',
      'docs/release/ReleaseNotes.md',
      'docs/requirements/RTM.md',
      'docs/testing/TestPlan.md',
      'docs/design/HLD.md',
      'docs/design/LLD/',
      'docs/design/threat-model.md',
      'docs/development/cicd-spec.md',
      'docs/development/environment-matrix.md',
      'docs/development/sbom-strategy.md',
    ]);
    const written = {
      at: { 'test-plan': 'tests/plan.md', pipeline: 'https://ci.example.com/shop' },
      without: { 'threat-model': 'the platform team keeps one' },
    };
    const artefacts = findArtefacts(written, (path) => path === 'docs/design/HLD.md');
    expect(artefacts).toMatchObject({
      'test-plan': { file: 'tests/plan.md', isThere: false },
      pipeline: { address: 'https://ci.example.com/shop' },
      'threat-model': { none: 'the platform team keeps one' },
      'high-level-design': { file: 'docs/design/HLD.md', isThere: true },
      'release-notes': undefined,
    });
    const facts = factsOf({ artefacts });
    const text = textOf(facts, 'knowledge-base');
    expect(text).toContain('| threat-model | what it is protected against | none: the platform team keeps one |');
    expect(text).toMatch(/^\| release-notes \| what a release brings \| \[open: Q\d+\]/m);
    const dead = deadLinks(markdownFiles(facts), (path) => path !== 'tests/plan.md');
    expect(dead.map(({ link }) => link.endsWith('tests/plan.md'))).toEqual([true, true]);
  });

  test('match what documents ask to observe with alarms and dashboards; neither is a gap with an owner and a day (001-04)', () => {
    const asked = { id: 'T-9', source: 'the threat model', signal: 'refused sign-ins', namespace: 'Shop', metricName: 'RefusedSignIns' };
    expect(telemetryGaps(exampleFacts.settings.telemetry, exampleFacts.plan)).toEqual([]);
    const [requests] = judgeTelemetry(exampleFacts.settings.telemetry, exampleFacts.plan);
    expect(requests!.alarmed).toContain('partner-portal/availability');
    const facts = handoverFacts({ ...exampleFacts, settings: { ...exampleFacts.settings, telemetry: [...exampleFacts.settings.telemetry, asked] } });
    expect(facts.questions.find(({ id }) => id === 'unobserved')).toMatchObject({ question: expect.stringContaining('T-9'), due: '2026-12-30' });
    expect(textOf(facts, 'observability-status')).toMatch(
      /^\| T-9 \| the threat model \| refused sign-ins \| `Shop RefusedSignIns` \| \[open: Q\d+\].* \| \[open: Q/m,
    );
    expect(factsOf().questions.map(({ id }) => id)).toContain('telemetry');
  });

  test('say what an incident owes before it is closed, and by when (001-11)', () => {
    const playbook = textOf(exampleFacts, 'incident-response');
    for (const item of CHECKLIST_ITEMS) expect(playbook).toContain(`- \`${item}\`: `);
    expect(playbook).toContain('A draft of the postmortem is due 1d after the resolution, the postmortem itself 3d after it.');
  });

  test('give every topic one home, an owner and a review, and ask for a review that is due (000-09)', () => {
    const rows = (facts: HandoverFacts) => textOf(facts, 'knowledge-base').match(/^\| what words mean .*$/gm);
    const home = '| what words mean | knowledge | nothing | repository | [docs/glossary.md](../glossary.md) | Docs lead |';
    const review = '| what words mean | knowledge | Docs lead | 180 days | 2026-11-30 | 2027-05-29 |';
    expect(rows(exampleFacts)).toEqual([home, `${review} current |`]);
    const due = handoverFacts({ ...exampleFacts, at: Date.parse('2027-05-30') });
    expect(rows(due)).toEqual([home, `${review} stale |`]);
    expect(due.questions.find(({ id }) => id === 'reviews')!.question).toContain('what words mean');
    expect(exampleFacts.questions.map(({ id }) => id)).not.toContain('reviews');
  });

  test('teach the procedures of operations in modules (002-09)', () => {
    const training = textOf(exampleFacts, 'training');
    expect([...training.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual([
      'Access',
      'The system',
      'The daily work',
      'Incidents',
      'Runbooks and tools',
      'Changes',
      'Security',
      // Of the example, whose topics and tools are known by everybody.
      'Who knows what',
    ]);
    expect(training.match(/^1\. /gm)).toHaveLength(6);
  });

  test('draw the five phases of triage in their order (000-04)', () => {
    const diagram = /```mermaid\n([\s\S]*?)```/.exec(textOf(exampleFacts, 'triage-workflow'))![1]!;
    const firsts = ['ingest', 'classify', 'act', 'resolve', 'postmortem'].map((phase) => diagram.indexOf(`${phase}: `));
    expect(firsts).not.toContain(-1);
    expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
  });
});

/** Everything that a block has as code. */
function codesIn(block: Block): readonly string[] {
  const texts = block.kind === 'paragraph' ? [block.text] : block.kind === 'list' ? block.items : block.kind === 'table' ? block.rows.flat() : [];
  return texts.flatMap(inlinesOf).flatMap((inline) => (typeof inline === 'object' && 'code' in inline ? [inline.code] : []));
}

describe('for whoever joins tomorrow', () => {
  const sectionOf = (id: (typeof DOCUMENT_IDS)[number], heading: string) => textOf(exampleFacts, id).split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';

  test('the playbook begins with the first five minutes, and what is looked something up in stands last', () => {
    const headings = [...textOf(exampleFacts, 'incident-response').matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect([headings[0], headings.at(-1)]).toEqual(['The first five minutes', 'Alert thresholds']);
    const first = sectionOf('incident-response', 'The first five minutes');
    expect(first).toContain('S0 within 5m, S1 within 15m');
    const verbs = ['ack', 'show', 'update', 'resolve'].map((verb) => first.indexOf(`day2 incident ${verb} ID`));
    expect(verbs).not.toContain(-1);
    expect(verbs).toEqual([...verbs].sort((a, b) => a - b));
    expect(textOf(factsOf({}, alone(shop)), 'incident-response')).toMatch(/## The first five minutes\n\nNobody is on call/);
  });

  test('the support playbook has a picture of the services, and the commands that say how things stand now', async () => {
    const services = sectionOf('support-playbook', 'Services');
    const names = exampleFacts.model.services.map(({ title }) => title);
    for (const name of names) expect(services).toMatch(new RegExp(`service_\\d+\\["${name}: `));
    // Delivery cannot work without translation, and translation not without ingest.
    expect(services.match(/service_\d+ --> service_\d+/g)).toEqual(['service_1 --> service_2', 'service_2 --> service_3']);
    const commands = [...sectionOf('support-playbook', 'How things stand now').matchAll(/`day2 ([a-z -]+?) --env prod`/g)].map(([, command]) => command!);
    expect(commands).toHaveLength(5);
    for (const command of commands) expect((await runCommand([...command.split(' '), '--help'])).output).toContain(`Usage: day2 ${command} [options]`);
  });

  test('every command that a document names is there, with the options it is given', async () => {
    const named = new Set(
      buildDocuments(exampleFacts)
        .flatMap(({ sections }) => [...sections, ...exampleFacts.runbooks.flatMap((runbook) => runbookSections(exampleFacts, runbook))])
        .flatMap(({ blocks }) => blocks.flatMap(codesIn))
        .filter((each) => each.startsWith('day2 ')),
    );
    expect(named.size).toBeGreaterThan(30);
    const helps = new Map<string, Promise<string>>();
    for (const command of named) {
      const [, ...words] = command.split(' ');
      const end = words.findIndex((word) => !/^[a-z-]+$/.test(word) || word.startsWith('-'));
      const path = words.slice(0, end === -1 ? undefined : end);
      const help = async (parts: readonly string[]): Promise<string> => {
        const key = parts.join(' ');
        if (!helps.has(key))
          helps.set(
            key,
            runCommand([...parts, '--help']).then(({ output: printed }) => printed),
          );
        const printed = await helps.get(key)!;
        // The last word may be an argument, such as a scenario: then the command before it takes one.
        if (printed.includes(`Usage: day2 ${key} `) || parts.length < 2) return printed;
        const before = await help(parts.slice(0, -1));
        return /^Usage: day2 [a-z -]+ \[options\] </.test(before) ? before : '';
      };
      const output = await help(path);
      const options = words.filter((word) => word.startsWith('--'));
      expect([
        command,
        output.startsWith('Usage: day2 '),
        options.filter((option) => !output.includes(`${option} `) && !output.includes(`${option}\n`)),
      ]).toEqual([command, true, []]);
      // What whoever reads it fills in is in capitals, and one of these.
      const blanks = words.filter(
        (word) => /[A-Z<>]/.test(word.replace(/^[A-Za-z]+=/, '')) && !/^(?:ID|NAME|RUNBOOK|SCENARIO|ITEM|FILE)$/.test(word.replace(/^[A-Za-z]+=/, '')),
      );
      expect([command, blanks]).toEqual([command, []]);
    }
  });

  test('how somebody gets access is written, with who grants it and where it is; what nobody wrote is asked for', () => {
    const access = sectionOf('training', 'Access');
    expect(access).toMatch(
      /^\| day2 \| take incidents.* \| <https:\/\/git\.example\.com\/edi\/operations> \| Platform engineering \| everybody whom a page reaches first \|$/m,
    );
    expect(access.match(/^- The console of \[[a-z0-9-]+\]\(https:\/\/[a-z0-9-]+\.console\.aws\.amazon\.com\//gm)).toHaveLength(3);
    expect(textOf(exampleFacts, 'role-cards')).toMatch(/^- grants access to: console$/m);
    const questionOf = (settings: Partial<HandoverInput['settings']>) =>
      handoverFacts({ ...exampleFacts, settings: { ...exampleFacts.settings, ...settings } }).questions.find(({ id }) => id === 'access')?.question;
    expect(questionOf({})).toBeUndefined();
    const { access: all } = exampleFacts.settings;
    expect(questionOf({ access: all.filter(({ to }) => to !== 'chat') })).toBe(
      'How does somebody who joins get access to chat? access of handover.yaml says it.',
    );
    expect(questionOf({ tools: [], access: [] })).toMatch(/^What do people here work with/);
    const unwritten = handoverFacts({ ...exampleFacts, settings: { ...exampleFacts.settings, access: [] } });
    expect(textOf(unwritten, 'training')).toMatch(/## Access\n\nNot everything is written down\. \[open: Q\d+\]/);
    const text = 'tools: [{ id: console, title: look at alarms }]\naccess: [{ to: consle, through: x, grantedBy: nobody, for: [noone] }]\n';
    const { problems } = readSettings('handover.yaml', { readFile: () => text, listFiles: () => [] }, shop.model.onCall!.roster);
    expect(problems.map(({ code: found, received }) => `${found} ${received}`)).toEqual(['HND020 nobody', 'HND020 noone', 'HND025 consle']);
  });

  test('an alarm that notifies while paging is silent is in the playbook, and meets what documents ask to observe', () => {
    const silent = sectionOf('incident-response', 'When paging itself is silent');
    const { regions, watchdog } = example.plan.incidents!;
    const notifying = [...regions.flatMap(({ fallbackAlarms }) => fallbackAlarms.map(({ name }) => name)), watchdog.alarm.name, watchdog.canary.alarm.name];
    expect(sorted([...silent.matchAll(/^\| `([^`]*)`/gm)].map(([, name]) => name))).toEqual(sorted(notifying));
    expect(silent).toContain('The watchdog notifies olga, pavel.');
    expect(textOf(exampleFacts, 'observability-status')).toMatch(/^\| T-3 \|.*\| edi-prod-engine-silent, edi-prod-engine-silent-watchdog \|/m);
  });

  test('what is left of each budget is a command, and the last figure that somebody filed, with its date', () => {
    const budgets = readContents(
      new TextEncoder().encode(
        JSON.stringify({
          at: '2026-11-29T08:00:00Z',
          objectives: [
            { objective: 'partner-portal/availability', state: 'restricted', figures: { remaining: 0.2115 } },
            { objective: 'edi-deliver/duration', state: 'unknown' },
          ],
        }),
      ),
      { id: '2026-11-29-budgets', kind: 'budgets', on: '2026-11-29' },
    ).budgets!;
    const filed = { ...exampleFacts, budgets };
    expect(textOf(filed, 'operations')).toContain('Of 2026-11-29T08:00:00Z (evidence 2026-11-29-budgets):');
    expect(textOf(filed, 'operations')).toContain(
      '| partner-portal/availability | 21.15 % | restricted |\n| edi-deliver/duration | nobody can tell | unknown |',
    );
    expect(textOf(filed, 'support-playbook')).toContain(
      '`day2 slo status --env prod`; at 2026-11-29T08:00:00Z least was left of partner-portal/availability: 21.15 %, restricted',
    );
    expect(textOf(exampleFacts, 'operations')).toMatch(/No figure is on record; what it prints/);
  });

  test('baselines say where they come from, and by what each is watched', () => {
    const baselines = (facts: HandoverFacts) => textOf(facts, 'capacity-plan').split('## Baselines')[1]!;
    expect(baselines(exampleFacts)).toMatch(/These are the figures that day2 comes with, and no measurement/);
    const own = handoverFacts({ ...exampleFacts, model: { ...exampleFacts.model, baselines: exampleFacts.plan.baselines } });
    expect(baselines(own)).toMatch(/From `baselines` of operations\.yaml/);
    const watchedBy = new Map([...baselines(exampleFacts).matchAll(/^\| ([^|]*) \| [^|]* \| ([^|]*) \|$/gm)].map(([, what, by]) => [what, by]));
    expect(watchedBy.get('availability')).toContain('partner-portal/availability, partner-portal/edge-availability');
    expect(watchedBy.get('p95 of response times')).toContain('p95 of translate-worker');
    expect([watchedBy.get('CPU'), watchedBy.get('network')]).toEqual(['nothing', 'nothing']);
  });

  test('operations sum reviews up, and the knowledge base has each', () => {
    const operations = textOf(exampleFacts, 'operations');
    expect(operations).toMatch(/^57 of 57 runbooks, modules, topics and practices are reviewed in their time; the next review is due by 2027-02-28\./m);
    expect(operations).not.toContain('| roll-back-deployment | runbook |');
    const all = sectionOf('knowledge-base', 'All reviews');
    for (const { name } of exampleFacts.runbooks) expect(all).toContain(`| [${name}](`);
    const due = handoverFacts({ ...exampleFacts, at: Date.parse('2027-03-01') });
    expect(textOf(due, 'operations')).toMatch(/Reviews are due\. \[open: Q\d+\]/);
  });

  test('no name of a service, a role or a document is shown by its id where it has a title', () => {
    const services = sectionOf('support-playbook', 'Services')
      .split('\n')
      .filter((line) => line.startsWith('| '));
    expect(services).toContain('| Delivery to partners | Operations lead | Document translation |');
    expect(sectionOf('training', 'The system')).toContain('Document translation on Document ingest');
    const alarms = textOf(exampleFacts, 'runbook-inventory').split('## Alarms by runbook')[1]!;
    for (const row of alarms.split('\n').filter((line) => line.startsWith('| ['))) {
      const names = row.split(' | ')[1]!.replace(/ \|$/, '').split(', ');
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test('dashboards say what is good, and at which levels of a budget changes are held', () => {
    expect(sectionOf('observability-status', 'Dashboards')).toMatch(
      /All is well when nothing is red.*more than 50 % is left.*below 25 % they need an approval/,
    );
  });
});

describe('the site', () => {
  const site = siteFiles(exampleFacts, repositoryIn('.'));
  const pages = site.map(({ path, content }) => ({ file: path, content }));
  const page = (file: string) => pages.find((each) => each.file === file)!.content;
  const pagesOf = (repository: Repository) => siteFiles(exampleFacts, repository).map(({ path, content }) => ({ file: path, content }));

  test('has an index, a page for every document and for what they lead to, and every link of them leads somewhere (000-16)', () => {
    expect(deadPageLinks(pages)).toEqual([]);
    for (const id of DOCUMENT_IDS) expect(hrefsOf(page('index.html'))).toContain(`${id}.html`);
    expect(hrefsOf(page('runbook-inventory.html'))).toContain('runbook-partner-portal-outage.html');
    expect(hrefsOf(page('incident-response.html'))).toContain('severity-matrix.html');
    // Without the repository there are the documents and the runbooks, and no link to anything else.
    const alone = pagesOf({ read: () => undefined, list: () => undefined });
    expect(alone).toHaveLength(DOCUMENT_IDS.length + exampleFacts.runbooks.length + 1);
    expect(deadPageLinks(alone)).toEqual([]);
  });

  test('leads on from file to file: every link of a file to a file or folder that is there is a link on its page', () => {
    const { read, list } = repositoryIn('.');
    expect(hrefsOf(page('docs-decisions.html')).filter((href) => href.startsWith('docs-decisions-0'))).toHaveLength(readdirSync('docs/decisions').length);
    const left = pages.flatMap(({ file, content }) => {
      const path = file
        .replace('.html', '')
        .replace(/^(docs)-(?:(how-to|decisions|reference)-)?/, (_, docs, folder) => `${docs}/${folder === undefined ? '' : `${folder}/`}`);
      const text = path.endsWith('.md') ? read(path) : undefined;
      if (text === undefined) return [];
      const leadsOn = ({ links }: { readonly links: readonly string[] }) =>
        links.filter((link) => /^https?:/.test(link) || list(linkedPath(path, link)!) !== undefined || read(linkedPath(path, link)!) !== undefined);
      const [links, shown] = [leadsOn(outlineOf(text)), hrefsOf(content.split('<main')[1]!)];
      return links.length === shown.length ? [] : [`${path}: ${links.length} links, ${shown.length} of them on the page`];
    });
    expect(left).toEqual([]);
  });

  test('follows links through files as far as they go, once round a circle, and never out of the repository', () => {
    const links: Readonly<Record<string, string>> = {
      'docs/architecture.md': '# A\n\n[on](b.md) [out](../../secrets.md) [away](https://example.com/) [folder](c/) [none](none.md)',
      'docs/b.md': '# B\n\n## Part one\n\n[back](architecture.md) [here](#part-one) [picture](c/x.png)',
      'docs/c/d.md': '# D\n\n[part](../b.md#part-one) [no part](../b.md#none)',
      'docs/c/e.yaml': 'mail: duty@example.com',
    };
    const list = (path: string) => (path === 'docs/c' ? ['d.md', 'deeper/', 'e.yaml', 'x.png'] : undefined);
    const small = pagesOf({ read: (path) => links[path], list });
    const ofFiles = small.filter(({ file }) => file.startsWith('docs-')).map(({ file }) => file);
    expect(ofFiles).toEqual(['docs-architecture.md.html', 'docs-b.md.html', 'docs-c.html', 'docs-c-d.md.html', 'docs-c-e.yaml.html']);
    expect(deadPageLinks(small)).toEqual([]);
    const contentOf = (file: string) => small.find((each) => each.file === file)!.content.split('<main')[1]!;
    expect(hrefsOf(contentOf('docs-architecture.md.html'))).toEqual(['docs-b.md.html', 'https://example.com/', 'docs-c.html']);
    expect(hrefsOf(contentOf('docs-c-d.md.html'))).toEqual(['docs-b.md.html#s-part-one', 'docs-b.md.html']);
    expect(contentOf('docs-c.html')).toMatch(/<li>deeper\/<\/li>[^]*<li>x\.png<\/li>/);
  });

  test('says what the Markdown says: every table has its rows, every diagram is drawn', () => {
    for (const { id, sections } of buildDocuments(exampleFacts)) {
      const blocks = sections.flatMap((section) => section.blocks);
      const rows = blocks.flatMap((block) => (block.kind === 'table' ? block.rows : [])).length;
      expect([id, [...page(`${id}.html`).matchAll(/<tr[ >]/g)].length]).toEqual([id, rows + blocks.filter(({ kind }) => kind === 'table').length]);
      const drawn = [...page(`${id}.html`).matchAll(/<svg class="wide"/g)].length;
      expect([id, drawn]).toEqual([id, blocks.filter(({ kind }) => kind === 'diagram').length]);
    }
    expect(page('triage-workflow.html')).toContain('classify: the worst alarm decides, then (S0) act: Primary on call');
  });

  test('asks no network, has the bytes of its facts, and no address or number of anybody', () => {
    expect(pagesOf(repositoryIn('.'))).toEqual(pages);
    const { read, list } = repositoryIn('docs');
    const leaky = pagesOf({
      list,
      read: (path) => (path.endsWith('.md') ? '# Ask duty@example.com\n\nor +49 30 901820 <script>alert(1)</script>' : read(path)),
    });
    for (const { file, content } of [...leaky, ...pages]) {
      expect([file, content.match(/duty@example|901820|<script>alert/g)]).toEqual([file, null]);
      expect([file, content.match(/<(?:script|link|img|iframe)\b/g)]).toEqual([file, null]);
      expect([file, content.split('<main')[0]!.match(/url\(|@import/g)]).toEqual([file, null]);
    }
  });
});

describe('the page of a runbook', () => {
  const sectionsOf = (name: string, facts = exampleFacts) =>
    new Map(
      runbookSections(
        facts,
        facts.runbooks.find((each) => each.name === name)!,
      ).map(({ heading, blocks }) => [heading, blocks]),
    );
  const rowsOf = (blocks: readonly Block[] | undefined) =>
    (blocks ?? []).flatMap((block) => (block.kind === 'table' ? block.rows.map((row) => row.map(plain)) : []));
  const plain = (text: Text): string =>
    inlinesOf(text)
      .map((inline) => (typeof inline === 'string' ? inline : 'code' in inline ? inline.code : inline.text))
      .join('');
  const textsOf = (blocks: readonly Block[] | undefined) =>
    (blocks ?? []).flatMap((block) => (block.kind === 'list' ? block.items.map(plain) : block.kind === 'paragraph' ? [plain(block.text)] : []));

  test('says what it is for, who keeps it, what it risks, how it is started, approved and undone', () => {
    const failover = sectionsOf('database-failover');
    expect(textsOf(failover.get('What it is for'))).toEqual([
      'Makes another instance the writer of a database cluster. Connections break for up to a minute.',
      'Changes nothing unless DryRun is false. Two people approve.',
      'Undo: start it again with the instance that was the writer before.',
      'Purpose: gets a service back; no freeze holds it',
      'Started by: page, operator',
      'Owner: Platform engineering',
      'Risk: high: a wrong run can mean an outage or a loss',
      'Takes: about 10m when all goes well',
      'Approved by: Operations lead, Engineering management, Senior engineering',
      'Undone by: start it again with the instance that was the writer before',
    ]);
    expect(textsOf(failover.get('How to start it'))).toEqual([
      'A dry run, which changes nothing and says what a live run would do: day2 runbook start database-failover --env prod --parameter ClusterId=… --parameter TargetInstanceId=…',
      'A live run, once you have typed its name: day2 runbook start database-failover --env prod --parameter ClusterId=… --parameter TargetInstanceId=… --live',
      'In the console: edi-prod-database-failover in eu-central-1.',
    ]);
    expect(textsOf(failover.get('What a dry run says'))).toEqual(['At its end:', 'Dry run. Would make {{ TargetInstanceId }} the writer of {{ ClusterId }}.']);
    expect(textsOf(failover.get('Last rehearsal'))[0]).toBe('It passed on 2026-11-30, 12 cases.');
    expect(rowsOf(sectionsOf('edi-deliver-failing').get('Alarms that lead here'))).toHaveLength(11);
  });

  test('has the steps in their order, in words, with what each calls and where it goes on, and the names of the environment', () => {
    const rows = new Map(rowsOf(sectionsOf('edi-deliver-failing').get('Steps')).map(([step, ...cells]) => [step, cells]));
    expect(rows.get('readAlias')).toEqual(['The version that is live.', 'lambda:GetAlias, reads', 'readFunction']);
    expect(rows.get('chooseRemedy')![2]).toBe('if Remedy is roll back: rollBack; if Remedy is restart: restart; otherwise: report');
    expect(rows.get('rollBack')!.slice(1)).toEqual([
      'starts roll-back-deployment with DryRun, IncidentId, Kind, FunctionName, Version',
      'chooseVerification; if it fails: reportFailed; after 10m it has failed',
    ]);
    expect(rows.get('verify')).toEqual([
      'What pages is over in its shortest window. Only in a live run.',
      'cloudwatch:DescribeAlarms, reads until $.MetricAlarms[0].StateValue is OK',
      'reportChange; if it fails: reportFailed; after 20m it has failed',
    ]);
    expect(rowsOf(sectionsOf('check-certificates').get('Steps')).map(([step]) => step)).toContain('lookAtEach/readCertificate');
    expect(rowsOf(sectionsOf('database-failover').get('Steps')).find(([step]) => step === 'approve')![2]).toBe(
      'waits until 2 of these have approved: Operations lead, Engineering management, Senior engineering',
    );
    const words = rowsOf(sectionsOf('edi-deliver-failing').get('Steps')).flat().join('\n');
    expect(words).not.toMatch(/\{\{ (?:Prefix|DeliverFunction) \}\}/);
  });

  test('of every runbook has every step and every parameter that is given, and no step changes anything unless it is said to be of a live run', () => {
    for (const { name, document } of exampleFacts.runbooks) {
      const steps = rowsOf(sectionsOf(name).get('Steps'));
      expect([name, steps.map(([step]) => step!.split('/').at(-1))]).toEqual([name, allSteps(document.steps).map((step) => step.name)]);
      const hasDryRun = document.parameters.some((parameter) => parameter.name === 'DryRun');
      const changing = steps.filter(([, does, calls]) => hasDryRun && calls!.includes(', changes') && !does!.endsWith('Only in a live run.'));
      expect([name, changing]).toEqual([name, []]);
      const given = rowsOf(sectionsOf(name).get('Parameters')).map(([parameter]) => parameter);
      expect([name, given.filter((each) => each === 'Prefix' || each === 'AutomationAssumeRole')]).toEqual([name, []]);
      expect(steps.flat().filter((cell) => cell === '')).toEqual([]);
    }
  });
});

describe('Markdown', () => {
  const render = (document: Partial<HandoverDocument>): string =>
    renderMarkdown(
      { id: 'operations', title: 'x', sections: [], ...document },
      { application: 'edi', environment: 'prod', date: '2026-03-09' },
      DEFAULT_DOCUMENT_PATHS,
    );

  test('nothing in a text is read as Markdown, and a table keeps its columns', () => {
    const hostile = [
      'a | b',
      '# no heading',
      '- no item',
      '1. no number',
      '<script>',
      '[no](link)',
      '*no* _no_ `no`',
      'see https://example.com/a_b.',
      'back\\slash',
      'two\nlines',
    ];
    const text = render({
      sections: [
        {
          heading: 'Texts',
          blocks: [
            ...hostile.map((each) => paragraph(each)),
            table(
              ['A', 'B'],
              hostile.map((each) => [each, code(each.replace(/\s+/g, ' '))]),
            ),
          ],
        },
      ],
    });
    expect(lintMarkdown({ text })).toEqual([]);
    expect(text.split('\n').filter((line) => /^(?:#|-|\d+\.) /.test(line))).toEqual([]);
    expect(text).toContain('see <https://example.com/a_b>.');
    const rows = text.split('\n').filter((line) => line.startsWith('| '));
    expect(rows.map((row) => row.match(/(?<!\\)\|/g)!.length)).toEqual(rows.map(() => 3));
  });

  test('links to what is not there are found, to files, to documents and to headings', () => {
    const files: HandoverFile[] = [
      { path: 'docs/a.md', content: '## One\n\n[x](b.md#two) [y](b.md#three) [z](../lib/none.ts) [w](#one) [v](c.md)\n' },
      { path: 'docs/b.md', content: '## Two\n\n```text\n[no](link.md)\n```\n' },
    ];
    expect(deadLinks(files, (path) => path === 'docs/c.md').map(({ link, why }) => `${link}: ${why}`)).toEqual([
      'b.md#three: docs/b.md has no heading #three',
      '../lib/none.ts: there is no lib/none.ts',
    ]);
  });
});

describe('day2 handover', () => {
  let scratch: string;
  const config = () => join(scratch, 'config');
  const run = (...options: string[]) => runCommand(['handover', '--config', config(), '--env', 'prod', ...options]);
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'day2-handover-'));
    cpSync(SHOP_CONFIG, config(), { recursive: true });
  });
  afterEach(() => rmSync(scratch, { recursive: true, force: true }));

  test('writes every document at the path the sources name, and a check of them passes on any day (001-19, 003-26)', async () => {
    const { exitCode, output, errors } = await run('--date', '2026-03-09');
    expect([exitCode, errors]).toEqual([0, '']);
    expect(output.trimEnd().split('\n')).toHaveLength(DOCUMENT_IDS.length + 1);
    for (const path of ['docs/operations/incident-response.md', 'docs/operations/observability-status.md', 'artifacts/support/on-call-roster.md']) {
      expect(existsSync(join(scratch, path))).toBe(true);
    }
    expect((await run('--check')).exitCode).toBe(0);
    expect((await run('--check', '--date', '2026-03-10')).exitCode).toBe(1);
  });

  test('--html writes a site of the same documents, and a check of it says which page is stale', async () => {
    const site = join(scratch, 'site');
    const ofSite = (...options: string[]) => run('--html', site, ...options);
    expect(await ofSite('--check', '--date', '2026-03-09')).toMatchObject({ exitCode: 1, errors: expect.stringMatching(/HND030 .*index\.html.*is missing/) });
    const { exitCode, output, errors } = await ofSite('--date', '2026-03-09');
    expect([exitCode, errors]).toEqual([0, '']);
    expect(output).toMatch(/^written {2}.*index\.html\nshop prod on 2026-03-09: \d+ pages$/m);
    expect(existsSync(join(scratch, 'docs'))).toBe(false);
    expect((await ofSite('--check', '--date', '2026-03-09')).exitCode).toBe(0);
    expect((await ofSite('--check', '--date', '2026-03-10')).errors).toMatch(/HND030 .*is stale/);
    writeFileSync(join(site, 'training.html'), 'by somebody');
    expect((await ofSite('--date', '2026-03-09')).errors).toMatch(/HND032 .*training\.html/);
    expect(readFileSync(join(site, 'training.html'), 'utf8')).toBe('by somebody');
  });

  test('a check says which document is stale, and where it differs first; it writes nothing', async () => {
    await run('--date', '2026-03-09');
    const file = join(scratch, 'docs/operations/severity-matrix.md');
    writeFileSync(file, readFileSync(file, 'utf8').replace('| 5m |', '| 6m |'));
    rmSync(join(scratch, 'docs/operations/training.md'));
    const { exitCode, errors } = await run('--check');
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/error HND030 \S+severity-matrix\.md:\d+: this document is stale\n {4}received: .*\| 6m \|.*\n {4}allowed: {2}.*\| 5m \|/);
    expect(errors).toMatch(/error HND030 \S+training\.md: this document is missing/);
    expect(existsSync(join(scratch, 'docs/operations/training.md'))).toBe(false);
  });

  test('what somebody wrote is not overwritten', async () => {
    mkdirSync(join(scratch, 'docs/operations'), { recursive: true });
    const own = join(scratch, 'docs/operations/training.md');
    writeFileSync(own, '# Ours\n');
    const { exitCode, errors } = await run('--date', '2026-03-09');
    expect([exitCode, errors]).toEqual([1, expect.stringContaining('HND032')]);
    expect(readFileSync(own, 'utf8')).toBe('# Ours\n');
    expect(existsSync(join(scratch, 'docs/operations/incident-response.md'))).toBe(false);
  });

  test('paths, topics, questions and evidence come from handover.yaml; a link that leads nowhere fails', async () => {
    const settings = ['paths: { training: docs/learn.md }', 'questions: [{ question: Who moves it?, owner: operations, due: 2026-04-01 }]'];
    writeFileSync(join(config(), 'handover.yaml'), `${settings.join('\n')}\n`);
    expect((await run('--date', '2026-03-09')).exitCode).toBe(0);
    expect(readFileSync(join(scratch, 'docs/operations/knowledge-base.md'), 'utf8')).toContain('(../learn.md)');
    expect(readFileSync(join(scratch, 'docs/operations/open-questions.md'), 'utf8')).toContain('Who moves it?');
    writeFileSync(join(config(), 'handover.yaml'), 'knowledge: [{ topic: all of it, owner: operations, at: docs/none.md, reviewEveryDays: 90 }]\n');
    const { exitCode, errors } = await run('--date', '2026-03-09');
    expect([exitCode, errors]).toEqual([1, expect.stringContaining('HND031')]);
    expect(errors).toContain('there is no docs/none.md');
  });

  test('no command of the handover prints or files an address or a number that somebody wrote (002-47)', async () => {
    const everywhere = 'duty@example.com or +49 30 901820';
    const settings = {
      questions: [{ question: everywhere, owner: 'operations', due: '2026-04-01' }],
      knowledge: [{ topic: everywhere, owner: 'operations', at: 'https://wiki.example.com/x', reviewEveryDays: 90 }],
      tools: [{ id: 'console', title: everywhere }],
      access: [{ to: 'console', through: everywhere, grantedBy: 'operations' }],
      attestations: ['integration', 'sign-off', 'procedures-done'].map((item) => ({
        item,
        by: 'ana',
        on: '2026-03-01',
        evidence: everywhere,
        until: '2026-05-31',
      })),
    };
    writeFileSync(join(config(), 'handover.yaml'), JSON.stringify(settings));
    const printed: string[] = [];
    for (const [command, ...options] of [
      ['handover', '--json'],
      ['handover', 'checklist'],
      ['handover', 'reviews', '--json'],
      ['handover', 'certify', '--issue', '--json'],
      ['handover', 'gate'],
      ['activation', 'status', '--json'],
    ]) {
      const { output, errors } = await runCommand([command!, ...options, '--config', config(), '--env', 'prod', '--date', '2026-03-09']);
      expect([options, output]).toEqual([options, expect.stringMatching(/\S/)]);
      printed.push(output, errors);
    }
    const files = readdirSync(scratch, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name !== 'handover.yaml');
    expect(files.some(({ name }) => name.startsWith('certificate-integration'))).toBe(true);
    const filed = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
    expect(printed.join('')).toContain('(kept out of documents)');
    expect([...printed, ...filed].filter((text) => /duty@example|901820/.test(text))).toEqual([]);
  });

  test('everything that is wrong with handover.yaml is said at once', async () => {
    const wrong = [
      'paths: { trainings: a.md, training: docs/operations/open-questions.md }',
      'questions: [{ question: x, owner: nobody, due: soon }]',
      'evidence: ../elsewhere',
    ];
    writeFileSync(join(config(), 'handover.yaml'), `${wrong.join('\n')}\n`);
    const { exitCode, errors } = await run();
    expect([exitCode, stackTraceIn(errors)]).toEqual([1, []]);
    expect([...errors.matchAll(/error (HND\d+) \S+handover\.yaml:(\d+)/g)].map(([, problem, line]) => `${problem}:${line}`)).toEqual([
      'HND010:1',
      'HND013:2',
      'HND013:3',
    ]);
  });

  test('somebody who is nobody, and who knows what is neither a tool nor a topic, are found (002-10)', () => {
    const text = 'tools: [{ id: console, title: look at alarms }]\nproficiency: [{ people: [nobody], in: [consle], on: 2026-01-01 }]\n';
    const { problems } = readSettings('handover.yaml', { readFile: () => text, listFiles: () => [] }, shop.model.onCall!.roster);
    expect(problems.map(({ code: found, change }) => `${found} ${change}`)).toEqual(['HND023 write a person of on-call.yaml', 'HND025 write console']);
  });

  test('a role that is none, and two documents in one file, are found', () => {
    const text =
      'paths: { training: docs/operations/open-questions.md }\nquestions: [{ question: x, owner: nobody, due: 2026-04-01 }]\nattestations: [{ item: supervision, by: nobody, on: 2026-01-01, evidence: x, until: 2026-12-31 }]\n';
    const { settings, problems } = readSettings('handover.yaml', { readFile: () => text, listFiles: () => [] }, shop.model.onCall!.roster);
    expect([settings, problems.map(({ code: found }) => found)]).toEqual([undefined, ['HND020', 'HND023', 'HND021']]);
  });

  test.each([
    ['no JSON', 'x'],
    ['JSON without a list scenarios', '{"cases":[]}'],
    ['scenarios[0] has no name, or no outcome', '{"scenarios":[{"scenario":{"id":"a"},"outcome":"fine"}]}'],
  ])('%s is no evidence of a game day', (why, text) => {
    expect(() => readRehearsals(text, { id: 'e', kind: 'game days', on: '2026-01-01' })).toThrow(why);
  });
});

test('a document of each id is built, with sections that have something in them', () => {
  const documents = buildDocuments(factsOf({}, alone(shop)));
  expect(documents.map(({ id }) => id)).toEqual(DOCUMENT_IDS);
  for (const { sections } of documents) for (const { blocks } of sections) expect(blocks.length).toBeGreaterThan(0);
});
