package dev.shardwright.planner.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.export.ExportContext;
import dev.shardwright.planner.export.ExportedFile;
import dev.shardwright.planner.export.Framework;
import dev.shardwright.planner.export.JobSketch;
import dev.shardwright.planner.export.RandomJobs;
import dev.shardwright.planner.export.RandomPlans;
import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.export.job.StageLayers;
import dev.shardwright.planner.importing.fact.JobField;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.simulator.job.NumericsRules;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.jobfile.JobWords;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.stack.StageSplit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is exported to a framework is read back as the same job, for many random jobs. */
final class RoundTripTest {
    private static final long SEED = 20261126;
    private static final int JOBS = 150;
    private static final int TRIES = 12_000;

    static Stream<Target> targets() {
        return Stream.concat(
                Arrays.stream(Framework.values()).map(framework -> framework.at("")),
                Stream.of(Framework.TORCHTITAN.at("0.2.2")));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void exportedJobsAreReadBack(Target target) {
        Framework framework = Framework.named(target.name());
        List<TrainingJob> jobs = candidates()
                .limit(TRIES)
                .filter(job -> target.refusals(job).isEmpty())
                .filter(RoundTripTest::runs)
                .limit(JOBS)
                .toList();
        assertThat(jobs).as("jobs that %s can express", framework).hasSizeGreaterThan(JOBS / 5);
        for (TrainingJob job : jobs) {
            List<SourceFile> files = target.export(job, ExportContext.BARE).stream()
                    .filter(file -> !file.name().endsWith(".sbatch"))
                    .map(RoundTripTest::source)
                    .toList();
            Imported imported = Importer.readTexts(files, context(job, framework));
            assertPlaces(imported, files);
            TrainingJob read = imported.job();
            assertThat(words(read)).as("seed %d:%n%s", SEED, files).isEqualTo(words(job));
            assertThat(Expressible.of(read)).isEqualTo(Expressible.of(job));
        }
    }

    /** What can be rewritten stands in its file exactly where its place says. */
    private static void assertPlaces(Imported imported, List<SourceFile> files) {
        imported.stated().values().stream()
                .filter(stated -> stated.place().rewritable())
                .forEach(stated -> {
                    String text = files.stream()
                            .filter(file -> file.name().equals(stated.place().file()))
                            .findFirst()
                            .orElseThrow()
                            .text();
                    String span = text.substring(
                            stated.place().start(), stated.place().end());
                    assertThat(stated.written()).as(stated.where()).startsWith(span);
                    assertThat(span).as(stated.where()).isNotEmpty();
                });
    }

    private static Stream<TrainingJob> candidates() {
        RandomJobs jobs = new RandomJobs(SEED);
        return Stream.concat(Stream.generate(jobs::next).limit(TRIES / 2), new RandomPlans(SEED).stream());
    }

    /** Files of jobs are refused where the GPU lacks the format. */
    private static boolean runs(TrainingJob job) {
        return NumericsRules.check(job.cluster().accelerator(), job.numerics().precision())
                .isEmpty();
    }

    private static SourceFile source(ExportedFile file) {
        return new SourceFile(file.name(), file.text());
    }

    /** The part that a person would read first when two jobs differ. */
    private static String words(TrainingJob job) {
        TrainingJob plain = Expressible.of(job);
        return plain.workload() + "\n" + plain.layout() + "\n" + StageLayers.of(job) + "\n" + plain.numerics();
    }

    /** Counts of layers must come from the files. */
    private static SoftwareStack byRule(SoftwareStack stack) {
        return stack.withSplit(StageSplit.by(stack.execution().split().rule()));
    }

    /** With what the framework's files leave to the user's own script. */
    private static ImportContext context(TrainingJob job, Framework framework) {
        ImportContext context = ImportContext.on(job.cluster(), JobSketch.CATALOG)
                .withModel(job.model())
                .withStack(byRule(job.stack()));
        return switch (framework) {
            case DEEPSPEED ->
                context.stating(
                        JobField.SEQUENCE_LENGTH, String.valueOf(job.workload().sequenceLength()));
            case ACCELERATE ->
                context.stating(
                                JobField.OPTIMIZER,
                                JobWords.word(
                                        JobWords.OPTIMIZERS, job.numerics().optimizer()))
                        .stating(
                                JobField.EXPERT_TENSOR,
                                String.valueOf(job.layout().degrees().expertTensor()));
            default -> context;
        };
    }
}
