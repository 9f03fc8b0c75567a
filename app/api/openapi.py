"""The OpenAPI document: what FastAPI derives, plus the bodies that we read ourselves."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app import __version__
from app.api import (
    access_models,
    backtest_models,
    case_models,
    content_models,
    lexicon_models,
    lifecycle_models,
    queue_models,
    release_models,
    waiver_models,
)
from app.api.problems import Problem
from app.api.requests import MODELS

_TEMPLATE = "#/components/schemas/{model}"

_DESCRIPTION = """慎言：对外消息发送前的合规审查。Reviews outbound messages of financial institutions before release.

Every verdict is logged before it is answered. Errors are RFC 9457 problem details (`application/problem+json`) on every
route, in Chinese and English, and never repeat what was sent."""


def request_body(model: type[BaseModel]) -> dict[str, Any]:
    """The ``openapi_extra=`` of a route that reads ``model`` by itself."""
    schema = {"$ref": _TEMPLATE.format(model=model.__name__)}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def describe_api(app: FastAPI) -> dict[str, Any]:
    """The document for all routes of ``app``, made once."""
    if app.openapi_schema is None:
        document = get_openapi(
            title="慎言 Shenyan", version=__version__, description=_DESCRIPTION, routes=app.routes, tags=_TAGS
        )
        _, ours = models_json_schema(
            [
                (model, "validation")
                for model in (
                    *MODELS,
                    *access_models.MODELS,
                    *backtest_models.MODELS,
                    *case_models.MODELS,
                    *content_models.MODELS,
                    *lexicon_models.MODELS,
                    *lifecycle_models.MODELS,
                    *queue_models.MODELS,
                    *release_models.MODELS,
                    *waiver_models.MODELS,
                    Problem,
                )
            ],
            ref_template=_TEMPLATE,
        )
        components = document.setdefault("components", {})
        components.setdefault("schemas", {}).update(ours["$defs"])
        components["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
        for operations in document["paths"].values():
            for operation in operations.values():
                if "401" in operation["responses"]:
                    operation.setdefault("security", [{"bearer": []}])
        app.openapi_schema = document
    return app.openapi_schema


_TAGS = [
    {"name": "reviews", "description": "Review messages, and find reviews again."},
    {"name": "rules", "description": "The rules that judge."},
    {"name": "drafts", "description": "Changing the rules: drafts, their approval, versions, and the way back."},
    {"name": "waivers", "description": "Exemptions from a rule for a time, and what reviewers made of its findings."},
    {"name": "releases", "description": "May this message leave?"},
    {"name": "queue", "description": "Human review of what was held."},
    {"name": "evidence", "description": "Evidence packs; erasure of kept messages, and legal holds."},
    {"name": "access", "description": "Who may call, and what was done."},
    {"name": "operation", "description": "For those who run the service."},
]
