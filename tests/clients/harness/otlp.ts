// Logs through the OpenTelemetry SDK; the two exporters differ only in what they write.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { diag, DiagLogLevel, ROOT_CONTEXT, SeverityNumber, trace } from '@opentelemetry/api';
import { LoggerProvider, BatchLogRecordProcessor, type LogRecordExporter } from '@opentelemetry/sdk-logs';
import type { LogRecord } from '@opentelemetry/api';
import { inEachPlace, ownPlaces } from './places.ts';
import type { Product } from './product.ts';
import type { Address, Sent } from './delivery.ts';

export type MakeExporter = (settings: { url: string; headers: Record<string, string>; timeoutMillis: number }) => LogRecordExporter;

export function openLogger(make: MakeExporter, { url, key }: Address) {
  const exporter = make({
    url: `${url}/v1/logs`,
    headers: { Authorization: `Bearer ${key}` },
    timeoutMillis: 60_000,
  });
  const provider = new LoggerProvider({
    processors: [new BatchLogRecordProcessor({ exporter, exportTimeoutMillis: 60_000 })],
  });
  const close = () => provider.shutdown().catch(() => {}); // what it gives up is seen at the proxy
  return { logger: provider.getLogger('kyc'), close };
}

export async function deliverLogs(make: MakeExporter, to: Address, events: Sent[]): Promise<void> {
  const { logger, close } = openLogger(make, to);
  for (const { session, name, time, properties } of events) {
    logger.emit({
      eventName: name,
      timestamp: new Date(time),
      attributes: {
        'session.id': session,
        ...properties,
      } as LogRecord['attributes'],
    });
  }
  await close();
}

/** What is the protocol's own, for one of the exporters. */
export function describeLogs(name: string, make: MakeExporter, product: () => Product): void {
  const server = () => ({ url: product().url, key: product().keys.server });

  it(`${name}: body, severity and trace of a record`, async () => {
    const { logger, close } = openLogger(make, server());
    const session = `${name}-record`;
    const spanContext = {
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      traceFlags: 1,
    };
    logger.emit({
      eventName: 'IP_RISK_CHECK',
      body: 'on the list',
      severityNumber: SeverityNumber.WARN,
      severityText: 'WARN',
      context: trace.setSpanContext(ROOT_CONTEXT, spanContext),
      attributes: { 'session.id': session, result: 'FAIL' },
    });
    await close();
    const [stored] = await product().events(session);
    assert.deepEqual([stored?.message, stored?.trace_id, stored?.attributes?.severity], ['on the list', spanContext.traceId, 'WARN']);
    assert.equal((await product().journey(session)).explanation.headline, 'BLOCKED_PRE_CHECKS');
  });

  it(`${name}: the session is looked for in the documented places, in that order`, async () => {
    const { logger, close } = openLogger(make, server());
    const places = inEachPlace(name, ownPlaces);
    for (const { ids } of places) logger.emit({ eventName: 'ID_CAPTURED', attributes: ids });
    await close();
    for (const { session } of places) assert.equal((await product().events(session)).length, 1, session);
  });

  it(`${name}: the exporter understands that a part was refused, and keeps the rest`, async () => {
    const warnings: string[] = [];
    const ignore = () => {};
    diag.setLogger(
      {
        verbose: ignore,
        debug: ignore,
        info: ignore,
        error: ignore,
        warn: (...parts) => void warnings.push(parts.join(' ')),
      },
      DiagLogLevel.WARN,
    );
    const { logger, close } = openLogger(make, {
      ...server(),
      key: product().keys.publishable,
    });
    const session = `${name}-partial`;
    for (const eventName of ['ID_CAPTURED', 'APPROVED']) logger.emit({ eventName, attributes: { 'session.id': session } });
    await close();
    diag.disable();
    assert.deepEqual(
      (await product().events(session)).map((one) => one.name),
      ['ID_CAPTURED'],
    );
    assert.match(warnings.join(), /"rejectedLogRecords":"?1\b.*source_forbidden/);
  });
}
