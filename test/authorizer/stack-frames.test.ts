import { stackFrames } from '../../lambda/authorizer/stack-frames';

/** An error as V8 makes it, with these lines for its frames. */
function errorWith(message: string, ...lines: readonly string[]): Error {
  const error = new RangeError(message);
  error.stack = [`RangeError: ${message}`, ...lines.map((line) => `    at ${line}`)].join('\n');
  return error;
}

test.each([
  ['readRequest (/var/task/index.js:812:11)', 'readRequest index.js:812'],
  ['async claimNonce (/var/task/index.js:900:3)', 'claimNonce index.js:900'],
  ['new Denied (C:\\task\\index.js:7:5)', 'new Denied index.js:7'],
  ['Object.exports.handler [as handler] (/var/task/index.js:5:1)', 'Object.exports.handler [as handler] index.js:5'],
  ['/var/task/index.js:44:9', 'index.js:44'],
  [
    'process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
    'process.processTicksAndRejections task_queues:95',
  ],
])('reads %s', (line, frame) => {
  expect(stackFrames(errorWith('message', line))).toEqual([frame]);
});

test('leaves out what has no place in a file', () => {
  expect(stackFrames(errorWith('', 'JSON.parse (<anonymous>)', 'new Promise (<anonymous>)', 'f (/a.js:1:1)'))).toEqual([
    'f a.js:1',
  ]);
});

test('names eight frames at most, innermost first', () => {
  const lines = Array.from({ length: 10 }, (_, index) => `f${index} (/a.js:${index + 1}:1)`);
  const frames = stackFrames(errorWith('', ...lines));
  expect([frames.length, frames[0], frames[7]]).toEqual([8, 'f0 a.js:1', 'f7 a.js:8']);
});

test('leaves out a message that looks like a frame', () => {
  const frames = ['f', 'g', 'h'].map((name) => `${name} (/a.js:1:1)`);
  expect(stackFrames(errorWith('x\n    at secret (/secret.js:1:1)\n', ...frames))).toEqual([
    'f a.js:1',
    'g a.js:1',
    'h a.js:1',
  ]);
});

test('lists nothing when the message is not the one in the stack', () => {
  const error = errorWith('x\n    at secret (/secret.js:1:1)\n', 'f (/a.js:1:1)');
  error.message = 'changed';
  expect(stackFrames(error)).toEqual([]);
});

test('lists nothing without a stack', () => {
  const error = new Error('message');
  delete error.stack;
  expect(stackFrames(error)).toEqual([]);
});
