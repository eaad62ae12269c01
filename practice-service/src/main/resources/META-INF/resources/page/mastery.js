// The learner's mastery per topic, and what the last answer has changed.
import { el, focusHeading, percent, words } from './dom.js';

const panel = document.getElementById('mastery');
const list = document.getElementById('mastery-list');
const news = document.getElementById('mastery-news');

// By topic, as last shown; null when nothing was shown yet.
let shown = null;
let said = '';

/** @param answered whether an answer was given since it was last shown */
export function showMastery({ appliedSequence, topics }, answered) {
  const before = shown;
  shown = new Map(topics.map((topic) => [topic.topic, topic]));
  panel.dataset.appliedSequence = appliedSequence;
  list.replaceChildren(...topics.map((topic) => row(topic, before?.get(topic.topic))));
  if (answered) tell(...changes(before, topics));
  else tell(...(topics.length ? [] : ['Nothing practised yet.']));
}

/** @param again looks for it once more; none while that is done anyway */
export function showMasteryAway(again) {
  tell('Mastery is not available now. Your answers are kept and will count.');
  if (again) offer(again);
}

export function showMasteryLate(again) {
  tell('Mastery does not show your last answer yet. The answer is stored and will count.');
  offer(again);
}

function offer(again) {
  const look = () => {
    focusHeading(panel);
    again();
  };
  news.append(el('button', { type: 'button', className: 'plain', onclick: look }, 'Look again'));
}

/** Until the answer just given is in, what was said about the one before would mislead. */
export function awaitMastery() {
  panel.hidden = false;
  tell();
}

export function hideMastery() {
  panel.hidden = true;
}

// A screen reader says what is put here, so the same is not put here twice.
function tell(...lines) {
  if (lines.join('\n') === said) return;
  said = lines.join('\n');
  news.replaceChildren(...lines.map((line) => el('p', {}, line)));
}

function changes(before, topics) {
  if (!before) return ['Your last answer is in.'];
  const moved = topics.filter((topic) => before.get(topic.topic)?.answers !== topic.answers);
  return moved.length ? moved.map((topic) => change(before.get(topic.topic), topic)) : ['This answer did not change your mastery.'];
}

function change(before, { topic, mastery }) {
  const now = percent(mastery);
  if (!before) return `${words(topic)}: ${now} after the first answer`;
  const was = percent(before.mastery);
  return was === now ? `${words(topic)}: ${now}, less than 1 % ${mastery < before.mastery ? 'down' : 'up'}`
    : `${words(topic)}: from ${was} to ${now}`;
}

function row({ topic, mastery, level, answers }, before) {
  // What is known of a learner tells a little about their other topics too; only those answered on are pointed at.
  const moved = before?.answers !== answers;
  return el('li', { className: moved ? 'topic moved' : 'topic', id: `mastery-${topic}` },
    el('span', { className: 'name' }, words(topic)),
    // The figure beside it says the same.
    el('meter', { min: 0, max: 1, value: mastery, 'aria-hidden': 'true' }),
    el('span', { className: 'value' }, percent(mastery)),
    el('span', { className: 'level quiet' }, words(level)));
}
