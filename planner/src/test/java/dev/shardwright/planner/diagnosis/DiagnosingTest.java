package dev.shardwright.planner.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.Frames;
import dev.shardwright.planner.diagnosis.Diagnosing.Question;
import dev.shardwright.planner.request.Dialect;
import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.solver.SearchMonitor;
import dev.shardwright.simulator.job.ProposedJob;
import dev.shardwright.simulator.jobfile.JobFile;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.runlog.LogText;
import dev.shardwright.simulator.runlog.OutOfMemoryMessage;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Jobs with one known fault each: the first change that is proposed repairs it. */
final class DiagnosingTest {
    @Test
    void tensorParallelOverNodes() {
        Diagnosis d = diagnosis(
                "llama-3-70b",
                64,
                8192,
                512,
                "'tensor': 16, 'sequence_parallel': 'on', 'data': 4",
                "'recompute': 'full'");

        assertThat(d.runs()).isTrue();
        assertThat(Bottleneck.of(d.now().orElseThrow()))
                .startsWith("Exposed TP communication: ")
                .contains("the tensor parallel group of 16 leaves the node of 8 GPUs");
        assertThat(first(d).choices()).containsExactly(Choice.TENSOR);
        assertThat(after(d).degrees().tensor()).isLessThanOrEqualTo(8);
    }

    @Test
    void needlessFullRecomputation() {
        Diagnosis d = diagnosis(
                "llama-3-70b",
                64,
                8192,
                512,
                "'tensor': 8, 'sequence_parallel': 'on', 'pipeline': 4, 'virtual_pipeline': 5, 'data': 2",
                "'schedule': 'interleaved', 'recompute': 'full'");

        assertThat(Bottleneck.of(d.now().orElseThrow())).contains("recompute full runs forward passes twice");
        assertThat(first(d).words()).isEqualTo("recompute none instead of full");
        assertThat(after(d).memorySaving().recompute()).isEqualTo(new Recompute.None());
    }

    @Test
    void tooSmallMicroBatch() {
        Diagnosis d = diagnosis("gpt-3-1.3b", 8, 1024, 512, "'data': 8", "'micro_batch': 1, 'recompute': 'none'");

        assertThat(first(d).choices()).containsExactly(Choice.MICRO_BATCH);
        assertThat(after(d).microBatch()).isGreaterThan(1);
    }

    @Test
    void tooManyStagesForTheBatch() {
        Diagnosis d =
                diagnosis("llama-3-8b", 32, 4096, 32, "'tensor': 1, 'pipeline': 8, 'data': 4", "'recompute': 'none'");

        assertThat(Bottleneck.of(d.now().orElseThrow()))
                .startsWith("Bubble: ")
                .contains("only 8 micro-batches fill 8 pipeline stages");
        assertThat(first(d).choices()).containsExactly(Choice.PIPELINE);
        assertThat(after(d).degrees().pipeline()).isLessThan(8);
    }

    @Test
    void missingSequenceParallelism() {
        Diagnosis d = diagnosis(
                "llama-3-70b",
                64,
                8192,
                512,
                "'tensor': 8, 'sequence_parallel': 'off', 'pipeline': 4, 'data': 2",
                "'recompute': 'none'");

        assertThat(d.runs()).isFalse();
        assertThat(after(d).sequenceParallel()).isEqualTo(SequenceParallel.ON);
        assertThat(first(d).choices()).containsExactly(Choice.SEQUENCE_PARALLEL);
    }

    @Test
    void missingDistributedOptimizer() {
        Diagnosis d = diagnosis(
                "llama-3-8b",
                16,
                8192,
                128,
                "'tensor': 2, 'sequence_parallel': 'on', 'data': 8",
                "'recompute': 'none', 'sharding': 0");

        assertThat(d.runs()).isFalse();
        assertThat(Bottleneck.of(d.now().orElseThrow())).startsWith("Memory: ").contains("optimizer ");
        assertThat(first(d).choices()).containsExactly(Choice.SHARDING);
        assertThat(after(d).memorySaving().sharding().stage()).isNotEqualTo(Sharding.Stage.NONE);
    }

    @Test
    void illegalExpertParallelism() {
        Diagnosis d = diagnosis(
                "mixtral-8x7b",
                64,
                4096,
                512,
                "'tensor': 2, 'sequence_parallel': 'on', 'expert': 16, 'pipeline': 2, 'data': 16",
                "'recompute': 'none'");

        assertThat(d.now()).isEmpty();
        assertThat(d.broken())
                .singleElement()
                .satisfies(problem -> assertThat(problem.rule()).contains("must divide the number of experts (8)"));
        assertThat(first(d).choices()).containsExactly(Choice.EXPERT);
        assertThat(8 % after(d).degrees().expert()).isZero();
    }

    @Test
    void contextParallelismWithoutNeed() {
        Diagnosis d =
                diagnosis("llama-3-8b", 64, 4096, 512, "'tensor': 1, 'context': 16, 'data': 4", "'recompute': 'none'");

        assertThat(first(d).choices()).containsExactly(Choice.CONTEXT);
        assertThat(after(d).degrees().context()).isLessThan(16);
    }

