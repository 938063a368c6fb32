/**
 * Camunda's web applications have a login page of their own at #/login, which they open when a session has ended or somebody logs
 * out. There is one login for all: this leads to it, and from there back to what was open.
 */

const LOGIN = '#/login';
const login = new URL('login', import.meta.url);
let lastOpen = window.location.hash.startsWith(LOGIN) ? '' : window.location.hash;
let leaving = false;
let loggedOut = false;

function look() {
  const { hash, pathname } = window.location;
  if (!hash.startsWith(LOGIN)) {
    lastOpen = hash;
  } else if (!leaving) {
    leaving = true;
    login.search = loggedOut ? '?bye' : `?ended&next=${encodeURIComponent(pathname + lastOpen)}`;
    window.location.assign(login);
  }
}

for (const act of ['pushState', 'replaceState']) {
  const original = window.history[act];
  window.history[act] = function (...parts) {
    const result = original.apply(this, parts);
    look();
    return result;
  };
}
window.addEventListener('hashchange', look);
document.addEventListener(
  'click',
  (event) => {
    if (event.target.closest?.('[ng-click="logout()"], .logout')) {
      loggedOut = true;
    }
  },
  true,
);
look();
