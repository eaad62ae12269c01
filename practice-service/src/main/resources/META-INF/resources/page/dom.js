// Elements from text, never from markup: what a question or a learner wrote can't become script.
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const INLINE = /(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*|\[[^\]]+\]\([^)\s]+\))/;

function inline(text) {
  return text.split(INLINE).filter(Boolean).map((part) => {
    if (/^`[^`]+`$/.test(part)) return el('code', {}, part.slice(1, -1));
    if (/^\*\*[^*]+\*\*$/.test(part)) return el('strong', {}, part.slice(2, -2));
    if (/^\*[^*]+\*$/.test(part)) return el('em', {}, part.slice(1, -1));
    const link = /^\[([^\]]+)\]\(([^)\s]+)\)$/.exec(part);
    if (!link) return part;
    // Links into the repository have no address here: show the file instead.
    return /^https?:/.test(link[2]) ? el('a', { href: link[2], rel: 'noopener' }, link[1]) : el('span', { title: link[2] }, link[1]);
  });
}

// The part of Markdown that the question bank uses: paragraphs, lists, fenced code, bold, italics, code, links.
export function markdown(text) {
  const blocks = [];
  const parts = (text ?? '').split(/^```\w*\n([\s\S]*?)^```\s*$/m);
  parts.forEach((part, index) => {
    if (index % 2) {
      blocks.push(el('pre', {}, el('code', {}, part)));
      return;
    }
    for (const block of part.split(/\n\s*\n/).map((b) => b.trim()).filter(Boolean)) {
      const lines = block.split('\n');
      const marker = /^\s*([-*]|\d+\.)\s+/;
      const first = lines.findIndex((line) => marker.test(line));
      const lead = first < 0 ? lines : lines.slice(0, first);
      if (lead.length) blocks.push(el('p', {}, ...inline(lead.join(' '))));
      if (first < 0) continue;
      const items = [];
      for (const line of lines.slice(first)) {
        if (marker.test(line)) items.push(line.replace(marker, ''));
        else items[items.length - 1] += ' ' + line.trim();
      }
      blocks.push(el(/^\s*\d/.test(lines[first]) ? 'ol' : 'ul', {}, ...items.map((item) => el('li', {}, ...inline(item)))));
    }
  });
  return el('div', { className: 'markdown' }, ...blocks);
}
