package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.limits.Heavy;
import cn.healthylishui.assessment.organization.LineChange;
import cn.healthylishui.assessment.organization.WaitingUploads;
import cn.healthylishui.assessment.organization.WaitingUploads.Upload;
import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reporting.web.basicdata.Book.Books;
import cn.healthylishui.assessment.reporting.web.basicdata.Tab.Done;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.workbook.FaultyWorkbook;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** What the forms of the basic data page send. */
@RestController
class BasicDataActions {

    record Message(String message) {}

    private final List<Tab> tabs;
    private final Books books;
    private final Keeper keeper;
    private final WaitingUploads uploads;

    BasicDataActions(List<Tab> tabs, Books books, Keeper keeper, WaitingUploads uploads) {
        this.tabs = tabs;
        this.books = books;
        this.keeper = keeper;
        this.uploads = uploads;
    }

    @PostMapping("/my/basic-data/{tab}/{act}")
    Done perform(
            @PathVariable("tab") String key,
            @PathVariable("act") String act,
            @RequestParam Map<String, String> values) {
        keeper.require();
        return tabs.stream()
                .filter(tab -> tab.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new Refused("没有这一页，请从“基础数据”选择页签。"))
                .perform(act, new Typed(values), keeper.actor());
    }

    /** Looks a workbook over without writing anything. */
    @Heavy
    @PostMapping("/my/basic-data/{tab}/check")
    Done check(@PathVariable("tab") String key, @RequestParam("file") MultipartFile file) throws IOException {
        keeper.require();
        Book book = book(key);
        if (file.isEmpty()) {
            throw new Refused("请选择要上传的表格。");
        }
        String name = file.getOriginalFilename() == null ? book.fileName() : file.getOriginalFilename();
        byte[] content = file.getBytes();
        try {
            if (book.trial().of(content).isEmpty()) {
                throw new Refused("表格和系统里的一样，没有要改的。");
            }
        } catch (FaultyWorkbook faulty) {
            throw faulty.in(name, content);
        }
        uploads.keep(keeper.actor().userId(), key, new Upload(name, content));
        return Done.of("表格没有问题。下面是导入后的变化，核对以后请确认。", "/my/basic-data/" + key + "/import");
    }

    /** Takes over the workbook that was looked over before. */
    @Heavy
    @PostMapping("/my/basic-data/{tab}/import")
    Done take(@PathVariable("tab") String key, @RequestParam Map<String, String> values) {
        keeper.require();
        Book book = book(key);
        Typed typed = new Typed(values);
        String user = keeper.actor().userId();
        Upload upload = uploads.of(user, key).orElseThrow(() -> new Refused("没有待导入的表格，请回到上一页重新上传。"));
        if (!WaitingUploads.stamp(book.trial().of(upload.content())).equals(typed.text("stamp"))) {
            throw new Refused("您核对以后，系统里的数据又有改动，导入的结果会和刚才看到的不同。请刷新页面，重新核对。");
        }
        List<LineChange> changes = book.taking().of(upload.content(), typed.reason(), keeper.actor());
        uploads.forget(user, key);
        return Done.of("已导入，共改动%d处。".formatted(changes.size()), "/my/basic-data/" + key);
    }

    private Book book(String key) {
        return books.of(key).orElseThrow(() -> new Refused("这一页没有表格可以上传。"));
    }

    @ExceptionHandler(Denied.class)
    @ResponseStatus(HttpStatus.FORBIDDEN)
    Message denied(Denied denied) {
        return new Message(String.valueOf(denied.getMessage()));
    }
}
