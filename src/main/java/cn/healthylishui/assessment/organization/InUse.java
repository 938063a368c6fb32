package cn.healthylishui.assessment.organization;

import java.util.List;

/** 在用: what keeps an office from being closed, as the features that give it work know it. */
public interface InUse {

    /** What still needs the office, each in words that can stand beside others: 2021年度名册里有它. */
    List<String> of(String office);
}
