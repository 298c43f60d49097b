/** A decoded request parameter: name and value (RFC 5849 §3.4.1.3). */
export type Parameter = readonly [name: string, value: string];
