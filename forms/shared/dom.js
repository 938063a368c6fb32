/**
 * The few helpers that make plain DOM code readable. No framework: the forms live inside the page of
 * Camunda's Tasklist, whose own libraries must not become ours.
 */

/**
 * Creates an element: `el('td', {class: 'hl-cell', onclick: act}, 'text', child)`.
 * Attributes that are null, undefined or false are left out, true becomes an empty attribute, functions become
 * listeners. Text is always set as text, never as markup: what people typed cannot turn into HTML.
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value != null) {
      element.setAttribute(name, value);
    }
  }
  fill(element, ...children);
  return element;
}

/** Replaces the content of an element; empty children are left out. */
export function fill(element, ...children) {
  element.replaceChildren(...present(children));
  return element;
}

function present(children) {
  return children.flat().filter((child) => child != null && child !== false && child !== '');
}

/** Fills an element only when what it says changes, so that links in it survive an unchanged update. */
export function fillIfChanged(element, children) {
  const text = present(children)
    .map((child) => child.textContent)
    .join('\n');
  if (element.dataset.shown !== text) {
    element.dataset.shown = text;
    fill(element, children);
  }
}

/** Sets the text of an element only when it differs, so that an unchanged update costs no layout. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** A push button; never a submit button, Enter in a cell must not submit the surrounding form. */
export function button(label, onclick, attributes = {}) {
  return el('button', { type: 'button', class: 'hl-button', onclick, ...attributes }, label);
}

/** A button that reads as a link inside a sentence. */
export function linkButton(label, onclick, attributes = {}) {
  return button(label, onclick, { class: 'hl-link', ...attributes });
}

/** The nearest ancestor that scrolls vertically, or the page itself. */
export function scrollParent(element) {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    if (/(auto|scroll|overlay)/.test(getComputedStyle(parent).overflowY)) {
      return parent;
    }
  }
  return document.scrollingElement || document.documentElement;
}
