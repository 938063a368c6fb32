/**
 * 办理: the forms on pages that change something. They are sent as they are, with the token that a session asks for; what the
 * server refuses is said beside the button, and whatever was typed stays where it is.
 *
 *   <form class="act" action="/my/…" method="post" enctype="multipart/form-data">…<button>保存</button></form>
 *   data-confirm="…"   asks before it is sent
 *
 * Answers: {message, next} goes on to `next` (or reads the page anew) and says the message there; {message, secret} shows
 * something that is told only once; {message, faults, annotated, fileName} lists what is wrong in a workbook. A piece of a page is
 * shown below the form: what it asks for is sent along next time, and a button of its own may lead elsewhere (formaction).
 */

import { download } from './forms/shared/workbook.js';

const SAID = 'hl-said';
const token = document.querySelector('meta[name=csrf-token]')?.content;

for (const form of document.querySelectorAll('form.act')) {
  const place = document.createElement('div');
  place.className = 'answer';
  place.setAttribute('role', 'status');
  form.append(place);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const question = event.submitter?.dataset.confirm || form.dataset.confirm;
    if (!question || window.confirm(question)) {
      send(form, event.submitter, place);
    }
  });
}

sayWhatWasSaid();

async function send(form, submitter, place) {
  const buttons = [...form.querySelectorAll('button')];
  const body = new FormData(form);
  if (submitter?.name) {
    body.append(submitter.name, submitter.value);
  }
  buttons.forEach((button) => (button.disabled = true));
  say(place, '正在提交…', 'quiet');
  try {
    const response = await fetch(submitter?.getAttribute('formaction') || form.getAttribute('action'), {
      method: 'POST',
      headers: { Accept: 'application/json', ...(token ? { 'X-XSRF-TOKEN': token } : {}) },
      credentials: 'same-origin',
      body,
    });
    if (response.ok && (response.headers.get('Content-Type') || '').startsWith('text/html')) {
      place.innerHTML = await response.text();
      place.scrollIntoView({ block: 'nearest' });
      return;
    }
    const answer = await response.json().catch(() => null);
    if (response.ok) {
      accepted(answer || {}, place, form);
    } else {
      refused(response.status, answer, place);
    }
  } catch (failure) {
    say(place, '网络不通，没有提交。您填的内容还在，请稍后再试。', 'problem');
  } finally {
    buttons.forEach((button) => (button.disabled = false));
  }
}

function accepted({ message, next, secret }, place, form) {
  if (secret) {
    say(place, message, 'done');
    const shown = document.createElement('output');
    shown.className = 'secret';
    shown.textContent = secret;
    place.append(shown, action('记下了，继续', () => goOn(next, '')));
    form.querySelectorAll('input, select, textarea').forEach((input) => (input.disabled = true));
    return;
  }
  goOn(next, message || '');
}

function goOn(next, message) {
  remember(message);
  if (!next || next === window.location.pathname + window.location.search) {
    window.location.reload();
  } else {
    window.location.assign(next);
    if (next.split('#')[0] === window.location.pathname + window.location.search) {
      window.location.reload();
    }
  }
}

function refused(status, answer, place) {
  if (status === 401) {
    say(place, '登录已过期，没有提交。请在新窗口重新登录后再点一次，您填的内容还在。', 'problem');
    return;
  }
  say(place, answer?.message || `服务器没有办成（${status}）。您填的内容还在，请稍后再试。`, 'problem');
  if (answer?.faults?.length) {
    place.append(faultTable(answer.faults));
  }
  if (answer?.annotated) {
    place.append(action('下载标注了问题的表格', () => download(answer.annotated, answer.fileName || '标注了问题的表格.xlsx')));
  }
  place.scrollIntoView({ block: 'nearest' });
}

function faultTable(faults) {
  const table = document.createElement('table');
  table.className = 'cards faults';
  const head = table.createTHead().insertRow();
  for (const label of ['位置', '问题和改法']) {
    const cell = document.createElement('th');
    cell.textContent = label;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const { place, message } of faults.slice(0, 200)) {
    const row = body.insertRow();
    for (const [label, text] of [['位置', place], ['问题和改法', message]]) {
      const cell = row.insertCell();
      cell.dataset.label = label;
      cell.textContent = text;
    }
  }
  if (faults.length > 200) {
    const row = body.insertRow();
    const cell = row.insertCell();
    cell.colSpan = 2;
    cell.textContent = `另有${faults.length - 200}处，见标注了问题的表格。`;
  }
  return table;
}

function action(label, act) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.addEventListener('click', act);
  return button;
}

function say(place, words, kind) {
  const line = document.createElement('p');
  line.className = kind;
  line.textContent = words;
  place.replaceChildren(line);
}

function remember(message) {
  try {
    sessionStorage.setItem(SAID, message);
  } catch (unavailable) {
    // the page shows what has changed anyway
  }
}

function sayWhatWasSaid() {
  let message = '';
  try {
    message = sessionStorage.getItem(SAID) || '';
    sessionStorage.removeItem(SAID);
  } catch (unavailable) {
    return;
  }
  const main = document.querySelector('main');
  if (message && main) {
    const line = document.createElement('p');
    line.className = 'said';
    line.setAttribute('role', 'status');
    line.textContent = message;
    main.prepend(line);
  }
}
