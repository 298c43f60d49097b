// Leads every TLS connection of a program to CONNECT_TO, a port of 127.0.0.1, as curl's --connect-to does: names that
// exist only on AWS are then served by the emulator. The certificate is still verified against the name.
const tls = require('node:tls');

const { connect } = tls;
tls.connect = (options, ...rest) =>
  connect({ ...options, host: '127.0.0.1', port: Number(process.env.CONNECT_TO) }, ...rest);
