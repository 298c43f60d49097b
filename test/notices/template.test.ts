import { fillTemplate, readTemplate } from '../../lib/notices/templates/template';
import { composeMail, usableAddresses } from '../../lib/notices/mail';

const LOOK = { brand: { name: 'Provider <Cloud>', color: '#123456' }, language: 'de' };

/** A template that must be readable. */
function template(text: string) {
  const read = readTemplate('suspended', text);
  if (!('subject' in read)) throw new Error(JSON.stringify(read));
  return read;
}

test('an unknown placeholder is a problem with its line and the known ones', () => {
  expect(readTemplate('suspended', 'Subject: {consumer}\n\nHello\n{customer}')).toEqual([
    {
      line: 4,
      value: '{customer}',
      message: 'unknown placeholder',
      allowed: '{brand}, {support}, {consumer}, {consumerKey}, {reseller}, {tier}, {url}',
    },
  ]);
});

test('a placeholder of another notice is unknown', () => {
  expect(readTemplate('suspended', 'Subject: x\n\n{percent}')).toMatchObject([{ line: 3, value: '{percent}' }]);
});

test.each([
  ['Hello\n\ntext', 1],
  ['Subject: x\ntext', 2],
  ['Subject: x', 2],
  ['Subject: x\n\n{consumer', 3],
])('%j has a problem in line %d', (text, line) => {
  expect(readTemplate('suspended', text)).toMatchObject([{ line }]);
});

test('a line that names an absent value is left out, and leaves no gap', () => {
  const filled = fillTemplate(template('Subject: x\n\nOne\n\n{support}\n\nTwo'), {});

  expect(composeMail(filled, ['a@b.test'], LOOK).text).toBe('One\n\nTwo\n');
});

test('a value can add neither a line nor a header', () => {
  const filled = fillTemplate(template('Subject: {consumer}\n\n{consumer}'), { consumer: 'A\r\nBcc: x@y.test\u2028B' });

  expect(filled).toEqual({ subject: 'A Bcc: x@y.test B', lines: ['A Bcc: x@y.test B'] });
});

test('a value that looks like a placeholder stays text', () => {
  expect(
    fillTemplate(template('Subject: x\n\n{consumer}'), { consumer: '{url}', url: 'https://a.test' }).lines,
  ).toEqual(['{url}']);
});

test('HTML shows markup in values as text, and links to web pages only', () => {
  const filled = fillTemplate(template('Subject: x\n\n{consumer}\n{url}'), {
    consumer: `<img src=x onerror="alert('1')"> javascript:alert(1)`,
    url: 'https://a.test/?b=1&c=2.',
  });
  const { html } = composeMail(filled, ['a@b.test'], LOOK);

  expect(html).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; javascript:alert(1)<br>');
  expect(html).toContain('<a href="https://a.test/?b=1&amp;c=2">https://a.test/?b=1&amp;c=2</a>.');
  expect(html).toContain('Provider &lt;Cloud&gt;');
  expect(html).toContain('<html lang="de">');
  expect(html.match(/href/g)).toHaveLength(1);
});

test('addresses that could add a header or a recipient are left out, and each is used once', () => {
  const unusable = [
    'a@b',
    'a b@c.test',
    'a@b.test\r\nBcc: x@y.test',
    'a@b.test,x@y.test',
    'A <a@b.test>',
    '"a"@b.test',
  ];

  expect(usableAddresses(['a@b.test', ...unusable, 'a@b.test'])).toEqual(['a@b.test']);
});
