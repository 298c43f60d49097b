import type { Probe } from './probe';

const LIST = '/aps/2/resources';
const PARSED = 'platform answered';
const REFUSED = 'platform refused the signature';
const REJECTED = 'platform rejected';
const DENIED = 'gateway: signature_invalid';
const MALFORMED = 'gateway: request_malformed';

/** A query that the platform can execute only if it arrives as it was sent. */
const query = (id: string, question: string, text: string, means: Probe['means'] = {}): Probe => ({
  id: `query-${id}`,
  question,
  target: `${LIST}?${text}`,
  means: {
    [PARSED]: 'the query arrives in a form that the RQL parser takes and that verifies there',
    [REFUSED]: 'the query is changed on the way: set uiNodes.forwarding: lambda',
    [REJECTED]: 'the signature verifies there, but the RQL parser does not take the form that arrives',
    [DENIED]: "the authorizer's event has the query in another form than RFC 5849 decodes it to",
    ...means,
  },
});

/** A path below the collection; the platform answers 404 if it receives the path as it was signed. */
const path = (id: string, question: string, below: string): Probe => ({
  id: `path-${id}`,
  question,
  target: `${LIST}/${below}`,
  means: {
    [PARSED]: 'the path arrives as it was signed',
    [REJECTED]: 'the path arrives as it was signed; nothing is there',
    [REFUSED]: 'the path is changed on the way to the UI node',
    [DENIED]: "the authorizer's requestContext.path is not the path that was sent",
    [MALFORMED]: 'API Gateway itself refuses the path',
    'gateway: path_refused': 'the authorizer gets the path as it was sent, and refuses it',
    'gateway: trailing_slash_refused': 'the gateway refuses the final slash: its forwarding is httpProxy',
    'gateway: route_unknown': 'the path falls out of {proxy+}',
  },
});

const forgedHost = (id: string, question: string, headers: Probe['headers']): Probe => ({
  id: `host-${id}`,
  question,
  target: LIST,
  ...(headers && { headers }),
  means: {
    [PARSED]: "the mapping replaces the caller's value",
    [REFUSED]:
      "the caller's value reaches the UI node, in addition to ours or instead of it: refuse the header at the edge",
  },
});

/** A header in a form that few servers read. If every other request is refused, too, the mapping sends nothing. */
const canonical = (id: string, question: string, name: string): Probe => ({
  id: `authorization-${id}`,
  question,
  target: LIST,
  sign: {
    name,
    header: (value) =>
      value
        .replace('oauth_nonce', '%6Fauth_nonce')
        .replace('OAuth ', String.raw`oauth ,,Realm="a\",oauth_nonce=\"b", `),
  },
  means: {
    [PARSED]: 'it does, or the platform reads this form, too',
    [REFUSED]: 'it does not: set uiNodes.authorization: asSent',
    'gateway: authorization_ambiguous': 'it is not mapped: uiNodes.authorization is asSent',
  },
});

