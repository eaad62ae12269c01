// The page: sign in, choose, practise, and watch mastery move.
import * as api from './api.js';
import { attempt, onUnauthorized } from './attempt.js';
import * as auth from './auth.js';
import { el, fill, focusHeading, words } from './dom.js';
import { pause, request } from './http.js';
import { awaitMastery, hideMastery, showMastery, showMasteryAway, showMasteryLate } from './mastery.js';
import { showQuestion } from './question.js';

const $ = (id) => document.getElementById(id);
const sections = ['welcome', 'choose', 'practice'];
// An answer is in mastery within a second; asked for this often and long at most.
const MASTERY_POLL_MS = 250;
const MASTERY_POLLS = 40;
// The session being practised in this tab: kept over a reload and over signing in again.
const SESSION = 'rehearsal.session';

let settings;
let masteryTurn = 0;

function show(section) {
  sections.forEach((id) => { $(id).hidden = id !== section; });
}

// Asks for mastery until the answer with this number is in. A later answer's turn ends this one.
async function followMastery(sequence) {
  const turn = ++masteryTurn;
  awaitMastery();
  const again = () => followMastery(sequence);
  let mastery;
  for (let poll = 0; poll < MASTERY_POLLS; poll++) {
    mastery = null;
    let wait = MASTERY_POLL_MS;
    try {
      mastery = await api.mastery();
    } catch (fault) {
      // The learner's next step will tell it.
      if (fault.status === 401) return;
      wait = Math.max(wait, 1000 * fault.retryAfter);
    }
    if (turn !== masteryTurn) return;
    if (mastery?.appliedSequence >= sequence) {
      showMastery(mastery, sequence > 0);
      return;
    }
    if (!mastery) showMasteryAway();
    await pause(wait);
    if (turn !== masteryTurn) return;
  }
  if (mastery) showMasteryLate(again);
  else showMasteryAway(again);
}

async function choose() {
  sessionStorage.removeItem(SESSION);
  const topics = await api.topics();
  $('topics').replaceChildren(...topics.map(({ topic, questions }) => el('label', {},
    el('input', { type: 'checkbox', name: 'topic', value: topic }), ` ${words(topic)} `, el('span', { className: 'quiet' }, `(${questions})`))));
  show('choose');
  focusHeading($('choose'));
}

async function start(topics, count) {
  const { id, questionCount } = await api.start(topics, count);
  const session = { id, questionCount, learner: auth.learner() };
  sessionStorage.setItem(SESSION, JSON.stringify(session));
  return () => next(session);
}

async function next(session) {
  const question = await api.next(session.id);
  show('practice');
  if (!question) {
    done();
    return;
  }
  showQuestion($('practice'), session, question, {
    scored: (answer) => { followMastery(answer.sequence); },
    next: () => next(session),
    end: async () => {
      await api.finish(session.id);
      done();
    },
  });
}

function done() {
  sessionStorage.removeItem(SESSION);
  fill($('practice'), el('h2', {}, 'Done'), el('p', {}, 'The session is finished.'),
    el('p', { className: 'actions' }, el('button', { type: 'button', id: 'again', onclick: () => attempt(choose) }, 'Practise more')));
}

function signedOut() {
  auth.signOut();
  masteryTurn++;
  hideMastery();
  $('who').hidden = true;
  show('welcome');
  $('sign-in').focus();
}

async function open() {
  settings ??= await request('/page/settings');
  try {
    await auth.completeSignIn(settings);
  } catch (fault) {
    signedOut();
    throw fault;
  }
  if (!auth.token()) {
    signedOut();
    return null;
  }
  $('learner').textContent = auth.learner();
  $('who').hidden = false;
  followMastery(0);
  const session = JSON.parse(sessionStorage.getItem(SESSION) ?? 'null');
  return session?.learner === auth.learner() ? () => next(session) : choose;
}

onUnauthorized(signedOut);
$('sign-in').addEventListener('click', () => attempt(() => auth.signIn(settings)));
$('sign-out').addEventListener('click', () => {
  sessionStorage.clear();
  // Loaded anew, it has nothing of this learner in memory, nor a reply on its way.
  location.replace('/');
});
$('choose-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const topics = new FormData(event.target).getAll('topic');
  attempt(() => start(topics, Number($('count').value)), choose);
});
attempt(open, choose);
