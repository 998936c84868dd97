"""What scripts/package makes holds what a user needs, and starts where nothing else of the repository is."""
import json
import re
import socket
import subprocess
import tempfile
import unittest
import urllib.request
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGES = REPOSITORY / "build/package"
START_WITHIN_S = 60

DOCUMENTS = ["README.md", "CHANGELOG.md", "integrating.md", "journey-rules.md", "event-catalog.md", "operating/running.md",
             "formats/openapi.yaml"]
SDK = ["session-journey.js", "session-journey.iife.js"]


def free_port():
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return any_port.getsockname()[1]


def get(url):
    with urllib.request.urlopen(url, timeout=5) as answer:
        return answer.read().decode()


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        subprocess.run([REPOSITORY / "scripts/package"], check=True, stdout=subprocess.DEVNULL)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.scratch = Path(folder.name)
        cls.deb, = PACKAGES.glob("session-journey_*.deb")
        archive, = PACKAGES.glob("session-journey-*.tar.gz")
        subprocess.run(["dpkg-deb", "--extract", cls.deb, cls.scratch / "deb"], check=True)
        subprocess.run(["dpkg-deb", "--control", cls.deb, cls.scratch / "control"], check=True)
        subprocess.run(["tar", "-C", cls.scratch, "-xzf", archive], check=True)
        cls.tar = cls.scratch / archive.name.removesuffix(".tar.gz")

    def assert_holds(self, root, paths):
        self.assertEqual([path for path in paths if not (root / path).is_file()], [], f"missing in {root.name}")

    def assert_serves(self, program, data):
        """From `/`, with no variable of this process: init, serve, the dashboard, the end."""
        subprocess.run([program, "init", "--data", data, "--json"], check=True, cwd="/", env={}, stdout=subprocess.DEVNULL)
        url = f"127.0.0.1:{free_port()}"
        server = subprocess.Popen([program, "serve", "--data", data, "--listen", url], cwd="/", env={}, stdout=subprocess.PIPE, text=True)
        try:
            self.assertIn(url, server.stdout.readline())
            self.assertEqual(json.loads(get(f"http://{url}/healthz"))["status"], "ok")
            page = get(f"http://{url}/")
            script = re.search(r'src="(/[^"]+\.js)"', page)
            self.assertTrue(script, "the dashboard is not in the program")
            self.assertGreater(len(get(f"http://{url}{script[1]}")), 100_000)
            self.assertIn("/v1/events", json.loads(get(f"http://{url}/openapi.json"))["paths"])
        finally:
            server.terminate()
            self.assertEqual(server.wait(START_WITHIN_S), 0)
            server.stdout.close()

    def test_the_deb_holds_what_is_needed(self):
        self.assert_holds(self.scratch / "deb", ["usr/bin/session-journey", "lib/systemd/system/session-journey.service",
                                                 "etc/session-journey.yaml",
                                                 *(f"usr/share/doc/session-journey/{path}" for path in DOCUMENTS),
                                                 *(f"usr/share/session-journey/sdk/{path}" for path in SDK)])
        self.assertEqual((self.scratch / "control/conffiles").read_text(), "/etc/session-journey.yaml\n")

    def test_the_deb_depends_on_every_library(self):
        depends = re.search(r"^Depends: (.*)$", (self.scratch / "control/control").read_text(), re.M)[1]
        program = self.scratch / "deb/usr/bin/session-journey"
        needed = re.findall(r"NEEDED +(\S+)", subprocess.check_output(["objdump", "-p", program], text=True))
        self.assertTrue(needed)
        for library in needed:
            path = re.search(rf"{re.escape(library)} => (\S+)", subprocess.check_output(["ldd", program], text=True))
            if not path:
                continue  # the loader
            real = Path(path[1]).resolve()  # below /usr, where packages may say /lib
            owner = subprocess.check_output(["dpkg-query", "-S", f"*/{real.parent.name}/{real.name}"], text=True).split(":")[0]
            with self.subTest(library):
                self.assertIn(owner, re.sub(r"-fmt\d+", "", depends))

    def test_the_deb_starts_nothing(self):
        for script in sorted((self.scratch / "control").glob("p*")):
            with self.subTest(script.name):
                subprocess.run(["sh", "-n", script], check=True)
                self.assertNotRegex(script.read_text(), r"systemctl +(--now +)?(start|enable|restart)\b")

    def test_the_settings_are_read(self):
        told = subprocess.check_output([self.scratch / "deb/usr/bin/session-journey", "config", "--json", "--config",
                                        self.scratch / "deb/etc/session-journey.yaml"], env={}, text=True)
        self.assertIn("/var/lib/session-journey", told)

    def test_the_program_of_the_deb_starts(self):
        self.assert_serves(self.scratch / "deb/usr/bin/session-journey", self.scratch / "deb-data")

    def test_the_tar_holds_what_is_needed(self):
        self.assert_holds(self.tar, ["bin/session-journey", "share/session-journey.service", "share/session-journey.yaml",
                                     *(f"share/doc/{path}" for path in DOCUMENTS), *(f"share/sdk/{path}" for path in SDK)])

    def test_the_tar_brings_its_libraries(self):
        told = subprocess.check_output(["ldd", self.tar / "bin/session-journey"], env={}, text=True)
        self.assertNotIn("not found", told)
        foreign = [path for path in re.findall(r"=> (\S+)", told)
                   if not path.startswith(str(self.scratch)) and not re.search(r"/lib(c|m|pthread|dl|rt|resolv)\.so", path)]
        self.assertEqual(foreign, [])

    def test_the_program_of_the_tar_starts(self):
        self.assert_serves(self.tar / "bin/session-journey", self.scratch / "tar-data")

    def test_the_sums_are_right(self):
        subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=PACKAGES, check=True)


if __name__ == "__main__":
    unittest.main()
