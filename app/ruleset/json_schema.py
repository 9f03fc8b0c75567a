"""The shape of a rule file as JSON Schema, for editors. The loader does not use it: it has its own, better messages."""

from collections.abc import Mapping
from typing import Any, Final

from app.detectors import DETECTORS
from app.model.detection import Context
from app.model.vocabulary import PRODUCTS
from app.ruleset.approved_file import ApprovedFile
from app.ruleset.schema import RuleFile
from app.ruleset.templates import VARIABLES

SCHEMA_NAME: Final = "rule.schema.json"
APPROVED_SCHEMA_NAME: Final = "approved.schema.json"

_FILTER: Final = ("unless", "only", "min_score")
# The key that says what a condition is -> the other keys it may have.
CONDITION_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "all": (),
    "any": (),
    "message": (),
    "detected": ("at_least", *_FILTER),
    "given": ("at_least", *_FILTER),
    "absent": _FILTER,
    "near": ("within", *_FILTER),
    "before": ("within", *_FILTER),
    "apart": ("within", *_FILTER),
}
_NUMBER: Final = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[0-9.]+$"}]}
_ABOUT: Final[Mapping[str, str]] = {
    "id": "与文件名相同，永不重用。 Equals the file name; never reused.",
    "title": "这条规则禁止什么。 What the rule forbids.",
    "family": "误导、披露、个人信息、语气。 Misleading, disclosure, personal data, tone.",
    "severity": "advise 只提示；revise 须修改；block 禁止发送。 What a finding asks for.",
    "status": "draft → shadow（记录，不计）→ active → retired。 Only active rules count.",
    "effective": "首末有效日，含当日。 First and last day in force.",
    "owner": "谁对这条规则负责。 Who answers for the rule.",
    "references": "义务编号，见 references.yaml。 Obligation ids of references.yaml.",
    "waivable": "false：任何人都不能豁免。 false: no waiver is ever given.",
    "why": "为什么。 Why.",
    "applies_to": "适用于哪些消息；不写即全部。 Which messages; a key left out means any.",
    "detect": "标签 → 检测器。 Label -> detector with its parameters.",
    "when": "触发条件。 The condition, see docs/writing-rules.md.",
    "message": "给发送人的话；{标签} 换成原文。 What the sender is told; {label} becomes the quote.",
    "suggestion": "怎样改。 What to do instead.",
    "examples": "至少一个 violates、一个 complies。 At least one of each.",
}


_APPROVED_ABOUT: Final[Mapping[str, str]] = {
    "id": "与文件名相同，永不重用。 Equals the file name; never reused.",
    "owner": "谁对这些用语负责。 Who answers for the texts.",
    "effective": "首末有效日，含当日；必须写末日。 First and last day; the last one is a must.",
    "applies_to": "适用于哪些消息；不写即全部。 Which messages; a key left out means any.",
    "texts": "可原样发送的文字。 Texts that may be sent as they are. Variables:",
    "examples": "至少一条 approved、一条 other。 At least one of each.",
}


def rule_json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a rule file as it is written, numbers and days as YAML has them."""
    schema = RuleFile.model_json_schema()
    definitions = schema["$defs"]
    for name in ("AppliesTo", "ScopeFile"):
        _allow_any(definitions[name]["properties"])
    for name in ("ExampleFile", "ViolatingExample"):
        definitions[name]["properties"]["product"] = {"enum": list(PRODUCTS)}
    properties = schema["properties"]
    properties["suggestion"] = {"anyOf": [{"$ref": "#/$defs/SuggestionFile"}, properties["suggestion"]]}
    labels = properties["detect"]["patternProperties"]
    properties["detect"]["patternProperties"] = {pattern: {"$ref": "#/$defs/Detect"} for pattern in labels}
    properties["when"] = {"$ref": "#/$defs/Condition"}
    definitions["Detect"] = {"type": "object", "required": ["detector"], "oneOf": _detectors(definitions)}
    definitions["Condition"] = {"type": "object", "oneOf": [_condition(kind) for kind in CONDITION_KEYS]}
    for key, about in _ABOUT.items():
        properties[key] = {"description": about, **properties[key]}
    plain: dict[str, Any] = _plain(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **plain, "title": "Shenyan rule"}


def approved_json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the file of an approved wording."""
    schema = ApprovedFile.model_json_schema()
    definitions = schema["$defs"]
    for name in ("AppliesTo", "ScopeFile"):
        _allow_any(definitions[name]["properties"])
    definitions["ExampleFile"]["properties"]["product"] = {"enum": list(PRODUCTS)}
    listed = ", ".join(f"{{{name}}}" for name in VARIABLES)
    for key, about in {**_APPROVED_ABOUT, "texts": f"{_APPROVED_ABOUT['texts']} {listed}"}.items():
        schema["properties"][key] = {"description": about, **schema["properties"][key]}
    plain: dict[str, Any] = _plain(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **plain, "title": "Shenyan approved wording"}


def _allow_any(properties: dict[str, Any]) -> None:
    properties["product"]["items"] = {"enum": list(PRODUCTS)}
    for name in ("jurisdiction", "product", "channel", "stage", "audience", "language"):
        properties[name] = {"anyOf": [{"const": "any"}, properties[name]]}


def _detectors(definitions: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for name, detector in DETECTORS.items():
        schema = detector.Parameters.model_json_schema(ref_template="#/$defs/{model}")
        definitions.update(schema.pop("$defs", {}))
        properties = {key: _one_or_list(value) for key, value in schema.get("properties", {}).items()}
        found.append(
            {
                "type": "object",
                "properties": {"detector": {"const": name}, **properties},
                "required": ["detector", *schema.get("required", ())],
                "additionalProperties": False,
            }
        )
    return found


def _one_or_list(schema: dict[str, Any]) -> dict[str, Any]:
    """Detectors take one text where they take a list of texts."""
    if schema.get("type") == "array" and schema.get("items") == {"type": "string"}:
        return {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
    return schema


def _condition(kind: str) -> dict[str, Any]:
    label = {"type": "string"}
    contexts = {"enum": [context.value for context in Context]}
    values: dict[str, Any] = {
        "all": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Condition"}},
        "message": {"$ref": "#/$defs/ScopeFile"},
        "near": {"type": "array", "minItems": 2, "maxItems": 2, "items": label},
        "at_least": _NUMBER,
        "min_score": _NUMBER,
        "within": {"anyOf": [{"enum": ["clause", "sentence", "part"]}, *_NUMBER["anyOf"]]},
        "unless": {"anyOf": [contexts, {"type": "array", "items": contexts}]},
    }
    same = {"any": "all", "before": "near", "apart": "near", "only": "unless"}
    keys = (kind, *CONDITION_KEYS[kind])
    return {
        "properties": {key: values.get(same.get(key, key), label) for key in keys},
        "required": [kind],
        "additionalProperties": False,
    }


def _plain(value: Any) -> Any:
    """Without the titles and defaults that pydantic adds; a property that is called ``title`` stays."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    added = [key for key in value if key == "default" or (key == "title" and isinstance(value[key], str))]
    return {key: _plain(item) for key, item in value.items() if key not in added}
