package cn.healthylishui.assessment.watch;

import java.util.Objects;

/** Which release this is, as the packaged program says it. */
final class Version {

    private Version() {}

    static String current() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "未打包");
    }
}
