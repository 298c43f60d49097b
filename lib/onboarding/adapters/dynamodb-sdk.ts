/** The SDK operations on tables of failed attempts, bundled into a file of their own. */
export { DeleteItemCommand, DynamoDBClient, QueryCommand, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
