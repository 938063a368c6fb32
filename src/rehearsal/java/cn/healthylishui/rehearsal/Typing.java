package cn.healthylishui.rehearsal;

import java.util.Map;

/** What somebody types into one row of one section of a form. */
record Typing(String section, String row, Map<String, String> cells) {}
