/**
 * The script all task forms share. A form's HTML holds a hint and a mount point; this module asks the server for the
 * view of the task, draws it, saves what is typed, and tells Tasklist when the task may be completed.
 *
 *   server.js    the requests             draft.js     what is typed and not yet saved
 *   values.js    what a cell can hold     controls.js  one input per type of cell
 *   sections.js  tables and fields        workbook.js  the same tables as a workbook
 *   form.js      the page around them     ballot.js    the secret ballot, which has no draft
 *
 * Plain browser code that also runs in the Chromium 86 of older office browsers: no build, no framework.
 */
import { Draft, Mirror, Status } from './draft.js';
import { button, el, fill, fillIfChanged, linkButton, scrollParent, setText } from './dom.js';
import { createSection } from './sections.js';
import { Server } from './server.js';
import { readable, specOf, wire } from './values.js';
import { WorkbookLine } from './workbook.js';

const REFRESH_EVERY = 60_000;
const SHORT_LIST = 8;
const TOAST_FOR = 15_000;

/**
 * Called by the form's HTML with what Tasklist gives a form script. The form holds a required hidden input bound to
 * `hl.ready`; as long as that is empty, Angular finds the form invalid and Tasklist keeps its Complete button disabled,
 * from the first moment on, before this module has even arrived.
 */
export function mount({ camForm, $http, $scope }) {
  const form = camForm.formElement[0];
  const page = new Page(form, camForm, $scope, new Server(camForm.taskId, $http && $http.defaults));
  page.open();
  return page;
}

/** One form on its page in Tasklist. */
export class Page {
  #form;
  #camForm;
  #scope;
  #host;
  /** @type {Map<string, ReturnType<typeof createSection>>} */
  #sections = new Map();
  #isClaimed = false;
  /** Whether the inputs on the page are open, as far as they were last told. */
  #isOpen = false;
  /** Why completing was refused, until the next attempt. */
  #refusal = null;
  /** What Tasklist was last told. */
  #ready = null;
  #frame = null;
  #drawnView = null;
  /** The input the person was in last, from where “到下一处” goes on. */
  #lastCell = null;
  #toastTimer = null;
  /** Undoes what was attached to the window. */
  #stop = [];

  #head;
  #about;
  #meaning;
  #notices;
  #workbook;
  #todo;
  #body;
  #bar;
  #figures;
  #verdict;
  #state;
  #enlarge;
  #toastBox;

