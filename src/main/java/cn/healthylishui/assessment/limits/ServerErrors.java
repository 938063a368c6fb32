package cn.healthylishui.assessment.limits;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/** What the server itself says to a request that it can make nothing of: a Chinese page that tells nothing of the program. */
public final class ServerErrors extends ErrorReportValve {

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="zh-CN"><head><meta charset="utf-8"><title>没有办成</title></head>
            <body><h1>没有办成</h1><p>%s</p><p><a href="/">回到首页</a></p></body></html>
            """;

    /** A whole page that needs nothing but what it says. */
    public static byte[] page(String sentence) {
        return PAGE.formatted(sentence).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String sentence = status >= 500
                ? "系统出了故障，这一步没有完成。请稍后再试；仍不行请联系系统管理员。"
                : status == 404 ? "没有这个页面。地址可能写错了，或内容已经不在。" : "浏览器发来的内容系统读不懂，没有办理。请刷新页面，从页面上的链接重新进入。";
        byte[] body = page(sentence);
        response.setContentType("text/html");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException gone) {
            // nobody is left to be told
            container.getLogger().debug("The answer could not be sent", gone);
        }
    }
}
