package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.audit.LogEntry;
import cn.healthylishui.assessment.audit.LogSearch.Found;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.dhatim.fastexcel.Workbook;

/** 操作日志 as a workbook, for people to read; what can be checked is a file of its own. */
public final class LogWorkbook {

    /** More is for the file of lines: a workbook is made whole in memory. */
    public static final int MOST_LINES = 5000;

    private LogWorkbook() {}

    /**
     * @param offices the name of the office that acted
     * @param more whether older entries were left out
     */
    public static void write(List<Found> lines, Function<LogEntry, String> offices, boolean more, OutputStream out)
            throws IOException {
        try (Workbook workbook = new Workbook(out, "健康丽水考核", null)) {
            List<String> notes = new ArrayList<>(List.of("这张表供阅读；能逐条校验的是页面上的“校验文件”。"));
            if (more) {
                notes.add("只含最新的%d条以内的记录，更早的请缩小日期范围后另行导出。".formatted(MOST_LINES));
            }
            SheetTable.<Found>of("操作日志", "操作日志", notes)
                    .column(
                            "编号",
                            10,
                            found -> found.number() == null
                                    ? (found.entry().salt() == null ? "1" : "待封存")
                                    : found.number())
                    .column(
                            "时间",
                            20,
                            found -> found.entry().dayOnly()
                                    ? found.entry().at().toLocalDate()
                                    : found.entry().time())
                    .column("账号", 16, found -> found.entry().userId())
                    .column("代表", 20, found -> offices.apply(found.entry()))
                    .column("地址", 16, found -> found.entry().address())
                    .column("操作", 18, found -> found.entry().action())
                    .column("年度", 8, found -> found.entry().year())
                    .column("对象", 20, found -> found.entry().object())
                    .column("改前", 36, found -> found.entry().from())
                    .column("改后", 36, found -> found.entry().to())
                    .column("理由", 30, found -> found.entry().reason())
                    .write(workbook, lines);
        }
    }
}
