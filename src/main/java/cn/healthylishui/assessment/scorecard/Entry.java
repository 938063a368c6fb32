package cn.healthylishui.assessment.scorecard;

import java.time.LocalDateTime;

/** 一条填报记录: who said what about one item of one object, when. Never changed; a later one takes its place. */
public record Entry(
        long id,
        String object,
        String indicator,
        EntrySource source,
        Answer answer,
        String office,
        String enteredBy,
        LocalDateTime enteredAt) {}
