// One question: asked, answered, and explained.
import * as api from './api.js';
import { el, markdown } from './dom.js';

const percent = (score) => `${Math.round(score * 100)} %`;

export function showQuestion(section, session, total, question, answered) {
  const open = question.type === 'open';
  const hints = el('div', { className: 'hints' });
  const form = el('form', {},
    el('p', { className: 'quiet' }, `Question ${question.position} of ${total} · ${question.topics.join(', ')} · difficulty ${question.difficulty}`),
    el('div', { id: 'prompt' }, markdown(question.prompt)),
    open ? textField() : choices(question),
    hints,
    el('p', { className: 'actions' },
      el('button', { type: 'submit' }, 'Answer'),
      hintButton(session, question, hints),
      el('button', { type: 'button', className: 'plain', id: 'reveal', onclick: () => send({ revealed: true }) }, "I don't know")));
  const send = (given) => answered.guard(form, async () => {
    const answer = await api.answer(session, { question: question.question, ...given });
    if (answer.status === 'self-assessment-due') showSelfAssessment(section, answer, answered);
    else showFeedback(section, answer, answered);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const data = new FormData(form);
    send(open ? { text: data.get('text') } : { choices: data.getAll('choice') });
  });
  section.replaceChildren(form);
  form.querySelector('input, textarea').focus();
}

function textField() {
  return el('p', {}, el('label', {}, 'Your answer', el('textarea', { name: 'text', rows: 8, required: true, maxLength: 10000 })));
}

function choices(question) {
  const single = question.type === 'single-choice';
  return el('fieldset', {},
    el('legend', {}, single ? 'Choose one' : 'Choose all that are right'),
    ...question.choices.map((choice) => el('label', { className: 'choice' },
      el('input', { type: single ? 'radio' : 'checkbox', name: 'choice', value: choice.id, required: single }), ' ', choice.text)));
}

function hintButton(session, question, hints) {
  if (!question.hintsLeft) return null;
  const button = el('button', { type: 'button', className: 'plain' }, `Hint (${question.hintsLeft} left)`);
  button.addEventListener('click', async () => {
    button.disabled = true;
    const hint = await api.hint(session);
    hints.append(markdown(hint.hint));
    button.textContent = `Hint (${hint.hintsLeft} left)`;
    button.disabled = hint.hintsLeft === 0;
  });
  return button;
}

function showSelfAssessment(section, answer, answered) {
  const form = el('form', {},
    el('h2', {}, 'Compare with the model answer'),
    markdown(answer.modelAnswer),
    el('fieldset', {},
      el('legend', {}, 'Which of these did your answer cover?'),
      ...answer.keyPoints.map((point) => el('label', { className: 'choice' },
        el('input', { type: 'checkbox', name: 'point', value: point.id }), ' ', point.text))),
    el('p', { className: 'actions' }, el('button', { type: 'submit' }, 'Score it')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const points = new FormData(form).getAll('point');
    answered.guard(form, async () => showFeedback(section, await api.selfAssess(answer.id, points), answered));
  });
  section.replaceChildren(form);
  form.querySelector('input').focus();
}

function showFeedback(section, answer, answered) {
  const next = el('button', { type: 'button', id: 'next', onclick: answered.next }, 'Next');
  const title = answer.status === 'revealed' ? 'Here is the answer' : `Score: ${percent(answer.score)}`;
  section.replaceChildren(...[
    el('h2', { id: 'score' }, title),
    answer.feedback && el('ul', { className: 'reasons' }, ...answer.feedback.choices.map(reason)),
    answer.feedback && markdown(answer.feedback.explanation),
    answer.keyPoints && el('ul', { className: 'reasons' }, ...answer.keyPoints.map((point) => el('li', { className: point.ticked ? 'right' : '' },
      point.ticked ? '✓ ' : '', point.text))),
    answer.modelAnswer && markdown(answer.modelAnswer),
    el('p', { className: 'actions' }, next)].filter(Boolean));
  next.focus();
  answered.scored(answer);
}

function reason(choice) {
  return el('li', { className: choice.right ? 'right' : choice.chosen ? 'wrong' : '' },
    el('strong', {}, `${choice.right ? '✓' : '✗'} ${choice.text}`), choice.chosen ? ' (your choice)' : '', el('br'), choice.reason);
}
