package cn.healthylishui.assessment.architecture;

import cn.healthylishui.assessment.AssessmentApplication;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {

    @Test
    void features_use_each_other_without_cycles_and_only_by_what_they_offer() {
        ApplicationModules.of(AssessmentApplication.class).verify();
    }
}
