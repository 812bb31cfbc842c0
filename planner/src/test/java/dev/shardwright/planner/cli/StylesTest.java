package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StylesTest {
    @Test
    void breaksBetweenWords() {
        assertThat(Styles.wrap("one two three four", 9, "- ", "  ")).containsExactly("- one two", "  three", "  four");
    }

    @Test
    void leavesALongWordWhole() {
        assertThat(Styles.wrap("a incomprehensibilities b", 10, "", ""))
                .containsExactly("a", "incomprehensibilities", "b");
    }

    @Test
    void keepsANumberAndItsUnitTogether() {
        assertThat(Styles.wrap("it needs 12 GiB of 80 GiB", 11, "", ""))
                .containsExactly("it needs", "12 GiB of", "80 GiB");
        assertThat(Styles.wrap("worse by 10 % or tp 4", 10, "", "")).containsExactly("worse by", "10 % or", "tp 4");
    }

    @Test
    void stylesOnlyTheHeading() {
        assertThat(Styles.first(List.of("a", "b"), Styles.BOLD)).containsExactly("\u001b[1ma\u001b[0m", "b");
        assertThat(Styles.first(List.of("a", "b"), Styles.PLAIN)).containsExactly("a", "b");
    }
}