/** Every open question that a consumer's requests can settle, in the order of the collected facts. */
export const PROBES: readonly Probe[] = [
  query('valueless', 'does a name without = keep its form on the way?', 'and(eq(name,a),or(eq(name,b),eq(name,c)))'),
  query('encoded-parentheses', 'what becomes of %28 and %29?', 'eq%28name%2Ca%29', {
    [PARSED]: 'API Gateway decodes %28 and %29 on the way: the RQL parser gets parentheses',
    [REJECTED]: 'API Gateway passes %28 and %29 on: callers must send parentheses',
  }),
  query('sort-plus', 'is + in sort(+name) a space to all?', 'sort(+name)', {
    [REJECTED]: 'the + arrives as a space: callers must send sort(name), which sorts the same way',
  }),
  query('sort-encoded-plus', 'does sort(%2Bname) arrive encoded?', 'sort(%2Bname)'),
  query('stars-and-slashes', 'are * : / passed literally?', 'implementing(http://example.com/a/b)&like(name,*q*)'),
  query('mixed-values', 'do names without value, with an empty one and with = in it stay apart?', 'name&id=&type==3', {
    [REJECTED]: 'they stay apart as far as the signature goes; it is not RQL',
  }),
  query('plus', 'what becomes of a literal +?', 'eq(name,a+b)'),
  query('space', 'what becomes of %20?', 'eq(name,a%20b)'),
  query('encoded-plus', 'what becomes of %2B?', 'eq(name,a%2Bb)'),
  query('double-encoded', 'is %252B decoded once?', 'eq(name,a%252Bb)'),
  query('percent', 'what becomes of %25?', 'eq(name,100%25)'),
  query('utf-8', 'what becomes of %C3%A9?', 'eq(name,caf%C3%A9)'),
  query('semicolon', 'is a raw ; split?', 'eq(name,a;b)', {
    [DENIED]: 'a raw ; splits the parameter, as documented: callers must send %3B',
  }),
  query('encoded-semicolon', 'what becomes of %3B?', 'eq(name,a%3Bb)'),
  query('encoded-delimiters', 'what becomes of %26 and %3D?', 'eq(name,a%26b%3Dc)'),
  query('encoded-hash', 'what becomes of %23?', 'eq(name,a%23b)'),
  query('brackets', 'what becomes of encoded [ and ]?', 'eq(name,%5Ba%5D)'),
  query('order', 'do repeated names survive, whatever their order?', 'name=ne=z&aps.status=aps:ready&name=ne=a'),
  path('slash', 'is a lone %2F kept in a path?', '%2F'),
  path('inner-slash', 'is %2F inside of a segment kept?', 'a%2Fb'),
  path('space', 'is %20 in a path kept?', 'a%20b'),
  path('plus', 'is + in a path kept?', 'a+b'),
  path('double-slash', 'is // in a path kept?', 'a//b'),
  path('trailing-slash', 'is a final slash kept?', 'a/'),
  path('parentheses', 'are parentheses in a path kept?', '(x)'),
  path('line-end', 'is %0D%0A in a path refused, and by which part?', 'a%0D%0Ab'),
  { ...path('collection-slash', 'is the slash of /aps/2/resources/ kept?', ''), target: `${LIST}/` },
  forgedHost('canonical', "is a caller's X-Forwarded-Host replaced?", { 'X-Forwarded-Host': 'elsewhere.example' }),
  forgedHost('lower-case', 'is it in lower case, too?', { 'x-forwarded-host': 'elsewhere.example' }),
  forgedHost('twice', 'are two of them?', { 'X-Forwarded-Host': ['elsewhere.example', 'other.example'] }),
  forgedHost('proto', "are a caller's X-Forwarded-Proto and -Port replaced?", {
    'X-Forwarded-Proto': 'http',
    'X-Forwarded-Port': '81',
  }),
  {
    id: 'host-forwarded',
    question: "does the mapping from the authorizer's context replace a caller's Forwarded?",
    target: LIST,
    headers: { Forwarded: 'host=elsewhere.example;proto=http' },
    means: {
      [PARSED]: 'it does, or the platform does not read the header',
      [REFUSED]: "the caller's value reaches the UI node: refuse the header at the edge",
    },
  },
  canonical(
    'canonical',
    'does the mapping from context.authorizer.authorization replace the Authorization header?',
    'Authorization',
  ),
  canonical('lower-case', 'does it replace a header whose name is in lower case, as over HTTP/2?', 'authorization'),
  {
    id: 'form-type',
    question: 'does a form content type pass on a request without a body?',
    target: LIST,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    means: {
      [PARSED]: 'yes: the method decides, as the gateway assumes',
      'gateway: form_body_unsupported': 'no: the method that the authorizer sees is not the one that was sent',
    },
  },
  {
    id: 'method-override',
    question: 'which method does the authorizer see under X-HTTP-Method-Override?',
    target: `${LIST}/00000000-0000-4000-8000-000000000000`,
    headers: { 'X-HTTP-Method-Override': 'HEAD' },
    means: {
      'gateway: header_refused': 'the method that was signed; the header is refused',
      [DENIED]: 'the overriding one: API Gateway overrides before it calls the authorizer',
      'gateway: route_unknown': 'none: API Gateway overrides before it looks for the route',
      [PARSED]: 'the header does not reach the authorizer and overrides nothing that a node sees',
      [REJECTED]: 'the header does not reach the authorizer and overrides nothing that a node sees',
      [REFUSED]: 'the header does not reach the authorizer, and the node is called with the overriding method',
    },
  },
  {
    id: 'unknown-path-oauth',
    question: 'is an OAuth header on an undeclared path taken for SigV4?',
    target: '/aps/2/applications',
    means: {
      'gateway: route_unknown': 'no: the catch-all answers',
      other: 'yes: the catch-all is not asked; see the code',
    },
  },
  {
    id: 'deny-context',
    question: 'does ACCESS_DENIED see the context of a Deny?',
    target: LIST,
    sign: { by: 'wrongSecret' },
    means: { [DENIED]: 'yes: code and challenge come from the context', other: 'no: see the code' },
  },
];

/** Open questions that no consumer's request settles, each with what does. */
export const UNSETTLED: readonly { readonly question: string; readonly settle: string }[] = [
  {
    question: 'how long does API Gateway wait for the authorizer?',
    settle: 'deploy a lab gateway whose function sleeps 31 s and look at the status',
  },
  {
    question: 'which gateway response does a thrown error, and which a wrong usageIdentifierKey, lead to?',
    settle: 'take the function its permission to read secrets; delete an API key by hand; run `aps-gateway call`',
  },
  {
    question: 'does a 5xx count against a quota, and when does a DAY begin?',
    settle: 'compare `aps-gateway usage` before and after an outage, and around 00:00 UTC',
  },
  { question: 'are raw bytes beyond ASCII taken in a query?', settle: 'curl -g, because Node.js refuses to send them' },
  {
    question: 'is the stage added to the path through a VPC link?',
    settle: 'run this against a gateway with private UI nodes: every request fails at the platform if it is',
  },
  {
    question: 'is a cookie replaced on the way to the node, and are small bodies decompressed?',
    settle: 'run this with --first-deploy, whose node sends back what it received',
  },
  {
    question: 'does a pause of 5 minutes before the first byte end a streamed answer?',
    settle: 'set answers: streamed and timeoutSeconds: 900 on a lab gateway, and call a node that waits 6 minutes',
  },
  {
    question:
      'does CloudTrail record the Description in UpdateSecret, and the id of the key in all events of API keys?',
    settle:
      'change the tier of a consumer and suspend it; 15 minutes later `aps-gateway consumer history` names the tiers, and the API key as disabled',
  },
  {
    question: 'what does insecureSkipVerification accept?',
    settle: 'CloudFormation does not have it, so no gateway uses it; try it by hand before you rely on it',
  },
  {
    question: 'is the path the same on a custom domain with base path?',
    settle: "run this against a gateway with a domain: the descriptor's URL is then the domain",
  },
];
