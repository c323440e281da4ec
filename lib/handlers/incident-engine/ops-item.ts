import { CreateOpsItemCommand, UpdateOpsItemCommand } from '@aws-sdk/client-ssm';
import type { SystemsManagerPort } from './clients';
import type { Engine } from './engine';
import type { Effect } from '../../incident/lifecycle/effect';
import type { Incident } from '../../incident/lifecycle/incident';
import type { EffectOutcomeEvent } from '../../incident/lifecycle/incident-event';
import { formatInstant } from '../../time/time';

type OpsItemEffect = Extract<Effect, { kind: 'ops item' }>;

/** Longest title and description of an OpsItem. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateOpsItem.html */
const MAX_TITLE = 1_024;

/**
 * Keeps the OpsItem of an incident as the incident is. It is created with a deduplication string, so that a second
 * creation finds the first; the severity of the incident stands in its operational data, as an OpsItem knows four only.
 */
export async function updateOpsItem(engine: Engine, incident: Incident, effect: OpsItemEffect): Promise<EffectOutcomeEvent['outcome']> {
  const systemsManager = engine.clients.systemsManager(engine.policy.region);
  const known = incident.opsItemId ?? (await create(engine, systemsManager, incident, effect));
  if (incident.opsItemId !== undefined || effect.status !== 'Open' || effect.flags.length > 0) await update(systemsManager, incident, effect, known);
  return { kind: 'done', reference: known };
}

async function create(engine: Engine, systemsManager: SystemsManagerPort, incident: Incident, effect: OpsItemEffect): Promise<string> {
  const { id, title, impact, openedAt, startedAt, group } = incident;
  const { severity, priority } = urgencyOf(incident, effect);
  try {
    const { OpsItemId: created } = await systemsManager.send(
      new CreateOpsItemCommand({
        Title: `${id}: ${title}`.slice(0, MAX_TITLE),
        Description: `${impact}\nopened ${formatInstant(openedAt)}, began ${formatInstant(startedAt)}`.slice(0, MAX_TITLE),
        Source: 'day2',
        Category: 'Availability',
        Severity: String(severity),
        Priority: priority,
        OperationalData: {
          '/aws/dedup': { Type: 'SearchableString', Value: JSON.stringify({ dedupString: `${engine.policy.application}-${engine.policy.environment}-${id}` }) },
          ...operationalData(incident, effect),
          incident: { Type: 'SearchableString', Value: id },
          service: { Type: 'SearchableString', Value: group },
          openedAt: { Type: 'String', Value: formatInstant(openedAt) },
        },
      }),
    );
    if (created === undefined) throw new Error('CreateOpsItem answered without an id');
    return created;
  } catch (error) {
    const existing = existingItem(error);
    if (existing === undefined) throw error;
    return existing;
  }
}

async function update(systemsManager: SystemsManagerPort, incident: Incident, effect: OpsItemEffect, opsItemId: string): Promise<void> {
  const { severity, priority } = urgencyOf(incident, effect);
  await systemsManager.send(
    new UpdateOpsItemCommand({
      OpsItemId: opsItemId,
      Status: effect.status,
      Severity: String(severity),
      Priority: priority,
      OperationalData: operationalData(incident, effect),
    }),
  );
}

/** The least there is for a severity that has no OpsItem of its own: its incident had one when it was worse. */
function urgencyOf({ policy }: Incident, effect: OpsItemEffect): { readonly severity: number; readonly priority: number } {
  return policy.severities[effect.severity].opsItem ?? { severity: 4, priority: 5 };
}

function operationalData({ severity, generation }: Incident, { flags }: OpsItemEffect) {
  return {
    severity: { Type: 'SearchableString' as const, Value: severity },
    generation: { Type: 'String' as const, Value: String(generation) },
    ...Object.fromEntries(flags.map((flag) => [flag, { Type: 'SearchableString' as const, Value: 'true' }])),
  };
}

/** The error of a creation that came before says which item there is. */
function existingItem(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'OpsItemAlreadyExistsException') return undefined;
  const { OpsItemId: id } = error as Error & { readonly OpsItemId?: unknown };
  return typeof id === 'string' ? id : undefined;
}
