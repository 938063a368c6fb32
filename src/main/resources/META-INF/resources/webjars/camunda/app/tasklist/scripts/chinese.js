// Chinese for the places in Tasklist (待办任务) that locales/zh.json cannot reach:
// the calendar, and the words the program passes to its translation although it gives them no key.
define(['angular'], function (angular) {
  'use strict';

  var months = [];
  for (var month = 1; month <= 12; month++) {
    months.push(month + '月');
  }
  var days = ['日', '一', '二', '三', '四', '五', '六'];

  var words = {
    // The conditions of a task list.
    'Process Instance': '流程实例',
    'Process definition': '流程定义',
    'Case Instance': '案例实例',
    'Case definition': '案例定义',
    'User / Group': '经办人和单位',
    Task: '任务',
    Dates: '日期',
    Other: '其他',
    ID: '编号',
    Key: '标识',
    'Key In': '标识属于',
    Name: '名称',
    'Name Like': '名称包含',
    'Business Key': '业务编号',
    'Business Key Like': '业务编号包含',
    Active: '未暂停',
    'Activity Instance ID In': '环节实例编号属于',
    'Execution ID': '执行编号',
    Assignee: '经办人',
    'Assignee in': '经办人属于',
    'Assignee Like': '经办人包含',
    Owner: '负责人',
    'Candidate Group': '承办单位',
    'Candidate Groups': '承办单位属于',
    'Candidate User': '候选经办人',
    'Involved User': '相关用户',
    Assigned: '已有经办人',
    Unassigned: '没有经办人',
    'Delegation State': '委派状态',
    'Definition Key': '定义标识',
    'Definition Key In': '定义标识属于',
    'Definition Key Like': '定义标识包含',
    Description: '说明',
    'Description Like': '说明包含',
    Priority: '优先级',
    'Priority Max': '优先级不高于',
    'Priority Min': '优先级不低于',
    'Tenant ID In': '租户编号属于',
    'Without Tenant ID': '无租户编号',
    'Without Due Date': '没有办理期限',
    'Created Before': '创建时间早于',
    'Created After': '创建时间晚于',
    'Due Before': '办理期限早于',
    'Due After': '办理期限晚于',
    'Follow Up Before': '跟进日期早于',
    'Follow Up After': '跟进日期晚于',
    'Follow Up Before or Not Existent': '跟进日期早于或没有',
    'E.g.: `${ currentUser() }`': '例如：${ currentUser() }',
    'E.g.: `${ now() }`, `${ dateTime() }` or `${ dateTime().plusWeeks(2) }`':
      '例如：2022-01-15T00:00:00 或 ${ now() }',
    'List of values seperated by comma. E.g.: `keyC, keyA, keyB`':
      '多个值用半角逗号分隔，例如：甲, 乙, 丙',
    'List of values separated by comma or an expression which evaluates to a list. E.g.: `camunda-admin, accounting` or `${ currentUserGroups() }`':
      '多个值用半角逗号分隔，也可以填写得出多个值的表达式，例如：city-office, qingtian-jkb 或 ${ currentUserGroups() }',
    // How a condition compares.
    in: '属于',
    like: '包含',
    'not like': '不包含'
  };

  angular
    .module('healthylishui.chinese', ['ui.bootstrap'])
    .config([
      '$provide',
      function ($provide) {
        $provide.decorator('sanitizeMissingTranslationKey', [
          '$delegate',
          function ($delegate) {
            return function (key) {
              return Object.prototype.hasOwnProperty.call(words, key) ? words[key] : $delegate(key);
            };
          }
        ]);
      }
    ])
    .run([
      '$locale',
      'uibDatepickerConfig',
      function ($locale, calendar) {
        angular.extend($locale.DATETIME_FORMATS, {
          MONTH: months,
          SHORTMONTH: months,
          STANDALONEMONTH: months,
          DAY: days.map(function (day) {
            return '星期' + day;
          }),
          SHORTDAY: days
        });
        angular.extend(calendar, {
          formatDay: 'd',
          formatDayTitle: 'yyyy年M月',
          formatMonth: 'M月',
          formatMonthTitle: 'yyyy年',
          showWeeks: false,
          startingDay: 1
        });
      }
    ]);
});
