import { awsCall } from '../../../lambda/authorizer/adapters/aws-client';
import { awsAt, callHost, nameOfFailure, PUT_ITEM } from '../support/call-host';
import { jsonAnswer, RawServer } from '../support/raw-server';

const server = new RawServer();
let endpoint: string;

beforeAll(async () => {
  endpoint = await server.start();
});
afterAll(() => server.stop());
beforeEach(() => server.reset());

function callOf() {
  return awsCall(awsAt(endpoint), PUT_ITEM, callHost());
}

function answers(text: string): void {
  server.answer = (socket) => socket.write(text);
}

describe('an error', () => {
  test.each([
    [
      '{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"}',
      '',
      'ConditionalCheckFailedException',
    ],
    ['{"__type":"ResourceNotFoundException"}', '', 'ResourceNotFoundException'],
    ['{}', 'x-amzn-errortype: InvalidRequestException:http://internal/\r\n', 'InvalidRequestException'],
    ['{}', '', 'Http400'],
    ['{"__type":"no name, but a text"}', '', 'Http400'],
    ['{"__type":{"toString":1}}', '', 'Http400'],
  ])('%s is named as the service names it', async (body, headers, name) => {
    answers(`HTTP/1.1 400 Bad Request\r\ncontent-length: ${body.length}\r\n${headers}\r\n${body}`);
    expect(await callOf()({})).toMatchObject({ kind: 'error', name });
  });

  test.each([403, 404, 418])('that comes with status %i is not an outcome of the operation', async (status) => {
    answers(jsonAnswer(status, { __type: 'ConditionalCheckFailedException' }));
    expect(await nameOfFailure(callOf()({}))).toBe('ConditionalCheckFailedException');
  });
});

test('nothing listens: the failure is named by its code', async () => {
  const call = awsCall(awsAt('http://127.0.0.1:1'), PUT_ITEM, callHost());
  expect(await nameOfFailure(call({}))).toBe('ECONNREFUSED');
});
