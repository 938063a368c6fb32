// The one login page takes the place of the web application's own.
import '../../../../session-ended.js';
import './loading.js';
import './own-account.js';

// A demonstration has a time of its own: what is due when is counted from it, not from the clock of this computer.
const request = new XMLHttpRequest();
request.open('GET', new URL('/clock', window.location.href), false);
request.send();
const ahead = request.status === 200 ? JSON.parse(request.responseText).ahead : 0;
if (ahead !== 0) {
  const now = () => Reflect.apply(machineNow, machineDate, []) + ahead;
  const machineDate = Date;
  const machineNow = Date.now;
  window.Date = new Proxy(machineDate, {
    construct: (target, parts, type) =>
      Reflect.construct(target, parts.length === 0 ? [now()] : parts, type),
    apply: () => new machineDate(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name))
  });
}

// What the door before the engine refuses is not offered: tasks come from the procedure alone, and what was done with them is in our log.
document
  .querySelector('base')
  .setAttribute(
    'cam-exclude-plugins',
    [
      'tasklist.navbar.action:create-task-action',
      'tasklist.task.action:task-action-comment',
      'tasklist.task.detail:task-detail-history'
    ].join(',')
  );

// Settings of Tasklist (待办任务). Everything not named here keeps the default built into the web application.
export default {
  // Shown in the header, on the login page and as the title of the browser window.
  app: {
    name: '待办任务',
    vendor: '健康丽水考核'
  },
  // Chinese alone, so that the language of the browser makes no difference.
  // The file is locales/zh.json, which must hold every key: there is no second language to fall back on.
  locales: {
    availableLocales: ['zh'],
    fallbackLocale: 'zh'
  },
  // The message for first-time visitors leads to an introduction in English.
  disableWelcomeMessage: true,
  // Chinese for the calendar and for words without a key, which the locale file cannot reach.
  requireJsConfig: {
    deps: ['scripts/chinese'],
    ngDeps: ['healthylishui.chinese']
  },
  // There are no shortcuts by default: these are all that Tasklist knows, in the order of the help window.
  shortcuts: {
    claimTask: {
      key: 'ctrl+alt+c',
      description: '认领所选任务'
    },
    focusFilter: {
      key: 'ctrl+shift+f',
      description: '转到第一个任务清单'
    },
    focusList: {
      key: 'ctrl+alt+l',
      description: '转到列表中的第一项任务'
    },
    focusForm: {
      key: 'ctrl+alt+f',
      description: '转到表单的第一个填写项'
    },
    startProcess: {
      key: 'ctrl+alt+p',
      description: '打开发起流程的窗口'
    }
  }
};
