// The one login page takes the place of the web application's own.
import '../../../../session-ended.js';
import '../../tasklist/scripts/loading.js';
import '../../tasklist/scripts/own-account.js';

// What the door before the engine refuses is not offered: ending an instance is done on our own page /my/processes, with a reason;
// variables, priorities and deployments are nobody's to change.
document
  .querySelector('base')
  .setAttribute(
    'cam-exclude-plugins',
    [
      'cockpit.processInstance.runtime.action:cancel-process-instance-action',
      'cockpit.processInstance.runtime.action:add-variable-action',
      'cockpit.processDefinition.runtime.action:bulk-job-definition-override-job-priority-action',
      'cockpit.jobDefinition.action:job-definition-override-job-priority-action',
      'cockpit.incident.action:increase-incident-external-task-retry',
      'cockpit.repository.deployment.action:delete-deployment'
    ].join(',')
  );

// Settings of Cockpit (流程监控). Everything not named here keeps the default built into the web application.
export default {
  // Shown in the header, on the login page and as the title of the browser window.
  app: {
    name: '流程监控',
    vendor: '健康丽水考核'
  },
  // Chinese alone, so that the language of the browser makes no difference.
  // The file is locales/zh.json, which must hold every key: there is no second language to fall back on.
  locales: {
    availableLocales: ['zh'],
    fallbackLocale: 'zh'
  },
  // The message for first-time visitors leads to an introduction in English.
  disableWelcomeMessage: true
};
