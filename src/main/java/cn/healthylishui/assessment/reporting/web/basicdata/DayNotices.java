package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.workflow.CurrentUser;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** 首页的告知: whoever keeps the basic data learns of a year whose days off nobody has entered, before it is needed. */
@ControllerAdvice(annotations = WebPage.class)
class DayNotices {

    private final WorkingDays workingDays;
    private final CurrentUser currentUser;

    DayNotices(WorkingDays workingDays, CurrentUser currentUser) {
        this.workingDays = workingDays;
        this.currentUser = currentUser;
    }

    /** Sentences for the first page; none on any other. */
    @ModelAttribute("dayNotices")
    List<String> notices(HttpServletRequest request) {
        return request.getServletPath().equals("/")
                        && currentUser.get().filter(ReadingRights::keepsSystem).isPresent()
                ? workingDays.missing()
                : List.of();
    }
}
