import { request } from 'node:http';
import { text } from 'node:stream/consumers';

/** Input of CreateTable, as a template declares it. */
export interface TableModel {
  readonly TableName: string;
  readonly KeySchema: unknown;
  readonly AttributeDefinitions: unknown;
}

/**
 * Creates a table in the stand-in for DynamoDB. It does without the SDK, whose client would cost a tenth of the start;
 * the stand-in does not check signatures.
 * @throws Error if the operation fails
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
  const response = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const outgoing = request(endpointUrl, { method: 'POST', agent: false, headers }, (incoming) => {
      text(incoming).then((received) => resolve({ status: incoming.statusCode ?? 0, text: received }), reject);
    });
    outgoing.on('error', reject).end(body);
  });
  if (response.status !== 200)
    throw new Error(`CreateTable ${table.TableName} failed with status ${response.status}: ${response.text}`);
}
