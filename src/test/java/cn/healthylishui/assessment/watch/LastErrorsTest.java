package cn.healthylishui.assessment.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LastErrorsTest {

    private static final Logger OURS = LoggerFactory.getLogger("cn.healthylishui.assessment.Something");
    private static final Logger THEIRS = LoggerFactory.getLogger("org.somebody.Servlet");

    private final LastErrors errors = new LastErrors();

    @AfterEach
    void stop() {
        errors.stop();
    }

    @Test
    void the_last_fifty_are_kept_the_latest_first_and_those_like_the_one_before_counted() {
        for (int i = 1; i <= 60; i++) {
            OURS.error("Number {} went wrong", i);
        }
        OURS.error("Again");
        OURS.error("Again");
        OURS.warn("No error");

        assertThat(errors.all()).hasSize(50);
        assertThat(errors.all().get(0).words()).isEqualTo("Again");
        assertThat(errors.all().get(0).times()).isEqualTo(2);
        assertThat(errors.all().get(1).words()).isEqualTo("Number 60 went wrong");
        assertThat(errors.all().get(1).place()).isEqualTo("Something");
        assertThat(errors.all().get(49).words()).isEqualTo("Number 12 went wrong");
    }

    @Test
    void nothing_is_told_that_came_from_a_person() {
        OURS.error(
                "{} {} failed", "GET", "/my/basic-data/accounts/zhangsan", new IllegalStateException("张三 13800138000"));
        THEIRS.error(
                "Servlet.service() for servlet [dispatcher] in context with path [] threw exception [张三 13800138000] with root cause",
                new IllegalStateException("张三"));
        THEIRS.error("Value too long: '张三', 13800138000");
        THEIRS.error("Account 'zhangsan' of 13800138000 is gone");

        assertThat(errors.all()).hasSize(4).allSatisfy(line -> assertThat(line.words() + line.place())
                .doesNotContain("张三", "zhangsan", "138", "/my/basic-data"));
        assertThat(errors.all().get(3).words()).isEqualTo("… … failed [IllegalStateException]");
        assertThat(errors.all().get(3).place()).startsWith("LastErrorsTest:");
        assertThat(errors.all().get(2).words()).contains("threw exception … with root cause");
    }

    @Test
    void nothing_is_kept_after_the_program() {
        errors.stop();
        OURS.error("Too late");

        assertThat(errors.all()).isEmpty();
    }
}
