// The scratch node: a function behind a URL, or a server in tests. It sends back the request that it received.

const SLOW_PATH = /\/first-hour-slow$/;
const SLOW_MS = 5000;

/** Answers with the request as JSON; late on the slow path. */
async function echo({ method, target, headers }) {
  if (SLOW_PATH.test(target)) await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ echo: { method, target, headers } }),
  };
}

// A function URL's event has the path and the query as they came, header names in lower case, and cookies by themselves.
async function handler({ rawPath, rawQueryString, headers: others, cookies, requestContext }) {
  const headers = cookies ? { ...others, cookie: cookies.join('; ') } : others;
  const target = rawQueryString === '' ? rawPath : `${rawPath}?${rawQueryString}`;
  const { status, ...rest } = await echo({ method: requestContext.http.method, target, headers });
  return { statusCode: status, ...rest };
}

module.exports = { echo, handler };
