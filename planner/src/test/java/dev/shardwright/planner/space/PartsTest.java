package dev.shardwright.planner.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.Frames;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.Recompute;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which parts of a layer the planner has recomputed without being asked. */
final class PartsTest {
    @ParameterizedTest
    @CsvSource({
        "deepseek-v3, megatron-core, BF16, selective:layernorm+moe_act+mla_up_proj",
        "mixtral-8x7b, megatron-core, BF16, selective:layernorm+moe_act",
        "mixtral-8x7b, megatron-core, FP8_DELAYED, ''",
        "llama-3-8b, megatron-core, BF16, ''",
        "llama-3-8b, megatron-deepspeed, BF16, selective",
        "deepseek-v3, torchtitan, BF16, ''",
        "deepseek-v3, nemo-2024, BF16, ''",
        "deepseek-v3, megatron-bridge, BF16, selective:layernorm+moe_act+mla_up_proj"
    })
    void dependOnTheModelAndTheStack(String model, String stack, Precision precision, String parts) {
        JobFrame frame = new JobFrame(
                Frames.CATALOG.models().model(model),
                Frames.CATALOG.hardware().cluster("dgx-h100", 8),
                new Workload(4096, 64),
                new Numerics(precision, Optimizer.ADAM),
                Frames.CATALOG.stacks().stack(stack));
        assertThat(Dominance.ofParts(frame).stream().map(Recompute::name))
                .containsExactly(parts.isEmpty() ? new String[0] : parts.split(" "));
    }
}
