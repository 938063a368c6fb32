package cn.healthylishui.assessment.workbook;

import cn.healthylishui.assessment.limits.Limits;
import java.util.List;
import java.util.function.LongSupplier;
import org.springframework.stereotype.Component;

/**
 * 上限 of uploaded workbooks. Workbooks are read in many places that know nothing of settings; what an installation has set is put here
 * once, when it starts.
 */
@Component
final class Bounds {

    private static volatile Limits limits = Limits.standard();

    Bounds(Limits set) {
        limits = set;
    }

    static Limits.Workbook get() {
        return limits.workbook();
    }

    /** Characters of one cell. */
    static int cell() {
        return limits.cell();
    }

    static FaultyWorkbook refuse(String message) {
        return new FaultyWorkbook(List.of(Fault.whole(message)));
    }

    /** The time that reading one workbook may take. */
    static final class Deadline {

        private final LongSupplier nanoseconds;
        private final long end;

        Deadline() {
            this(System::nanoTime);
        }

        Deadline(LongSupplier nanoseconds) {
            this.nanoseconds = nanoseconds;
            this.end = nanoseconds.getAsLong() + get().time().toNanos();
        }

        /** @throws FaultyWorkbook where it is over */
        void check() {
            if (nanoseconds.getAsLong() - end > 0) {
                throw refuse("读这张表格超过了%d秒，没有读完。表格里可能有大量公式或设了格式的空单元格：请重新下载表格，把填好的内容按“值”粘贴进去后再上传。"
                        .formatted(get().time().toSeconds()));
            }
        }
    }
}
