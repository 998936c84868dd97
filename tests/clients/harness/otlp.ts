// Logs through the OpenTelemetry SDK; the two exporters differ only in what they write.
import { LoggerProvider, BatchLogRecordProcessor, type LogRecordExporter } from '@opentelemetry/sdk-logs';
import type { LogRecord } from '@opentelemetry/api';
import type { Address, Sent } from './delivery.ts';

export type MakeExporter = (settings: { url: string; headers: Record<string, string>; timeoutMillis: number }) => LogRecordExporter;

export function openLogger(make: MakeExporter, { url, key }: Address) {
  const exporter = make({ url: `${url}/v1/logs`, headers: { Authorization: `Bearer ${key}` }, timeoutMillis: 20_000 });
  const provider = new LoggerProvider({ processors: [new BatchLogRecordProcessor({ exporter })] });
  const close = () => provider.shutdown().catch(() => {}); // what it gives up is seen at the proxy
  return { logger: provider.getLogger('kyc'), close };
}

export async function deliverLogs(make: MakeExporter, to: Address, events: Sent[]): Promise<void> {
  const { logger, close } = openLogger(make, to);
  for (const { session, name, time, properties } of events) {
    logger.emit({ eventName: name, timestamp: new Date(time), attributes: { 'session.id': session, ...properties } as LogRecord['attributes'] });
  }
  await close();
}
