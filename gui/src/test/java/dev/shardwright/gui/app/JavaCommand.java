package dev.shardwright.gui.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the launcher starts Java, with the class path of the tests and drawing where they draw. */
final class JavaCommand {
    /** The folder whose profiles are read. */
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final List<String> HEADLESS =
            List.of("glass.platform", "monocle.platform", "headless.geometry", "prism.order");

    private JavaCommand() {}

    /** @param person a home folder, whose window was never left anywhere */
    static List<String> of(Path project, Path person, Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-Xlog:disable",
                "-XX:+UseParallelGC",
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + person,
                "-Dshardwright.home=" + project));
        HEADLESS.forEach(key -> command.add("-D" + key + "=" + System.getProperty(key)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
