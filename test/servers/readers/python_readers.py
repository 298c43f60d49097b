"""Reads Authorization headers with an OAuth server implementation of Python: oauthlib, oauth2 or Authlib.

Each line of standard input is a JSON object with method, url and authorization; each line of standard output is one with
the consumer key that was looked up, or null, and whether the signature verified.
"""

import json
import sys
from types import SimpleNamespace

SECRETS = json.loads(sys.argv[2])


def read_oauthlib(method, url, authorization):
    from oauthlib.oauth1 import RequestValidator, SignatureOnlyEndpoint

    looked_up = []

    class Validator(RequestValidator):
        enforce_ssl = True
        dummy_client = "dummy"

        def check_client_key(self, client_key):
            return True

        def check_nonce(self, nonce):
            return True

        def validate_client_key(self, client_key, request):
            looked_up.append(client_key)
            return client_key in SECRETS

        def get_client_secret(self, client_key, request):
            return SECRETS.get(client_key, "dummy")

        def validate_timestamp_and_nonce(self, *arguments, **named):
            return True

    endpoint = SignatureOnlyEndpoint(Validator())
    verified, _ = endpoint.validate_request(url, method, None, {"Authorization": authorization})
    return (looked_up or [None])[-1], verified


def read_oauth2(method, url, authorization):
    import oauth2

    request = oauth2.Request.from_request(method, url, headers={"Authorization": authorization})
    key = request["oauth_consumer_key"]
    if key not in SECRETS:
        return key, False
    # Not by the method's own check, which compares bytes with text under Python 3 and never verifies.
    signature = oauth2.SignatureMethod_HMAC_SHA1().sign(request, oauth2.Consumer(key, SECRETS[key]), None)
    return key, signature.decode() == request["oauth_signature"]


def read_authlib(method, url, authorization):
    from authlib.oauth1.rfc5849.signature import verify_hmac_sha1
    from authlib.oauth1.rfc5849.wrapper import OAuth1Request

    request = OAuth1Request(method, url, headers={"Authorization": authorization})
    key = request.client_id
    if key not in SECRETS:
        return key, False
    request.client = SimpleNamespace(get_client_secret=lambda: SECRETS[key])
    return key, verify_hmac_sha1(request)


READERS = {"oauthlib": read_oauthlib, "oauth2": read_oauth2, "Authlib": read_authlib}

for line in sys.stdin:
    request = json.loads(line)
    try:
        key, verified = READERS[sys.argv[1]](**request)
    except Exception:  # A reader refuses a header that it does not understand.
        key, verified = None, False
    print(json.dumps({"consumerKey": key, "verified": bool(verified)}))
