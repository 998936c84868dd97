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
