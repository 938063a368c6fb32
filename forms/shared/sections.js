/**
 * The sections of a form: a table that is filled like a workbook, or fields one below the other.
 *
 * A section is drawn once and then updated in place, cell by cell, so that a save, a refresh or a colleague's change
 * never takes the focus, the caret or the scroll position away from the person who is typing.
 *
 * @import { Column, Row, Section } from './contract'
 * @import { Page } from './form.js'
 */
import { createControl } from './controls.js';
import { button, el, fill, fillIfChanged, linkButton, setText } from './dom.js';
import {
  fromClipboard,
  isBlank,
  isEditable,
  looksNumeric,
  parseBlock,
  readable,
  same,
  specOf,
  titleOf,
  wire,
} from './values.js';

/** Help longer than this is folded under its head; the line above the table shows it whole for the current cell. */
const LONG_HELP = 22;

/** Widths of table columns in pixels; a table narrower than its place is stretched in these proportions. */
const WIDTHS = { S: 92, M: 150, L: 260 };
const USUAL_WIDTH = { NUMBER: 'S', CHOICE: 'S', CHECKS: 'M', LONG_TEXT: 'L' };

/** Long enough to read the mark on a row a colleague changed, once the person is in that row. */
const NOTICED_AFTER = 4_000;

const cellsByElement = new WeakMap();

/** The cell an event happened in. */
function cellAt(target) {
  const holder = target instanceof Element && target.closest('[data-hl-cell]');
  return holder ? cellsByElement.get(holder) : undefined;
}

/** On a phone a short wide table shows nothing but its first columns: each of its rows becomes a card there. */
const PHONE = '(max-width: 760px)';
const CARDS_AT_MOST = 6;
const COLUMNS_OF_CARDS = 4;

/** @param {Section} section */
function inCards(section) {
  const asTable =
    section.rows.length > CARDS_AT_MOST ||
    section.columns.length < COLUMNS_OF_CARDS ||
    Object.keys(section.totals).length > 0;
  return section.layout === 'FORM' || (!asTable && window.matchMedia(PHONE).matches);
}

/**
 * @param {Page} page
 * @param {Section} section
 */
export function createSection(page, section) {
  return inCards(section) ? new FieldsView(page, section) : new TableView(page, section);
}

// ---- a cell ----------------------------------------------------------------------------------------------------------

class Cell {
  /** What the person last saw here; a newer value that arrives while they type is compared with it. */
  #seen;
  /** What was here when the person entered the cell, for Esc. */
  #onEnter;
  #touched = false;
  /** Where a layout shows what is wrong beside the cell itself. */
  messages = null;

  /**
   * @param {Page} page
   * @param {Section} section
   * @param {Row} row
   * @param {Column} column
   * @param {HTMLElement} holder
   * @param {{compact: boolean}} look
   */
  constructor(page, section, row, column, holder, { compact }) {
    this.page = page;
    this.place = { section: section.key, row: row.key, column: column.key };
    this.column = column;
    this.spec = specOf(column, row);
    this.holder = holder;
    this.rowTitle = titleOf(section, row);
    this.control = createControl(this.spec, {
      compact,
      readOnly: row.locked,
      label: `${this.rowTitle} ${column.label}`,
      unit: this.spec.unit && this.spec.unit !== column.unit ? this.spec.unit : compact ? null : this.spec.unit,
      typed: (value) => this.typed(value),
      value: () => this.value() || [],
      fileUrl: (id) => page.server.fileUrl(id),
      upload: (file, onProgress) => page.upload(this.place, file, onProgress),
    });
    this.#seen = row.values[column.key];
    holder.dataset.hlCell = '';
    cellsByElement.set(holder, this);
  }

  get isFillable() {
    return this.control.input !== null;
  }

  get hasFocus() {
    return this.holder.contains(document.activeElement);
  }

  value() {
    return this.page.draft.value(this.place.section, this.place.row, this.place.column);
  }

