// Does what the learner asks for, one thing at a time, and tells a failure together with the way on.
import { el } from './dom.js';
import { Fault, pause } from './http.js';

const problem = document.getElementById('problem');
let busy = false;
let cameFrom = null;
let signInAgain = () => {};

/** Sets what happens when the service no longer takes the token. */
export function onUnauthorized(action) {
  signInAgain = action;
}

/**
 * @param action may return a further action: if that one fails, trying again does not repeat the first
 * @param goOn   what to do when the service says that this can't be done any more, or not here
 */
export async function attempt(action, goOn = null, notBefore = 0) {
  // Nothing is disabled meanwhile: that would take the focus away from whoever pressed the button.
  if (busy) return;
  setBusy(true);
  let step = action;
  try {
    const early = notBefore - performance.now();
    if (early > 0) await pause(early);
    while (step) step = await step();
    clear();
  } catch (fault) {
    tell(fault, step, goOn);
  } finally {
    setBusy(false);
  }
}

function setBusy(now) {
  busy = now;
  document.body.classList.toggle('busy', now);
}

function clear() {
  if (problem.contains(document.activeElement) && cameFrom?.isConnected) cameFrom.focus();
  problem.hidden = true;
}

function tell(fault, step, goOn) {
  if (!problem.contains(document.activeElement)) cameFrom = document.activeElement;
  let message = fault.message;
  let button = null;
  if (!(fault instanceof Fault)) {
    console.error(fault);
    message = 'Something on this page went wrong. Reload it to go on.';
  } else if (fault.status === 401) {
    message = 'Please sign in again.';
    signInAgain();
  } else if (!fault.final) {
    button = tryAgain(fault, step, goOn);
  } else if (goOn && [404, 409].includes(fault.status)) {
    button = el('button', { type: 'button', id: 'go-on', onclick: () => attempt(goOn) }, 'Go on');
  }
  problem.replaceChildren(...[el('p', {}, message), button].filter(Boolean));
  problem.hidden = false;
  button?.focus();
}

// The button works at once, but the request goes out no earlier than the service asked for.
function tryAgain(fault, step, goOn) {
  const notBefore = performance.now() + 1000 * (fault.retryAfter ?? 0);
  const button = el('button', { type: 'button', id: 'try-again' }, 'Try again');
  button.addEventListener('click', () => {
    const wait = Math.ceil((notBefore - performance.now()) / 1000);
    button.textContent = wait > 1 ? `Trying again in ${wait} s…` : 'Trying again…';
    attempt(step, goOn, notBefore);
  });
  return button;
}
