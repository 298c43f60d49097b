# Reads Authorization headers with Perl's Net::OAuth; input and output as in python_readers.py.
use strict;
use warnings;
use JSON::PP;
use Net::OAuth;
$Net::OAuth::PROTOCOL_VERSION = Net::OAuth::PROTOCOL_VERSION_1_0A();

my $secrets = decode_json($ARGV[1]);
$| = 1;
while (my $line = <STDIN>) {
    my $sent = decode_json($line);
    my ($key, $verified) = (undef, 0);
    eval {
        my $request = Net::OAuth->request('consumer')->from_authorization_header(
            $sent->{authorization},
            request_method  => $sent->{method},
            request_url     => $sent->{url},
            consumer_secret => 'dummy',
        );
        $key = $request->consumer_key;
        if (exists $secrets->{$key}) {
            $request->consumer_secret($secrets->{$key});
            $verified = $request->verify ? 1 : 0;
        }
    };
    print encode_json({ consumerKey => $key, verified => $verified ? JSON::PP::true : JSON::PP::false }), "\n";
}
