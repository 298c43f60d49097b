import { request } from 'node:http';
import { text } from 'node:stream/consumers';

/** A DynamoDB table as its template declares it: what CreateTable needs. */
export interface TableModel {
  readonly TableName: string;
  readonly KeySchema: unknown;
  readonly AttributeDefinitions: unknown;
}

/**
 * Creates a table in the stand-in for DynamoDB. Not by the SDK: its client would cost a tenth of the start, and the
 * stand-in checks no signature. Throws when the operation is answered with an error.
 */
export async function createTable(endpointUrl: string, table: TableModel): Promise<void> {
  const body = JSON.stringify({ ...table, BillingMode: 'PAY_PER_REQUEST' });
  const headers = {
    'Content-Type': 'application/x-amz-json-1.0',
    'X-Amz-Target': 'DynamoDB_20120810.CreateTable',
    'X-Amz-Date': '20260101T000000Z',
    Authorization:
      'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local',
  };
  const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const outgoing = request(endpointUrl, { method: 'POST', agent: false, headers }, (response) => {
      text(response).then((received) => resolve({ status: response.statusCode ?? 0, text: received }), reject);
    });
    outgoing.on('error', reject).end(body);
  });
  if (answer.status !== 200)
    throw new Error(`CreateTable ${table.TableName} was answered ${answer.status}: ${answer.text}`);
}
