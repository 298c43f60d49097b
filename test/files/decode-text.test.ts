import { decodeText } from '../../lib/files/decode-text';

const decoded = (text: string, encoding: BufferEncoding = 'utf8') => decodeText(Buffer.from(text, encoding));

test('a byte order mark is removed', () => {
  expect(decoded('\uFEFFconsumerKey')).toEqual({ text: 'consumerKey' });
});

test('characters beyond ASCII stay what they are', () => {
  expect(decoded('Büro €')).toEqual({ text: 'Büro €' });
});

test.each<[string, Uint8Array, string]>([
  ['UTF-16 with a byte order mark', Buffer.from('\uFEFFa,b\n', 'utf16le'), 'this is UTF-16'],
  ['big-endian UTF-16', Buffer.from('\uFEFFa,b\n', 'utf16le').swap16(), 'this is UTF-16'],
  ['UTF-16 without a mark', Buffer.from('a,b\n', 'utf16le'), 'this is UTF-16'],
  ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 97, 0, 0, 0]), 'this is UTF-32'],
  ['a workbook', Buffer.from('PK\u0003\u0004xl/workbook.xml'), 'this is a ZIP file or a workbook (.xlsx)'],
  ['a zero byte in a text', Buffer.from('abc\0def'), 'this is not text: it contains a zero byte'],
])('%s is refused by its name', (_what, bytes, message) => {
  expect(decodeText(bytes)).toEqual({ fault: { line: 1, message, allowed: expect.stringContaining('UTF-8') } });
});

test('Windows-1252 is refused with the line of its first character beyond ASCII', () => {
  expect(decoded('a,b\r\nc,d\r\nBüro,e\r\n', 'latin1')).toEqual({
    fault: {
      line: 3,
      message: 'this is not valid UTF-8, but probably Windows-1252 or another code page',
      allowed: 'text in UTF-8; Excel writes it as "CSV UTF-8"',
    },
  });
});

test('a character that breaks off at the end is refused', () => {
  expect(decodeText(Uint8Array.of(97, 10, 0xc3))).toMatchObject({ fault: { line: 2 } });
});

test('a character that an earlier conversion lost is refused with its line', () => {
  expect(decoded('a\nB\uFFFDro\n')).toMatchObject({ fault: { line: 2, message: expect.stringContaining('U+FFFD') } });
});
