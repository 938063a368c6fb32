// Loading over a slow network, for all four web applications; each imports this first in its config.js.

// A module may take as long as it needs: the loader would give up after seven seconds and leave an empty page.
window.require.config({ waitSeconds: 0 });

function say(words) {
  if (document.querySelector('.hl-not-loaded')) {
    return;
  }
  const box = document.createElement('div');
  box.className = 'hl-not-loaded';
  box.setAttribute('role', 'alert');
  const text = document.createElement('p');
  text.textContent = words;
  const again = document.createElement('button');
  again.type = 'button';
  again.className = 'btn btn-primary';
  again.textContent = '重新打开';
  again.addEventListener('click', () => window.location.reload());
  box.append(text, again);
  document.body.append(box);
}

// A script or style sheet that did not arrive says so here and nowhere else: such events do not bubble.
window.addEventListener(
  'error',
  (event) => {
    if (event.target instanceof HTMLScriptElement) {
      say('页面没有完整打开：有一部分内容没有下载成功，可能是网络中断。请检查网络后重新打开。已保存的内容不受影响。');
    }
  },
  true
);

// What the loader itself finds wrong, such as a module that came but could not be read.
window.require.onError = (failure) => {
  say('页面没有完整打开：有一部分内容不能使用。请重新打开；仍不行请联系管理员。');
  throw failure;
};
