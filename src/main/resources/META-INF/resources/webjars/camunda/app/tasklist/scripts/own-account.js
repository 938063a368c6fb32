/**
 * The web applications have a profile of their own, with their own form for one's name and password, which are refused. What there is to
 * know and change of one's account stands on our page 我的登录: the entry in the header leads there, and so does changing the password in
 * Welcome. The entry's address is set when it is pointed at or chosen, since they write their own into it whenever they draw the header.
 */

const ENTRY = '[cam-widget-header] .account .profile > a';
const PASSWORD = '[ng-click="showForm(\'password\')"]';
const account = new URL('../../../../my/account', import.meta.url);

for (const act of ['mouseover', 'focusin', 'pointerdown', 'click']) {
  document.addEventListener(
    act,
    (event) => {
      const entry = event.target.closest?.(ENTRY);
      if (entry) {
        entry.href = account.pathname;
      } else if (act === 'click' && event.target.closest?.(PASSWORD)) {
        event.stopImmediatePropagation();
        window.location.assign(account);
      }
    },
    true
  );
}