    @Test
    void unbalancedStagesUnderALargeVocabulary() {
        Path example = Path.of("../examples/deepseek-v3-on-256-h100.json");
        ProposedJob job = ProposedJob.of(JobFile.read(example, Frames.CATALOG));

        Diagnosis d = Diagnosing.of(job, Question.USUAL, SearchMonitor.SILENT);

        assertThat(job.model().layers().size() % job.layout().degrees().pipeline())
                .isNotZero();
        assertThat(first(d).choices()).containsExactly(Choice.STAGES);
        assertThat(first(d).words()).isEqualTo("embedding and head counted as layers of stages");
        assertThat(d.factor(first(d).after()).orElseThrow().high()).isLessThan(1);
    }

    @Test
    void offloadedOptimizerWithoutNeed() {
        Diagnosis d = diagnosis(
                "llama-3-8b",
                16,
                8192,
                64,
                "'tensor': 2, 'sequence_parallel': 'on', 'data': 8",
                "'recompute': 'none', 'offload': 'optimizer'");

        assertThat(first(d).choices()).containsExactly(Choice.OFFLOAD);
        assertThat(after(d).memorySaving().offload()).isEqualTo(Offload.NONE);
    }

    @Test
    void aGoodLayoutNeedsNoChangeBeyondItsError() {
        Diagnosis bad = diagnosis(
                "llama-3-8b", 8, 8192, 128, "'tensor': 8, 'sequence_parallel': 'on', 'data': 1", "'recompute': 'full'");
        Report best = bad.plan().layouts().get(0).report();

        Diagnosis again = Diagnosing.of(ProposedJob.of(best.job()), Question.USUAL, SearchMonitor.SILENT);

        assertThat(again.plan().layouts().get(0).job().layout())
                .isEqualTo(best.job().layout());
        assertThat(again.changes())
                .allSatisfy(change -> assertThat(
                                again.factor(change.after()).orElseThrow().open())
                        .isTrue());
    }

    @Test
    void everyChangeIsTheBestOfItsChoiceAndFits() {
        Diagnosis d = diagnosis(
                "llama-3-70b",
                64,
                8192,
                512,
                "'tensor': 16, 'sequence_parallel': 'on', 'data': 4",
                "'recompute': 'full'");

        double last = 0;
        for (Change change : d.changes()) {
            assertThat(change.after().memory().peak())
                    .isLessThanOrEqualTo(change.after().memory().limit());
            assertThat(change.after().iteration().value()).isGreaterThan(last * 0.99);
            last = change.after().iteration().value();
        }
        assertThat(d.plan().layouts().get(0).report().iteration().value())
                .isLessThanOrEqualTo(d.changes().get(0).after().iteration().value());
    }

    @Test
    void aRunThatHadNoMemoryLeftAsksForLess() {
        ProposedJob job = job(
                "llama-3-70b",
                64,
                8192,
                512,
                "'tensor': 8, 'sequence_parallel': 'on', 'pipeline': 4, 'virtual_pipeline': 5, 'data': 2",
                "'schedule': 'interleaved', 'recompute': 'none'");
        OutOfMemoryMessage message = OutOfMemoryMessage.find(LogText.of(
                        "train.log",
                        "[rank12]: torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 4 has a total"
                                + " capacity of 79.11 GiB of which 1.32 GiB is free. Including non-PyTorch memory, this"
                                + " process has 77.78 GiB memory in use. Of the allocated memory 71.12 GiB is allocated by"
                                + " PyTorch, and 3.20 GiB is reserved by PyTorch but unallocated."))
                .orElseThrow();

        Diagnosis d = Diagnosing.of(
                job,
                new Question(Goal.FASTEST, Question.USUAL.limits(), Dialect.ANY, Optional.of(message)),
                SearchMonitor.SILENT);

        assertThat(d.runs()).isFalse();
        assertThat(String.join(" ", d.failure().orElseThrow().words()))
                .contains("Line 1 (rank 12): 2.0 GiB more were asked for with 71.1 GiB in live tensors")
                .contains("What grew: activations")
                .contains("expandable_segments");
        double peak = d.now().orElseThrow().memory().peak().value();
        assertThat(d.changes())
                .isNotEmpty()
                .allSatisfy(change -> assertThat(
                                (double) change.after().memory().peak().value())
                        .isLessThan(peak));
    }

    private static Change first(Diagnosis diagnosis) {
        assertThat(diagnosis.changes()).isNotEmpty();
        return diagnosis.changes().get(0);
    }

    private static Layout after(Diagnosis diagnosis) {
        return first(diagnosis).after().job().layout();
    }

    private static Diagnosis diagnosis(
            String model, int gpus, int sequenceLength, int globalBatch, String parallel, String others) {
        return Diagnosing.of(
                job(model, gpus, sequenceLength, globalBatch, parallel, others), Question.USUAL, SearchMonitor.SILENT);
    }

    /** On H100 nodes of eight, single quotes for double ones. */
    private static ProposedJob job(
            String model, int gpus, int sequenceLength, int globalBatch, String parallel, String others) {
        String text = "{'model': '" + model + "', 'cluster': {'name': 'dgx-h100', 'gpus': " + gpus
                + "}, 'workload': {'sequence_length': " + sequenceLength + ", 'global_batch': " + globalBatch
                + "}, 'parallel': {" + parallel + "}, 'precision': 'bf16', 'stack': 'megatron-core', "
                + (others.contains("sharding") ? "" : "'sharding': 1, ")
                + (others.contains("micro_batch") ? "" : "'micro_batch': 1, ") + others + "}";
        return JobFile.parseProposal(text.replace('\'', '"'), Path.of("job.json"), Frames.CATALOG);
    }
}
