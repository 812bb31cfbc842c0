package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.shardwright.simulator.job.TrainingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Writes random plans for scripts/check-exports.py and check-recipes.py: {@code -Dexports.folder=FOLDER}. */
final class ExportSamplesTest {
    private static final String FOLDER = System.getProperty("exports.folder", "");
    private static final int PLANS = 40;
    private static final int DRAWN = 6000;
    private static final long SEED = 41;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MEGATRON")
    void samplesAreWritten(Framework framework) throws IOException {
        assumeFalse(FOLDER.isEmpty(), "no -Dexports.folder=FOLDER");
        for (String version : framework.versions()) {
            write(framework.at(version), jobs(framework));
        }
    }

    private static Stream<TrainingJob> jobs(Framework framework) {
        return framework == Framework.TORCHTITAN
                ? Stream.generate(new RandomTitanJobs(SEED)::next)
                : new RandomPlans(SEED).stream();
    }

    private static void write(Target target, Stream<TrainingJob> random) throws IOException {
        List<TrainingJob> jobs = random.limit(DRAWN)
                .filter(job -> target.refusals(job).isEmpty())
                .limit(PLANS)
                .toList();
        for (int i = 0; i < jobs.size(); i++) {
            Path folder = Path.of(FOLDER, target.label(), String.format(Locale.ROOT, "%02d", i));
            Files.createDirectories(folder);
            for (ExportedFile file : target.files(jobs.get(i), ExportContext.BARE)) {
                Files.writeString(folder.resolve(file.name()), file.text());
            }
        }
        assertThat(jobs).hasSize(PLANS);
    }
}
