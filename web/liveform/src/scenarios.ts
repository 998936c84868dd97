// What a visitor can choose to happen. Some of it the backend's stand-ins find (`fate`), the rest is up to the visitor.
export interface Scenario {
  id: ScenarioId;
  /** What the backend is told: src/tools/liveform/plan.hpp knows these. */
  fate: string;
  /** What Session Journey will say of it. */
  headline: string;
  by: 'server' | 'visitor';
}

const list = [
  { id: 'approved', fate: 'good', headline: 'APPROVED', by: 'server' },
  { id: 'warning', fate: 'warning', headline: 'APPROVED_WITH_WARNINGS', by: 'server' },
  { id: 'aml', fate: 'aml_match', headline: 'PENDING_REVIEW', by: 'server' },
  { id: 'expired', fate: 'expired_document', headline: 'REJECTED_BY_CHECK', by: 'server' },
  { id: 'blockedIp', fate: 'blocked_ip', headline: 'BLOCKED_PRE_CHECKS', by: 'server' },
  { id: 'linkExpired', fate: 'link_expired', headline: 'BLOCKED_PRE_CHECKS', by: 'server' },
  { id: 'engine', fate: 'engine_error', headline: 'ERROR_RETRY_LOOP', by: 'server' },
  { id: 'webhookDown', fate: 'webhook_down', headline: 'APPROVED', by: 'server' },
  { id: 'retake', fate: 'good', headline: 'APPROVED_AFTER_RETAKE', by: 'visitor' },
  { id: 'tooMany', fate: 'good', headline: 'REJECTED_RETRY_LIMIT', by: 'visitor' },
  { id: 'wrongCode', fate: 'good', headline: 'DROPPED_AFTER_RETAKE', by: 'visitor' },
  { id: 'camera', fate: 'good', headline: 'DROPPED_CAMERA_DENIED', by: 'visitor' },
  { id: 'closeTab', fate: 'good', headline: 'DROPPED_ON_SCREEN', by: 'visitor' },
  { id: 'pageBreaks', fate: 'good', headline: 'ERROR_PAGE_ONLY', by: 'visitor' },
] as const;

export type ScenarioId = (typeof list)[number]['id'];
export const scenarios: readonly Scenario[] = list;

export const scenarioOf = (id: string): Scenario => scenarios.find((one) => one.id === id) ?? (scenarios[0] as Scenario);
