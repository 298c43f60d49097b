import type { InvokeCommand } from '@aws-sdk/client-lambda';
import { type InsideRequest, invokeSender } from './internal-gateway';

const REQUEST: InsideRequest = {
  connect: 'vpce-0f-x.execute-api.eu-west-1.vpce.amazonaws.com',
  host: 'a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com',
  method: 'GET',
  target: '/aps/2/resources',
  headers: { Authorization: 'OAuth oauth_nonce="n"' },
};
const ANSWER = { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };

/** Invokes the function through a client that records the commands and answers as given. */
async function invoked(result: unknown, FunctionError?: string) {
  const commands: InvokeCommand[] = [];
  const Payload = { transformToString: () => JSON.stringify(result) };
  const send = (command: InvokeCommand) => {
    commands.push(command);
    return Promise.resolve({ Payload, ...(FunctionError !== undefined && { FunctionError }) });
  };
  const lambda = { send } as unknown as Parameters<typeof invokeSender>[0];
  return { answer: await invokeSender(lambda, 'sender-of-the-network', REQUEST), commands };
}

test('the function gets the request as it is, and its result is the answer', async () => {
  const { answer, commands } = await invoked(ANSWER);
  const [{ FunctionName, Payload } = {}] = commands.map(({ input }) => input);
  expect([FunctionName, JSON.parse(Payload as string)]).toEqual(['sender-of-the-network', REQUEST]);
  expect(answer).toEqual(ANSWER);
});

test('an error of the function is thrown with its message', async () => {
  const result = { errorType: 'Error', errorMessage: 'getaddrinfo ENOTFOUND vpce-0f-x' };
  await expect(invoked(result, 'Unhandled')).rejects.toThrow('getaddrinfo ENOTFOUND vpce-0f-x');
});
