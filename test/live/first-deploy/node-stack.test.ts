import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { nodeStack } from './node-stack';

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

const template = Template.fromStack(nodeStack(new App())).toJSON() as {
  readonly Resources: Readonly<Record<string, Resource>>;
};
const resources = Object.values(template.Resources);

test('the deletion of the stack retains nothing', () => {
  expect(resources.filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain')).toEqual([]);
});

// Both are needed since October 2025 (Lambda developer guide, "Control access to Lambda function URLs").
test('anyone may call the URL', () => {
  const permissions = resources.filter(({ Type }) => Type === 'AWS::Lambda::Permission');
  expect(permissions.map(({ Properties }) => [Properties.Action, Properties.Principal])).toEqual([
    ['lambda:InvokeFunctionUrl', '*'],
    ['lambda:InvokeFunction', '*'],
  ]);
});

test('the function sends back method, target and headers as the URL received them', async () => {
  const { handler } = require('./echo-node.cjs') as {
    handler: (event: unknown) => Promise<{ statusCode: number; body: string }>;
  };
  const request = {
    rawPath: '/aps/2/resources',
    rawQueryString: 'eq(a,%20)',
    requestContext: { http: { method: 'PUT' } },
  };
  const { statusCode, body } = await handler({
    ...request,
    headers: { 'x-forwarded-host': 'a.example' },
    cookies: ['a=1', 'b=2'],
  });
  expect(statusCode).toBe(200);
  expect(JSON.parse(body)).toEqual({
    echo: {
      method: 'PUT',
      target: '/aps/2/resources?eq(a,%20)',
      headers: { 'x-forwarded-host': 'a.example', cookie: 'a=1; b=2' },
    },
  });
});
