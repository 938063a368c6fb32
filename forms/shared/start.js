/**
 * The start forms of procedures that a person begins in the name of an office. Whoever sits in several offices that may begin it says
 * which; for everybody else there is nothing to say, and nothing is shown. What is said goes along as the one variable that the door
 * before the engine lets in, and is checked there and in the engine against the offices of the person.
 *
 * Plain browser code, like form.js.
 */
import { el, fill } from './dom.js';
import { addStyle } from './form.js';

/** The name that models and code give it. */
const OFFICE = 'office';

/**
 * Called by the form's HTML with what Tasklist gives a form script. As long as `hl.ready` is empty, Angular finds the form invalid and
 * Tasklist keeps its Start button disabled.
 */
export async function mount({ camForm, $scope, process }) {
  addStyle();
  const place = camForm.formElement[0].querySelector('[data-hl-form]');
  const ready = (isReady) =>
    $scope.$applyAsync(() => {
      $scope.hl = { ready: isReady ? 'ready' : '' };
    });
  const offices = await officesOf(process);
  if (offices.length > 1) {
    fill(place, question(offices, camForm.variableManager, ready));
    place.querySelector('input').focus();
  } else {
    fill(place);
    ready(true);
  }
}

/** Without an answer nothing is asked here; the engine refuses where something has to be said. */
async function officesOf(process) {
  try {
    const address = new URL(`../../api/starts/${encodeURIComponent(process)}/offices`, import.meta.url);
    const answer = await fetch(address, { headers: { Accept: 'application/json' }, credentials: 'same-origin', cache: 'no-store' });
    return answer.ok ? await answer.json() : [];
  } catch (failure) {
    return [];
  }
}

function question(offices, variables, ready) {
  const choose = (code) => {
    if (!variables.variables[OFFICE]) {
      variables.createVariable({ name: OFFICE, type: 'String' });
    }
    variables.variableValue(OFFICE, code);
    ready(true);
  };
  return el(
    'fieldset',
    { class: 'hl-start' },
    el('legend', {}, '以哪个单位的名义'),
    offices.map(({ code, name }) =>
      el('label', {}, el('input', { type: 'radio', name: 'hl-office', value: code, onchange: () => choose(code) }), ` ${name}`),
    ),
  );
}
