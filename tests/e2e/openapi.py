"""The product's own OpenAPI document as a judge of real answers.

`Document.judge` takes what a request got back and raises `Undocumented` unless the document foresees exactly that:
path, method, status, headers, media type, and every member of the body.
"""
import functools
import json
import pathlib
import re

import jsonschema
import yaml

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PATH = REPOSITORY / "docs" / "formats" / "openapi.yaml"

# What any address can answer, whether or not the document knows it: status -> component of the document.
ANYWHERE = {400: "BadRequest", 404: "NotFound", 405: "MethodNotAllowed", 408: "RequestTimeout", 414: "AddressTooLong",
            417: "ExpectationFailed", 431: "HeadTooLarge", 505: "VersionNotSupported"}
ANNOTATIONS = {"description", "summary", "example", "examples", "default", "title", "deprecated"}


class Undocumented(AssertionError):
    """An answer that the document does not foresee."""


@functools.cache
def document():
    """The product's document, read once."""
    return Document()


class Document:
    def __init__(self, path=PATH):
        self.source = yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        json.dumps(self.source)  # a YAML date or other value that JSON does not have would be a mistake
        self.whole = _inline(self.source, self.source, ())
        self._validators = {}
        self.seen = set()  # (method, path of the document, status) of every answer judged so far
        self._templates = [(re.compile(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(path)) + r"\Z"), path)
                           for path in sorted(self.whole["paths"], key=lambda path: path.count("{"))]

    # --- looking things up

    def path_of(self, path):
        """The document's path for a request's path, or None."""
        for pattern, template in self._templates:
            if pattern.match(path):
                return template
        for template, item in self.whole["paths"].items():
            if path in item.get("post", {}).get("x-also-at", []):
                return template
        return None

    def operation(self, method, path):
        template = self.path_of(path)
        return self.whole["paths"][template].get(method.lower()) if template else None

    def operations(self):
        """(method, path, operation), all of them."""
        for path, item in self.whole["paths"].items():
            for method, operation in item.items():
                if method in ("get", "post", "put", "patch", "delete"):
                    yield method.upper(), path, operation

    def parameters(self, method, path):
        """Parameters of an operation by (place, name)."""
        item = self.whole["paths"][self.path_of(path)]
        both = item.get("parameters", []) + item.get(method.lower(), {}).get("parameters", [])
        return {(parameter["in"], parameter["name"]): parameter for parameter in both}

    def schema(self, name):
        return self.whole["components"]["schemas"][name]

    # --- judging

    def judge(self, method, path, status, headers, body, query_names=()):
        """Returns the decoded body: JSON, a list of the lines of NDJSON, or text."""
        where = f"{method} {path} -> {status}"
        if not headers.get("x-request-id"):
            raise Undocumented(f"{where}: without X-Request-Id")
        template, operation = self.path_of(path), self.operation(method, path)
        if operation and str(status) in operation["responses"]:
            response = operation["responses"][str(status)]
        elif status in ANYWHERE and (status not in (404, 405) or operation is None):
            response = self.whole["components"]["responses"][ANYWHERE[status]]
        elif status == 401 and operation is None:
            response = self.whole["components"]["responses"]["Unauthorized"]
        else:
            raise Undocumented(f"{where}: not in the document: {_shortened(body)}")
        if operation:
            self.seen.add((method, template, status))
            if status < 300:
                unknown = {name for name in query_names if ("query", name) not in self.parameters(method, path)} - {"key"}
                if unknown:
                    raise Undocumented(f"{where}: parameters {sorted(unknown)} are taken but not documented")
        for name, header in response.get("headers", {}).items():
            self._judge_header(where, name, header, headers)
        return self._judge_body(where, response, status, headers, body)

    def judge_value(self, where, schema, value):
        """Raises unless `value` fits; `schema` is one of this document's, references already inlined."""
        validator = self._validators.get(id(schema))
        if validator is None:
            validator = self._validators[id(schema)] = jsonschema.Draft202012Validator(schema)
        if validator.is_valid(value):
            return
        error = jsonschema.exceptions.best_match(validator.iter_errors(value))
        place = "/".join(str(part) for part in error.absolute_path)
        raise Undocumented(f"{where}: at /{place}: {error.message[:600]}")

    def judge_message(self, where, event, data):
        """One message of a stream; returns its decoded data."""
        schemas = self.whole["components"]["responses"]["Stream"]["content"]["text/event-stream"]["x-sse-events"]
        if event not in schemas:
            raise Undocumented(f"{where}: message of event {event!r} is not in the document")
        value = json.loads(data)
        self.judge_value(f"{where} event {event}", schemas[event], value)
        return value

    def judge_sent(self, body):
        """Raises if the document would have refused a body (one event, an array or a batch) that the server took whole."""
        events = body.get("events") if isinstance(body, dict) and "events" in body else body
        if isinstance(events, list):
            if isinstance(body, dict):
                self.judge_value("request", self.schema("EventBatch"), dict(body, events=events[:20]))
            else:
                self.judge_value("request", self.schema("EventList"), events[:20])
        else:
            self.judge_value("request", self.schema("EventInput"), events)

    def _judge_header(self, where, name, header, headers):
        value = headers.get(name.lower())
        if value is None:
            if header.get("required"):
                raise Undocumented(f"{where}: without {name}")
            return
        if header["schema"].get("type") == "integer":
            value = int(value)
        self.judge_value(f"{where} header {name}", header["schema"], value)

    def _judge_body(self, where, response, status, headers, body):
        content = response.get("content")
        if not content:
            if body:
                raise Undocumented(f"{where}: has a body, the document says none")
            return None
        media_type = headers.get("content-type", "").split(";")[0].strip().lower()
        if media_type not in content:
            raise Undocumented(f"{where}: content type {media_type!r}, the document has {sorted(content)}: {_shortened(body)}")
        if body is None:  # a stream: its messages are judged one by one
            return None
        media = content[media_type]
        text = body.decode("utf-8")
        if media_type.endswith("json") and media_type != "application/x-ndjson":
            value = json.loads(text)
            self.judge_value(where, media["schema"], value)
            if media_type == "application/problem+json":
                _judge_problem(where, status, headers, value)
            return value
        if "x-line-schema" in media:
            if text and not text.endswith("\n"):
                raise Undocumented(f"{where}: the last line is not ended")
            values = [json.loads(line) for line in text.split("\n")[:-1]]
            for number, value in enumerate(values):
                self.judge_value(f"{where} line {number + 1}", media["x-line-schema"], value)
            return values
        return text


