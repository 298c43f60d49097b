"""Runs MiniStack with API Gateway's data plane corrected where AWS documents, or was recorded, to behave differently.

Every correction names the difference, seen with MiniStack 1.5.33. What it does not correct, the tests leave out: see
emulator-target.ts.
"""

import base64
import json
import os
import re
import secrets
import socket
import time
import uuid
from contextvars import ContextVar

from ministack import app
from ministack.services import apigateway_v1 as gateway
from ministack.services.cloudformation import stacks
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

_call = ContextVar("call")

# The UI node simulator has the brand endpoint's name.
_resolve = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest, **named: _resolve(
    "127.0.0.1" if host == os.environ["UI_NODE_HOST"] else host, *rest, **named
)

# MiniStack's CloudFormation refuses a template with a type that it does not know. A saved query does nothing by itself,
# so here it is only a name.
_RESOURCE_HANDLERS["AWS::Logs::QueryDefinition"] = {
    "create": lambda logical_id, properties, stack: (f"query-{logical_id}", {}),
    "update": lambda physical_id, old, new, stack: (physical_id, {}),
    "delete": lambda physical_id, properties: None,
}


def correct(module, name):
    """Puts the decorated function in the place of module.name; it receives the original first."""
    original = getattr(module, name)

    def decorate(replacement):
        def corrected(*args, **kwargs):
            return replacement(original, *args, **kwargs)

        setattr(module, name, corrected)
        return replacement

    return decorate


# MiniStack creates a whole stack in a moment. On AWS that takes minutes, in which a deployment can be interrupted: while
# the hold file is there, a stack's parameter, which comes last, is not made.
HELD_TYPE = "AWS::SSM::Parameter"
HELD_SECONDS_AT_MOST = 60


@correct(stacks, "_runs_on_worker_thread")
def hold_elsewhere(original, resource_type):
    return resource_type == HELD_TYPE or original(resource_type)


def held(create):
    def create_when_released(*args):
        held_until = time.monotonic() + HELD_SECONDS_AT_MOST
        while os.path.exists(os.environ["HOLD_FILE"]) and time.monotonic() < held_until:
            time.sleep(0.02)
        return create(*args)

    return create_when_released


_RESOURCE_HANDLERS[HELD_TYPE] = {
    **_RESOURCE_HANDLERS[HELD_TYPE],
    "create": held(_RESOURCE_HANDLERS[HELD_TYPE]["create"]),
}


def keeping_access_log_settings(handler):
    # MiniStack drops a stage's AccessLogSetting. It is kept here, so that it can be read; no log is written.
    def kept(*args):
        result = handler(*args)
        properties = args[-2]
        setting = properties.get("AccessLogSetting", {})
        gateway._stages_v1[properties["RestApiId"]][properties["StageName"]]["accessLogSettings"] = {
            "destinationArn": setting.get("DestinationArn"),
            "format": setting.get("Format"),
        }
        return result

    return kept


for change in ("create", "update"):
    _stage = _RESOURCE_HANDLERS["AWS::ApiGateway::Stage"]
    _stage[change] = keeping_access_log_settings(_stage[change])


@correct(app, "_handle_execute_api_request")
async def remember_call(original, host, path, method, headers, body, query_params, raw_path=None, **rest):
    call = {
        "host": host.split(":")[0].lower(),
        "path": raw_path or path,
        "context": {},
        "key": "",
        "request_id": str(uuid.uuid4()),
        "extended_request_id": base64.urlsafe_b64encode(secrets.token_bytes(11)).decode(),
    }
    _call.set(call)
    answer = await original(host, path, method, headers, body, query_params, raw_path=raw_path, **rest)
    if answer is None:
        return None
    # MiniStack's answers lack x-amz-apigw-id, which has $context.extendedRequestId on AWS.
    status, answer_headers, answer_body = answer
    return status, {**answer_headers, "x-amz-apigw-id": call["extended_request_id"]}, answer_body


@correct(gateway, "_invoke_authorizer_lambda")
async def complete_authorizer(original, authorizer, event, account_id, region):
    # MiniStack's event of a REQUEST authorizer has no domainName, path and request ids in its requestContext.
    # AWS: "Input to an API Gateway Lambda authorizer"; the path is the requested one, stage included, escapes kept.
    call = _call.get()
    event["requestContext"].update(
        domainName=call["host"],
        domainPrefix=call["host"].split(".")[0],
        path=call["path"],
        protocol="HTTP/1.1",
        requestId=call["request_id"],
        extendedRequestId=call["extended_request_id"],
    )
    result = await original(authorizer, event, account_id, region)
    answer = (result or {}).get("body")
    if isinstance(answer, (str, bytes)):
        answer = json.loads(answer)
    if isinstance(answer, dict):
        call["context"] = gateway._stringify_context(answer.get("context"))
        call["key"] = answer.get("usageIdentifierKey") or ""
    return result


