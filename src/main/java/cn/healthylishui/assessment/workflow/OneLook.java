package cn.healthylishui.assessment.workflow;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ServletInvocableHandlerMethod;

/**
 * 一次读完: what is asked for by GET is put together in one transaction, with what stands on every page, so that each row is read once
 * however many parts of a page want it, and the database is not told of an end after each. It ends before the answer is sent: a slow
 * reader keeps no connection.
 */
@Component
class OneLook implements WebMvcRegistrations {

    private static final String LOOK = OneLook.class.getName();

    private final PlatformTransactionManager transactions;

    OneLook(PlatformTransactionManager transactions) {
        this.transactions = transactions;
    }

    @Override
    public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
        return new RequestMappingHandlerAdapter() {
            @Override
            protected @Nullable ModelAndView invokeHandlerMethod(
                    HttpServletRequest request, HttpServletResponse response, HandlerMethod handler) throws Exception {
                if (!handler.hasMethodAnnotation(GetMapping.class)) {
                    return super.invokeHandlerMethod(request, response, handler);
                }
                TransactionStatus look = transactions.getTransaction(new DefaultTransactionDefinition());
                request.setAttribute(LOOK, look);
                try {
                    return super.invokeHandlerMethod(request, response, handler);
                } finally {
                    if (!look.isCompleted()) { // refused, or what was asked was not understood
                        transactions.rollback(look);
                    }
                }
            }

            @Override
            protected ServletInvocableHandlerMethod createInvocableHandlerMethod(HandlerMethod handler) {
                return handler.hasMethodAnnotation(GetMapping.class)
                        ? new EndOfLook(handler)
                        : super.createInvocableHandlerMethod(handler);
            }
        };
    }

    private final class EndOfLook extends ServletInvocableHandlerMethod {

        EndOfLook(HandlerMethod handler) {
            super(handler);
        }

        @Override
        public @Nullable Object invokeForRequest(
                NativeWebRequest request, @Nullable ModelAndViewContainer model, Object... provided) throws Exception {
            Object answer = super.invokeForRequest(request, model, provided);
            transactions.commit((TransactionStatus)
                    Objects.requireNonNull(request.getAttribute(LOOK, RequestAttributes.SCOPE_REQUEST)));
            return answer;
        }
    }
}
