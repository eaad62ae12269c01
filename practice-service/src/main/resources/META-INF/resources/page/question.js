// One question: asked, helped with, and answered.
import * as api from './api.js';
import { attempt } from './attempt.js';
import { el, fill, words } from './dom.js';
import { showFeedback, showSelfAssessment } from './feedback.js';
import { Fault } from './http.js';
import { markdown } from './markdown.js';

/** @param then what follows: scored(answer), next(), end() */
export function showQuestion(section, session, question, then) {
  const open = question.type === 'open';
  const hints = el('div', { className: 'hints', role: 'status' });
  const form = el('form', {},
    el('h2', { id: 'question' }, `Question ${question.position} of ${session.questionCount}`),
    el('p', { className: 'quiet' }, `${question.topics.map(words).join(', ')} · difficulty ${question.difficulty} of 5`),
    el('div', { id: 'prompt' }, markdown(question.prompt)),
    open ? textField() : choices(question),
    hints,
    el('p', { className: 'actions' },
      el('button', { type: 'submit' }, 'Answer'),
      hintButton(session, question, hints, then),
      el('button', { type: 'button', className: 'plain', id: 'reveal', onclick: () => send({ revealed: true }) }, "I don't know"),
      el('button', { type: 'button', className: 'plain', id: 'end', onclick: () => attempt(then.end, then.next) }, 'End session')));
  // A conflict means that it was answered elsewhere or the session is over: what comes next knows.
  const send = (given) => attempt(async () => {
    const answer = await api.answer(session.id, { question: question.question, ...given });
    if (answer.status === 'self-assessment-due') showSelfAssessment(section, answer, then);
    else showFeedback(section, answer, then);
  }, then.next);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const data = new FormData(form);
    send(open ? { text: data.get('text') } : { choices: data.getAll('choice') });
  });
  if (question.type === 'multiple-choice') requireOne(form);
  fill(section, form);
}

function textField() {
  return el('label', { className: 'text' }, 'Your answer',
    el('textarea', { name: 'text', rows: 8, required: true, maxLength: 10000, 'aria-describedby': 'prompt' }));
}

function choices(question) {
  const single = question.type === 'single-choice';
  return el('fieldset', { 'aria-describedby': 'prompt' },
    el('legend', {}, single ? 'Choose one' : 'Choose all that are right'),
    ...question.choices.map((choice) => el('label', { className: 'choice' },
      el('input', { type: single ? 'radio' : 'checkbox', name: 'choice', value: choice.id, required: single }), markdown(choice.text))));
}

// HTML can require one of some radio buttons, but not one of some checkboxes.
function requireOne(form) {
  const boxes = [...form.querySelectorAll('[name=choice]')];
  const check = () => boxes[0].setCustomValidity(boxes.some((box) => box.checked) ? '' : "Choose at least one, or say that you don't know.");
  form.addEventListener('change', check);
  check();
}

function hintButton(session, question, hints, then) {
  if (!question.hintsLeft) return null;
  const button = el('button', { type: 'button', className: 'plain', id: 'hint' });
  const show = (left) => {
    button.textContent = left ? `Hint (${left} left)` : 'No hint left';
    // Not disabled: it may have the focus.
    button.setAttribute('aria-disabled', left === 0);
  };
  show(question.hintsLeft);
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-disabled') === 'true') return;
    attempt(async () => {
      const hint = await api.hint(session.id, question.question);
      if (hint.question !== question.question) throw new Fault('The question is answered already.', 409);
      hints.append(markdown(hint.hint));
      show(hint.hintsLeft);
    }, then.next);
  });
  return button;
}
