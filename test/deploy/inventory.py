"""Lists on standard output, as JSON, everything in the emulator's account that a deployment could have left."""

import json
import os
import sys

import botocore.session

session = botocore.session.get_session()


def every(service, operation, key, **parameters):
    client = session.create_client(service, endpoint_url=os.environ["AWS_ENDPOINT_URL"])
    pages = [getattr(client, operation)(**parameters)]
    if client.can_paginate(operation):
        pages = client.get_paginator(operation).paginate(**parameters)
    return [item for page in pages for item in page.get(key, [])]


live = ["CREATE_COMPLETE", "UPDATE_COMPLETE", "ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "CREATE_FAILED",
        "DELETE_FAILED", "CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS",
        "REVIEW_IN_PROGRESS", "ROLLBACK_FAILED"]

json.dump(
    {
        "stacks": {
            stack["StackName"]: {
                "status": stack["StackStatus"],
                "changed": str(stack.get("LastUpdatedTime") or stack["CreationTime"]),
            }
            for stack in every("cloudformation", "list_stacks", "StackSummaries", StackStatusFilter=live)
        },
        "remains": {
            "REST APIs": [api["name"] for api in every("apigateway", "get_rest_apis", "items")],
            "usage plans": [plan["name"] for plan in every("apigateway", "get_usage_plans", "items")],
            "API keys": [key["name"] for key in every("apigateway", "get_api_keys", "items")],
            "functions": [item["FunctionName"] for item in every("lambda", "list_functions", "Functions")],
            "tables": every("dynamodb", "list_tables", "TableNames"),
            "log groups": [group["logGroupName"] for group in every("logs", "describe_log_groups", "logGroups")],
            "parameters": [item["Name"] for item in every("ssm", "describe_parameters", "Parameters")],
            "roles": [role["RoleName"] for role in every("iam", "list_roles", "Roles")],
            "alarms": [item["AlarmName"] for item in every("cloudwatch", "describe_alarms", "MetricAlarms")],
            "dashboards": [item["DashboardName"] for item in every("cloudwatch", "list_dashboards", "DashboardEntries")],
            "topics": [item["TopicArn"] for item in every("sns", "list_topics", "Topics")],
        },
        "secrets": [
            {"name": secret["Name"], "deleted": "DeletedDate" in secret}
            for secret in every("secretsmanager", "list_secrets", "SecretList", IncludePlannedDeletion=True)
        ],
    },
    sys.stdout,
)
