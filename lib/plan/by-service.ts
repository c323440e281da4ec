/** Things of services by service, services in the order in which they come. */
export function byService<T extends { readonly serviceId: string }>(things: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const group = groups.get(thing.serviceId);
    if (group === undefined) groups.set(thing.serviceId, [thing]);
    else group.push(thing);
  }
  return groups;
}
