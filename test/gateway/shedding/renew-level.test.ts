import { renewLevel } from '../../../lib/gateway/shedding/renew-level';

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Seconds?: number;
  readonly Resource?: string;
  readonly Arguments?: Readonly<Record<string, unknown>>;
  readonly Choices?: readonly { readonly Condition: string; readonly Next: string }[];
}

const definition = renewLevel({
  partition: 'aws-cn',
  environment: 'unit',
  alarmName: 'busy-alarm',
  automatic: { from: 6, holdMinutes: 12 },
}) as {
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
};
const { States: states } = definition;

test('the level is set at once, and renewed each minute while the alarm lasts', () => {
  const names = ['Set level', 'Wait', 'Read alarm', 'Lasts?'];
  expect(definition.StartAt).toBe(names[0]);
  for (const [index, name] of names.slice(0, -1).entries()) expect(states[name]!.Next).toBe(names[index + 1]);
  expect(states['Wait']!.Seconds).toBe(60);
  expect(states['Lasts?']).toMatchObject({ Choices: [{ Next: 'Set level' }], Default: 'Over' });
  expect(states['Over']!.Type).toBe('Succeed');
});

test('the level ends some minutes after it was last set', () => {
  expect(states['Set level']!.Arguments).toEqual({
    TableName: 'aps-gateway-unit-platform-shedding',
    Key: { item: { S: 'shedding' } },
    UpdateExpression: 'SET automaticFrom = :from, automaticUntil = :until',
    ConditionExpression: 'attribute_not_exists(automaticPausedUntil) OR automaticPausedUntil <= :now',
    ExpressionAttributeValues: {
      ':from': { N: '6' },
      ':now': { N: '{% $string($floor($millis() / 1000)) %}' },
      ':until': { N: '{% $string($floor($millis() / 1000) + 720) %}' },
    },
  });
});

test('a level set by hand is not touched', () => {
  expect(JSON.stringify(definition)).not.toContain('manual');
});

test('it reads the one alarm', () => {
  expect(states['Read alarm']!.Arguments).toEqual({ AlarmNames: ['busy-alarm'], AlarmTypes: ['MetricAlarm'] });
});

test('it ends after a day, long before its history is full', () => {
  // Five for each task, two for each other state.
  const eventsOfATurn = 14;
  expect(definition.TimeoutSeconds).toBe(86_400);
  expect((86_400 / 60) * eventsOfATurn).toBeLessThan(25_000);
});

test('it runs no code of ours, in any partition', () => {
  const resources = Object.values(states).flatMap(({ Resource }) => Resource ?? []);
  expect(resources).toEqual([
    'arn:aws-cn:states:::aws-sdk:dynamodb:updateItem',
    'arn:aws-cn:states:::aws-sdk:cloudwatch:describeAlarms',
  ]);
});
