import { splitStage } from '../../../../lib/local/rest-api/routing/stage-path';

test.each([
  ['/aps/2/resources', '/aps/2/resources', '/2/resources'],
  ['//aps/2/resources', '/aps/2/resources', '/2/resources'],
  ['/aps//2/resources', '/aps//2/resources', '/2/resources'],
  ['/aps/2//x', '/aps/2//x', '/2//x'],
  ['/aps/2/resources/', '/aps/2/resources/', '/2/resources/'],
  ['/aps/a%2Fb+c', '/aps/a%2Fb+c', '/a%2Fb+c'],
  ['/aps', '/aps', '/'],
])('%s is %s outside and %s inside of the stage', (path, requested, inside) => {
  expect(splitStage(path, 'aps')).toEqual({ requested, inside });
});

test.each(['/', '/other/2/resources', '/apsx/2', '/APS/2'])('%s belongs to no stage', (path) => {
  expect(() => splitStage(path, 'aps')).toThrow(expect.objectContaining({ fixedStatus: 403 }));
});
