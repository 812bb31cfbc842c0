package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.shardwright.simulator.job.TrainingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Writes random plans for scripts/check-exports.py: {@code -Dexports.folder=FOLDER}. */
final class ExportSamplesTest {
    private static final String FOLDER = System.getProperty("exports.folder", "");
    private static final int PLANS = 40;
    private static final int DRAWN = 6000;
    private static final long SEED = 41;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MEGATRON")
    void samplesAreWritten(Framework framework) throws IOException {
        assumeFalse(FOLDER.isEmpty(), "no -Dexports.folder=FOLDER");
        Target target = framework.at("");
        List<TrainingJob> jobs = new RandomPlans(SEED)
                .stream()
                        .limit(DRAWN)
                        .filter(job -> target.refusals(job).isEmpty())
                        .limit(PLANS)
                        .toList();
        for (int i = 0; i < jobs.size(); i++) {
            Path folder = Path.of(FOLDER, framework.targetName(), String.format(Locale.ROOT, "%02d", i));
            Files.createDirectories(folder);
            for (ExportedFile file : target.files(jobs.get(i), ExportContext.BARE)) {
                Files.writeString(folder.resolve(file.name()), file.text());
            }
        }
        assertThat(jobs).hasSize(PLANS);
    }
}
