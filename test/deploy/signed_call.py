"""Sends requests signed by requests_oauthlib, as the platform's documentation shows it.

Standard input: JSON {"key", "secret", "calls": [{"method", "url", "body"?, "headers"?}]}.
Standard output: JSON, for each call {"status", "code", "sent"}; `sent` is the Authorization header.
"""

import json
import sys

from requests_oauthlib import OAuth1Session

job = json.load(sys.stdin)
session = OAuth1Session(job["key"], client_secret=job["secret"])
answers = []
for call in job["calls"]:
    answer = session.request(
        call["method"], call["url"], data=call.get("body"), headers=call.get("headers"), timeout=30
    )
    try:
        code = answer.json().get("code")
    except (ValueError, AttributeError):
        code = None
    sent = answer.request.headers["Authorization"]
    answers.append(
        {"status": answer.status_code, "code": code, "sent": sent if isinstance(sent, str) else sent.decode()}
    )
json.dump(answers, sys.stdout)
