/**
 * The secret ballot. Unlike the other forms it has no draft on the server: what is marked stays in this tab of the browser until the
 * person confirms, and then goes to the server once, whole; the same call completes the task. Tasklist's Complete button is the one
 * that casts: its call to the engine is replaced by ours, all around it stays as it is.
 */
import { button, el, fill, fillIfChanged, linkButton, scrollParent } from './dom.js';
import {
  addStyle,
  claimLabel,
  completeButton,
  completeLabel,
  information,
  loginLink,
  placeBar,
  warning,
} from './form.js';
import { Server } from './server.js';

export function mount({ camForm, $http, $scope }) {
  const ballot = new Ballot(camForm, $scope, new Server(camForm.taskId, $http && $http.defaults));
  ballot.open();
  return ballot;
}

class Ballot {
  #camForm;
  #scope;
  #server;
  #form;
  #host;
  #kept;
  /** unit → mark, as far as marked */
  #marks = new Map();
  #view = null;
  /** unit → {line, choices} */
  #rows = new Map();
  #isClaimed = false;
  #isConfirmed = false;
  #isCasting = false;
  /** Whether a ballot was sent and no answer came: it may have been cast all the same. */
  #isUncertain = false;
  /** Why it was not cast: what a notice holds. */
  #refusal = null;
  #ready = null;
  #stop = [];

  #head = el('header', { class: 'hl-head' });
  #notices = el('div', { class: 'hl-notices' });
  #list = el('div', { class: 'hl-ballot' });
  #figures = el('div', { class: 'hl-figures' });
  #verdict = el('div', { class: 'hl-verdict', role: 'status' });
  #bar = el('div', { class: 'hl-bar' }, this.#figures, el('div', { class: 'hl-bar-words' }, this.#verdict));

  constructor(camForm, scope, server) {
    this.#camForm = camForm;
    this.#scope = scope;
    this.#server = server;
    this.#form = camForm.formElement[0];
    this.#host = this.#form.closest('[cam-tasklist-form]') || this.#form;
    this.#kept = new Kept(camForm.taskId, personOf(scope));
  }

  async open() {
    addStyle();
    clearAtLogout(this.#scope.$root);
    const place = this.#form.querySelector('[data-hl-form]');
    const hint = this.#form.querySelector('.hl-hint');
    fill(place, this.#head, hint, this.#notices, this.#list, this.#bar);
    this.#host.classList.add('hl-host');
    this.#listen();
    await this.#ask();
  }

  async #ask() {
    fill(this.#list, el('p', { class: 'hl-empty' }, '正在打开……'));
    try {
      this.#view = await this.#server.view();
    } catch (error) {
      fill(
        this.#list,
        warning(
          error.status === 401 ? '登录已过期，请重新登录。' : `没有打开：${error.message || '程序出错'}。`,
          error.status === 401 && loginLink(),
          linkButton('重新打开', () => this.#ask()),
        ),
      );
      return;
    }
    const units = new Set(this.#section.rows.map(({ key }) => key));
    this.#kept.read().forEach(([unit, mark]) => units.has(unit) && this.#marks.set(unit, mark));
    this.#draw();
  }

  get #section() {
    return this.#view.sections[0];
  }

  get #options() {
    return this.#section.columns.find(({ key }) => key === 'mark').options;
  }

  get #missing() {
    return this.#section.rows.filter(({ key }) => !this.#marks.has(key));
  }

  get #isEditable() {
    return this.#isClaimed && !this.#isCasting && this.#view.problems.length === 0;
  }

  // ---- drawing -----------------------------------------------------------------------------------------------------

