// The proxy that ends TLS in front of the server, as docs/integrating.md has it: `https://journey.example` is on this machine for
// those who are told so, and its certificate is checked like any other.
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const host = 'journey.example';

/** For a program of Node that imports this first: connections to the name go to the port. */
const redirect = (port: number) => `
import { Socket } from 'node:net';
const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...given) {
  const [first] = given;
  const options = Array.isArray(first) ? first[0] : first;
  if (options?.host === '${host}' && Number(options.port) === 443) Object.assign(options, { host: '127.0.0.1', port: ${port} });
  return connect.apply(this, given);
};
`;

export class TlsFront {
  /** How many requests came through. */
  passed = 0;
  private readonly folder = mkdtempSync(join(tmpdir(), 'session-journey-tls-'));
  private readonly certificate = join(this.folder, 'certificate.pem');
  private readonly server: Server;

  constructor(target: string) {
    const key = join(this.folder, 'key.pem');
    const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
    const lasting = ['-days', '2', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', this.certificate];
    execFileSync('openssl', ['req', '-x509', ...lasting, ...subject], { stdio: 'ignore' });
    this.server = createServer({ key: readFileSync(key), cert: readFileSync(this.certificate) }, (asked, answer) => {
      ++this.passed;
      const headers = { ...asked.headers, 'x-forwarded-proto': 'https' };
      const onward = request(target + asked.url, { method: asked.method, headers, agent: false }, (got) => {
        answer.writeHead(got.statusCode ?? 502, got.headers);
        got.pipe(answer);
      });
      onward.on('error', () => answer.destroy());
      asked.pipe(onward);
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    writeFileSync(join(this.folder, '.curlrc'), `connect-to = "${host}:443:127.0.0.1:${this.port}"\ncacert = "${this.certificate}"\n`);
    return this;
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** What curl and Node have to be told. */
  get environment(): NodeJS.ProcessEnv {
    return { ...process.env, CURL_HOME: this.folder, NODE_EXTRA_CA_CERTS: this.certificate };
  }
  get nodeFlags(): string[] {
    return ['--import', `data:text/javascript,${encodeURIComponent(redirect(this.port))}`];
  }
  /** What Chromium has to be told: where the name is, and that this one key is trusted. */
  get chromiumFlags(): string[] {
    const key = new X509Certificate(readFileSync(this.certificate)).publicKey.export({ type: 'spki', format: 'der' });
    const fingerprint = createHash('sha256').update(key).digest('base64');
    return [`--host-resolver-rules=MAP ${host}:443 127.0.0.1:${this.port}`, `--ignore-certificate-errors-spki-list=${fingerprint}`];
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
