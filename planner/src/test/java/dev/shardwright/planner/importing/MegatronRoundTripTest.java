package dev.shardwright.planner.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.export.ExportContext;
import dev.shardwright.planner.export.JobSketch;
import dev.shardwright.planner.export.RandomJobs;
import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is exported to Megatron-LM is read back as the same job, for many random jobs. */
final class MegatronRoundTripTest {
    private static final long SEED = 20261126;
    private static final int JOBS = 400;

    @Test
    void exportedJobsAreReadBack() {
        RandomJobs jobs = new RandomJobs(SEED);
        int read = 0;
        for (int i = 0; read < JOBS; i++) {
            TrainingJob job = jobs.next();
            Optional<String> script = script(job);
            if (script.isPresent()) {
                read++;
                assertThat(Expressible.of(imported(script.get(), job)))
                        .as("job %d of seed %d:%n%s", i, SEED, script.get())
                        .isEqualTo(Expressible.of(job));
            }
        }
    }

    private static Optional<String> script(TrainingJob job) {
        try {
            return Optional.of(Target.named("megatron", "")
                    .export(job, ExportContext.BARE)
                    .get(0)
                    .text());
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    private static TrainingJob imported(String script, TrainingJob job) {
        ImportContext context = ImportContext.on(job.cluster(), JobSketch.CATALOG)
                .withModel(job.model())
                .withStack(job.stack());
        return Importer.readTexts(List.of(new SourceFile("launch.sh", script)), context)
                .job();
    }
}
