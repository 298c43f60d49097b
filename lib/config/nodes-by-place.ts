interface NodeGroup {
  readonly nodes: readonly { readonly address: string }[];
  readonly port?: number | undefined;
}

/** Returns the address and port of each node once, though hosts may share nodes. */
export function nodesByPlace(
  groups: readonly NodeGroup[],
): ReadonlyMap<string, { readonly address: string; readonly port: number }> {
  const places = groups.flatMap(({ nodes, port = 443 }) => nodes.map(({ address }) => ({ address, port })));
  return new Map(places.map((place) => [`${place.address}:${place.port}`, place]));
}
