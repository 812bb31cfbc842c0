package dev.shardwright.planner.export;

import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.schedule.Gpipe;
import dev.shardwright.simulator.schedule.ZeroBubbleH1;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Random legal plans of dense models, grouped queries, experts and latent attention, of short and long sequences, on 8
 * to 2,048 GPUs; the same for a seed. Choices that few frameworks can say are rarer.
 */
public final class RandomPlans {
    private static final List<String> MODELS = List.of(
            "llama-3-8b",
            "llama-3-70b",
            "llama-3.2-1b",
            "llama-2-13b",
            "gpt2-xl",
            "gpt-3-13b",
            "gpt-neox-20b",
            "qwen2.5-7b",
            "qwen3-8b",
            "mistral-7b",
            "mixtral-8x7b",
            "qwen3-30b-a3b",
            "deepseek-v2-lite",
            "deepseek-v3");
    private static final List<String> STACKS =
            List.of("nanotron", "torchtitan", "megatron-core", "deepspeed", "hugging-face-trainer", "llm-foundry");

    private final Random random;

    public RandomPlans(long seed) {
        random = new Random(seed);
    }

    public Stream<TrainingJob> stream() {
        return Stream.generate(this::draw).flatMap(Optional::stream);
    }

    private Optional<TrainingJob> draw() {
        try {
            return Optional.of(sketch().job());
        } catch (InvalidInputException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private JobSketch sketch() {
        int gpus = 8 << random.nextInt(9);
        JobSketch sketch = JobSketch.of(pick(MODELS), gpus);
        int tensor = 1 << Math.max(0, random.nextInt(5) - 1);
        int pipeline = pick(List.of(1, 1, 1, 2, 4, 8));
        int context = pick(List.of(1, 1, 1, 2, 8));
        int expert = pick(List.of(1, 1, 2, tensor, 8));
        sketch.experts(tensor, pipeline, context, expert, pick(List.of(1, tensor)));
        int data = gpus / (tensor * pipeline * context);
        int microBatch = pick(List.of(1, 1, 2, 4));
        sketch.batch(
                pick(List.of(1024, 4096, 8192, 32_768, 131_072)),
                data * microBatch * pick(List.of(1, 4, 8, 16)),
                microBatch);
        memory(sketch);
        if (random.nextInt(8) == 0) {
            sketch.schedule(random.nextBoolean() ? new Gpipe() : new ZeroBubbleH1());
        } else if (random.nextInt(8) == 0) {
            sketch.interleaved(2);
        }
        return sketch.numerics(
                        pick(List.of(
                                Precision.BF16, Precision.BF16, Precision.BF16, Precision.FP16, Precision.FP8_TENSOR)),
                        pick(List.of(Optimizer.ADAM, Optimizer.ADAM, Optimizer.ADAM, Optimizer.SGD)))
                .stack(pick(STACKS));
    }

    private void memory(JobSketch sketch) {
        sketch.recompute(pick(List.of(
                "none", "none", "none", "full", "full", "full", "selective", "layers:3", "selective:layernorm+moe")));
        sketch.sharding(random.nextInt(4), pick(List.of(1, 1, 1, 2)));
        sketch.offload(pick(List.of(Offload.NONE, Offload.NONE, Offload.NONE, Offload.OPTIMIZER, Offload.PARAMETERS)));
        sketch.context(pick(List.of(ContextMethod.values())));
        sketch.sequence(random.nextBoolean() ? SequenceParallel.ON : SequenceParallel.OFF);
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
