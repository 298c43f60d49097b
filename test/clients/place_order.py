#!/usr/bin/env python3
# The platform's documented sample ("OAuth 1 Authorization", POST Request), its JSON completed; URL, key, secret and
# certificate authority come from the environment.
import os

from requests_oauthlib import OAuth1Session

consumer_key = os.environ['CONSUMER_KEY']
consumer_secret = os.environ['CONSUMER_SECRET']

url = os.environ['GATEWAY_URL'] + '/aps/2/services/order-manager/orders'

session = OAuth1Session(client_key=consumer_key, client_secret=consumer_secret)

order = {
    "type": "SALES",
    "accountId": "992d543f-e5e7-4439-a139-38b364ce49af",
    "products": [
        {
            "planId": "6a8513fd-c222-42f0-ab47-985477e807c6",
            "period": {
                "unit": "MONTHS",
                "duration": 1
            },
            "resources": [
                {
                    "resourceId": "29086bff-284d-4d6b-ad59-404bbbda2152",
                    "amount": 10
                },
                {
                    "resourceId": "cb2ffba9-4f25-411c-b49d-418f2ec36f4b",
                    "amount": 3
                }
            ]
        }
    ]
}

response = session.post(url, json=order, verify=os.environ['CA_FILE'])
print(response.text)
