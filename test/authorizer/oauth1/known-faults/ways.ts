import { parseTypedQuery } from '../../../../lambda/authorizer/oauth1/query-parameters';
import type { SentRequest } from '../../../../lambda/authorizer/oauth1/signing';

/** A request in which most faults make a difference. */
export const SENT: SentRequest = {
  method: 'POST',
  host: 'GW1.Example.com',
  port: 8443,
  path: '/aps/2/a%2c(b)/',
  query: parseTypedQuery('eq(n,a%20b*)&a.b=x=y&a=2&a=1&a=1&%C3%BC=&p+q=%2b;r'),
  protocol: [['oauth_consumer_key', 'c/m']],
  signatureMethod: 'HMAC-SHA1',
  body: 'f=1&g=2',
};

/** Signing of RFC 5849 for {@link SENT}. */
export const CORRECT = {
  method: 'POST',
  uri: 'https://gw1.example.com:8443/aps/2/a%2c(b)/',
  parameters: '%C3%BC=&a=1&a=1&a=2&a.b=x%3Dy&eq%28n%2Ca%20b%2A%29=&oauth_consumer_key=c%2Fm&p%20q=%2B%3Br',
  key: 'c2Vj%2Fw%3D%3D&',
  hash: 'HMAC-SHA1',
  text: 'ab+/cd+/e+8=',
};

