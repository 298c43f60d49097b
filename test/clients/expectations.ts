const ACCOUNT = 'http://parallels.com/aps/types/pa/account/1.2';

/** RQL query → names of the sample resources that it selects, in order. */
export const QUERIES: readonly (readonly [query: string, names: readonly string[]])[] = [
  [`implementing(${ACCOUNT})`, ['Northwind Cloud', 'Alpine Bakery']],
  ['like(name,*bakery*)', ['Alpine Bakery']],
  [`implementing(${ACCOUNT}),sort(-name)`, ['Northwind Cloud', 'Alpine Bakery']],
  [`implementing(${ACCOUNT})&sort(name)&limit(0,10)`, ['Alpine Bakery', 'Northwind Cloud']],
  [`and(implementing(${ACCOUNT}),like(name,*o*),sort(-name),limit(0,10))`, ['Northwind Cloud']],
  ['in(type,(RESELLER,CUSTOMER)),limit(1,1)', ['Alpine Bakery']],
  ['name=like=Jane*', ['Jane Baker']],
  ['eq(fullName,Max%20M%C3%BCller)', ['Max (trial)']],
];

/** Names in a JSON list of resources; what it is instead, when it is none. */
export function namesIn(json: string): readonly string[] | string {
  try {
    const list: unknown = JSON.parse(json);
    return Array.isArray(list) ? list.map((resource: { readonly name: string }) => resource.name) : json;
  } catch {
    return json;
  }
}
