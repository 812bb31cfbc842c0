package dev.shardwright.profiler.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that stand in for Python: scripts of a shell, so not on Windows. */
final class PythonPackagesTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void scriptsRun() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh to run scripts");
    }

    private Path program(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("python"), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    @Test
    void aPathBecomesAbsoluteAndANameStays() throws IOException {
        Path program = program("echo");
        Path relative = Path.of("").toAbsolutePath().relativize(program);
        assertThat(Path.of(PythonPackages.check(relative.toString()))).isAbsolute();
        assertThat(PythonPackages.check("true")).isEqualTo("true");
    }

    @Test
    void whatIsAbsentIsNamedWithTheLineThatInstallsIt() throws IOException {
        String program = program("echo torch numpy").toString();
        assertThatThrownBy(() -> PythonPackages.check(program))
                .isInstanceOf(UnmeasurableException.class)
                .hasMessage(
                        program + " lacks torch and numpy; `" + program + " -m pip install torch numpy` installs them");
        String half = program("echo numpy").toString();
        assertThatThrownBy(() -> PythonPackages.check(half))
                .hasMessage(half + " lacks numpy; `" + half + " -m pip install numpy` installs it");
    }

    @Test
    void aProgramThatIsNotThereOrNoPythonIsNamed() throws IOException {
        assertThatThrownBy(() -> PythonPackages.check("no-such-python"))
                .isInstanceOf(UnmeasurableException.class)
                .hasMessageStartingWith("there is no program no-such-python");
        String old =
                program("echo 'Traceback'; echo 'ImportError: no util'; exit 1").toString();
        assertThatThrownBy(() -> PythonPackages.check(old))
                .hasMessage(old + " does not run as Python 3: ImportError: no util");
    }

    /** Packages that are there and still cannot be imported, as with a driver or a library that is missing. */
    @Test
    void whyAnImportFailsIsItsLastLine() throws IOException {
        String broken = program("case $2 in *find_spec*) echo ;; *) echo 'ImportError: libcudart'; exit 1 ;; esac")
                .toString();
        assertThatThrownBy(() -> PythonEngine.start(PythonPackages.check(broken), 0))
                .isInstanceOf(UnmeasurableException.class)
                .hasMessageEndingWith("ImportError: libcudart");
    }
}
