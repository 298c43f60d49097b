/** The SDK operations of notices that no other command needs, bundled into a file of their own. */
export {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
export { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
export { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
