"""nginx, which answers 200 to the same requests and keeps nothing: as fast as HTTP goes with this client on this machine."""
import os
import shutil
import subprocess
import urllib.request

from systems.process import Process
from systems.system import System, flags, free_port, wait_until

CONFIG = """{user}worker_processes 2; daemon off; pid {directory}/pid; error_log {directory}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600; client_max_body_size 16m; client_body_buffer_size 64k;
  client_body_temp_path {directory}/body; proxy_temp_path {directory}/proxy; fastcgi_temp_path {directory}/fastcgi;
  uwsgi_temp_path {directory}/uwsgi; scgi_temp_path {directory}/scgi;
  server {{ listen 127.0.0.1:{port}; location / {{ return 200 "{{}}"; }} }}
}}
"""


class Nginx(System):
    name, title = "nginx", "nginx, keeping nothing"
    syncs = False
    note = "answers 200 and keeps nothing: the ceiling of HTTP with this client"

    @classmethod
    def missing(cls, programs):
        return "" if shutil.which("nginx") else "nginx-light (scripts/setup bench)"

    def version(self):
        return subprocess.run(["nginx", "-v"], capture_output=True, text=True).stderr.strip().removeprefix("nginx version: ")

    def create(self):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        user = "user root;\n" if os.getuid() == 0 else ""
        (self.directory / "nginx.conf").write_text(CONFIG.format(directory=self.directory, port=port, user=user))

    def start(self):
        command = ["nginx", "-p", self.directory, "-c", self.directory / "nginx.conf", "-e", self.directory / "error.log"]
        self.process = Process(command, self.directory / "log")
        wait_until(self.accepts, "nginx does not start")

    def accepts(self):
        try:
            return urllib.request.urlopen(self.url, timeout=5).status == 200
        except OSError:
            return False

    def ingest(self, path, **options):
        return self.program("bench_load", "--url", self.url, "--key", "none", "--file", path, "--answer", "200",
                            *flags(options))[0]
