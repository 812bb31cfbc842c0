package dev.shardwright.simulator.reportfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TextTableTest {
    @Test
    void alignsColumns() {
        TextTable table = new TextTable().left("name").right("size").left("note");
        table.row(List.of("a", "1,000", "")).row(List.of("longer", "5", "x"));

        assertThat(table.lines()).containsExactly("name     size  note", "a       1,000", "longer      5  x");
    }

    @Test
    void refusesARowOfAnotherLength() {
        TextTable table = new TextTable().left("name");

        assertThatIllegalArgumentException().isThrownBy(() -> table.row(List.of("a", "b")));
    }
}
