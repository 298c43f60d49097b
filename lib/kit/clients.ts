import { type KnownFault, KNOWN_FAULTS } from '../../lambda/authorizer/oauth1/known-faults/known-faults';

/** Faults that no spelling of a request and no setting avoids, if the request has RQL. */
export const UNAVOIDABLE: readonly string[] = ['names_unescaped', 'names_unescaped_in_base_string', 'query_unescaped'];

/** A library or program, and the faults with which it is known to sign. */
export interface KnownClient {
  readonly name: string;
  /** Such as `the query left out`. */
  readonly signs: readonly string[];
  readonly remedies: readonly string[];
}

/** Clients in which trials found no fault with RQL, with the setting that they need. */
export const WORKING_CLIENTS: readonly { readonly name: string; readonly setting: string }[] = [
  { name: 'requests_oauthlib (Python)', setting: 'none; do not set a form Content-Type on a GET' },
  {
    name: 'Postman, newman',
    setting: 'add auth data to the request headers; do not add empty parameters to the signature',
  },
  { name: 'Bruno 4.1', setting: 'URL encoding off' },
  { name: 'Insomnia', setting: 'URL encoding off; no + in the query' },
];

/** Clients with faults that a spelling or a setting avoids, by name. */
export function avoidableClients(): readonly KnownClient[] {
  return clientsOf(({ id }) => !UNAVOIDABLE.includes(id)).filter(
    ({ name }) => !unusableClients().some((unusable) => unusable.name === name),
  );
}

/** Clients that cannot sign RQL, by name. */
export function unusableClients(): readonly KnownClient[] {
  return clientsOf(({ id }) => UNAVOIDABLE.includes(id));
}

function clientsOf(wanted: (fault: KnownFault) => boolean): readonly KnownClient[] {
  const faults = KNOWN_FAULTS.filter(wanted);
  const names = [...new Set(faults.flatMap(({ clients }) => clients))];
  return names
    .toSorted((a, b) => a.localeCompare(b, 'en'))
    .map((name) => {
      const own = faults.filter(({ clients }) => clients.includes(name));
      return {
        name,
        signs: own.map(({ sentence }) => sentence),
        remedies: [...new Set(own.map(({ remedy }) => remedy))],
      };
    });
}
