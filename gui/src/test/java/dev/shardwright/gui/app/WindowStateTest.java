package dev.shardwright.gui.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WindowStateTest {
    @Test
    void isTheSameAtTheNextStart(@TempDir Path folder) {
        WindowStateFile file = new WindowStateFile(folder.resolve("new").resolve("window.properties"));
        assertThat(file.read()).isEqualTo(WindowState.FIRST);
        WindowState state = new WindowState(
                Optional.of(new Rectangle2D(10, 20.5, 1280, 720)),
                Theme.DARK,
                List.of(Path.of("a b.json"), Path.of("plan.json")));
        file.write(state);
        assertThat(file.read()).isEqualTo(state);
    }

    @Test
    void aBrokenFileIsNoFault(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("window.properties");
        for (String text : List.of("theme=PINK", "bounds=1 2 3", "bounds=a b c d", "\\u12")) {
            Files.writeString(file, text);
            assertThat(new WindowStateFile(file).read()).as(text).isEqualTo(WindowState.FIRST);
        }
    }
}
