package cn.healthylishui.assessment.reliability;

import cn.healthylishui.assessment.PostgreSql;
import cn.healthylishui.assessment.Whole;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link ReliabilityIT}: a few of the same faults on the same installation. */
class WithstoodIT {

    private static final int KILLS = 2;
    private static final int IMAGES = 5;

    /** What the programs said stays where something was wrong. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static Installation prepared;

    @BeforeAll
    static void prepare() throws Exception {
        prepared = Installation.prepare(directory);
    }

    @Test
    void what_was_acknowledged_before_a_kill_and_in_every_image_of_a_running_program_is_there_once() throws Exception {
        Trials trials = new Trials(directory);
        trials.killed(Report.Part.KILLED_ON_H2, prepared.copy(directory.resolve("killed")), KILLS);
        trials.frozen(prepared.copy(directory.resolve("frozen")), IMAGES);
    }

    @Test
    @Whole
    void people_go_on_while_one_node_after_the_other_is_changed() throws Exception {
        new Trials(directory).changed(prepared.moved(directory.resolve("nodes"), PostgreSql.emptyDatabase()));
    }
}
