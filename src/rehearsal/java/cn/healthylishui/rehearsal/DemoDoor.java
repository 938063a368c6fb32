package cn.healthylishui.rehearsal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.HtmlUtils;

/**
 * 演示的门: while a demonstration makes its years nobody comes in and does a step in between; whoever asks is told how far it is, and a
 * browser asks again by itself.
 */
@Component
@Profile(DemoYears.PROFILE)
@Order(Ordered.HIGHEST_PRECEDENCE)
class DemoDoor extends OncePerRequestFilter {

    private static final int ASK_AGAIN = 2;

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="refresh" content="%d"><title>正在准备演示数据</title>
            <style>body{font-family:sans-serif;max-width:32em;margin:15vh auto 0;padding:0 1em;line-height:1.7;color:#222}
            h1{font-size:1.4em}p.at{padding:.6em .9em;background:#f2f5f8;border-left:4px solid #2c6fad}</style></head>
            <body><h1>正在准备演示数据</h1>
            <p>演示要先办完一个年度、再办一个年度的一部分，第一次启动约需一两分钟，以后启动不用再等。</p>
            <p class="at">%s</p>
            <p>准备好后，本页会自己打开。</p></body></html>
            """;

    private volatile boolean open;
    private volatile String progress = "系统正在启动……";

    /** @param line what was done last */
    void tell(String line) {
        progress = line;
    }

    void open() {
        open = true;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (open) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(ASK_AGAIN));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .write(PAGE.formatted(ASK_AGAIN, HtmlUtils.htmlEscape(progress, StandardCharsets.UTF_8.name())));
    }
}