  #draw() {
    const { task } = this.#view;
    fill(
      this.#head,
      el(
        'div',
        { class: 'hl-head-line' },
        el('div', { class: 'hl-object' }, `${task.year}年度民主测评票`),
        el('div', { class: 'hl-office' }, `由${task.office}本人填写`),
        task.dueText && el('div', { class: 'hl-due' }, `${task.dueText}前投出`),
      ),
    );
    fill(
      this.#list,
      this.#section.rows.map((row, index) => this.#row(row, index + 1)),
    );
    this.#refresh();
  }

  /** One unit: its name and all choices in sight; the keys 1 to 5 mark it and lead on to the next. */
  #row({ key, values }, number) {
    const choices = this.#options.map(({ value, label }) => {
      const input = el('input', {
        type: 'radio',
        name: `hl-mark-${key}`,
        value,
        onchange: () => this.#mark(key, value),
      });
      input.checked = this.#marks.get(key) === value;
      return { input, element: el('label', { class: 'hl-mark' }, input, el('span', {}, label)) };
    });
    const line = el(
      'div',
      { class: 'hl-ballot-row', role: 'radiogroup', 'aria-label': values.name },
      el('div', { class: 'hl-ballot-unit' }, el('span', { class: 'hl-ballot-number' }, `${number}`), values.name),
      el(
        'div',
        { class: 'hl-marks' },
        choices.map(({ element }) => element),
      ),
    );
    line.addEventListener('keydown', (event) => {
      const choice = /^[1-9]$/.test(event.key) && choices[Number(event.key) - 1];
      if (choice && !event.ctrlKey && !event.altKey && !event.metaKey && this.#isEditable) {
        event.preventDefault();
        choice.input.checked = true;
        this.#mark(key, choice.input.value);
        this.#goTo(this.#section.rows[number]);
      }
    });
    this.#rows.set(key, { line, inputs: choices.map(({ input }) => input) });
    return line;
  }

  #mark(unit, mark) {
    this.#marks.set(unit, mark);
    this.#kept.write(this.#marks);
    this.#refusal = null;
    this.#refresh();
  }

  #refresh() {
    if (!this.#view) {
      return;
    }
    const missing = this.#missing;
    this.#rows.forEach(({ line, inputs }, unit) => {
      line.classList.toggle('hl-marked', this.#marks.has(unit));
      inputs.forEach((input) => (input.disabled = !this.#isEditable));
    });
    fillIfChanged(this.#notices, [
      !this.#isClaimed && warning(`请先点右上角的“${claimLabel()}”，再填写。现在只能查看。`),
      ...this.#view.problems.map((problem) => warning(problem)),
      this.#refusal && warning(...this.#refusal),
      ...this.#view.notices.map(({ level, text }) => (level === 'WARNING' ? warning(text) : information(text))),
    ]);
    const total = this.#section.rows.length;
    fill(
      this.#figures,
      el('div', { class: 'hl-figure' }, el('span', {}, '已评'), el('b', {}, `${total - missing.length}/${total}`)),
      el(
        'div',
        { class: 'hl-figure hl-ballot-sums' },
        this.#sums().map(([label, count]) => el('span', {}, `${label}${count}`)),
      ),
    );
    fillIfChanged(this.#verdict, [
      el('span', {}, this.#words(missing.length)),
      missing.length > 0 &&
        this.#isEditable &&
        linkButton('到下一个没评的', () => this.#goToNext(), { class: 'hl-link hl-next' }),
    ]);
    this.#verdict.classList.toggle('hl-ready', missing.length === 0 && this.#isEditable);
    this.#tellTasklist(missing.length === 0 && this.#isEditable);
    this.#measure();
  }

  #words(missing) {
    if (this.#isCasting) {
      return '正在投出…';
    }
    if (this.#view.problems.length > 0) {
      return '不能投票，原因见上方';
    }
    if (!this.#isClaimed) {
      return `还没有${claimLabel()}，不能填写`;
    }
    return missing > 0 ? `还有${missing}个单位没有评` : `都评好了，点“${completeLabel(this.#host)}”，确认后投出`;
  }

  /** [label, how often], in the order of the marks. */
  #sums() {
    const marks = [...this.#marks.values()];
    return this.#options.map(({ value, label }) => [label, marks.filter((mark) => mark === value).length]);
  }

  #tellTasklist(ready) {
    if (ready !== this.#ready) {
      this.#ready = ready;
      this.#scope.$applyAsync(() => {
        this.#scope.hl = { ready: ready ? 'ready' : '' };
      });
    }
  }

  #measure() {
    placeBar(this.#form, this.#host, this.#bar, false);
  }

  /** The next unmarked unit after the one the person is in, else the first one. */
  #goToNext() {
    const { rows } = this.#section;
    const here = rows.findIndex(({ key }) => this.#rows.get(key).line.contains(this.#last));
    const missing = this.#missing;
    this.#goTo(missing.find((row) => rows.indexOf(row) > here) || missing[0]);
  }

  #last = null;

  #goTo(row) {
    if (!row) {
      return;
    }
    const { line, inputs } = this.#rows.get(row.key);
    (inputs.find((input) => input.checked) || inputs[0]).focus({ preventScroll: true });
    const pane = scrollParent(this.#form);
    const top = pane === document.scrollingElement ? 0 : pane.getBoundingClientRect().top;
    const bottom = this.#bar.getBoundingClientRect().top;
    const place = line.getBoundingClientRect();
    if (place.top < top || place.bottom > bottom) {
      pane.scrollTop += place.top - top - (bottom - top) / 3;
    }
    line.classList.remove('hl-here');
    void line.offsetWidth; // so that the same line can light up again
    line.classList.add('hl-here');
  }

  // ---- casting -----------------------------------------------------------------------------------------------------

  #listen() {
    const on = (target, type, listener) => {
      target.addEventListener(type, listener);
      this.#stop.push(() => target.removeEventListener(type, listener));
    };
    on(this.#list, 'focusin', (event) => (this.#last = event.target));
    on(window, 'resize', () => this.#measure());
    const size = new ResizeObserver(() => this.#measure());
    size.observe(this.#form);
    size.observe(this.#bar);
    this.#stop.push(() => size.disconnect());
    this.#scope.$watch('options.disableForm', (disabled) => {
      this.#isClaimed = !disabled;
      this.#refresh();
    });
    this.#scope.$on('$destroy', () => {
      this.#stop.forEach((stop) => stop());
      this.#host.classList.remove('hl-host');
    });
    this.#camForm.on('submit', () => this.#submitting());
    this.#camForm.submitVariables = (done) => this.#cast(done);
  }

  /** Tasklist's Complete button asks first; it is pressed once more when the person has confirmed. */
  #submitting() {
    if (this.#isConfirmed) {
      return;
    }
    this.#camForm.submitPrevented = true;
    if (this.#view && this.#isEditable && this.#missing.length === 0) {
      this.#confirm();
    }
  }

  #confirm() {
    const alike = this.#sums().find(([, count]) => count === this.#section.rows.length && count > 1);
    dialog(
      '投出这张测评票？',
      [
        el('p', { class: 'hl-ballot-result' }, this.#sums().map(([label, count]) => el('span', {}, `${label} ${count} 个`))),
        alike && el('p', {}, `您对全部单位都评了“${alike[0]}”。可以这样投；不是有意的，请回去核对。`),
        el('p', {}, el('b', {}, '投出以后不能再看，也不能再改。')),
      ],
      [
        ['回去再看看', () => {}],
        [
          '确认投出',
          () => {
            this.#isConfirmed = true;
            completeButton(this.#host).click();
          },
        ],
      ],
    );
  }

  /** In place of the call that Tasklist would make: ours carries the ballot and completes the task. */
  async #cast(done) {
    this.#isConfirmed = false;
    this.#isCasting = true;
    this.#refusal = null;
    this.#refresh();
    let failure = null;
    try {
      await this.#server.cast([...this.#marks].map(([key, value]) => ({ key, value })));
    } catch (error) {
      failure = error;
    }
    this.#isCasting = false;
    const gone = failure && failure.status === 404;
    if (!failure || (gone && this.#isUncertain)) {
      this.#kept.clear();
      this.#marks.clear();
      dialog(
        failure ? '这张票已经不在待办里' : '已投票',
        failure
          ? [el('p', {}, '网络中断前的那一次已经投出，或者投票已经截止。不放心的，请问市健康丽水办：他们看得到您是否已经投票。')]
          : [
              el('p', {}, '您的测评票已投入票箱，谢谢。'),
              el('p', {}, '票上没有您的姓名和投票时间；投出的票不能再看，也不能再改。'),
            ],
        [['知道了', () => {}]],
      );
    } else {
      this.#isUncertain = failure.status === 0 || failure.status >= 500;
      this.#refusal = this.#reason(failure);
      // so that Tasklist lays no notice of its own over the form
      failure.message = 'camForm submission prevented';
      this.#refresh();
      this.#notices.scrollIntoView({ block: 'center' });
    }
    this.#scope.$apply(() => (failure && this.#refusal ? done(failure) : done(null, {})));
  }

  #reason(failure) {
    if (failure.status === 401) {
      return ['登录已过期，没有投出；您选的都还在。请重新登录，再点一次。', loginLink()];
    }
    if (this.#isUncertain) {
      return ['没有等到系统的回答，不知道这张票投出没有；您选的都还在。请过一会儿再点一次：已经投出的，不会投两次。'];
    }
    return [`没有投出：${failure.message}`];
  }
}

