/* 考核进度: unfolds the tasks that a link leads to; 改派: asks for the office and the reason, and shows the server's answer there. */

(() => {
  const { tasks: apiOfTasks, token = '' } = document.currentScript.dataset;

  function unfold() {
    const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (place) {
      place.open = true;
    }
  }

  window.addEventListener('hashchange', unfold);
  unfold();

  const dialog = document.getElementById('reassign');
  if (!dialog) {
    return;
  }
  const form = dialog.querySelector('form');
  const office = form.elements.office;
  const problem = dialog.querySelector('.problem');
  const choices = Array.from(office.options);
  let task = null;

  function complain(words) {
    problem.textContent = words;
    problem.hidden = words === '';
  }

  document.querySelectorAll('[data-action=reassign]').forEach((button) => {
    button.addEventListener('click', () => {
      task = button.dataset.task;
      dialog.querySelector('.what').textContent = button.dataset.what;
      // a task stays within its district, or with the units of the city
      const fitting = choices.filter(
        (choice) =>
          choice.value === '' ||
          (choice.dataset.area === (button.dataset.area || '') && choice.value !== button.dataset.office),
      );
      office.replaceChildren(...fitting);
      form.reset();
      complain('');
      dialog.showModal();
    });
  });

  dialog.querySelector('[data-action=cancel]').addEventListener('click', () => dialog.close());

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const send = form.querySelector('[type=submit]');
    send.disabled = true;
    complain('');
    try {
      const response = await fetch(`${apiOfTasks}${encodeURIComponent(task)}/reassign`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-XSRF-TOKEN': token },
        credentials: 'same-origin',
        body: JSON.stringify({ office: office.value, reason: form.elements.reason.value }),
      });
      if (response.ok) {
        location.reload();
        return;
      }
      const answer = await response.json().catch(() => ({}));
      complain(answer.message || `没有办成（${response.status}），请刷新页面后再试。`);
    } catch (noAnswer) {
      complain('网络不通，没有改派。请稍后再试。');
    } finally {
      send.disabled = false;
    }
  });
})();
