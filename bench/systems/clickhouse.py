"""ClickHouse 18.16: events over HTTP and a view of summaries. It does not sync before it answers."""
import shutil
import time
import urllib.error
import urllib.request

from systems.process import Process
from systems.system import PEERS, Failed, System, directory_bytes, flags, free_port, package_version, url_quoted, wait_until

CONFIG = """<yandex>
  <logger><level>warning</level><log>{directory}/server.log</log><errorlog>{directory}/server.err.log</errorlog></logger>
  <http_port>{http}</http_port><tcp_port>{tcp}</tcp_port><listen_host>127.0.0.1</listen_host>
  <max_connections>512</max_connections><keep_alive_timeout>600</keep_alive_timeout>
  <max_concurrent_queries>100</max_concurrent_queries>
  <mark_cache_size>1073741824</mark_cache_size><uncompressed_cache_size>0</uncompressed_cache_size>
  <path>{directory}/data/</path><tmp_path>{directory}/data/tmp/</tmp_path>
  <users_config>{directory}/users.xml</users_config>
  <default_profile>default</default_profile><default_database>default</default_database>
  <merge_tree><parts_to_delay_insert>1000</parts_to_delay_insert><parts_to_throw_insert>10000</parts_to_throw_insert></merge_tree>
</yandex>
"""
USERS = """<yandex>
  <profiles><default><max_memory_usage>10000000000</max_memory_usage></default></profiles>
  <users><default><password></password><networks><ip>127.0.0.1</ip></networks>
    <profile>default</profile><quota>default</quota></default></users>
  <quotas><default><interval><duration>3600</duration><queries>0</queries><errors>0</errors><result_rows>0</result_rows>
    <read_rows>0</read_rows><execution_time>0</execution_time></interval></default></quotas>
</yandex>
"""


class ClickHouse(System):
    name, title = "clickhouse", "ClickHouse 18.16"
    syncs = False
    note = "does not sync before it answers, and keeps an event that is sent twice twice"

    @classmethod
    def missing(cls, programs):
        return "" if shutil.which("clickhouse-server") else "clickhouse-server (scripts/setup bench)"

    def version(self):
        return "ClickHouse " + package_version("clickhouse-server")

    def create(self):
        (self.directory / "data" / "tmp").mkdir(parents=True)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        config = CONFIG.format(directory=self.directory, http=self.port, tcp=free_port())
        (self.directory / "config.xml").write_text(config)
        (self.directory / "users.xml").write_text(USERS)
        self.has_schema = False

    def start(self):
        command = ["clickhouse-server", f"--config-file={self.directory}/config.xml"]
        self.process = Process(command, self.directory / "log", cwd=self.directory)
        wait_until(self.accepts, "ClickHouse does not start")
        if not self.has_schema:
            for statement in statements_of(PEERS / "clickhouse.sql"):
                self.sql(statement)
            self.has_schema = True

    def accepts(self):
        try:
            return urllib.request.urlopen(self.url + "/ping", timeout=5).status == 200
        except OSError:
            return False

    def sql(self, statement):
        request = urllib.request.Request(self.url + "/", data=statement.encode())
        try:
            text = urllib.request.urlopen(request, timeout=600).read().decode()
        except urllib.error.HTTPError as error:
            raise Failed(f"{statement}: {error.read().decode()[:500]}") from error
        return [line.split("\t") for line in text.splitlines()]

    def ingest(self, path, **options):
        if "mode" in options:
            raise Failed("ClickHouse takes batches only: a part on disk for each event is not how it is used")
        return self.program("bench_clickhouse", "--url", self.url, "--file", path, *flags(options))[0]

    def settle(self):
        """Until its merges have come to rest."""
        since = time.monotonic()
        while time.monotonic() - since < 3:
            if self.sql("SELECT count() FROM system.merges")[0][0] != "0":
                since = time.monotonic()
            time.sleep(0.5)

    def stored(self):
        counts = ("SELECT count() FROM events", "SELECT uniqExact(session_id) FROM sessions")
        return tuple(int(self.sql(count)[0][0]) for count in counts)

    def answer(self, question, parameter=None):
        return question.from_rows(self.sql(question.text_for(self.name).replace("{}", parameter or "")))

    def written(self, question):
        return {**super().written(question), "text": "/?query=" + url_quoted(question.text_for(self.name))}

    def ask(self, path, *arguments):
        return self.program("bench_read", "--url", self.url, "--questions", path, *arguments)

    def disk_bytes(self):
        return directory_bytes(self.directory / "data")


def statements_of(path):
    """It takes one at a time."""
    lines = [line for line in path.read_text().splitlines() if not line.startswith("--")]
    return [statement for statement in "\n".join(lines).split(";") if statement.strip()]
