/** 基础数据: finds lines as one types, keeps what was looked for, and unfolds what adds or changes something. */

const find = document.querySelector('.find');
const withClosed = document.querySelector('.with-closed');
const table = document.querySelector('table.rows');
const found = document.querySelector('.found');
const none = document.querySelector('.none-found');
const kept = `hl-find-${find?.dataset.tab}`;

function filter() {
  if (!table) {
    return;
  }
  const words = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  let current = false;
  for (const row of table.tBodies[0].rows) {
    if (row.classList.contains('opened')) {
      row.hidden = !current;
      continue;
    }
    const text = row.textContent.toLowerCase();
    current = row.classList.contains('current');
    const wanted = words.every((word) => text.includes(word)) && (!row.classList.contains('closed') || withClosed?.checked);
    row.hidden = !wanted && !current;
    shown += row.hidden ? 0 : 1;
  }
  found.textContent = shown;
  none.hidden = shown > 0;
  try {
    sessionStorage.setItem(kept, find.value);
  } catch (unavailable) {
    // only a convenience
  }
}

if (find) {
  try {
    find.value = sessionStorage.getItem(kept) || '';
  } catch (unavailable) {
    // only a convenience
  }
  if (table?.querySelector(`${location.hash ? CSS.escape(location.hash).replace(/^\\#/, '#') : '.none'}.closed, .closed.current`) && withClosed) {
    withClosed.checked = true;
  }
  find.addEventListener('input', filter);
  withClosed?.addEventListener('change', filter);
  filter();
}

for (const button of document.querySelectorAll('[data-unfold]')) {
  button.setAttribute('aria-expanded', 'false');
  button.addEventListener('click', () => {
    const wanted = document.getElementById(button.dataset.unfold);
    for (const panel of document.querySelectorAll('.panel')) {
      panel.hidden = panel !== wanted || !panel.hidden;
    }
    for (const other of document.querySelectorAll('[data-unfold]')) {
      other.setAttribute('aria-expanded', String(!document.getElementById(other.dataset.unfold).hidden));
    }
    wanted.querySelector('input:not([type=hidden]), select')?.focus();
  });
}

const opened = document.querySelector('tr.current');
if (opened) {
  opened.scrollIntoView({ block: 'center' });
  document.querySelector('tr.opened form.act input:not([type=hidden]), tr.opened form.act textarea')?.focus({ preventScroll: true });
}
