/* oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin */
// Runs one Lambda function, unchanged, in a worker thread. It is plain CommonJS, which a thread loads without any
// transform.
const path = require('node:path');
const timers = require('node:timers/promises');
const tls = require('node:tls');
const { parentPort, workerData } = require('node:worker_threads');

const {
  codeDirectory,
  handler,
  dialledHosts,
  dialAddress,
  dialPort,
  certificateAuthority,
  timerFactor = 1,
} = workerData;

// On localhost the names of UI nodes lead to the simulator, which has a certificate for them.
const connect = tls.connect;
const simulated = new Set(dialledHosts);
tls.connect = function connectLocally(...args) {
  const [options] = args;
  // A function may connect to another host, such as a load balancer, with the TLS name of a UI node.
  const name = options && typeof options === 'object' ? options.servername || options.host : undefined;
  if (simulated.has(name)) {
    const local = {
      servername: name,
      host: dialAddress,
      port: dialPort,
      ca: certificateAuthority,
      path: undefined,
    };
    args[0] = { ...options, ...local };
  }
  return connect.apply(this, args);
};

// The function's time limits suit AWS; this machine may be slower.
const { setTimeout: start } = globalThis;
const { setTimeout: pause } = timers;
globalThis.setTimeout = (callback, ms, ...args) => start(callback, ms * timerFactor, ...args);
timers.setTimeout = (ms, ...args) => pause(ms * timerFactor, ...args);

// Lambda's Node.js runtime has this for functions that stream their response.
const STREAMED = Symbol('streamed');
globalThis.awslambda = {
  streamifyResponse: (streamed) => Object.assign(streamed, { [STREAMED]: true }),
  HttpResponseStream: {
    from(stream, metadata) {
      stream.open(metadata);
      return stream;
    },
  },
};

const [file, exported] = handler.split('.');
let invoke;
let failure;
try {
  invoke = require(path.join(codeDirectory, `${file}.js`))[exported];
  if (typeof invoke !== 'function') throw new Error(`${handler} is not a function`);
} catch (error) {
  failure = error;
}
parentPort.postMessage({ type: 'ready' });

parentPort.on('message', ({ id, event, context }) => {
  run(id, JSON.parse(event), withClock(context)).catch((error) => post(id, { type: 'failed', ...describe(error) }));
});

async function run(id, event, context) {
  if (failure) throw failure;
  if (invoke[STREAMED]) {
    const stream = responseStream(id);
    await invoke(event, stream, context);
    stream.end();
    return;
  }
  const result = await callHandler(event, context);
  post(id, { type: 'result', result: result === undefined ? 'null' : JSON.stringify(result) });
}

function callHandler(event, context) {
  return new Promise((resolve, reject) => {
    const callback = (error, result) => (error ? reject(error) : resolve(result));
    const returned = invoke(event, context, callback);
    if (returned && typeof returned.then === 'function') returned.then(resolve, reject);
    else if (invoke.length < 3) resolve(returned);
  });
}

function responseStream(id) {
  const { Writable } = require('node:stream');
  let opened = false;
  const open = (metadata) => {
    if (!opened) post(id, { type: 'open', metadata: JSON.stringify(metadata ?? {}) });
    opened = true;
  };
  const stream = new Writable({
    write(chunk, _encoding, done) {
      open();
      post(id, { type: 'chunk', chunk });
      done();
    },
    final(done) {
      open();
      post(id, { type: 'end' });
      done();
    },
  });
  stream.open = open;
  stream.setContentType = (type) => open({ headers: { 'Content-Type': type } });
  return stream;
}

function withClock({ deadline, ...context }) {
  return { ...context, getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()) };
}

function describe(error) {
  return error instanceof Error
    ? { errorType: error.name, errorMessage: error.message }
    : { errorType: 'Error', errorMessage: String(error) };
}

function post(id, message) {
  parentPort.postMessage({ id, ...message });
}