  typed(value) {
    this.#touched = true;
    this.page.draft.type(this.place.section, this.place.row, this.place.column, value, this.#seen);
    if (!this.hasFocus) {
      this.#seen = this.value();
    }
  }

  /** Sets a new content from outside the keyboard: pasting, undoing, restoring. */
  put(value) {
    this.control.set(value);
    this.typed(value);
  }

  entered() {
    this.#onEnter = this.value();
    this.#seen = this.value();
    this.#touched = false;
  }

  left() {
    this.show();
  }

  restore() {
    if (this.#touched) {
      this.put(this.#onEnter);
      this.#touched = false;
      this.select();
    }
  }

  /** Shows the current value, unless the person is in the cell: then it waits until they leave. */
  show() {
    const value = this.value();
    const settled = !this.hasFocus || this.spec.type === 'FILES' || same(this.control.get(), value);
    if (settled) {
      this.control.set(value);
      this.#seen = value;
    }
  }

  focus() {
    this.control.input.focus({ preventScroll: true });
    this.page.reveal(this.holder);
  }

  select() {
    const { input } = this.control;
    if (input && input.select && input.type !== 'date' && input.tagName !== 'TEXTAREA') {
      input.select();
    }
  }
}

// ---- a row -----------------------------------------------------------------------------------------------------------

/** Everything both layouts show about a row: its cells, its problems, clashes and marks. */
class RowView {
  /** Of the layout: where marks, remarks and the row itself are drawn. */
  badges = null;
  remarkBox = null;
  line = null;
  below = null;

  /**
   * @param {Section} section
   * @param {Row} row
   */
  constructor(section, row) {
    this.row = row;
    this.key = row.key;
    this.place = { section: section.key, row: row.key };
    this.shape = shapeOf(row);
    this.title = titleOf(section, row);
    /** @type {Map<string, Cell>} */
    this.cells = new Map();
  }

  /** What is wrong and what is merely not filled in yet; a cell with unsaved changes is judged after the save. */
  problems(draft, sectionKey) {
    const wrong = [];
    const missing = [];
    for (const problem of this.row.problems) {
      const cell = problem.column ? this.cells.get(problem.column) : null;
      const found = { row: this, cell, message: problem.message };
      if (!cell || !cell.isFillable) {
        wrong.push(found);
      } else if (!draft.isEdited(sectionKey, this.key, problem.column)) {
        (isBlank(cell.value()) ? missing : wrong).push(found);
      }
    }
    return { wrong, missing };
  }
}

/**
 * A row is rebuilt when the kind of its inputs changes, for instance when it is locked.
 *
 * @param {Row} row
 */
function shapeOf(row) {
  return JSON.stringify([row.locked, row.inputs]);
}

// ---- a section -------------------------------------------------------------------------------------------------------

class SectionView {
  #columnsShape = null;

  /**
   * @param {Page} page
   * @param {Section} section
   */
  constructor(page, section) {
    this.page = page;
    this.section = section;
    this.key = section.key;
    /** @type {Map<string, RowView>} */
    this.rows = new Map();
    this.title = el('h3', { class: 'hl-section-title' });
    this.hint = el('p', { class: 'hl-section-hint' });
    this.empty = el('p', { class: 'hl-empty' }, '没有需要填写的内容');
    this.content = el('div', {});
    this.element = el('section', { class: 'hl-section' }, this.title, this.hint, this.empty, this.content);
    this.element.addEventListener('focusin', (event) => this.#focusMoved(event.target, true));
    this.element.addEventListener('focusout', (event) => this.#focusMoved(event.target, false));
  }

  /** @param {Section} section */
  update(section) {
    this.section = section;
    setText(this.title, section.title);
    setText(this.hint, section.hint || '');
    this.hint.hidden = !section.hint;
    // a table that is only read says itself why nothing stands in it
    const isOnlyRead = !section.columns.some(isEditable);
    this.empty.hidden = section.rows.length > 0 || (isOnlyRead && Boolean(section.hint));
    this.content.hidden = section.rows.length === 0;
    const columnsShape = JSON.stringify(section.columns);
    if (columnsShape !== this.#columnsShape) {
      this.#columnsShape = columnsShape;
      this.rows.clear();
      fill(this.content, this.frame(section));
    }
    this.#updateRows(section);
    this.totals(section);
    this.refresh();
  }

  /** Shows what changed in the draft, without a new view from the server. */
  refresh() {
    for (const row of this.rows.values()) {
      row.cells.forEach((cell) => cell.show());
      this.mark(row);
    }
    const here = cellAt(document.activeElement);
    if (here && this.element.contains(here.holder)) {
      this.attend(here); // what is wrong with it may be news
    }
  }

  enable(enabled) {
    this.rows.forEach((row) => row.cells.forEach((cell) => cell.control.enable(enabled)));
  }

  cell(rowKey, columnKey) {
    const row = this.rows.get(rowKey);
    return row && row.cells.get(columnKey);
  }

  /** All problems of the section, in the order of the rows. */
  problems() {
    const found = { wrong: [], missing: [] };
    for (const row of this.rows.values()) {
      const { wrong, missing } = row.problems(this.page.draft, this.key);
      found.wrong.push(...wrong);
      found.missing.push(...missing);
    }
    return found;
  }

  /** @param {Section} section */
  #updateRows(section) {
    const rows = new Map();
    for (const row of section.rows) {
      const known = this.rows.get(row.key);
      const view = known && known.shape === shapeOf(row) ? known : this.#rebuild(section, row, known);
      view.row = row;
      for (const [key, cell] of view.cells) {
        if (!cell.isFillable) {
          cell.control.set(row.values[key]);
        }
      }
      rows.set(row.key, view);
    }
    this.rows = rows;
    this.arrange();
  }

  #rebuild(section, row, known) {
    const focused = known && [...known.cells].find(([, cell]) => cell.hasFocus);
    const view = this.build(section, row);
    view.cells.forEach((cell) => {
      cell.control.set(cell.value());
      cell.control.enable(this.page.isEditable);
    });
    if (focused) {
      requestAnimationFrame(() => {
        const cell = view.cells.get(focused[0]);
        if (cell && cell.isFillable) {
          cell.focus();
        }
      });
    }
    return view;
  }

  #focusMoved(target, arrived) {
    const cell = cellAt(target);
    if (!cell) {
      return;
    }
    if (!arrived) {
      cell.left();
      return;
    }
    cell.entered();
    this.page.reveal(cell.holder);
    this.attend(cell);
    const { row } = cell.place;
    setTimeout(() => this.page.draft.noticed(this.key, row), NOTICED_AFTER);
  }

  /** The lines under a row or a field group: clashes first, then what is wrong. */
  remarks(row) {
    const { draft } = this.page;
    const clashes = draft.clashesOf(this.key, row.key).map((clash) => this.#clash(row, clash));
    const { wrong } = row.problems(draft, this.key);
    const several = row.cells.size > 1;
    const problems = wrong.map(({ cell, message }) =>
      el('div', { class: 'hl-problem' }, cell && several ? `${cell.column.label}：${message}` : message),
    );
    return { clashes, problems };
  }

  #clash(row, { column, mine, theirs, by, at }) {
    const cell = row.cells.get(column);
    const decide = (keepMine) => () => {
      this.page.draft.decide(this.key, row.key, column, keepMine);
      cell.control.set(cell.value());
    };
    return el(
      'div',
      { class: 'hl-clash' },
      el('span', {}, `${by || '同事'}${at ? ` ${at}` : ''} 也改了“${cell.column.label}”。`),
      el('span', {}, '您填的：', el('b', {}, readable(cell.spec, mine))),
      el('span', {}, '对方填的：', el('b', {}, readable(cell.spec, theirs))),
      button('用我的', decide(true)),
      button('用对方的', decide(false)),
    );
  }

  /** Marks common to both layouts; returns the remarks for the layout to place. */
  markCells(row) {
    const { draft } = this.page;
    const { wrong, missing } = row.problems(draft, this.key);
    const foreign = draft.foreignIn(this.key, row.key);
    for (const [key, cell] of row.cells) {
      const problem = wrong.find((found) => found.cell === cell);
      const gap = missing.find((found) => found.cell === cell);
      cell.holder.classList.toggle('hl-wrong', Boolean(problem));
      cell.holder.classList.toggle('hl-missing', Boolean(gap));
      cell.holder.classList.toggle('hl-foreign', Boolean(foreign && foreign.columns.includes(key)));
      if (cell.isFillable) {
        const { input } = cell.control;
        problem ? input.setAttribute('aria-invalid', 'true') : input.removeAttribute('aria-invalid');
        const message = (problem || gap || {}).message || '';
        if (input.title !== message) {
          input.title = message;
        }
      }
    }
    return foreign;
  }

  // for the layouts

  /**
   * The place of the rows.
   *
   * @param {Section} section
   * @returns {HTMLElement}
   */
  frame(section) {
    throw new Error(`Nothing draws ${section.key}`);
  }

  /**
   * @param {Section} section
   * @param {Row} row
   * @returns {RowView}
   */
  build(section, row) {
    throw new Error(`Nothing draws ${row.key}`);
  }

  /** Puts the rows in their order. */
  arrange() {}

  /**
   * Shows what is to be said of a row.
   *
   * @param {RowView} row
   */
  mark(row) {
    this.markCells(row);
  }

  /**
   * Tells where the person is.
   *
   * @param {Cell} cell
   */
  attend(cell) {}

  /** @param {Section} section */
  totals(section) {}

  /**
   * Brings a cell out from under whatever lies on it.
   *
   * @param {HTMLElement} holder
   */
  uncover(holder) {}
}

/** Puts exactly these nodes into a parent, in this order, moving as few as possible. */
function arrangeNodes(parent, wanted) {
  const kept = new Set(wanted);
  [...parent.childNodes].filter((node) => !kept.has(node)).forEach((node) => node.remove());
  let next = parent.firstChild;
  for (const node of wanted) {
    if (node === next) {
      next = next.nextSibling;
    } else {
      parent.insertBefore(node, next);
    }
  }
}

function foreignBadge(foreign) {
  return el(
    'span',
    { class: 'hl-badge', title: [foreign.by, foreign.at].filter(Boolean).join(' ') },
    foreign.by ? `${foreign.by} 刚改过` : '同事刚改过',
  );
}

/** A section with nothing to fill in is there to be read, and says nothing of locks. */
function isForReading(section) {
  return section.rows.every((row) => row.locked);
}

// ---- a table ---------------------------------------------------------------------------------------------------------

class TableView extends SectionView {
  frame(section) {
    this.attention = el('div', { class: 'hl-attention', hidden: isForReading(section) });
    this.attendNothing();
    this.body = el('tbody', {});
    this.foot = el('tfoot', {});
    this.head = this.#head(section);
    const widths = section.columns.map((column) => WIDTHS[column.width || USUAL_WIDTH[column.type] || 'M']);
    const total = widths.reduce((sum, width) => sum + width, 0);
    this.table = el(
      'table',
      { class: 'hl-table', style: `min-width:${total}px` },
      el(
        'colgroup',
        {},
        widths.map((width) => el('col', { style: `width:${width}px` })),
      ),
      this.head,
      this.body,
      this.foot,
    );
    this.scroller = el('div', { class: 'hl-scroller' }, this.table);
    this.scroller.addEventListener('keydown', (event) => this.#keyPressed(event));
    this.scroller.addEventListener('paste', (event) => this.#pasted(event));
    const box = el('div', { class: 'hl-box' }, this.attention, this.scroller);
    this.scroller.addEventListener('wheel', (event) => this.page.wheeled(event, box), { passive: false });
    return box;
  }

  build(section, row) {
    const view = new RowView(section, row);
    const locked = row.locked && !isForReading(section);
    const line = el('tr', { class: locked ? 'hl-row hl-locked' : 'hl-row' });
    section.columns.forEach((column, index) => {
      const holder = el(index === 0 ? 'th' : 'td', index === 0 ? { scope: 'row' } : {});
      const cell = new Cell(this.page, section, row, column, holder, { compact: true });
      holder.append(cell.control.element);
      holder.classList.add(`hl-${cell.spec.type.toLowerCase().replace('_', '-')}`);
      if (index === 0) {
        view.badges = el('div', { class: 'hl-badges' });
        holder.append(view.badges);
        if (locked) {
          holder.append(el('div', { class: 'hl-locked-reason' }, '不能修改'));
        }
      }
      view.cells.set(column.key, cell);
      line.append(holder);
    });
    view.remarkBox = el('div', { class: 'hl-remarks' });
    view.line = line;
    view.below = el(
      'tr',
      { class: 'hl-below', hidden: true },
      el('td', { colspan: section.columns.length }, view.remarkBox),
    );
    return view;
  }

  arrange() {
    arrangeNodes(
      this.body,
      [...this.rows.values()].flatMap((row) => [row.line, row.below]),
    );
  }

  totals(section) {
    const { totals } = section;
    const shown = Object.keys(totals).length > 0;
    const cells = section.columns.map((column, index) => {
      const text = wire(totals[column.key]) || (index === 0 ? '合计' : '');
      return el(index === 0 ? 'th' : 'td', { class: looksNumeric(text) ? 'hl-number' : null }, text);
    });
    fill(this.foot, shown && el('tr', {}, cells));
  }

  mark(row) {
    const foreign = this.markCells(row);
    fillIfChanged(row.badges, foreign ? [foreignBadge(foreign)] : []);
    const { clashes, problems } = this.remarks(row);
    fillIfChanged(row.remarkBox, [...clashes, ...problems]);
    row.below.hidden = clashes.length + problems.length === 0;
    row.line.classList.toggle('hl-clashing', clashes.length > 0);
  }

  /** The line above the table tells where one is and what is asked for there, as the input line of a workbook. */
  attend(cell) {
    const unit = cell.spec.unit ? `（${cell.spec.unit}）` : '';
    const { input } = cell.control;
    const message = input && input.title;
    const tone = input && input.hasAttribute('aria-invalid') ? 'hl-problem' : 'hl-gap';
    fill(
      this.attention,
      el('b', {}, [cell.rowTitle, `${cell.column.label}${unit}`].filter(Boolean).join(' · ')),
      message && el('span', { class: tone }, message),
      cell.spec.help && el('span', {}, cell.spec.help),
    );
    this.attention.title = cell.spec.help || '';
  }

  attendNothing() {
    fill(
      this.attention,
      el('span', {}, '回车和↑↓在本列移动，Tab 到下一格，Esc 恢复原值；可从表格软件复制一块，在这里直接粘贴。'),
    );
  }

  /** Scrolls the cell out from under the sticky head, foot and first column. */
  uncover(holder) {
    const box = this.scroller.getBoundingClientRect();
    const cell = holder.getBoundingClientRect();
    const top = box.top + this.head.offsetHeight;
    const bottom = box.top + this.scroller.clientHeight - this.foot.offsetHeight;
    const first = this.head.querySelector('th');
    const left = box.left + (holder.cellIndex === 0 || !first ? 0 : first.offsetWidth);
    const right = box.left + this.scroller.clientWidth;
    this.scroller.scrollTop += overlap(cell.top, cell.bottom, top, bottom);
    this.scroller.scrollLeft += overlap(cell.left, cell.right, left, right);
  }

  // ---- head

  #head(section) {
    const { columns } = section;
    const grouped = columns.some((column) => column.group);
    const groups = el('tr', { class: 'hl-groups' });
    const labels = el('tr', {});
    columns.forEach((column, index) => {
      const group = column.group || null;
      if (!grouped || group === null) {
        (grouped ? groups : labels).append(this.#columnHead(column, grouped ? { rowspan: 2 } : {}));
        return;
      }
      if (index === 0 || columns[index - 1].group !== group) {
        const rest = columns.slice(index).findIndex((other) => other.group !== group);
        groups.append(
          el('th', { class: 'hl-group', scope: 'colgroup', colspan: rest < 0 ? columns.length - index : rest }, group),
        );
      }
      labels.append(this.#columnHead(column, { class: 'hl-second' }));
    });
    const head = el('thead', {}, grouped && groups, labels);
    if (grouped) {
      // the second line of heads sticks below the first, whose height is known only once it is laid out
      new ResizeObserver(() => {
        const line = groups.querySelector('.hl-group');
        this.scroller.style.setProperty('--hl-groups-height', `${line.getBoundingClientRect().height}px`);
      }).observe(groups);
    }
    return head;
  }

  #columnHead(column, attributes) {
    return el(
      'th',
      { scope: 'col', ...attributes },
      el(
        'div',
        { class: 'hl-column-label' },
        column.label,
        column.unit && el('span', { class: 'hl-unit' }, `（${column.unit}）`),
      ),
      column.help && columnHelp(column.help),
      column.type === 'CHECKS' &&
        column.options.length > 1 &&
        columnHelp(column.options.map(({ value, label }) => `${value} ${label}`).join('；')),
    );
  }

  // ---- keyboard

  #keyPressed(event) {
    const cell = cellAt(event.target);
    // a key that confirms a candidate of the input method is not a command
    if (!cell || event.defaultPrevented || event.isComposing || event.keyCode === 229) {
      return;
    }
    if (this.#command(event, cell)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  #command(event, cell) {
    const { target, key } = event;
    const writing = target.tagName === 'TEXTAREA';
    if (event.ctrlKey || event.metaKey) {
      return false;
    }
    switch (key) {
      case 'Enter':
        if (target.tagName === 'BUTTON' || target.tagName === 'A') {
          return false;
        }
        if (writing && (event.altKey || event.shiftKey)) {
          target.setRangeText('\n', target.selectionStart, target.selectionEnd, 'end');
          target.dispatchEvent(new Event('input'));
          return true;
        }
        this.#move(cell, event.shiftKey ? -1 : 1, 0);
        return true;
      case 'ArrowDown':
      case 'ArrowUp': {
        const step = key === 'ArrowDown' ? 1 : -1;
        const insideText = writing && !isOnEdgeLine(target, step);
        return !event.altKey && target.type !== 'date' && !insideText && this.#move(cell, step, 0);
      }
      case 'ArrowLeft':
      case 'ArrowRight': {
        const step = key === 'ArrowRight' ? 1 : -1;
        return !event.altKey && leavesCell(target, step) && this.#move(cell, 0, step);
      }
      case 'Escape':
        cell.restore();
        return true;
      default:
        return false;
    }
  }

  /** Goes to the next cell that can be filled, down the column or across the row. */
  #move(cell, down, across) {
    const rows = [...this.rows.values()];
    const columns = this.section.columns.map((column) => column.key);
    let y = rows.findIndex((row) => row.key === cell.place.row) + down;
    let x = columns.indexOf(cell.place.column) + across;
    while (y >= 0 && y < rows.length && x >= 0 && x < columns.length) {
      const next = rows[y].cells.get(columns[x]);
      if (next.isFillable) {
        next.focus();
        next.select();
        return true;
      }
      y += down;
      x += across;
    }
    return false;
  }

  // ---- pasting

  #pasted(event) {
    const cell = cellAt(event.target);
    const text = event.clipboardData && event.clipboardData.getData('text/plain');
    if (!cell || !cell.isFillable || !this.page.isEditable || !text || cell.spec.type === 'FILES') {
      return;
    }
    const block = parseBlock(text);
    const single = block.length === 1 && block[0].length === 1;
    // several paragraphs for a reason belong into the one cell; only what comes from a table is spread over rows
    const prose =
      cell.spec.type === 'LONG_TEXT' &&
      block[0].length === 1 &&
      !/<table/i.test(event.clipboardData.getData('text/html'));
    const natural = ['TEXT', 'NUMBER', 'LONG_TEXT'].includes(cell.spec.type);
    if (natural && (single || prose)) {
      return; // the browser's own paste, at the caret
    }
    event.preventDefault();
    this.page.pasted(this.#spread(cell, block));
  }

  /** Puts a block in, from the cell on, and reports what was filled, what had no place, and how to take it back. */
  #spread(start, block) {
    const rows = [...this.rows.values()];
    const columns = this.section.columns
      .map((column) => column.key)
      .filter((key) => rows.some((row) => row.cells.get(key).isFillable && row.cells.get(key).spec.type !== 'FILES'));
    const plan = this.#planByName(start, block, columns) || {
      byName: false,
      lines: block.map((texts, index) => ({
        row: rows[rows.findIndex((row) => row.key === start.place.row) + index],
        texts,
      })),
      keys: columns.slice(columns.indexOf(start.place.column)),
      unknown: [],
    };
    const before = [];
    let unplaced = 0;
    for (const { row, texts } of plan.lines) {
      texts.forEach((text, index) => {
        const cell = row && row.cells.get(plan.keys[index]);
        if (cell && cell.isFillable) {
          before.push([cell, cell.value()]);
          cell.put(fromClipboard(cell.spec, text));
        } else if (text.trim() !== '') {
          unplaced++;
        }
      });
    }
    start.select();
    const undo = () => before.forEach(([cell, value]) => cell.put(value));
    return { filled: before.length, unplaced, unknown: plan.unknown, byName: plan.byName, undo };
  }

