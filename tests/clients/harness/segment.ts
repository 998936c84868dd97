// The answers of the Segment protocol, and of every protocol that has no form of its own for refusals.
import assert from 'node:assert/strict';
import type { Answer } from './proxy.ts';

export function saysSuccess(answer: Answer): void {
  assert.equal(answer.status, 200);
  assert.equal(JSON.parse(String(answer.body)).success, true);
}

export function isProblem(answer: Answer): void {
  assert.match(answer.headers['content-type'] ?? '', /^application\/problem\+json/);
  const problem = JSON.parse(String(answer.body));
  assert.equal(problem.status, answer.status);
  assert.equal(typeof problem.code, 'string');
}
