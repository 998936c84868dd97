// One server for all tests that only read or add to it: a project with made-up traffic of a fixed week, and an empty one.
import { Server } from './server.ts';

export default async function setup() {
  const server = new Server();
  const keys = server.init('Acme KYC');
  const empty = server.init('Empty');
  await server.start();
  server.fill(keys.server, 400, 7);
  process.env.SJ_TEST = JSON.stringify({ url: server.url, keys, empty });
  return () => server.close();
}
