package cn.healthylishui.assessment.basicdata.web;

import cn.healthylishui.assessment.organization.LineChange;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** 待导入的表格: kept with the login from the look at what it would change until that is confirmed. */
record Upload(String fileName, byte[] content) implements Serializable {

    private static String name(String tab) {
        return "basic-data." + tab;
    }

    static Optional<Upload> in(HttpSession session, String tab) {
        return Optional.ofNullable((Upload) session.getAttribute(name(tab)));
    }

    void keep(HttpSession session, String tab) {
        session.setAttribute(name(tab), this);
    }

    static void forget(HttpSession session, String tab) {
        session.removeAttribute(name(tab));
    }

    /** By which it is told whether what was confirmed is what was shown. */
    static String stamp(List<LineChange> changes) {
        return Integer.toHexString(changes.hashCode());
    }
}
