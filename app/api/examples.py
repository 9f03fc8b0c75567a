"""Examples on the API page. A test sends the requests and checks the answer against its schema."""

from typing import Any, Final

REVIEW_REQUESTS: Final[dict[str, Any]] = {
    "text": {
        "text": "本产品保本保息，年化4.5%！",
        "channel": "sms",
        "audience": "public",
        "jurisdiction": "CN",
        "products": ["wealth-management"],
    },
    "parts": {
        "parts": [
            {"name": "subject", "text": "Your monthly statement"},
            {"name": "body", "text": "Dear Ms Chan, your statement for October is ready."},
        ],
        "channel": "email",
        "language": "en",
        "stage": "reply",
        "recipient": {"name": "Chan Mei Ling", "email": "meiling.chan@example.com"},
        "conversation": [{"author": "customer", "text": "Where do I find my statement?"}],
        "metadata": {"campaign": "statements-2026-10"},
        "day": "2026-11-02",
    },
}

BATCH_REQUEST: Final[dict[str, Any]] = {"messages": [REVIEW_REQUESTS["text"], REVIEW_REQUESTS["parts"]]}

REVIEW_ANSWER: Final[dict[str, Any]] = {
    "review_id": "019d3f6e-2a44-7c1f-9b7e-52b6a1c0de31",
    "decision": "block",
    "reasons": [
        {
            "code": "finding",
            "message": {"zh": "有不得发送的内容。", "en": "Something must not be sent."},
            "rule_ids": ["guaranteed-return"],
        }
    ],
    "findings": [
        {
            "rule_id": "guaranteed-return",
            "family": "misleading",
            "severity": "block",
            "title": {"zh": "承诺保本保收益", "en": "Promises principal or return"},
            "message": {
                "zh": "“保本保息”是对本金或收益的承诺。",
                "en": "“保本保息” promises principal or return.",
            },
            "references": ["CN-WM-27-4"],
            "evidence": [
                {
                    "part": "body",
                    "start": 3,
                    "end": 7,
                    "utf16_start": 3,
                    "utf16_end": 7,
                    "quote": "保本保息",
                    "label": "promise",
                    "score": 1,
                    "explanation": "",
                    "tag": "",
                }
            ],
            "suggestions": [
                {
                    "applicability": "unsafe",
                    "description": {"zh": "改为“力争”。", "en": "Say “targets” instead."},
                    "edits": [
                        {
                            "part": "body",
                            "start": 3,
                            "end": 7,
                            "utf16_start": 3,
                            "utf16_end": 7,
                            "replacement": "力争",
                        }
                    ],
                }
            ],
            "shadow": False,
        }
    ],
    "failures": [],
    "coverage": {"detectors": ["lexicon", "pattern"], "failed": [], "unread": []},
    "rule_set_revision": "92e2692b348ff9e3e3675d0502ab2024bb736340a8a4f5ce4bee26434d39f2f7",
    "app_version": "0.1.0",
    "message_digest": "7285b792ea904dea4bf3c6e22a3be8111dfcae32c4c7e7110a4c42a1973effcd",
    "principal": "key:mzxw6ytboi2q",
    "created_at": "2026-11-21T20:16:44.840979Z",
    "duration_ms": 0.862,
    "record": {
        "sequence": 1,
        "previous_hash": "0" * 64,
        "hash": "c217fed6533efd08845941e3531d2818b30ac93d6a5d0122722c4169f76257b7",
    },
    "release_token": None,
}
