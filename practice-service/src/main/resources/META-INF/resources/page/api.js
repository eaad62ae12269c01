// The practice API. A POST keeps its Idempotency-Key over its tries, so a lost reply never counts an answer twice.
import { token } from './auth.js';

const TRIES = 3;

export class Unauthorized extends Error {}

async function call(method, path, body, key) {
  const headers = { Authorization: `Bearer ${token()}` };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (key) headers['Idempotency-Key'] = key;
  const response = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  if (response.status === 401) throw new Unauthorized('Please sign in again.');
  if (response.status === 204) return null;
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => ({}));
  const error = new Error(problem.violations?.map((v) => `${v.field} ${v.message}`).join(', ') ?? problem.detail ?? problem.title
    ?? `The service answered ${response.status}.`);
  error.retry = response.headers.has('Retry-After');
  throw error;
}

async function post(path, body, method = 'POST') {
  const key = crypto.randomUUID();
  for (let attempt = 1; ; attempt++) {
    try {
      return await call(method, path, body, key);
    } catch (error) {
      const lost = error instanceof TypeError || error.retry;
      if (!lost || attempt === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500 * attempt));
    }
  }
}

export const topics = async () => (await call('GET', '/api/v1/topics')).items;
export const mastery = () => call('GET', '/api/v1/mastery');
export const start = (topics, questionCount) => post('/api/v1/sessions', { mode: 'practice', topics, questionCount });
export const next = (session) => call('GET', `/api/v1/sessions/${session}/next`);
export const hint = (session) => post(`/api/v1/sessions/${session}/hints`);
export const answer = (session, body) => post(`/api/v1/sessions/${session}/answers`, body);
export const selfAssess = (answer, keyPoints) => post(`/api/v1/answers/${answer}/self-assessment`, { keyPoints }, 'PUT');
