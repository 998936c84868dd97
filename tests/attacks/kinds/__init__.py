"""Each kind of attack: a module with `ATTACKS`."""
from kinds import connections, flood, hostile_http, otlp, properties, sessions, short_memory, sign_in, strangers

KINDS = {"otlp": otlp, "properties": properties, "strangers": strangers, "flood": flood, "sessions": sessions,
         "connections": connections, "sign_in": sign_in, "short_memory": short_memory, "hostile_http": hostile_http}
