package cn.healthylishui.assessment;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** After every class of tests: a command of the program that is tried in this very program silences its log, and would for all that follow. */
public final class LoggingRestored implements AfterAllCallback {

    @Override
    public void afterAll(ExtensionContext context) {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (root.getLevel() == Level.OFF) {
            root.setLevel(Level.WARN);
        }
    }
}
