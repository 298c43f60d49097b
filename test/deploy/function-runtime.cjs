const dns = require('node:dns');
const { PassThrough } = require('node:stream');

// The UI node simulator has the brand endpoint's name. It cannot be localhost: MiniStack makes HTTP of a function's
// HTTPS calls there.
const { lookup } = dns;
dns.lookup = (host, ...rest) => lookup(host === process.env.UI_NODE_HOST ? '127.0.0.1' : host, ...rest);

// MiniStack's Node.js runtime lacks response streaming. Here the stream is collected and returned like the response of a
// function that does not stream.
globalThis.awslambda = {
  streamifyResponse: (handler) => async (event, context) => {
    const stream = new PassThrough();
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(Buffer.from(chunk)));
    const ended = new Promise((resolve, reject) => stream.on('end', resolve).on('error', reject));
    await handler(event, stream, context);
    await ended;
    return { ...stream.metadata, body: Buffer.concat(chunks).toString('utf8') };
  },
  HttpResponseStream: { from: (stream, metadata) => Object.assign(stream, { metadata }) },
};
