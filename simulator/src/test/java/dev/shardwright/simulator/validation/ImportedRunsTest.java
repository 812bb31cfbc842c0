package dev.shardwright.simulator.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.runlog.JobStatements;
import dev.shardwright.simulator.runlog.LogText;
import dev.shardwright.simulator.runlog.ModelStatements;
import dev.shardwright.simulator.runlog.RunImport;
import dev.shardwright.simulator.runlog.Statements;
import dev.shardwright.simulator.stack.StageRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log written from a known job becomes a row that is scored as that very job. Left out is what rows have no words for:
 * other ways of context parallelism than rings, and "selective", which means different layers in different software.
 */
final class ImportedRunsTest {
    private static String name(TrainingJob job) {
        return job.model().name() + ", " + job.stack().name() + ", " + job.layout();
    }

    /** Models whose shape a row states in full: others have biases or extra layers that their family does not tell. */
    private static final Set<String> STATED_IN_FULL = Set.of("llama-3-8b", "mixtral-8x7b");

    @TempDir
    Path folder;

    @Test
    void aJobComesBackFromItsLog() throws IOException {
        int scored = 0;
        for (TrainingJob job : TestJobs.random(20261125, 60)) {
            boolean comparable = STATED_IN_FULL.contains(job.model().name())
                    && (job.layout().degrees().context() == 1 || job.layout().contextMethod() == ContextMethod.RING)
                    && !(job.layout().memorySaving().recompute() instanceof Recompute.Selective)
                    && job.stack().execution().split().rule() == StageRule.UNIFORM_LAYERS;
            if (comparable) {
                scored += comesBack(job) ? 1 : 0;
            }
        }
        assertThat(scored).isGreaterThan(5);
    }

    private boolean comesBack(TrainingJob job) throws IOException {
        double seconds = Simulator.simulate(job).iteration().value();
        RunScore score = score(job, seconds);
        if (score instanceof RunScore.Skipped skipped) {
            assertThat(skipped.reason()).contains("not modelled");
            return false;
        }
        RunScore.Scored scored = (RunScore.Scored) score;
        if (!scored.assumed().isEmpty()) {
            // Its rows state what the loader loads; a pipeline cuts that into smaller micro-batches.
            assertThat(job.stack().name()).as(name(job)).isEqualTo("torchtitan");
            return false;
        }
        assertThat(scored.predicted().iteration().value()).as(name(job)).isCloseTo(seconds, within(1e-6 * seconds));
        assertThat(scored.measured().iteration().orElseThrow().value()).isCloseTo(seconds, within(1e-4 * seconds));
        return true;
    }

    private RunScore score(TrainingJob job, double seconds) throws IOException {
        StringBuilder log = new StringBuilder();
        for (int i = 1; i <= 12; i++) {
            log.append(String.format(
                    Locale.ROOT, " iteration %d/ 12 | elapsed time per iteration (ms): %.4f |%n", i, 1000 * seconds));
        }
        Statements given = new Statements();
        JobStatements.state(job, "job.json", given);
        String row = new RunImport(Optional.empty(), given, OptionalInt.empty(), TestJobs.CATALOG)
                .run(LogText.of("a.log", log.toString()), "a")
                .line();
        Path file = Files.writeString(folder.resolve("runs.jsonl"), row + "\n");
        List<RunScore> scores =
                Validation.score(List.of(file), TestJobs.CATALOG).runs();
        assertThat(scores).hasSize(1);
        return scores.get(0);
    }

    /** What a row cannot say (biases of a few families, sinks, extra prediction layers) is a small part of a model. */
    @Test
    void shippedModelsComeBackWithTheirParameters() throws Exception {
        int models = 0;
        for (String name : TestJobs.CATALOG.models().names()) {
            Transformer model = TestJobs.CATALOG.models().model(name);
            if (model.hidden() > 0 && back(model).isPresent()) {
                long total = model.parameters().total();
                assertThat((double) back(model).orElseThrow().parameters().total())
                        .as(name)
                        .isCloseTo(total, within(0.02 * total));
                models++;
            }
        }
        assertThat(models).isGreaterThan(100);
    }

    private Optional<Transformer> back(Transformer model) throws Exception {
        Statements given = new Statements();
        ModelStatements.state(model, "--model", given);
        String row = new RunImport(Optional.empty(), given, OptionalInt.empty(), TestJobs.CATALOG)
                .run(LogText.of("a.log", " iteration 1/ 1 | elapsed time per iteration (ms): 1.0 |"), "a")
                .line();
        Path file = Files.writeString(folder.resolve("model.jsonl"), row + "\n");
        RunLine.Run run = (RunLine.Run) MeasuredRunReader.readAll(file).get(0);
        return Optional.of(MeasuredModel.of(run.run().setup().model(), Optional.empty(), 2048, 0));
    }
}