  /**
   * @param {HTMLElement} form
   * @param {{taskId: string, submitPrevented: boolean, on(event: string, act: () => void): void}} camForm what Tasklist gives a form script
   * @param {object} scope Angular's
   * @param {Server} server
   */
  constructor(form, camForm, scope, server) {
    this.#form = form;
    this.#camForm = camForm;
    this.#scope = scope;
    this.server = server;
    // the part of Tasklist that holds both the form and its buttons: enlarging must not hide the Complete button
    this.#host = form.closest('[cam-tasklist-form]') || form;
    this.draft = new Draft({ server, mirror: new Mirror(camForm.taskId), changed: () => this.#redraw() });
  }

  async open() {
    addStyle();
    this.#build();
    this.#listen();
    await this.#ask();
  }

  async #ask() {
    fill(this.#body, el('p', { class: 'hl-empty' }, '正在打开……'));
    try {
      await this.draft.open();
    } catch (error) {
      this.#couldNotOpen(error);
    }
  }

  // ---- for the sections --------------------------------------------------------------------------------------------

  get isEditable() {
    return this.#isClaimed && this.draft.status !== Status.GONE;
  }

  async upload(place, file, onProgress) {
    this.draft.uploadStarted();
    try {
      return await this.server.upload(place, file, onProgress);
    } finally {
      this.draft.uploadEnded();
    }
  }

  /** Brings an element out from under everything sticky, moving as little as possible. */
  reveal(element) {
    this.#sections.forEach((section) => section.element.contains(element) && section.uncover(element));
    const pane = scrollParent(this.#form);
    const frame =
      pane === document.scrollingElement ? { top: 0, bottom: window.innerHeight } : pane.getBoundingClientRect();
    const bottom = Math.min(frame.bottom, this.#bar.getBoundingClientRect().top);
    const place = element.getBoundingClientRect();
    if (place.bottom > bottom) {
      pane.scrollTop += place.bottom - bottom + 8;
    } else if (place.top < frame.top) {
      pane.scrollTop -= frame.top - place.top + 8;
    }
  }

  /** Turning the wheel over a table first brings the whole table into sight, and only then moves its rows. */
  wheeled(event, box) {
    const hidden = box.getBoundingClientRect().bottom - this.#bar.getBoundingClientRect().top;
    if (event.deltaY > 0 && hidden > 1 && !event.ctrlKey && !event.shiftKey) {
      const distance = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * 32;
      scrollParent(this.#form).scrollTop += Math.min(distance, hidden + 12);
      event.preventDefault();
    }
  }

  pasted({ filled, unplaced, unknown, byName, undo }) {
    const words = [`已粘贴 ${filled} 格${byName ? '，按第一列的名称对应' : ''}。`];
    if (unplaced > 0) {
      words.push(`有 ${unplaced} 格不能填或放不下，没有粘贴。`);
    }
    if (unknown.length > 0) {
      words.push(`没有对上名称的：${unknown.slice(0, 5).join('、')}${unknown.length > 5 ? '等' : ''}。`);
    }
    this.#toast(words.join(''), () => undo());
  }

  // ---- drawing -----------------------------------------------------------------------------------------------------

  #build() {
    const place = this.#form.querySelector('[data-hl-form]');
    const hint = this.#form.querySelector('.hl-hint');
    this.#head = el('header', { class: 'hl-head' });
    this.#meaning = el('div', {});
    this.#about = el(
      'details',
      { class: 'hl-about', open: !isFolded(this.#form) },
      el('summary', {}, '填办说明'),
      hint,
      this.#meaning,
    );
    this.#about.addEventListener('toggle', () => rememberFolded(this.#form, !this.#about.open));
    this.#notices = el('div', { class: 'hl-notices' });
    this.#workbook = new WorkbookLine({
      server: this.server,
      draft: this.draft,
      said: (words) => this.#toast(words),
    });
    this.#todo = el('div', { class: 'hl-todo' });
    this.#body = el('div', { class: 'hl-sections' });
    this.#toastBox = el('div', { class: 'hl-toast', role: 'status', hidden: true });
    this.#figures = el('div', { class: 'hl-figures' });
    this.#state = el('div', { class: 'hl-state', role: 'status' });
    this.#verdict = el('div', { class: 'hl-verdict' });
    this.#enlarge = button('放大填写', () => this.#setEnlarged(!this.#isEnlarged), { class: 'hl-button hl-enlarge' });
    this.#bar = el(
      'div',
      { class: 'hl-bar' },
      this.#toastBox,
      this.#figures,
      el('div', { class: 'hl-bar-words' }, this.#verdict, this.#state),
      this.#enlarge,
    );
    fill(
      place,
      this.#head,
      this.#about,
      this.#notices,
      this.#workbook.element,
      this.#todo,
      this.#body,
      this.#bar,
    );
    this.#host.classList.add('hl-host');
  }

  /** Draws once per frame, however many changes there were. */
  #redraw() {
    this.#tellTasklist();
    if (this.#frame === null) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = null;
        this.#draw();
      });
    }
  }

