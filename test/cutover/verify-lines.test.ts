import { CERTIFICATE_LINES, DIRECT_LINE, PLATFORM_LINE } from '../../lib/cutover/verify-lines';
import { SUBJECTS } from '../../lib/verify/verify';

test.each([PLATFORM_LINE, DIRECT_LINE, ...CERTIFICATE_LINES])('verify has the line %s', (line) => {
  expect(SUBJECTS.map(({ id }) => id)).toContain(line);
});
