import { PlatformBusyError } from '../../lambda/authorizer/platform-busy-error';

test('the error has the one message that API Gateway answers as UNAUTHORIZED', () => {
  expect(new PlatformBusyError()).toMatchObject({ name: 'PlatformBusyError', message: 'Unauthorized' });
});

test('the error has no stack that the runtime would log for each request', () => {
  expect(new PlatformBusyError().stack).toBe('');
});