def _judge_problem(where, status, headers, value):
    if value["status"] != status:
        raise Undocumented(f"{where}: the problem says status {value['status']}")
    if value["request_id"] != headers["x-request-id"]:
        raise Undocumented(f"{where}: the problem's request_id is not X-Request-Id")


def _shortened(body):
    return (body or b"")[:300].decode("utf-8", "replace")


def event_page_examples():
    """The JSON examples of docs/formats/event.md, that of the shell included."""
    text = (REPOSITORY / "docs" / "formats" / "event.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```json\n(.*?)```", text, re.S) + re.findall(r"-d '\n(.*?)'\n```", text, re.S)
    return [json.loads(block) for block in blocks]


# --- references -------------------------------------------------------------------------------------------------------

def resolve(root, reference):
    """What a reference within the document points at."""
    if not reference.startswith("#/"):
        raise ValueError(f"{reference} leaves the document")
    place = root
    for part in reference[2:].split("/"):
        place = place[part.replace("~1", "/").replace("~0", "~")]
    return place


def _inline(node, root, open_references):
    """A copy without references; the document must not be recursive."""
    if isinstance(node, list):
        return [_inline(item, root, open_references) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" not in node:
        return _flattened({key: _inline(value, root, open_references) for key, value in node.items()})
    reference = node["$ref"]
    if reference in open_references:
        raise ValueError(f"{reference} refers to itself")
    target = _inline(resolve(root, reference), root, open_references + (reference,))
    beside = {key: value for key, value in node.items() if key != "$ref" and key not in ANNOTATIONS}
    if beside:
        raise ValueError(f"{reference} has {sorted(beside)} beside it")
    return target


def _flattened(schema):
    """The same schema without `allOf` where its members are plain objects: errors are told better and found faster."""
    if schema.get("unevaluatedProperties") is not False or "allOf" not in schema:
        return schema
    properties, required = {}, []
    for part in schema["allOf"] + [schema]:
        if part is not schema and not set(part) <= ANNOTATIONS | {"type", "properties", "required"}:
            return schema
        for name, value in part.get("properties", {}).items():
            properties[name] = {"allOf": [properties[name], value]} if name in properties else value
        required += part.get("required", [])
    rest = {key: value for key, value in schema.items() if key not in ("allOf", "unevaluatedProperties")}
    return dict(rest, type="object", properties=properties, required=required, additionalProperties=False)
