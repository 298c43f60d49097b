#!/usr/bin/env python3
# RQL queries as the platform documents them, without "=", one answer a line.
import os
import sys

from requests_oauthlib import OAuth1Session

session = OAuth1Session(os.environ['CONSUMER_KEY'], os.environ['CONSUMER_SECRET'])
url = os.environ['GATEWAY_URL'] + '/aps/2/resources'

for query in sys.argv[1:]:
    response = session.get(url + '?' + query, verify=os.environ['CA_FILE'])
    print(response.text)