  #draw() {
    const { view } = this.draft;
    if (!view || !this.#form.isConnected) {
      return;
    }
    if (view !== this.#drawnView) {
      this.#drawnView = view;
      this.#drawHead(view);
      this.#drawSections(view);
      fill(
        this.#figures,
        (view.summary || []).map(({ label, value }) =>
          el('div', { class: 'hl-figure' }, el('span', {}, label), el('b', {}, value)),
        ),
      );
    } else {
      this.#sections.forEach((section) => section.refresh());
    }
    if (this.#isOpen !== this.isEditable) {
      this.#isOpen = this.isEditable;
      this.#sections.forEach((section) => section.enable(this.#isOpen));
    }
    this.#drawNotices(view);
    this.#workbook.draw(view, this.isEditable);
    this.#drawTodo(view);
    this.#drawBar(view);
  }

  #drawHead({ task, meaning, clauses }) {
    const sources = clauses || [];
    const opened = Boolean(this.#meaning.querySelector('details[open]'));
    const light = { YELLOW: 'hl-light hl-yellow', RED: 'hl-light hl-red' }[task.light] || 'hl-light';
    fill(
      this.#head,
      el(
        'div',
        { class: 'hl-head-line' },
        // In Tasklist the name carries the object; here both are told once.
        el('div', { class: 'hl-object' }, [task.name.split('——')[0], task.object].filter(Boolean).join(' · ')),
        el(
          'div',
          { class: 'hl-office' },
          [task.year && `${task.year}年度`, task.office && `由${task.office}办理`].filter(Boolean).join(' · '),
        ),
        task.dueText &&
          el(
            'div',
            { class: 'hl-due' },
            `${task.dueText}前办完`,
            task.remaining && el('span', { class: light }, task.remaining),
          ),
      ),
    );
    fill(
      this.#meaning,
      meaning && el('p', { class: 'hl-meaning' }, el('b', {}, '办结意味着什么：'), meaning),
      sources.length > 0 &&
        el(
          'details',
          { class: 'hl-clauses', open: opened },
          el('summary', {}, `依据：${sources.map(({ ref }) => ref).join('、')}`),
          sources.map(({ ref, text }) => el('p', {}, el('b', {}, ref), ` ${text}`)),
        ),
    );
  }

  #drawSections(view) {
    const wanted = new Map();
    for (const section of view.sections) {
      const known = this.#sections.get(section.key);
      wanted.set(section.key, known && known.section.layout === section.layout ? known : createSection(this, section));
    }
    const unchanged = [...wanted.values()].every((section, index) => this.#body.children[index] === section.element);
    if (!unchanged || this.#body.children.length !== wanted.size) {
      fill(
        this.#body,
        wanted.size > 0
          ? [...wanted.values()].map(({ element }) => element)
          : el('p', { class: 'hl-empty' }, '没有需要填写的内容'),
      );
    }
    this.#sections = wanted;
    view.sections.forEach((section) => wanted.get(section.key).update(section));
  }

  #drawNotices({ notices }) {
    const { draft } = this;
    const own = [];
    if (draft.status === Status.GONE) {
      const unsaved = draft.cells().length;
      own.push(
        warning(
          '这项任务已经办结或已不归您办。',
          unsaved > 0 && `您还有${unsaved}处没有保存上，仍显示在表中，可以复制留存。`,
        ),
      );
    } else if (draft.status === Status.EXPIRED) {
      own.push(
        warning(
          '登录已过期，请重新登录；您填的内容已经保存在本机。',
          loginLink(),
          linkButton('已登录，继续保存', () => this.#comeBack()),
        ),
      );
    } else if (!this.#isClaimed) {
      own.push(warning(`请先点右上角的“${claimLabel()}”，再填写。现在只能查看。`));
    }
    if (this.#refusal) {
      own.push(warning(`没有办结：${this.#refusal}`));
    }
    if (draft.restored > 0) {
      own.push(
        information(
          `上次有${draft.restored}处没来得及保存，已为您补上。`,
          linkButton('知道了', () => ((draft.restored = 0), this.#redraw())),
        ),
      );
    }
    if (draft.stranded.length > 0) {
      own.push(
        warning(
          '以下内容没来得及保存，现在这些地方已不能填写，请自行留存：',
          draft.stranded.map((left) => this.#strandedText(left)).join('；'),
          linkButton('知道了', () => draft.forgetStranded()),
        ),
      );
    }
    const given = (notices || []).map(({ level, text }) => (level === 'WARNING' ? warning(text) : information(text)));
    fillIfChanged(this.#notices, [...own, ...given]);
  }

  #strandedText({ section, title, column, value }) {
    const known = this.draft.view.sections.find(({ key }) => key === section);
    const found = known && known.columns.find(({ key }) => key === column);
    return `${title || ''} ${found ? found.label : column}：${found ? readable(specOf(found, {}), value) : wire(value)}`.trim();
  }

  /** What is still to be done, each with a link to its place. */
  #drawTodo({ problems }) {
    const { wrong, missing, clashes } = this.#todoList();
    const entries = [];
    if (clashes.length > 0) {
      entries.push(
        el(
          'details',
          { open: true },
          el('summary', {}, `有${clashes.length}处与同事填的不一样，请选定用谁的`),
          el(
            'ul',
            {},
            clashes.map((clash) => this.#jumpEntry(clash.cell, '')),
          ),
          clashes.length > 1 &&
            el(
              'p',
              {},
              button('全部用我的', () => this.#decideAll(clashes, true)),
              button('全部用对方的', () => this.#decideAll(clashes, false)),
            ),
        ),
      );
    }
    if (wrong.length > 0) {
      entries.push(
        el(
          'details',
          { open: true },
          el('summary', {}, `还有${wrong.length}处要改`),
          el(
            'ul',
            {},
            wrong.slice(0, SHORT_LIST).map(({ row, cell, message }) => this.#jumpEntry(cell, message, row)),
            wrong.length > SHORT_LIST && el('li', {}, `……另有${wrong.length - SHORT_LIST}处，改好前面的就会列出来`),
          ),
        ),
      );
    }
    if (missing.length > SHORT_LIST) {
      entries.push(
        el(
          'p',
          {},
          `还有${missing.length}处没填。`,
          linkButton('到下一处', () => this.#goToNext()),
        ),
      );
    } else if (missing.length > 0) {
      entries.push(
        el(
          'details',
          { class: 'hl-gaps', open: true },
          el('summary', {}, `还有${missing.length}处没填`),
          el(
            'ul',
            {},
            missing.map(({ row, cell, message }) => this.#jumpEntry(cell, message, row)),
          ),
        ),
      );
    }
    (problems || []).forEach((problem) => entries.push(el('p', { class: 'hl-problem' }, problem)));
    fillIfChanged(this.#todo, entries);
  }

  #jumpEntry(cell, message, row) {
    const where = cell ? [cell.rowTitle, cell.column.label].filter(Boolean).join(' · ') : row.title;
    return el(
      'li',
      {},
      linkButton(where, () => this.#goTo((cell || row).place)),
      message && `：${message}`,
    );
  }

  #todoList() {
    const sections = [...this.#sections.values()];
    const found = sections.map((section) => section.problems());
    return {
      wrong: found.flatMap(({ wrong }) => wrong),
      missing: found.flatMap(({ missing }) => missing),
      clashes: this.draft
        .clashes()
        .map((clash) => ({ ...clash, cell: this.#sections.get(clash.section).cell(clash.row, clash.column) }))
        .filter(({ cell }) => cell),
    };
  }

  #decideAll(clashes, keepMine) {
    for (const { section, row, column, cell } of clashes) {
      this.draft.decide(section, row, column, keepMine);
      cell.control.set(cell.value());
    }
  }

  /** Goes to a place rather than to a cell: the row may have been drawn again since the link to it was made. */
  #goTo({ section, row, column }) {
    const view = this.#sections.get(section);
    const cell = view && view.cell(row, column);
    if (cell && cell.isFillable) {
      cell.focus();
      cell.select();
    } else if (view && view.rows.has(row)) {
      this.reveal(cell ? cell.holder : view.rows.get(row).line);
    }
  }

  /** Goes to the next cell that needs a decision, else a correction, else a value, in the order of the page. */
  #goToNext() {
    const { wrong, missing, clashes } = this.#todoList();
    const cells = [clashes, wrong, missing]
      .map((found) => found.map(({ cell }) => cell).filter(Boolean))
      .find(({ length }) => length > 0);
    if (!cells) {
      this.#todo.scrollIntoView({ block: 'nearest' });
      return;
    }
    const here = this.#lastCell && this.#lastCell.isConnected ? this.#lastCell : null;
    const next =
      here && cells.find((cell) => here.compareDocumentPosition(cell.holder) & Node.DOCUMENT_POSITION_FOLLOWING);
    this.#goTo((next || cells[0]).place);
  }

  #drawBar(view) {
    const { ready, words, leads } = this.#judge(view);
    fillIfChanged(this.#verdict, [el('span', {}, words), leads && linkButton('到下一处', () => this.#goToNext())]);
    this.#verdict.classList.toggle('hl-ready', Boolean(ready));
    const state = this.#saveState();
    fillIfChanged(this.#state, [el('span', {}, state.words), state.help]);
    this.#state.classList.toggle('hl-bad', Boolean(state.bad));
    this.#measure();
  }

  #saveState() {
    const { draft } = this;
    const kept = draft.isMirrored ? '（已记在本机）' : '（本机记不下，请不要关闭页面）';
    switch (draft.status) {
      case Status.WAITING:
      case Status.SAVING:
        return { words: '正在保存…' };
      case Status.OFFLINE:
        return { words: `没有保存成功，网络恢复后自动重试${kept}`, bad: true, help: this.#tryNow() };
      case Status.EXPIRED:
        return { words: `登录已过期${kept}`, bad: true, help: loginLink() };
      case Status.REFUSED:
        return { words: `没有保存成功：${draft.message}${kept}`, bad: true, help: this.#tryNow() };
      case Status.GONE:
        return { words: '不再保存', bad: true };
      default:
        if (draft.isPending && draft.uploads === 0) {
          return {
            words: `有不一样的地方等您选定，其余${draft.savedAt ? `已保存 ${clock(draft.savedAt)}` : '已保存'}`,
          };
        }
        return {
          words: draft.savedAt ? `已保存 ${clock(draft.savedAt)}` : this.isEditable ? '填写的内容会自动保存' : '',
        };
    }
  }

  #tryNow() {
    return linkButton('现在就试', () => this.draft.saveNow());
  }

  /** May the task be completed, and if not, why not: always one plain sentence. */
  #judge(view) {
    const { draft } = this;
    const complete = `“${completeLabel(this.#host)}”`;
    const no = (words, leads = false) => ({ ready: false, words, leads });
    if (draft.status === Status.GONE) {
      return no('这项任务已经办结或已不归您办');
    }
    if (!this.#isClaimed) {
      return no(`还没有${claimLabel()}，不能填写`);
    }
    const { wrong, missing, clashes } = this.#todoList();
    if (clashes.length > 0) {
      return no(`有${clashes.length}处与同事填的不一样，请先选定用谁的`, true);
    }
    if (draft.uploads > 0) {
      return no('文件还在上传');
    }
    if (draft.status === Status.EXPIRED || draft.status === Status.REFUSED || draft.status === Status.OFFLINE) {
      return no(`还没有全部保存上，暂时不能点${complete}`);
    }
    if (wrong.length > 0 || missing.length > 0) {
      const parts = [
        wrong.length > 0 && `还有${wrong.length}处要改`,
        missing.length > 0 && `还有${missing.length}处没填`,
      ];
      return no(`${parts.filter(Boolean).join('，')}，暂时不能点${complete}`, true);
    }
    if (draft.isPending) {
      return no(view.ready ? `正在保存，保存好就能点${complete}` : '正在保存…');
    }
    if (!view.ready) {
      return no((view.problems || [])[0] || `还不能点${complete}`);
    }
    return this.#refusal
      ? no(`上一次没有办结，原因见上方；处理好后可以再点${complete}`)
      : { ready: true, words: `都办好了，可以点${complete}` };
  }

  #tellTasklist() {
    const { view } = this.draft;
    const ready =
      Boolean(view) && this.isEditable && view.ready && !this.draft.isPending && this.draft.status === Status.IDLE;
    if (ready !== this.#ready) {
      this.#ready = ready;
      this.#scope.$applyAsync(() => {
        this.#scope.hl = { ready: ready ? 'ready' : '' };
      });
    }
  }


  #toast(words, undo) {
    clearTimeout(this.#toastTimer);
    const hide = () => (this.#toastBox.hidden = true);
    fill(this.#toastBox, words, undo && linkButton('撤销', () => (undo(), hide())), linkButton('关闭', hide));
    this.#toastBox.hidden = false;
    this.#toastTimer = setTimeout(hide, TOAST_FOR);
  }

  #couldNotOpen(error) {
    const expired = error.status === 401;
    fill(
      this.#body,
      warning(
        expired ? '登录已过期，请重新登录。' : `没有打开：${error.message || '程序出错'}。`,
        expired && loginLink(),
        linkButton('重新打开', () => this.#ask()),
      ),
    );
    if (!(error.status >= 0)) {
      throw error; // a fault of ours, not of the network: the console should know
    }
  }

  // ---- enlarging ---------------------------------------------------------------------------------------------------

  get #isEnlarged() {
    return this.#host.classList.contains('hl-enlarged');
  }

  #setEnlarged(enlarged) {
    this.#host.classList.toggle('hl-enlarged', enlarged);
    // Tasklist's columns are layers of their own; those around the form have to rise above the others
    for (let layer = this.#host.parentElement; layer && layer !== document.body; layer = layer.parentElement) {
      if (!enlarged) {
        layer.classList.remove('hl-raised');
      } else if (getComputedStyle(layer).zIndex !== 'auto') {
        layer.classList.add('hl-raised');
      }
    }
    setText(this.#enlarge, enlarged ? '缩回原处' : '放大填写');
    this.#measure();
    if (enlarged && this.#body.firstElementChild) {
      this.#body.firstElementChild.scrollIntoView({ block: 'start' });
    }
  }

  /** Tables get the height that is left between the top of the pane and the bar, so that both their ends stay in reach. */
  #measure() {
    placeBar(this.#form, this.#host, this.#bar, this.#isEnlarged);
  }

  // ---- events ------------------------------------------------------------------------------------------------------

  #listen() {
    const on = (target, type, listener) => {
      target.addEventListener(type, listener);
      this.#stop.push(() => target.removeEventListener(type, listener));
    };
    on(window, 'online', () => this.#comeBack());
    on(window, 'focus', () => this.#comeBack());
    on(window, 'pagehide', () => this.draft.saveNow());
    on(window, 'beforeunload', () => this.draft.saveNow());
    on(document, 'visibilitychange', () => (document.hidden ? this.draft.saveNow() : this.#comeBack()));
    on(this.#body, 'focusin', (event) => (this.#lastCell = event.target));
    on(this.#form, 'keydown', (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
        event.preventDefault();
        this.draft.saveNow();
      }
    });

    const news = setInterval(() => !document.hidden && this.draft.refresh(), REFRESH_EVERY);
    const size = new ResizeObserver(() => this.#measure());
    size.observe(this.#form);
    size.observe(this.#bar);
    on(window, 'resize', () => this.#measure());
    this.#stop.push(
      () => clearInterval(news),
      () => size.disconnect(),
    );

    // Tasklist greys a form out as long as the task is not the user's own
    this.#scope.$watch('options.disableForm', (disabled) => {
      this.#isClaimed = !disabled;
      this.draft.enable(this.#isClaimed);
    });
    this.#scope.$on('$destroy', () => this.#close());

    this.#camForm.on('submit', () => this.#submitting());
    // listeners get the form and a list with what happened
    this.#camForm.on('submit-failed', (_, happened) => this.#submitFailed([happened].flat()[0]));
    this.#camForm.on('submit-success', () => this.draft.discard());
  }

  /** The person, the network or the login is back: first our own news, then those of others. */
  #comeBack() {
    if (!this.draft.view) {
      this.#ask();
    } else if (this.draft.isPending) {
      this.draft.saveNow();
    } else {
      this.draft.refresh();
    }
  }

  #submitting() {
    this.#refusal = null;
    this.#redraw();
    if (this.draft.isPending) {
      // the button is disabled then, but Ctrl+Enter may come in the very moment of typing
      this.#camForm.submitPrevented = true;
      this.draft.saveNow();
    }
  }

  #submitFailed(error) {
    if (this.#camForm.submitPrevented) {
      return;
    }
    const words = refusalIn(error);
    this.#refusal = words || '服务器没有接受，请稍后再试';
    if (words) {
      // Tasklist would lay a notice with the engine's full message over its own Complete button; it says nothing about
      // an error it takes for a submission the form itself prevented
      error.message = 'camForm submission prevented';
    }
    this.draft.refresh();
    this.#redraw();
    this.#notices.scrollIntoView({ block: 'nearest' });
  }

  #close() {
    this.draft.close();
    this.#stop.forEach((stop) => stop());
    this.#setEnlarged(false);
    this.#host.classList.remove('hl-host');
  }
}

/** Puts the bar on the lower edge of what can be seen of the form, and Tasklist's Complete button onto its right end. */
export function placeBar(form, host, bar, isEnlarged) {
  const pane = scrollParent(form);
  const covered = isEnlarged ? 0 : coveredByFooter(pane);
  form.style.setProperty('--hl-room', `${pane.clientHeight - covered - bar.offsetHeight}px`);
  // a sticky element keeps off the padding of its pane; the bar shall stand on the very edge of what can be seen
  host.style.setProperty('--hl-bottom', `calc(${covered}px - ${getComputedStyle(pane).paddingBottom})`);
  // Tasklist's buttons are laid over the right end of the bar; the bar leaves them their place
  const complete = completeButton(host);
  if (complete) {
    bar.style.paddingRight = `${complete.offsetWidth + 28}px`;
    host.style.setProperty('--hl-bar-height', `${bar.offsetHeight}px`);
  }
}

/** Tasklist's own button that completes the task. */
export function completeButton(host) {
  return host.querySelector('.form-actions .btn-primary');
}

/** How much of the pane's lower end Tasklist's footer lies over. */
function coveredByFooter(pane) {
  const footer = document.querySelector('[cam-widget-footer]');
  const end = pane.getBoundingClientRect().bottom;
  // on a phone the pane is as long as the form and the whole page scrolls: the bar stands below the form
  return footer && end <= window.innerHeight + 1 ? Math.max(0, end - footer.getBoundingClientRect().top) : 0;
}

/**
 * The engine wraps a refusal into words for programmers (“Cannot submit task form …: … Message: 'a.b.Refused: 得分没有…'”);
 * people get the refusal alone. Null when there is none in Chinese: then it was no refusal of ours but a fault.
 */
function refusalIn(error) {
  const message = (error && error.message) || '';
  return /[\u4e00-\u9fff]/.test(message)
    ? message
        .replace(/^[^\u4e00-\u9fff“《（]*[:：]\s*/, '')
        .replace(/'\s*$/, '')
        .trim()
    : null;
}

/** Tasklist's own words, whatever language pack is installed. */
export function completeLabel(host) {
  const complete = completeButton(host);
  return (complete && complete.textContent.trim()) || '完成';
}

export function claimLabel() {
  const claim = document.querySelector('.task-details .claim, [cam-tasklist-task-meta] .claim');
  return (claim && claim.textContent.trim()) || '认领';
}

export function warning(...content) {
  return el('div', { class: 'hl-notice hl-warning', role: 'alert' }, content);
}

export function information(...content) {
  return el('div', { class: 'hl-notice' }, content);
}

/** Logging in in another window keeps this one, with all that was typed, as it is. */
export function loginLink() {
  return el(
    'a',
    { class: 'hl-login', href: window.location.pathname, target: '_blank', rel: 'noopener' },
    '打开登录窗口',
  );
}

function clock(date) {
  return `${date.getHours()}:${String(date.getMinutes()).padStart(2, '0')}`;
}

/** Whoever has read the explanations of a kind of form keeps them folded. */
const foldedKey = (form) => `hl-folded:${form.getAttribute('name')}`;

function isFolded(form) {
  try {
    return localStorage.getItem(foldedKey(form)) === 'yes';
  } catch (unavailable) {
    return false;
  }
}

function rememberFolded(form, folded) {
  try {
    localStorage.setItem(foldedKey(form), folded ? 'yes' : 'no');
  } catch (unavailable) {
    // a mere convenience
  }
}

export function addStyle() {
  const href = new URL('form.css', import.meta.url).href;
  if (![...document.styleSheets].some((sheet) => sheet.href === href)) {
    document.head.append(el('link', { rel: 'stylesheet', href }));
  }
}
