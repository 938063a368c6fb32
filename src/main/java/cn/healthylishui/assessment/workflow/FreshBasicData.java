package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.organization.BasicDataElsewhere;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.cmd.ExecuteJobsCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.filter.OncePerRequestFilter;

/** Looks once for each request, before anybody answers it, whether another node has changed the basic data; files that never change do not ask. */
class FreshBasicData extends OncePerRequestFilter {

    private static final Pattern FILE = Pattern.compile(".*\\.(js|css|svg|png|gif|ico|woff2?|ttf|map|html)");

    private final BasicDataElsewhere elsewhere;

    FreshBasicData(BasicDataElsewhere elsewhere) {
        this.elsewhere = elsewhere;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!FILE.matcher(Doors.path(request)).matches()) {
            elsewhere.look();
        }
        chain.doFilter(request, response);
    }

    /** The same before each job. */
    static final class BeforeJobs extends CommandInterceptor {

        private final ObjectProvider<BasicDataElsewhere> elsewhere;

        BeforeJobs(ObjectProvider<BasicDataElsewhere> elsewhere) {
            this.elsewhere = elsewhere;
        }

        @Override
        public <T> T execute(Command<T> command) {
            if (command instanceof ExecuteJobsCmd) {
                elsewhere.getObject().look();
            }
            return next.execute(command);
        }
    }
}
