import { text } from 'node:stream/consumers';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

interface Answer {
  readonly statusCode: number;
  body: AsyncIterable<Uint8Array> | Uint8Array;
}

/** A success by its status that holds no answer, such as one of a proxy in between. */
class IncompleteAnswerError extends Error {
  override readonly name = 'IncompleteAnswer';
}

/**
 * Makes a client take for a success only status 200 with a JSON object of the members that an answer to PutItem has
 * (DynamoDB API, PutItem). The SDK itself takes any 2xx for one, an error's document and no body as well, and a write
 * would count as done that nobody confirmed.
 */
export function requireWholeAnswers({ middlewareStack }: DynamoDBClient): void {
  middlewareStack.add(
    (next) => async (args) => {
      const output = await next(args);
      const answer = output.response as Answer;
      if (answer.statusCode < 300) {
        const body = await text(answer.body as AsyncIterable<Uint8Array>);
        if (answer.statusCode !== 200 || !isPutItemAnswer(body)) throw new IncompleteAnswerError();
        answer.body = Buffer.from(body);
      }
      return output;
    },
    { step: 'deserialize', priority: 'low' },
  );
}

const MEMBERS: readonly string[] = ['Attributes', 'ConsumedCapacity', 'ItemCollectionMetrics'];

function isPutItemAnswer(body: string): boolean {
  const value: unknown = JSON.parse(body || 'null');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).every((member) => MEMBERS.includes(member));
}
