'use strict';
// Reads Authorization headers with the consumer strategy of passport-http-oauth; input and output as in python_readers.py.
const { createInterface } = require('node:readline');
const { ConsumerStrategy } = require('passport-http-oauth');

const secrets = JSON.parse(process.argv[3]);

createInterface({ input: process.stdin }).on('line', (line) => {
  const { method, url, authorization } = JSON.parse(line);
  const { host, pathname } = new URL(url);
  let consumerKey = null;
  let verified = false;
  const strategy = new ConsumerStrategy(
    (key, done) => {
      consumerKey = key;
      done(null, Object.hasOwn(secrets, key) && { key }, secrets[key]);
    },
    (_token, done) => done(null, false),
  );
  strategy.success = () => (verified = true);
  strategy.fail = strategy.error = () => (verified = false);
  try {
    const headers = { host, authorization };
    strategy.authenticate({ method, url: pathname, headers, query: {}, body: {}, connection: { encrypted: true } });
  } catch {
    verified = false;
  }
  process.stdout.write(`${JSON.stringify({ consumerKey, verified })}\n`);
});