@correct(gateway, "_extract_lambda_ref_from_integration_uri")
def streaming_function(original, uri):
    # MiniStack only knows .../functions/{arn}/invocations. AWS: streaming ones end in /response-streaming-invocations
    # ("Set up a Lambda proxy integration with payload response streaming").
    return original(uri.replace("/response-streaming-invocations", "/invocations"))


@correct(gateway, "_build_lambda_event_v1")
def complete_event(original, *args, **kwargs):
    # MiniStack's proxy event has no domainName and other request ids, and a decoded path. AWS: the host and the path
    # that were requested.
    event = original(*args, **kwargs)
    call = _call.get()
    event["requestContext"].update(
        domainName=call["host"],
        path=call["path"],
        requestId=call["request_id"],
        extendedRequestId=call["extended_request_id"],
    )
    return event


@correct(gateway, "_api_key_from_request")
def key_from_authorizer(original, headers):
    # MiniStack takes the API key only from the x-api-key header.
    # AWS: apiKeySource AUTHORIZER takes it from the authorizer's usageIdentifierKey ("Choose an API key source").
    return _call.get()["key"]


def _variable(name):
    call = _call.get()
    if name.startswith("context.authorizer."):
        return call["context"].get(name[len("context.authorizer."):])
    known = {"context.domainName": call["host"], "context.extendedRequestId": call["extended_request_id"]}
    return known.get(name)


@correct(gateway, "_gateway_request_value")
def context_in_gateway_response_header(original, source, request):
    # MiniStack maps no context variable but the request id into a gateway response's header.
    # AWS: "Set up gateway responses" (x-amazon-apigateway-gateway-responses.responseParameters).
    return _variable(source) if source.startswith("context.") else original(source, request)


@correct(gateway, "_gateway_error_response")
def context_in_gateway_response_body(original, error, request):
    # MiniStack leaves $context.authorizer.* and $context.extendedRequestId in the body as they are.
    status, headers, body = original(error, request)
    text = body.decode("utf-8")
    text = re.sub(r"\$(context\.[A-Za-z_.]*[A-Za-z_])", lambda m: _variable(m.group(1)) or "", text)
    return status, headers, text.encode("utf-8")


@correct(gateway, "_invoke_http_proxy_v1")
def map_integration_headers(original, integration, path, method, headers, body, query_params, path_params=None):
    # MiniStack applies only integration.request.path.*. AWS: integration.request.header.* as well, and the mapped
    # value replaces the caller's ("Parameter mapping examples for REST APIs").
    headers = dict(headers)
    for target, source in (integration.get("requestParameters") or {}).items():
        if not target.startswith("integration.request.header."):
            continue
        name = target[len("integration.request.header."):]
        value = source[1:-1] if source.startswith("'") else _variable(source)
        headers = {key: kept for key, kept in headers.items() if key.lower() != name.lower()}
        if value is not None:
            headers[name] = value
    return original(integration, path, method, headers, body, query_params, path_params)


@correct(gateway, "_get_usage_plans")
def plans_of_key(original, query_params):
    # MiniStack returns every usage plan, whatever the key. AWS: keyId returns those that the key is on ("GetUsagePlans").
    key = gateway._qp(query_params, "keyId")
    if not key:
        return original(query_params)
    plans = [plan for plan in gateway._usage_plans.values() if key in (gateway._usage_plan_keys.get(plan["id"]) or {})]
    return gateway._v1_paginated_response(plans, query_params)


@correct(gateway, "_update_api_key")
def boolean_enabled(original, key_id, data):
    # MiniStack keeps the patch's text, and "false" counts as true. AWS: patch values are text, enabled is a boolean.
    for operation in data.get("patchOperations", []):
        if operation.get("path") == "/enabled":
            operation["value"] = str(operation["value"]).lower() == "true"
    return original(key_id, data)


@correct(gateway, "handle_request")
async def no_usage_yet(original, method, path, headers, body, query_params):
    # MiniStack has no GetUsage: it is answered as for a plan with unused keys, which does not show how
    # AWS counts.
    if method == "GET" and re.fullmatch(r"/usageplans/[^/]+/usage", path):
        return gateway._v1_response({"usagePlanId": path.split("/")[2], "items": {}})
    return await original(method, path, headers, body, query_params)


app.main()
