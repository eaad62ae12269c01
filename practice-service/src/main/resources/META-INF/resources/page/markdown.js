// The part of Markdown that the question bank uses: paragraphs, lists, fenced code, code, bold, italics, links.
// It builds nodes and never parses HTML, so markup in a text is shown as the text it is.
import { el } from './dom.js';

const FENCE = /^\s*```/;
const ITEM = /^\s*(?:[-*+]|\d+[.)])\s+/;
// Within a paragraph a number starts a list only if it is 1: a line may just happen to begin with a year.
const INTERRUPTS = /^\s*(?:[-*+]|1[.)])\s+/;

export function markdown(text) {
  const lines = (text ?? '').split(/\r?\n/);
  const blocks = [];
  while (lines.length) {
    if (!lines[0].trim()) lines.shift();
    else if (FENCE.test(lines[0])) blocks.push(code(lines));
    else if (ITEM.test(lines[0])) blocks.push(list(lines));
    else blocks.push(paragraph(lines));
  }
  return el('div', { className: 'markdown' }, ...blocks);
}

// Each of these takes its own lines off the front.

function code(lines) {
  const indent = lines.shift().search(/\S/);
  const end = lines.findIndex((line) => FENCE.test(line));
  const inside = lines.splice(0, end < 0 ? lines.length : end);
  lines.shift();
  const text = inside.map((line) => line.slice(Math.min(indent, line.search(/\S|$/)))).join('\n');
  // It scrolls sideways where it is too wide, which must be possible by keyboard.
  return el('pre', { tabIndex: 0, role: 'group', 'aria-label': 'Code' }, el('code', {}, text));
}

function list(lines) {
  const ordered = /^\s*\d/.test(lines[0]);
  const same = (line) => line !== undefined && ITEM.test(line) && /^\s*\d/.test(line) === ordered;
  const items = [];
  while (lines.length) {
    if (same(lines[0])) items.push(lines.shift().replace(ITEM, ''));
    else if (!lines[0].trim() && same(lines[1])) lines.shift();
    else if (goesOn(lines[0])) items[items.length - 1] += ` ${lines.shift().trim()}`;
    else break;
  }
  return el(ordered ? 'ol' : 'ul', {}, ...items.map((item) => el('li', {}, ...inline(item))));
}

function paragraph(lines) {
  const text = [lines.shift().trim()];
  while (lines.length && goesOn(lines[0])) text.push(lines.shift().trim());
  return el('p', {}, ...inline(text.join(' ')));
}

const goesOn = (line) => line.trim() && !FENCE.test(line) && !INTERRUPTS.test(line);

// A backslash before a mark, code, bold, italics, a link: whichever comes first, and code is not looked into.
const INLINE = /\\([!-/:-@[-`{-~])|(`+)(.*?[^`])\2(?!`)|\*\*(\S|\S.*?\S)\*\*|\*([^\s*`]|[^\s*`][^*`]*[^\s*`])\*|\[([^\]]+)\]\(([^()\s]+)\)/g;

function inline(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, escaped, , code, bold, italic, label, target] = match;
    nodes.push(text.slice(end, match.index));
    end = match.index + whole.length;
    if (escaped) nodes.push(escaped);
    else if (code) nodes.push(el('code', {}, code.trim() || code));
    else if (bold) nodes.push(el('strong', {}, ...inline(bold)));
    else if (italic) nodes.push(el('em', {}, ...inline(italic)));
    else nodes.push(...link(whole, label, target));
  }
  return [...nodes, text.slice(end)].filter((node) => node !== '');
}

function link(whole, label, target) {
  if (isAddress(target)) {
    // Elsewhere, so that the answer on this page stays.
    return [el('a', { href: target, target: '_blank', rel: 'noopener noreferrer' }, ...inline(label))];
  }
  // An unknown scheme, perhaps script: nothing to follow, but to be seen.
  if (target.includes(':')) return [whole];
  // A file of the repository, which no address here serves: its path tells where to look.
  const path = el('code', { className: 'path' }, target);
  return label === target ? [path] : [...inline(label), ' (', path, ')'];
}

function isAddress(target) {
  return /^(?:https?:\/\/|[/#]|\.{1,2}\/)/i.test(target) && URL.canParse(target, location.href)
    && ['http:', 'https:'].includes(new URL(target, location.href).protocol);
}
