// Sign-in by the authorization code flow with PKCE (RFC 7636). The token lives in this tab only.
import { Fault, request } from './http.js';

const STATE = 'rehearsal.sign-in';
const TOKEN = 'rehearsal.token';

const base64url = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));
const here = () => location.origin + '/';

const endpoints = (settings) => request(settings.issuer + '/.well-known/openid-configuration');

export async function signIn(settings) {
  const { authorization_endpoint: authorize } = await endpoints(settings);
  const verifier = random();
  const state = random();
  sessionStorage.setItem(STATE, JSON.stringify({ verifier, state }));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const query = new URLSearchParams({
    response_type: 'code', client_id: settings.clientId, redirect_uri: here(), scope: 'openid', state,
    code_challenge: base64url(new Uint8Array(digest)), code_challenge_method: 'S256',
  });
  location.assign(`${authorize}?${query}`);
}

// Comes back from the issuer with a code: exchanges it, and takes it out of the address bar and history.
export async function completeSignIn(settings) {
  const query = new URLSearchParams(location.search);
  const started = JSON.parse(sessionStorage.getItem(STATE) ?? 'null');
  if (!query.has('code') && !query.has('error')) return;
  history.replaceState(null, '', here());
  sessionStorage.removeItem(STATE);
  if (query.has('error') || query.get('state') !== started?.state) throw new Fault('Sign-in was not completed. Please sign in.', 400);
  const { token_endpoint: endpoint } = await endpoints(settings);
  const { access_token: token } = await request(endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code', client_id: settings.clientId, redirect_uri: here(),
      code: query.get('code'), code_verifier: started.verifier,
    }),
  });
  sessionStorage.setItem(TOKEN, token);
}

export const token = () => sessionStorage.getItem(TOKEN);

export function signOut() {
  sessionStorage.removeItem(TOKEN);
}

// Who signed in, for show only: the services check the token, the page does not.
export function learner() {
  const payload = token().split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), (c) => c.charCodeAt(0)))).sub;
}