/** By fault: each way in which it signs {@link SENT}, with the steps that differ. */
export const WAYS: Readonly<Record<string, readonly object[]>> = {
  signature_plus_unescaped: [{ text: 'ab /cd /e 8=' }],
  signature_escaped_twice: [{ text: 'ab%2B%2Fcd%2B%2Fe%2B8%3D' }],
  signature_hex: [{ text: '69bfbf71dfbf7bef' }, { text: '69BFBF71DFBF7BEF' }],
  signature_hex_base64: [{ text: 'NjliZmJmNzFkZmJmN2JlZg==' }],
  signature_base64url: [{ text: 'ab-_cd-_e-8' }, { text: 'ab-_cd-_e-8=' }],
  signature_padding_missing: [{ text: 'ab+/cd+/e+8' }],
  hash_other: [{ hash: 'HMAC-SHA256' }],
  query_unsigned: [{ parameters: 'oauth_consumer_key=c%2Fm' }],
  valueless_unsigned: [{ parameters: '%C3%BC=&a=1&a=1&a=2&a.b=x%3Dy&oauth_consumer_key=c%2Fm&p%20q=%2B%3Br' }],
  value_cut: [{ parameters: '%C3%BC=&a=1&a=1&a=2&a.b=x&eq%28n%2Ca%20b%2A%29=&oauth_consumer_key=c%2Fm&p%20q=%2B%3Br' }],
  dots_underscored: [
    { parameters: '%C3%BC=&a=1&a=1&a=2&a_b=x%3Dy&eq%28n%2Ca_b%2A%29=&oauth_consumer_key=c%2Fm&p_q=%2B%3Br' },
  ],
  repeated_collapsed: [
    { parameters: '%C3%BC=&a=1&a.b=x%3Dy&eq%28n%2Ca%20b%2A%29=&oauth_consumer_key=c%2Fm&p%20q=%2B%3Br' },
    { parameters: '%C3%BC=&a=2&a.b=x%3Dy&eq%28n%2Ca%20b%2A%29=&oauth_consumer_key=c%2Fm&p%20q=%2B%3Br' },
    { parameters: '%C3%BC=&a=1&a=2&a.b=x%3Dy&eq%28n%2Ca%20b%2A%29=&oauth_consumer_key=c%2Fm&p%20q=%2B%3Br' },
  ],
  repeated_numbered: [
    {
      parameters:
        '%C3%BC=&a%5B0%5D=2&a%5B1%5D=1&a%5B2%5D=1&a.b=x%3Dy&eq%28n%2Ca%20b%2A%29=&oauth_consumer_key=c%2Fm&p%20q=%2B%3Br',
    },
  ],
  empty_pair: [
    { parameters: '=&%C3%BC=&a=1&a=1&a=2&a.b=x%3Dy&eq%28n%2Ca%20b%2A%29=&oauth_consumer_key=c%2Fm&p%20q=%2B%3Br' },
  ],
  semicolon_separates: [
    { parameters: '%C3%BC=&a=1&a=1&a=2&a.b=x%3Dy&eq%28n%2Ca%20b%2A%29=&oauth_consumer_key=c%2Fm&p%20q=%2B&r=' },
  ],
  plus_literal: [
    { parameters: '%C3%BC=&a=1&a=1&a=2&a.b=x%3Dy&eq%28n%2Ca%20b%2A%29=&oauth_consumer_key=c%2Fm&p%2Bq=%2B%3Br' },
  ],
  names_escaped_twice: [
    { parameters: '%25C3%25BC=&a=1&a=1&a=2&a.b=x%3Dy&eq%28n%2Ca%2520b%2A%29=&oauth_consumer_key=c%2Fm&p%2Bq=%2B%3Br' },
    {
      parameters: '%25C3%25BC=&a=1&a=1&a=2&a.b=x%3Dy&eq%28n%2Ca%2520b%2A%29=&oauth_consumer_key=c%2Fm&p%2Bq=%252b%3Br',
    },
  ],
  names_unescaped: [{ parameters: 'a=1&a=1&a=2&a.b=x%3Dy&eq(n,a b*)=&oauth_consumer_key=c%2Fm&p q=%2B%3Br&ü=' }],
  query_unescaped: [
    { parameters: '%C3%BC=&a=1&a=1&a=2&a.b=x=y&eq(n,a%20b*)=&oauth_consumer_key=c%2Fm&p+q=%2b;r' },
    { parameters: '%C3%BC=&a=1&a=1&a=2&a.b=x=y&eq(n,a%20b%2A)=&oauth_consumer_key=c%2Fm&p%2Bq=%2b;r' },
  ],
  names_unescaped_in_base_string: [
    { parameters: 'a=1&a=1&a=2&a.b=x%3Dy&eq(n,a b*)=&oauth_consumer_key=c%2Fm&p q=%2B%3Br&ü=' },
  ],
  valueless_without_equals: [
    { parameters: '%C3%BC&a=1&a=1&a=2&a.b=x%3Dy&eq%28n%2Ca%20b%2A%29&oauth_consumer_key=c%2Fm&p%20q=%2B%3Br' },
  ],
  valueless_leave_ampersand: [{ parameters: '&a=1&a=1&a=2&a.b=x%3Dy&&oauth_consumer_key=c%2Fm&p%20q=%2B%3Br' }],
  latin1: [{ parameters: '%FC=&a=1&a=1&a=2&a.b=x%3Dy&eq%28n%2Ca%20b%2A%29=&oauth_consumer_key=c%2Fm&p%20q=%2B%3Br' }],
  utf8_twice: [
    { parameters: '%C3%83%C2%BC=&a=1&a=1&a=2&a.b=x%3Dy&eq%28n%2Ca%20b%2A%29=&oauth_consumer_key=c%2Fm&p%20q=%2B%3Br' },
  ],
  sorted_before_encoding: [
    { parameters: 'a=1&a=1&a=2&a.b=x%3Dy&eq%28n%2Ca%20b%2A%29=&oauth_consumer_key=c%2Fm&p%20q=%2B%3Br&%C3%BC=' },
  ],
  sorted_by_name_only: [
    { parameters: '%C3%BC=&a=2&a=1&a=1&a.b=x%3Dy&eq%28n%2Ca%20b%2A%29=&oauth_consumer_key=c%2Fm&p%20q=%2B%3Br' },
  ],
  unsorted: [
    { parameters: 'eq%28n%2Ca%20b%2A%29=&a.b=x%3Dy&a=2&a=1&a=1&%C3%BC=&p%20q=%2B%3Br&oauth_consumer_key=c%2Fm' },
    { parameters: 'oauth_consumer_key=c%2Fm&eq%28n%2Ca%20b%2A%29=&a.b=x%3Dy&a=2&a=1&a=1&%C3%BC=&p%20q=%2B%3Br' },
  ],
  secret_line_end: [{ key: 'c2Vj%2Fw%3D%3D%0A&' }, { key: 'c2Vj%2Fw%3D%3D%0D%0A&' }],
  secret_space: [{ key: 'c2Vj%2Fw%3D%3D%20&' }, { key: '%20c2Vj%2Fw%3D%3D&' }],
  key_without_ampersand: [{ key: 'c2Vj%2Fw%3D%3D' }],
  secret_as_token_secret: [{ key: 'c2Vj%2Fw%3D%3D&c2Vj%2Fw%3D%3D' }],
  token_secret_null: [{ key: 'c2Vj%2Fw%3D%3D&null' }, { key: 'c2Vj%2Fw%3D%3D&undefined' }],
  secret_unescaped: [{ key: 'c2Vj/w==&' }],
  secret_base64: [{ key: 'YzJWai93PT0%3D&' }, { key: 'secÿ&' }],
  secret_cut: [{ key: 'c2Vj%2Fw%3D&' }],
  consumer_key_as_secret: [{ key: 'c%2Fm&' }],
  secret_missing: [{ key: '&' }, { key: 'undefined&' }, { key: 'null&' }],
  url_with_query: [
    { uri: 'https://gw1.example.com:8443/aps/2/a%2c(b)/?eq(n,a%20b*)&a.b=x=y&a=2&a=1&a=1&%C3%BC=&p+q=%2b;r' },
    {
      uri: 'https://gw1.example.com:8443/aps/2/a%2c(b)/?eq(n,a%20b*)&a.b=x=y&a=2&a=1&a=1&%C3%BC=&p+q=%2b;r',
      parameters: 'oauth_consumer_key=c%2Fm',
    },
    {
      uri: 'https://gw1.example.com:8443/aps/2/a%2c(b)/?eq%28n%2Ca%20b%2A%29&a.b=x%3Dy&a=2&a=1&a=1&%C3%BC=&p%20q=%2B%3Br',
    },
    {
      uri: 'https://gw1.example.com:8443/aps/2/a%2c(b)/?eq%28n%2Ca%20b%2A%29&a.b=x%3Dy&a=2&a=1&a=1&%C3%BC=&p%20q=%2B%3Br',
      parameters: 'oauth_consumer_key=c%2Fm',
    },
  ],
  method_other: [{ method: 'GET' }, { method: 'PUT' }, { method: 'DELETE' }],
  method_case: [{ method: 'post' }],
  scheme_http: [{ uri: 'http://gw1.example.com:8443/aps/2/a%2c(b)/' }],
  port_signed: [],
  port_unsigned: [{ uri: 'https://gw1.example.com/aps/2/a%2c(b)/' }],
  host_case: [{ uri: 'https://GW1.Example.com:8443/aps/2/a%2c(b)/' }],
  path_slash: [{ uri: 'https://gw1.example.com:8443/aps/2/a%2c(b)' }],
  path_prefix_missing: [{ uri: 'https://gw1.example.com:8443/2/a%2c(b)/' }],
  path_decoded: [{ uri: 'https://gw1.example.com:8443/aps/2/a,(b)/' }],
  path_escaped_twice: [
    { uri: 'https://gw1.example.com:8443/aps/2/a%252c%28b%29/' },
    { uri: 'https://gw1.example.com:8443/aps/2/a%252c(b)/' },
  ],
  token_unsent: [
    {
      parameters:
        '%C3%BC=&a=1&a=1&a=2&a.b=x%3Dy&eq%28n%2Ca%20b%2A%29=&oauth_consumer_key=c%2Fm&oauth_token=&p%20q=%2B%3Br',
    },
    {
      parameters:
        '%C3%BC=&a=1&a=1&a=2&a.b=x%3Dy&eq%28n%2Ca%20b%2A%29=&oauth_callback=oob&oauth_consumer_key=c%2Fm&p%20q=%2B%3Br',
    },
    {
      parameters:
        '%C3%BC=&a=1&a=1&a=2&a.b=x%3Dy&eq%28n%2Ca%20b%2A%29=&oauth_consumer_key=c%2Fm&oauth_version=1.0&p%20q=%2B%3Br',
    },
  ],
  body_signed: [
    {
      parameters:
        '%C3%BC=&a=1&a=1&a=2&a.b=x%3Dy&eq%28n%2Ca%20b%2A%29=&f%3D1%26g%3D2=&oauth_consumer_key=c%2Fm&p%20q=%2B%3Br',
    },
    {
      parameters: '%C3%BC=&a=1&a=1&a=2&a.b=x%3Dy&eq%28n%2Ca%20b%2A%29=&f=1&g=2&oauth_consumer_key=c%2Fm&p%20q=%2B%3Br',
    },
  ],
};
