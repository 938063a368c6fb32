package cn.healthylishui.assessment.reliability;

import cn.healthylishui.assessment.PostgreSql;
import cn.healthylishui.assessment.reliability.Report.Part;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Everything that is said in docs/reliability.md, brought about anew: {@code mvn -Preliability verify}. */
@Tag("reliability")
class ReliabilityIT {

    /** How often the program is killed; the other faults come about in proportion. */
    private static final int TRIALS = Integer.getInteger("reliability.trials", 200);

    private static final int FEWEST = 3;
    private static final int JOBS = 100;

    /** What the programs said stays where something was wrong. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static Installation prepared;

    @BeforeAll
    static void prepare() throws Exception {
        prepared = Installation.prepare(directory);
    }

    private static int trials(int part) {
        return Math.max(FEWEST, TRIALS / part);
    }

    @Test
    void killed_on_h2() throws Exception {
        new Trials(directory).killed(Part.KILLED_ON_H2, prepared.copy(directory.resolve("h2")), TRIALS);
    }

    @Test
    void killed_on_postgresql() throws Exception {
        Installation moved = prepared.moved(directory.resolve("postgresql"), PostgreSql.emptyDatabase());
        new Trials(directory).killed(Part.KILLED_ON_POSTGRESQL, moved, TRIALS);
    }

    @Test
    void frozen_and_copied() throws Exception {
        new Trials(directory).frozen(prepared.copy(directory.resolve("frozen")), TRIALS);
    }

    @Test
    void the_database_server_goes_down() throws Exception {
        new Trials(directory).serverDown(prepared, trials(10));
    }

    @Test
    void the_disk_runs_full() throws Exception {
        new Trials(directory).diskFull(prepared.copy(directory.resolve("disk")), trials(20));
    }

    @Test
    void a_node_dies_over_its_jobs() throws Exception {
        Installation moved = prepared.moved(directory.resolve("nodes"), PostgreSql.emptyDatabase());
        new Trials(directory).nodeDies(moved, trials(20), JOBS);
    }

    @Test
    void a_node_loses_its_power_over_its_jobs() throws Exception {
        new Trials(directory).nodeLosesPower(prepared, trials(20), JOBS);
    }
}
