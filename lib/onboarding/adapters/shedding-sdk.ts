/** The SDK operations on shedding levels, bundled into a file of their own. */
export { DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