  /**
   * A block whose first column holds the names of our rows is matched by name, in whatever order it comes; a head line
   * above it whose words are our column heads says which column is which.
   */
  #planByName(start, block, columns) {
    if (block[0].length < 2) {
      return null;
    }
    const plain = (text) => wire(text).replace(/\s/g, '');
    const rows = new Map([...this.rows.values()].map((row) => [plain(row.title), row]));
    const known = block.filter((texts) => rows.has(plain(texts[0])));
    if (known.length < Math.max(1, block.length / 2)) {
      return null;
    }
    const labels = new Map(this.section.columns.map((column) => [plain(column.label), column.key]));
    const heads = rows.has(plain(block[0][0])) ? [] : block[0].slice(1).map((text) => labels.get(plain(text)));
    const headed = heads.some(Boolean);
    return {
      byName: true,
      lines: known.map(([name, ...texts]) => ({ row: rows.get(plain(name)), texts })),
      keys: headed ? heads : columns.slice(columns.indexOf(start.place.column)),
      unknown: block
        .filter((texts, index) => !known.includes(texts) && !(headed && index === 0))
        .map(([name]) => name.trim()),
    };
  }
}

function columnHelp(text) {
  const help = el('div', { class: 'hl-help', title: text }, text);
  if (text.length <= LONG_HELP) {
    return help;
  }
  help.classList.add('hl-help-folded');
  const toggle = linkButton('全文', () => {
    setText(toggle, help.classList.toggle('hl-help-folded') ? '全文' : '收起');
  });
  toggle.tabIndex = -1; // Tab is for the cells; the line above the table shows the whole help anyway
  return [help, toggle];
}

