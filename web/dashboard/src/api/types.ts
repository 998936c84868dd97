// The names of the API's schemas, as docs/formats/openapi.yaml has them.
import type { components } from '@session-journey/api';

type Schemas = components['schemas'];

export type Viewer = Schemas['Viewer'];
export type Catalog = Schemas['Catalog'];
export type CatalogEvent = Schemas['CatalogEvent'];
export type LocalText = Schemas['LocalText'];
export type SessionSummary = Schemas['SessionSummary'];
export type SessionPage = Schemas['SessionPage'];
export type SessionDetail = Schemas['SessionDetail'];
export type StageVisit = Schemas['StageVisit'];
export type EventItem = Schemas['EventItem'];
export type EventPage = Schemas['EventPage'];
export type Status = Schemas['Status'];
export type Stage = Schemas['Stage'];
export type Impact = Schemas['Impact'];
export type Headline = Schemas['Headline'];
export type Source = Schemas['Source'];
export type CheckResult = Schemas['CheckResult'];
export type Advice = Schemas['CatalogAdvice'];
export type Outcome = Schemas['OutcomeOrNone'];
export type Funnel = Schemas['Funnel'];
export type Outcomes = Schemas['Outcomes'];
export type Reasons = Schemas['Reasons'];
export type Errors = Schemas['Errors'];
export type Dropoffs = Schemas['Dropoffs'];
export type Checks = Schemas['Checks'];

export const stages: readonly Stage[] = ['PRE_CHECKS', 'STEP1', 'PRE_STEP2', 'STEP2', 'FINAL', 'POST'];
export const statuses: readonly Status[] = ['IN_PROGRESS', 'COMPLETED', 'DROPPED', 'ERROR'];
export const outcomes: readonly Outcome[] = ['APPROVED', 'REJECTED', 'PENDING', 'NONE'];
export const impacts: readonly Impact[] = ['BLOCKED', 'REJECTED', 'PENDING', 'RETAKE', 'APPROVED', 'COMPLETED', 'NONE'];
/** The urgent ones first. */
export const headlines: readonly Headline[] = [
  'BLOCKED_PRE_CHECKS',
  'BLOCKED_IN_STEP',
  'REJECTED_BY_CHECK',
  'REJECTED_RETRY_LIMIT',
  'REJECTED_UNEXPLAINED',
  'PENDING_REVIEW',
  'PENDING_UNEXPLAINED',
  'ERROR_RETRY_LOOP',
  'ERROR_PAGE_ONLY',
  'DROPPED_CAMERA_DENIED',
  'DROPPED_AFTER_RETAKE',
  'DROPPED_ON_SERVER',
  'DROPPED_OFFLINE',
  'DROPPED_IN_BACKGROUND',
  'DROPPED_ON_SCREEN',
  'DROPPED_NEVER_OPENED',
  'COMPLETED_WITHOUT_DECISION',
  'APPROVED',
  'APPROVED_AFTER_RETAKE',
  'APPROVED_WITH_WARNINGS',
  'IN_PROGRESS',
  'IN_PROGRESS_RETAKE',
];
