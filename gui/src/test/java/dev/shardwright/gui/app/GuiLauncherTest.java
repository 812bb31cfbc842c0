package dev.shardwright.gui.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GuiLauncherTest {
    @TempDir
    private Path folder;

    @Test
    void aBrokenProfileIsNamedInPlaceOfAWindow() throws IOException, InterruptedException, TimeoutException {
        ShownWindow.open(980, 620).close();
        copyProfiles();
        Path model = folder.resolve("profiles/models/llama-3-8b.json");
        Files.writeString(model, "{");

        Process process = new ProcessBuilder(JavaCommand.of(folder, folder, GuiLauncher.class, "--until-shown"))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said).contains("shardwright gui: " + model).doesNotContain(StartOptions.SHOWN, "\tat ");
    }

    private void copyProfiles() throws IOException {
        Path shipped = JavaCommand.PROJECT.resolve("profiles");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(
                        file,
                        folder.resolve("profiles")
                                .resolve(shipped.relativize(file).toString()));
            }
        }
    }
}
