// Elements from text, never from markup: what a question or a learner wrote can't become script.
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...present(children));
  return element;
}

// Shows something else in a section. The focus goes to its heading, so that keyboards and screen readers go on from there.
export function fill(section, ...children) {
  section.replaceChildren(...present(children));
  focusHeading(section);
}

export function focusHeading(section) {
  const heading = section.querySelector('h2');
  heading.tabIndex = -1;
  heading.focus();
}

const present = (children) => children.filter((child) => child !== null && child !== undefined);

export const percent = (share) => `${Math.round(share * 100)} %`;

// Topics are named by slugs.
export const words = (slug) => slug.replaceAll('-', ' ');
