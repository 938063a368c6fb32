// The one login page takes the place of the web application's own.
import '../../../../session-ended.js';
import '../../tasklist/scripts/loading.js';
import '../../tasklist/scripts/own-account.js';

// Settings of Welcome (个人主页). Everything not named here keeps the default built into the web application.
export default {
  // Shown in the header, on the login page and as the title of the browser window.
  app: {
    name: '个人主页',
    vendor: '健康丽水考核'
  },
  // Chinese alone, so that the language of the browser makes no difference.
  // The file is locales/zh.json, which must hold every key: there is no second language to fall back on.
  locales: {
    availableLocales: ['zh'],
    fallbackLocale: 'zh'
  },
  // The default is a link to a manual in English.
  links: [],
  // The message for first-time visitors leads to an introduction in English.
  disableWelcomeMessage: true
};