/** How far to scroll so that from..to lies between start and end. */
function overlap(from, to, start, end) {
  if (from < start) {
    return from - start;
  }
  return to > end ? Math.min(to - end, from - start) : 0;
}

function isOnEdgeLine(textarea, step) {
  const rest =
    step > 0 ? textarea.value.slice(textarea.selectionEnd) : textarea.value.slice(0, textarea.selectionStart);
  return !rest.includes('\n');
}

/** ← and → leave a text at its ends, or when the whole text is selected, as it is after arriving by keyboard. */
function leavesCell(target, step) {
  if (target.tagName === 'TEXTAREA' || target.type === 'date') {
    return false;
  }
  if (target.type !== 'text') {
    return true;
  }
  const { selectionStart, selectionEnd, value } = target;
  if (selectionStart !== selectionEnd) {
    return selectionStart === 0 && selectionEnd === value.length;
  }
  return step > 0 ? selectionEnd === value.length : selectionStart === 0;
}

// ---- fields ----------------------------------------------------------------------------------------------------------

class FieldsView extends SectionView {
  frame() {
    this.cards = el('div', { class: 'hl-cards' });
    return this.cards;
  }

  build(section, row) {
    const view = new RowView(section, row);
    view.badges = el('div', { class: 'hl-badges' });
    view.remarkBox = el('div', { class: 'hl-remarks' });
    // a table that is only read, in cards on a phone, need not say of each line that it cannot be changed
    const locked = row.locked && (section.layout === 'FORM' || section.rows.some((other) => !other.locked));
    view.line = el(
      'div',
      { class: locked ? 'hl-card hl-locked' : 'hl-card' },
      locked && el('div', { class: 'hl-locked-reason' }, '不能修改'),
      view.badges,
      section.columns.flatMap((column, index) => [
        column.group &&
          (index === 0 || section.columns[index - 1].group !== column.group) &&
          el('h4', { class: 'hl-field-group' }, column.group),
        this.#field(section, row, column, view),
      ]),
      view.remarkBox,
    );
    view.line.addEventListener('keydown', (event) => this.#keyPressed(event));
    return view;
  }

  arrange() {
    arrangeNodes(
      this.cards,
      [...this.rows.values()].map((row) => row.line),
    );
  }

  mark(row) {
    const foreign = this.markCells(row);
    fillIfChanged(row.badges, foreign ? [foreignBadge(foreign)] : []);
    const { clashes } = this.remarks(row);
    const { wrong, missing } = row.problems(this.page.draft, this.key);
    for (const cell of row.cells.values()) {
      const ofCell = (found) => found.cell === cell;
      fillIfChanged(cell.messages, [
        ...wrong.filter(ofCell).map(({ message }) => el('div', { class: 'hl-problem' }, message)),
        ...missing.filter(ofCell).map(({ message }) => el('div', { class: 'hl-gap' }, message)),
      ]);
    }
    const general = wrong.filter(({ cell }) => !cell).map(({ message }) => el('div', { class: 'hl-problem' }, message));
    fillIfChanged(row.remarkBox, [...clashes, ...general]);
  }

  #field(section, row, column, view) {
    const holder = el('div', { class: 'hl-field-input' });
    const cell = new Cell(this.page, section, row, column, holder, { compact: false });
    const width = column.width || (column.type === 'NUMBER' || column.type === 'DATE' ? 'S' : 'L');
    cell.messages = el('div', { class: 'hl-field-messages' });
    holder.append(cell.control.element);
    view.cells.set(column.key, cell);
    return el(
      'div',
      { class: `hl-field hl-width-${width.toLowerCase()}` },
      el('div', { class: 'hl-field-label' }, column.label),
      holder,
      cell.spec.help && isEditable(cell.spec) && el('div', { class: 'hl-help' }, cell.spec.help),
      cell.messages,
    );
  }

  /** Enter goes to the next field instead of submitting anything; in a long text it is a line end. */
  #keyPressed(event) {
    const cell = cellAt(event.target);
    if (!cell || event.isComposing || event.keyCode === 229 || event.ctrlKey) {
      return;
    }
    if (event.key === 'Escape') {
      cell.restore();
    } else if (event.key === 'Enter' && /^(INPUT|SELECT)$/.test(event.target.tagName)) {
      const cells = [...this.rows.values()]
        .flatMap((row) => [...row.cells.values()])
        .filter((other) => other.isFillable);
      const next = cells[cells.indexOf(cell) + 1];
      if (next) {
        next.focus();
      }
    } else {
      return;
    }
    event.preventDefault();
  }
}
