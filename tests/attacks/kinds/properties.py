"""One message with very many members, or what many messages share, in each way in."""
import gzip

from attack import Attack

MEMBERS, SHARED_BYTES, SHARERS = 150_000, 1_000_000, 5_000


def many(prefix="k"):
    return ",".join(f'"{prefix}{number}":1' for number in range(MEMBERS))


def segment(_):
    return '{"type":"track","event":"X","messageId":"m","userId":"u","timestamp":"2026-06-21T09:00:00Z","properties":{%s}}' % many()


def segment_shared(_):
    message = '{"type":"track","event":"X","messageId":"m","userId":"u"}'
    return '{"context":{"a":"%s"},"batch":[%s]}' % ("a" * SHARED_BYTES, ",".join([message] * SHARERS))


def posthog(target):
    return '{"api_key":"%s","batch":[{"event":"X","uuid":"u","distinct_id":"d","properties":{%s}}]}' % (
        target.attacker["publishable"], many())


def cloudevents(_):
    return '{"specversion":"1.0","id":"1","source":"x","type":"STEP_VIEW","subject":"s",%s}' % many("x")


def otlp(_):
    attributes = ",".join('{"key":"k%d","value":{"intValue":1}}' % number for number in range(MEMBERS))
    return '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":[%s]}]}]}]}' % attributes


def native(_):
    return '{"session_id":"s","name":"STEP_VIEW","time":"2026-06-21T09:00:00Z","attributes":{%s}}' % many()


def native_lines(_):
    return "\n" * 9_000_000


def attack(name, path, body, content_type="application/json"):
    made = []

    def blow(target):
        made or made.append(gzip.compress(body(target).encode(), 6))
        key = None if path == "/batch/" else target.attacker["publishable"]
        target.try_to_ask("POST", path, key, made[0], {"Content-Type": content_type}, packed=True)

    return Attack(name, "publishable key", blow)


ATTACKS = [
    attack("Segment, a message of 150 000 properties", "/v1/track", segment),
    attack("Segment, a large context and many messages", "/v1/batch", segment_shared),
    attack("PostHog, an event of 150 000 properties", "/batch/", posthog),
    attack("CloudEvents, 150 000 extensions", "/v1/cloudevents", cloudevents, "application/cloudevents+json"),
    attack("OTLP, a record of 150 000 attributes", "/v1/logs", otlp),
    attack("native, an event of 150 000 attributes", "/v1/events", native),
    attack("native, nine million empty lines", "/v1/events", native_lines, "application/x-ndjson"),
]
