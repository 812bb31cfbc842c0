package dev.shardwright.gui.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class StartOptionsTest {
    @Test
    void readsColoursAndAPicture() {
        StartOptions options = StartOptions.parse(List.of("--dark", "--screenshot", "window.png"));

        assertThat(options.theme()).contains(Theme.DARK);
        assertThat(options.screenshot()).contains(Path.of("window.png"));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> StartOptions.parse(List.of("--purple")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--purple");
        assertThatThrownBy(() -> StartOptions.parse(List.of("--screenshot"))).isInstanceOf(InvalidInputException.class);
    }

    /** Help that names an option which is refused would be worse than none. */
    @Test
    void helpNamesOptionsThatAreRead() {
        assertThat(StartOptions.askForHelp(List.of("--dark", "-h"))).isTrue();
        assertThat(Pattern.compile("--\\w+")
                        .matcher(StartOptions.HELP)
                        .results()
                        .map(r -> r.group()))
                .filteredOn(option -> !option.equals("--help"))
                .allSatisfy(option ->
                        StartOptions.parse(List.of(option, "x.png").subList(0, option.equals("--screenshot") ? 2 : 1)));
    }
}
