package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What made a step fail is said for somebody who does not write programs. */
class EngineStateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    java.io.IOException: No space left on device            | 磁盘写满了
                    HikariPool-1 - Connection is not available              | 数据库没有应答
                    An I/O error occurred while sending to the backend.     | 数据库没有应答
                    ENGINE-03005 OptimisticLockingException                 | 有别的步骤在改同一条记录
                    Row lock timeout                                        | 有别的步骤在改同一条记录
                    Unknown property used in expression: ${gone.it}         | 程序出错：Unknown property
                    还有2个县没有汇总。                                       | 还有2个县没有汇总。
                    ''                                                      | 没有留下说明
                    """)
    void in_plain_words(String message, String said) {
        assertThat(EngineState.plain(message)).contains(said);
    }
}
