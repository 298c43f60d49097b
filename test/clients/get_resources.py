#!/usr/bin/env python3
# The platform's documented sample ("OAuth 1 Authorization", GET Request); URL, key, secret and certificate authority
# come from the environment.
import os

from requests_oauthlib import OAuth1Session

# Enter input parameters:
consumer_key = os.environ['CONSUMER_KEY']
consumer_secret = os.environ['CONSUMER_SECRET']
url = os.environ['GATEWAY_URL'] + '/aps/2/resources'

# Set session parameters and get response:
session = OAuth1Session(consumer_key, consumer_secret)
response = session.get(url, verify=os.environ['CA_FILE'])
print(response.text)
