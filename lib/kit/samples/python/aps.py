#!/usr/bin/env python3
# Sends one signed request and prints the answer:  aps.py [METHOD] [PATH?QUERY] [JSON]
# Needs: pip install requests_oauthlib
import os
import sys
import time

from requests_oauthlib import OAuth1Session

URL = os.environ.get('GATEWAY_URL', 'https://gateway.example')
KEY = os.environ.get('CONSUMER_KEY', 'your-consumer-key')
SECRET = os.environ['CONSUMER_SECRET']

session = OAuth1Session(KEY, SECRET, signature_method='HMAC-SHA1')


def call(method, target, body=None):
    """target: path and query, percent-encoded as UTF-8."""
    headers = {'Content-Type': 'application/json'} if body else {}
    for attempt in range(3):
        # Each attempt gets a signature of its own.
        answer = session.request(method, URL + target, data=body and body.encode(), headers=headers,
                                 timeout=60, allow_redirects=False)
        # 429 and 503 were not carried out, so any method may be repeated.
        if answer.status_code not in (429, 503) or attempt == 2:
            return answer
        time.sleep(int(answer.headers.get('Retry-After', '1')))


method, target, body = (sys.argv[1:] + [None] * 3)[:3]
answer = call(method or 'GET', target or '/aps/2/resources?sort(name)&limit(0,3)', body)
print(answer.status_code, file=sys.stderr)
print(answer.text)
sys.exit(0 if answer.ok else 1)
