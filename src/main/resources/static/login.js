/** 登录页: keeps what stands after the # of the address one wanted to see, which a server never learns, and counts down a wait. */

const form = document.querySelector('main.login form');
const next = form.elements.next;
if (window.location.hash && next.value && !next.value.includes('#')) {
  next.value += window.location.hash;
  const byProvider = document.querySelector('.by-provider');
  if (byProvider) {
    const start = new URL(byProvider.href);
    start.searchParams.set('next', next.value);
    byProvider.href = start.href;
  }
}

const button = form.querySelector('button');
const label = button.textContent;
let left = Number(form.dataset.wait || 0);
if (left > 0) {
  button.disabled = true;
  const tick = () => {
    button.textContent = left > 0 ? `请稍候（${left}秒）` : label;
    button.disabled = left > 0;
    if (left > 0) {
      left -= 1;
      window.setTimeout(tick, 1000);
    }
  };
  tick();
}
