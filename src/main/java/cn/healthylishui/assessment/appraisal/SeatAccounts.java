package cn.healthylishui.assessment.appraisal;

import java.util.List;
import java.util.Map;

/** 席位的账号: the accounts of each seat that has any, by the seat's code. */
@FunctionalInterface
public interface SeatAccounts {

    Map<String, List<String>> all();
}
