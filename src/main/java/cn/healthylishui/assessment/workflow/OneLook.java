package cn.healthylishui.assessment.workflow;

import org.springframework.boot.autoconfigure.web.servlet.WebMvcRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ServletInvocableHandlerMethod;

/**
 * 一次读完: what is asked for by GET is put together in one transaction, so that each row is read once however many parts of a page want
 * it, and the database is not told of an end after each. It ends before the answer is sent: a slow reader keeps no connection.
 */
@Component
class OneLook implements WebMvcRegistrations {

    private final PlatformTransactionManager transactions;

    OneLook(PlatformTransactionManager transactions) {
        this.transactions = transactions;
    }

    @Override
    public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
        return new RequestMappingHandlerAdapter() {
            @Override
            protected ServletInvocableHandlerMethod createInvocableHandlerMethod(HandlerMethod handler) {
                return handler.hasMethodAnnotation(GetMapping.class)
                        ? new InOneTransaction(handler)
                        : super.createInvocableHandlerMethod(handler);
            }
        };
    }

    private final class InOneTransaction extends ServletInvocableHandlerMethod {

        InOneTransaction(HandlerMethod handler) {
            super(handler);
        }

        @Override
        protected Object doInvoke(Object... arguments) throws Exception {
            TransactionStatus look = transactions.getTransaction(new DefaultTransactionDefinition());
            Object answer;
            try {
                answer = super.doInvoke(arguments);
            } catch (Exception | Error refused) {
                transactions.rollback(look);
                throw refused;
            }
            transactions.commit(look);
            return answer;
        }
    }
}
