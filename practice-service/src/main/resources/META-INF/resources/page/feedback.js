// What follows an answer: comparing an open one with the model answer, and learning why.
import * as api from './api.js';
import { attempt } from './attempt.js';
import { el, fill, percent } from './dom.js';
import { markdown } from './markdown.js';

export function showSelfAssessment(section, answer, then) {
  const form = el('form', {},
    el('h2', {}, 'Compare with the model answer'),
    ownText(answer),
    el('h3', {}, 'Model answer'),
    markdown(answer.modelAnswer),
    el('fieldset', {},
      el('legend', {}, 'Which of these did your answer cover?'),
      ...answer.keyPoints.map((point) => el('label', { className: 'choice' },
        el('input', { type: 'checkbox', name: 'point', value: point.id }), markdown(point.text)))),
    el('p', { className: 'actions' }, el('button', { type: 'submit' }, 'Score it')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const points = new FormData(form).getAll('point');
    attempt(async () => showFeedback(section, await assessed(answer.id, points), then), then.next);
  });
  fill(section, form);
}

// An answer is assessed once. If another window was first, what that one said counts and is shown.
async function assessed(answer, points) {
  try {
    return await api.selfAssess(answer, points);
  } catch (fault) {
    if (fault.status !== 409 || !fault.final) throw fault;
    return api.stored(answer);
  }
}

export function showFeedback(section, answer, then) {
  fill(section,
    el('h2', { id: 'score' }, answer.status === 'revealed' ? 'Here is the answer' : `Score: ${percent(answer.score)}`),
    ownText(answer),
    answer.feedback && el('ul', { className: 'reasons' }, ...answer.feedback.choices.map(choice)),
    answer.feedback && markdown(answer.feedback.explanation),
    answer.keyPoints && el('h3', {}, 'Key points'),
    answer.keyPoints && el('ul', { className: 'reasons' }, ...answer.keyPoints.map(keyPoint)),
    answer.modelAnswer && el('h3', {}, 'Model answer'),
    answer.modelAnswer && markdown(answer.modelAnswer),
    el('p', { className: 'actions' }, el('button', { type: 'button', id: 'next', onclick: () => attempt(then.next) }, 'Next')));
  then.scored(answer);
}

function ownText(answer) {
  return answer.text ? el('details', { open: true }, el('summary', {}, 'Your answer'), el('p', { className: 'own' }, answer.text)) : null;
}

// Right and wrong are told in words: not everybody sees colours.
function choice({ right, chosen, text, reason }) {
  const verdict = `${right ? '✓ Right' : '✗ Wrong'}${chosen ? ', your choice' : ''}`;
  return el('li', { className: right ? 'right' : chosen ? 'wrong' : '' },
    el('p', { className: 'verdict' }, verdict), el('div', { className: 'said' }, markdown(text)), markdown(reason));
}

function keyPoint({ ticked, text }) {
  const verdict = ticked === undefined ? null : el('p', { className: 'verdict' }, ticked ? '✓ Covered' : '✗ Not covered');
  return el('li', { className: ticked ? 'right' : '' }, verdict, markdown(text));
}
