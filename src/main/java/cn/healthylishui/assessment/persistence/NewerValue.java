package cn.healthylishui.assessment.persistence;

import org.springframework.dao.DataRetrievalFailureException;

/** 更新版本的取值: a column holds what this version of the program has no name for; a newer node on the same database wrote it. */
public final class NewerValue extends DataRetrievalFailureException {

    NewerValue(Class<?> type, Object value) {
        super("There is no %s called %s".formatted(type.getSimpleName(), value));
    }
}
