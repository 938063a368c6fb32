package cn.healthylishui.assessment.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H2FileTest {

    private static final Path FILE = Path.of("data", "a.mv.db").toAbsolutePath();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:file:./data/a",
                "jdbc:h2:./data/a",
                "jdbc:h2:file:./data/a;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"
            })
    void a_file_is_found_however_its_address_is_written(String address) {
        assertThat(H2File.of(address)).hasValue(FILE);
        assertThat(H2File.existing(address)).isEqualTo(address + ";IFEXISTS=TRUE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:a;DB_CLOSE_DELAY=-1", "jdbc:h2:tcp://db/a", "jdbc:postgresql://db/a", ""})
    void what_is_no_file_of_this_machine_is_none(String address) {
        assertThat(H2File.of(address)).isEmpty();
        assertThat(H2File.existing(address)).isEqualTo(address);
    }

    @Test
    void a_file_in_the_home_of_whoever_runs_the_program_is_found_there() {
        assertThat(H2File.of("jdbc:h2:file:~/a")).hasValue(Path.of(System.getProperty("user.home"), "a.mv.db"));
    }

    @Test
    void the_address_of_a_file_leads_back_to_it() {
        assertThat(H2File.of(H2File.address(FILE))).hasValue(FILE);
    }
}
