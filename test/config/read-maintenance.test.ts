import { loadConfiguration } from '../../lib/config/load';
import { filesInMemory } from '../helpers/files-in-memory';
import { baseConfiguration } from './museum/museum';

function load(edit: (files: Map<string, string>) => void) {
  const files = baseConfiguration();
  edit(files);
  return loadConfiguration({ directory: 'config', ...filesInMemory('config', files) });
}

describe('maintenance.yaml', () => {
  test('may be left out: then there is no calendar', () => {
    const { models, problems } = load((files) => files.delete('maintenance.yaml'));
    expect(problems).toEqual([]);
    expect(models.map((model) => 'maintenance' in model)).toEqual([false, false]);
  });

  test('every environment has its freezes, and may do without some', () => {
    const { models } = load((files) =>
      files.set('environments/dev.yaml', `${files.get('environments/dev.yaml')}maintenance: { without: { freezes: [nights] } }\n`),
    );
    const names = models.map(({ maintenance }) => maintenance!.freezes!.rules.map(({ id }) => id));
    expect(names).toEqual([
      ['weekends', 'easter', 'quarter-end'],
      ['weekends', 'easter', 'quarter-end', 'nights'],
    ]);
  });

  test('an owner is not looked for where nobody is on call', () => {
    const { problems } = load((files) => files.delete('on-call.yaml'));
    expect(problems).toEqual([]);
  });
});
