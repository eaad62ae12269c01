// The page: sign in, choose, practise, and watch mastery move.
import * as api from './api.js';
import * as auth from './auth.js';
import { el } from './dom.js';
import { showQuestion } from './question.js';

const $ = (id) => document.getElementById(id);
const sections = ['welcome', 'choose', 'practice'];
// An answer is in mastery within a second; asked for this often and long at most.
const MASTERY_POLL_MS = 250;
const MASTERY_POLLS = 40;

let settings;

function show(section) {
  sections.forEach((id) => { $(id).hidden = id !== section; });
  $('problem').hidden = true;
}

function tell(error) {
  if (error instanceof api.Unauthorized) {
    auth.signOut();
    signedOut();
  }
  $('problem').textContent = error.message;
  $('problem').hidden = false;
}

// Runs an action with the form disabled; a fault is told and the form stays to try again.
async function guard(form, action) {
  const controls = [...form.elements].filter((control) => !control.disabled);
  controls.forEach((control) => { control.disabled = true; });
  try {
    $('problem').hidden = true;
    await action();
  } catch (error) {
    tell(error);
  } finally {
    controls.forEach((control) => { control.disabled = false; });
  }
}

async function showMastery(sequence = 0) {
  let mastery;
  for (let poll = 0; poll < MASTERY_POLLS; poll++) {
    mastery = await api.mastery().catch(() => null);
    if (mastery?.appliedSequence >= sequence) break;
    await new Promise((resolve) => setTimeout(resolve, MASTERY_POLL_MS));
  }
  $('mastery').hidden = false;
  $('mastery').dataset.appliedSequence = mastery?.appliedSequence ?? '';
  const rows = mastery?.topics.map((topic) => el('div', { className: 'topic', id: `mastery-${topic.topic}` },
    el('span', {}, topic.topic), el('meter', { min: 0, max: 1, value: topic.mastery, title: `± ${Math.round(topic.uncertainty * 100)} %` }),
    el('span', { className: 'value' }, `${Math.round(topic.mastery * 100)} %`), el('span', { className: 'quiet' }, topic.level.replaceAll('-', ' '))));
  $('mastery-list').replaceChildren(...(rows?.length ? rows
    : [el('p', { className: 'quiet' }, mastery ? 'Nothing practised yet.' : 'Not available now. Your answers are kept and will count.')]));
}

async function choose() {
  show('choose');
  const topics = await api.topics();
  $('topics').replaceChildren(...topics.map(({ topic, questions }) => el('label', {},
    el('input', { type: 'checkbox', name: 'topic', value: topic }), ` ${topic} `, el('span', { className: 'quiet' }, `(${questions})`))));
  $('main').focus();
}

async function next(session) {
  const question = await api.next(session.id);
  if (!question) {
    $('practice').replaceChildren(el('h2', {}, 'Done'), el('p', {}, 'The session is finished.'),
      el('p', {}, el('button', { type: 'button', id: 'again', onclick: () => choose().catch(tell) }, 'Practise more')));
    $('again').focus();
    return;
  }
  showQuestion($('practice'), session.id, session.questionCount, question, {
    guard,
    scored: (answer) => showMastery(answer.sequence).catch(tell),
    next: () => next(session).catch(tell),
  });
}

function signedOut() {
  $('who').hidden = true;
  $('mastery').hidden = true;
  show('welcome');
  $('sign-in').focus();
}

async function signedIn() {
  $('learner').textContent = auth.learner();
  $('who').hidden = false;
  await choose();
  await showMastery();
}

$('sign-in').addEventListener('click', () => auth.signIn(settings).catch(tell));
$('sign-out').addEventListener('click', () => { auth.signOut(); signedOut(); });
$('choose-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const topics = new FormData(event.target).getAll('topic');
  guard(event.target, async () => {
    const session = await api.start(topics, Number($('count').value));
    show('practice');
    await next(session);
  });
});

try {
  settings = await (await fetch('/page/settings')).json();
  await auth.completeSignIn(settings);
  if (auth.token()) await signedIn();
  else signedOut();
} catch (error) {
  signedOut();
  tell(error);
}
