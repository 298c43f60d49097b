import { awsCall } from '../../../../lambda/authorizer/adapters/aws-client';
import { awsAt, callHost, PUT_ITEM } from '../../support/call-host';

/**
 * Calls each endpoint given and prints the outcomes as JSON. A process of its own, because Node.js reads
 * NODE_EXTRA_CA_CERTS only when it starts.
 */
async function main(endpoints: readonly string[]): Promise<void> {
  const outcomes = endpoints.map(async (endpoint) => {
    try {
      return (await awsCall(awsAt(endpoint), PUT_ITEM, callHost())({})).kind;
    } catch (error) {
      return (error as Error).name;
    }
  });
  process.stdout.write(JSON.stringify(await Promise.all(outcomes)));
}

void main(process.argv.slice(2));
