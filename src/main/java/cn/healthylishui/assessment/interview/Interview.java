package cn.healthylishui.assessment.interview;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * 约谈: one object whose result is 不合格, talked to by whoever is over it, and followed until what was wrong is mended (办法六(二)).
 *
 * @param object the district or township that failed
 * @param district the object itself, or the one that assesses the township
 * @param township null where the district itself is interviewed
 * @param interviewer the leading group, or for a township the office of its district
 * @param interviewee the office of the district; townships have no accounts, so it also enters what a township hands in
 * @param round how often the rectification was reported
 * @param noticeBy until when the interview is to be announced
 * @param heldOn the day announced; once the talk was held, the day it was held on
 * @param reportBy until when the rectification is to be reported next
 */
public record Interview(
        long id,
        int year,
        long circulation,
        String object,
        String district,
        @Nullable String township,
        String interviewer,
        String interviewee,
        State state,
        int round,
        LocalDateTime openedAt,
        LocalDate noticeBy,
        @Nullable LocalDate heldOn,
        @Nullable Announcement announcement,
        @Nullable Material material,
        @Nullable Minutes minutes,
        @Nullable LocalDate reportBy,
        @Nullable Closing closing) {

    public enum State {
        OPEN("办理中"),
        MENDED("整改到位"),
        REPORTED("已报领导小组"),
        WITHDRAWN("已撤销");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * 约谈通知.
     *
     * @param bring what those invited are asked to bring
     */
    public record Announcement(String place, String bring, String text, String by, LocalDateTime at) {}

    /**
     * 书面材料.
     *
     * @param text null where files were handed in instead
     */
    public record Material(@Nullable String text, List<String> files, String by, LocalDateTime at) {}

    /** 约谈记录. */
    public record Minutes(String text, List<String> files, String by, LocalDateTime at) {}

    /** How the interview ended. */
    public record Closing(String by, LocalDateTime at, String note) {}

    /**
     * 党政负责人: one of the two heads.
     *
     * @param attended null until the talk was held
     * @param substitute who came instead, name and post
     */
    public record Head(
            int seq,
            String post,
            String name,
            @Nullable Boolean attended,
            @Nullable String substitute,
            @Nullable String substituteReason) {}

    /** 整改事项: a problem and what is done about it. */
    public record Item(
            int seq,
            String problem,
            String measure,
            String responsible,
            LocalDate dueOn,
            boolean mended,
            String plannedBy,
            LocalDateTime plannedAt,
            List<Report> reports) {

        /** What was reported in a round; an item mended earlier is not reported again. */
        public Optional<Report> report(int round) {
            return reports.stream().filter(report -> report.round() == round).findFirst();
        }

        public Optional<Report> latestReport() {
            return reports.stream().reduce((earlier, later) -> later);
        }
    }

    /**
     * 整改结果 of one item in one round.
     *
     * @param check null until it was checked
     */
    public record Report(
            int round,
            String outcome,
            List<String> files,
            String by,
            LocalDateTime at,
            @Nullable Check check) {}

    /** 核查意见. */
    public record Check(boolean mended, @Nullable String comment, String by, LocalDateTime at) {}

    /** One line of the record: what was done, by whom (null where the procedure did it), when. */
    public record Act(String what, @Nullable String by, LocalDateTime at) {}

    /** Everything on record of one interview. */
    public record Details(Interview interview, List<Head> heads, List<Item> items, List<Act> acts) {}
}
