package dev.shardwright.simulator.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes on the last rank of a toy GPT (12 layers, h 512, s 1024, b 4, V 50304) counted by hand, as on the page. */
final class MegatronMemoryTest {
    private static final double MIB = 1 << 20;
    private static final int HIDDEN = 512;
    private static final int VOCABULARY = 50_304;
    private static final int TOKENS = 4 * 1024;
    private static final double STREAM = TOKENS * (double) HIDDEN;

    /** Two norms, four maps with biases. */
    private static final double LAYER = 12.0 * HIDDEN * HIDDEN + 9 * HIDDEN + 4 * HIDDEN;

    private static final String DETERMINISTIC =
            "\"transformer-impl\":\"transformer_engine\",\"deterministic-mode\":true";

    @TempDir
    Path folder;

    @Test
    void distributedOptimizerOnEightRanks() throws IOException, Unscorable {
        double parameters = 12 * LAYER + 2 * HIDDEN + (VOCABULARY + 1024.0) * HIDDEN;
        assertThat(parameters).isEqualTo(64_109_568);
        double states = parameters * (2 + 4 + 12.0 / 8);
        double workspace = (2 * 32 + 4) * MIB;
        double activations = 12 * flashLayer() + STREAM + 4 * STREAM;
        double logits = 6.0 * TOKENS * VOCABULARY;
        check(simulate(32, 1, 1, DETERMINISTIC), states + workspace + activations + logits);
    }

    @Test
    void lastOfFourStagesWithThreeChunksEach() throws IOException, Unscorable {
        double workspace = (2 * 32 + 4) * MIB + 6 * 2 * STREAM;
        double activations = (4 + 4 + 1) * flashLayer() + 4 * STREAM;
        check(simulate(32, 4, 3, DETERMINISTIC), lastStage() + workspace + activations);
    }

    /** Five micro-batches on four stages: five pass each chunk in a row, so eleven passes are held instead of nine. */
    @Test
    void microBatchesThatPassAChunkInARow() throws IOException, Unscorable {
        double workspace = (2 * 32 + 4) * MIB + 6 * 2 * STREAM;
        double activations = (5 + 5 + 1) * flashLayer() + 4 * STREAM;
        check(simulate(40, 4, 3, DETERMINISTIC), lastStage() + workspace + activations);
    }

    @Test
    void localLayersKeepTheSquareOfScores() throws IOException, Unscorable {
        double workspace = 2 * 8.125 * MIB + 3 * 2 * STREAM;
        double layer = 32 * STREAM + 2.0 * 8 * TOKENS * 1024;
        String local = "\"transformer-impl\":\"local\",\"hidden-dropout\":0.0";
        check(simulate(32, 4, 1, local), lastStage() + workspace + 3 * layer + 4 * STREAM);
    }

    /** The 34 of Korthikanti et al. with dropout, a second copy of the attention's output, and its statistics. */
    private static double flashLayer() {
        return 34 * STREAM + 2 * STREAM + 4.0 * 8 * TOKENS;
    }

    /** States of three layers, final norm and head over two replicas, and the logits. */
    private static double lastStage() {
        double parameters = 3 * LAYER + 2 * HIDDEN + VOCABULARY * (double) HIDDEN;
        return parameters * (2 + 4 + 12.0 / 2) + 6.0 * TOKENS * VOCABULARY;
    }

    private static void check(Report report, double bytes) {
        assertThat((double) report.counted().value()).isCloseTo(bytes, within(1.0));
    }

    private Report simulate(int globalBatch, int pipeline, int chunks, String flags) throws IOException, Unscorable {
        Path file = folder.resolve("toy.jsonl");
        Files.writeString(file, """
                {"id":"toy","model":{"name":"toy","family":"gpt","layers":12,"hidden":512,"heads":8,"head_dim":64,\
                "ffn_hidden":2048,"gated_ffn":false,"vocab":50304,"tied_embeddings":true,"attention":"mha"},\
                "seq_len":1024,"micro_batch":4,"global_batch":%d,\
                "cluster":{"gpu":"A100-SXM4-80GB","total_gpus":8},\
                "parallel":{"tp":1,"pp":%d,"virtual_pp":%d,"zero_stage":1},"precision":"bf16","recompute":"none",\
                "stack":{"name":"megatron-core"},"megatron_flags":{%s},"measured":{"peak_memory_gib":1.0}}
                """.formatted(globalBatch, pipeline, chunks, flags));
        RunLine.Run run = (RunLine.Run) MeasuredRunReader.readAll(file).get(0);
        return Simulator.simulate(MeasuredJob.of(run.run(), TestJobs.CATALOG).job());
    }
}
