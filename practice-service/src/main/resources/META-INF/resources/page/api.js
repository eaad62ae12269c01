// The practice API.
import { token } from './auth.js';
import { request } from './http.js';

// Keys of the actions whose outcome is not known. The same action is sent with the same key until a final reply comes,
// so what the lost request may have stored is not stored a second time: the service gives its first response again.
const keys = new Map();

function call(method, path, body, key) {
  const headers = { Authorization: `Bearer ${token()}` };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (key) headers['Idempotency-Key'] = key;
  return request(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
}

/** @param about what else makes it this action and no other, where path and body don't say */
async function act(method, path, body, about) {
  const action = JSON.stringify([method, path, body, about]);
  if (!keys.has(action)) keys.set(action, crypto.randomUUID());
  try {
    const reply = await call(method, path, body, keys.get(action));
    keys.delete(action);
    return reply;
  } catch (fault) {
    if (fault.final) keys.delete(action);
    throw fault;
  }
}

export const topics = async () => (await call('GET', '/api/v1/topics')).items;
export const mastery = () => call('GET', '/api/v1/mastery');
export const start = (topics, questionCount) => act('POST', '/api/v1/sessions', { mode: 'practice', topics, questionCount });
export const next = (session) => call('GET', `/api/v1/sessions/${session}/next`);
export const hint = (session, question) => act('POST', `/api/v1/sessions/${session}/hints`, undefined, question);
export const answer = (session, body) => act('POST', `/api/v1/sessions/${session}/answers`, body);
export const finish = (session) => act('POST', `/api/v1/sessions/${session}/finish`);
export const stored = (answer) => call('GET', `/api/v1/answers/${answer}`);
export const selfAssess = (answer, keyPoints) => act('PUT', `/api/v1/answers/${answer}/self-assessment`, { keyPoints });