/**
 * What is marked, kept in this tab alone so that a reload of the page loses nothing. It goes when the ballot is cast, when the tab is
 * closed, when somebody logs out, and when somebody else opens a ballot here.
 */
class Kept {
  static #NAMESPACE = 'hl-ballot:';

  #key;
  #person;

  constructor(taskId, person) {
    this.#key = Kept.#NAMESPACE + taskId;
    this.#person = person;
  }

  read() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#key));
      if (kept && kept.person === this.#person) {
        return kept.marks;
      }
      Kept.clearAll();
    } catch (unavailable) {
      // then it stays on the page only
    }
    return [];
  }

  write(marks) {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify({ person: this.#person, marks: [...marks] }));
    } catch (unavailable) {
      // then it stays on the page only
    }
  }

  clear() {
    try {
      sessionStorage.removeItem(this.#key);
    } catch (unavailable) {
      // nothing was kept
    }
  }

  static clearAll() {
    try {
      Object.keys(sessionStorage)
        .filter((key) => key.startsWith(Kept.#NAMESPACE))
        .forEach((key) => sessionStorage.removeItem(key));
    } catch (unavailable) {
      // nothing was kept
    }
  }
}

function personOf(scope) {
  const login = scope.$root && scope.$root.authentication;
  return (login && login.name) || '';
}

let isListening = false;

/** A login that expires keeps what is marked, a logout does not. */
function clearAtLogout(root) {
  if (root && !isListening) {
    isListening = true;
    root.$on('authentication.logout.success', () => Kept.clearAll());
  }
}

/** Stands before everything until a button is pressed, and outlives the form. @param buttons [label, act], the last one leading */
function dialog(title, content, buttons) {
  const box = el('dialog', { class: 'hl-form hl-dialog', 'aria-label': title });
  const close = (act) => {
    box.close();
    box.remove();
    act();
  };
  fill(
    box,
    el('h3', {}, title),
    content,
    el(
      'div',
      { class: 'hl-dialog-buttons' },
      buttons.map(([label, act], index) =>
        button(label, () => close(act), {
          class: index === buttons.length - 1 ? 'hl-button hl-leading' : 'hl-button',
        }),
      ),
    ),
  );
  box.addEventListener('cancel', (event) => {
    event.preventDefault();
    close(buttons[0][1]);
  });
  document.body.append(box);
  box.showModal();
}
