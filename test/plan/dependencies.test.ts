import { allDependencies } from '../../lib/model/dependencies';

describe('all dependencies of a service (9.9)', () => {
  const services = [
    { id: 'web', dependsOn: ['orders', 'identity'] },
    { id: 'orders', dependsOn: ['stock'] },
    { id: 'stock', dependsOn: ['identity'] },
    { id: 'identity' },
  ];

  test('are those of its dependencies, too, nearest first and each once', () => {
    expect(allDependencies(services, 'web')).toEqual(['orders', 'identity', 'stock']);
    expect(allDependencies(services, 'stock')).toEqual(['identity']);
    expect(allDependencies(services, 'identity')).toEqual([]);
  });
});
