"""The schema: every message as JSON Schema, with the meaning of each field."""

from __future__ import annotations

import inspect as source
from typing import Any

import msgspec
from msgspec import Struct, inspect
from tools.wire.kinds import described, kinds, meanings

from dilemma.protocol import PROTOCOL_VERSION, ClientMessage, ServerMessage


def schema() -> dict[str, Any]:
    """One schema: a message of either side, all kinds under `$defs`."""
    (client, server), components = msgspec.json.schema_components(
        (ClientMessage, ServerMessage), ref_template="#/$defs/{name}"
    )
    found = kinds()
    for kind in (*found.clients, *found.servers, *found.carried):
        _explain(components[kind.__name__], kind)
    for named in components.values():
        named["description"] = source.cleandoc(named["description"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Security Dilemma protocol, version {PROTOCOL_VERSION}",
        "oneOf": [{"$ref": "#/$defs/ClientMessage"}, {"$ref": "#/$defs/ServerMessage"}],
        "$defs": {"ClientMessage": client, "ServerMessage": server, **components},
    }


def _explain(component: dict[str, Any], kind: type[Struct]) -> None:
    """Say what each field means, and which words may be keys of a map."""
    said = meanings()["fields"][kind.__name__]
    fields = described(kind).fields
    places = component.get("prefixItems") or [
        component["properties"][field.name] for field in fields
    ]
    for field, place in zip(fields, places, strict=True):
        if "prefixItems" in component:
            place["title"] = field.name
        place["description"] = said[field.name]
        match field.type:
            case inspect.DictType(key_type=inspect.EnumType(cls=words)):
                place["propertyNames"] = {"$ref": f"#/$defs/{words.__name__}"}
