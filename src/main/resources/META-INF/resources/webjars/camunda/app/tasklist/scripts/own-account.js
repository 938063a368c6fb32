/**
 * The web applications have a profile of their own, which leads to their own form for names and passwords. What there is to know and
 * change of one's account stands on our page 我的登录: the entry in the header leads there, in all four of them. It is set when it is
 * pointed at or chosen, since they write their own address into it whenever they draw the header.
 */

const ENTRY = '[cam-widget-header] .account .profile > a';
const account = new URL('../../../../my/account', import.meta.url);

for (const act of ['mouseover', 'focusin', 'pointerdown', 'click']) {
  document.addEventListener(
    act,
    (event) => {
      const entry = event.target.closest?.(ENTRY);
      if (entry) {
        entry.href = account.pathname;
      }
    },
    true
  );
}
