"""The command line against a server behind TLS: it believes a certificate only by the rules, and tells nobody else its key."""
import contextlib
import http.client
import http.server
import json
import os
import ssl
import subprocess
import tempfile
import threading
import unittest

import journeys
import server


def setUpModule():
    global running, directory
    running = server.for_module()
    directory = unittest.enterModuleContext(tempfile.TemporaryDirectory(prefix="session-journey-tls-"))


class Front(http.server.ThreadingHTTPServer):
    """A proxy that ends TLS in front of the running server; its certificate vouches for itself and is for `name`."""
    daemon_threads = True

    def __init__(self, name):
        super().__init__(("127.0.0.1", 0), Forward)
        self.certificate, key = f"{directory}/{name}.pem", f"{directory}/{name}.key"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                        "-subj", "/CN=e2e", "-addext", f"subjectAltName=DNS:{name}", "-keyout", key, "-out", self.certificate],
                       check=True, capture_output=True, timeout=60)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.keys_seen = set()

    def handle_error(self, *_):
        pass  # a client that does not believe the certificate hangs up


class Forward(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.keys_seen.add(self.headers["Authorization"])
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with contextlib.closing(http.client.HTTPConnection(running.url.removeprefix("http://"), timeout=30)) as behind:
            behind.request(self.command, self.path, body, dict(self.headers))
            answer = behind.getresponse()
            told = answer.read()
        self.send_response(answer.status)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    do_POST = do_GET

    def log_message(self, *_):
        pass


class CliTls(unittest.TestCase):
    def front(self, name="localhost"):
        front = self.enterContext(Front(name))
        threading.Thread(target=front.serve_forever, daemon=True).start()
        self.addCleanup(front.shutdown)
        return front

    def ingest(self, host, port, *flags, variables=None):
        event = {"session_id": "s1", "event_id": self.id(), "name": "VENDOR_PING", "source": "BE", "time": journeys.now_ms() - 1000}
        environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        environment |= {"SESSION_JOURNEY_KEY": running.project.keys["server"]} | (variables or {})
        return subprocess.run([server.BINARY, "ingest", "--url", f"https://{host}:{port}", *flags, "-"],
                              input=json.dumps(event), env=environment, capture_output=True, text=True, timeout=60)

    def assertRefused(self, done, front, why):
        self.assertEqual(done.returncode, 1)
        self.assertIn(why, done.stderr)
        self.assertIn("--ca-file FILE", done.stderr)
        self.assertNotIn("trying again", done.stderr)
        self.assertEqual(front.keys_seen, set())

    def test_sends_through_tls_to_whom_the_named_authority_vouches_for(self):
        front = self.front()
        for flags, variables in ((["--ca-file", front.certificate], {}), ([], {"SSL_CERT_FILE": front.certificate})):
            done = self.ingest("localhost", front.server_port, *flags, variables=variables)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(front.keys_seen, {"Bearer " + running.project.keys["server"]})

    def test_refuses_a_certificate_that_no_authority_vouches_for(self):
        front = self.front()
        self.assertRefused(self.ingest("localhost", front.server_port), front, "certificate problem: self-signed")

    def test_refuses_a_certificate_of_another_authority(self):
        front, other = self.front(), self.front("other.example")
        done = self.ingest("localhost", front.server_port, "--ca-file", other.certificate)
        self.assertRefused(done, front, "cannot verify the certificate of")

    def test_refuses_a_certificate_for_another_name(self):
        front = self.front("other.example")
        done = self.ingest("localhost", front.server_port, "--ca-file", front.certificate)
        self.assertRefused(done, front, "no alternative certificate subject name")

    def test_tells_of_a_file_that_holds_no_certificate(self):
        front = self.front()
        for file in (f"{directory}/missing", os.devnull):
            self.assertRefused(self.ingest("localhost", front.server_port, "--ca-file", file), front, "cannot read the CA certificates")

    def test_tells_of_a_server_without_tls(self):
        port = int(running.url.rpartition(":")[2])
        done = self.ingest("localhost", port, "--give-up-after", "0s")
        self.assertEqual(done.returncode, 1)
        self.assertIn("check that the port speaks TLS", done.stderr)


if __name__ == "__main__":
    unittest.main()
