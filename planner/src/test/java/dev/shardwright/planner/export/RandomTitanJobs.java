package dev.shardwright.planner.export;

import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Random legal jobs near what torchtitan can say: its models, FSDP, 8 to 2,048 GPUs; the same for a seed. */
final class RandomTitanJobs {
    private static final List<String> MODELS = List.of(
            "llama-3-8b",
            "llama-3-70b",
            "llama-3.1-405b",
            "qwen3-0.6b",
            "qwen3-14b",
            "qwen3-32b",
            "qwen3-30b-a3b",
            "deepseek-v2-lite");

    private final Random random;

    RandomTitanJobs(long seed) {
        random = new Random(seed);
    }

    TrainingJob next() {
        while (true) {
            Optional<TrainingJob> job = draw();
            if (job.isPresent()) {
                return job.get();
            }
        }
    }

    private Optional<TrainingJob> draw() {
        try {
            return Optional.of(sketch().job());
        } catch (InvalidInputException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private JobSketch sketch() {
        int gpus = pick(8, 16, 64, 96, 256, 512, 2048);
        int tensor = pick(1, 1, 2, 4, 8);
        int pipeline = pick(1, 1, 2, 3, 4, 8);
        int context = pick(1, 1, 1, 2, 4);
        int expert = pick(1, 2, 4, 8);
        if (gpus % (tensor * pipeline * context) != 0) {
            throw new IllegalArgumentException("does not divide");
        }
        int data = gpus / (tensor * pipeline * context);
        int microBatch = pick(1, 1, 2);
        JobSketch sketch = JobSketch.of(MODELS.get(random.nextInt(MODELS.size())), gpus)
                .experts(tensor, pipeline, context, expert, expert == 1 ? tensor : pick(1, tensor))
                .batch(pick(2048, 8192, 16_384, 131_072), data * microBatch * pick(1, 4, 8, 16, 24), microBatch)
                .recompute(List.of("none", "full", "products", "layers:4").get(random.nextInt(4)))
                .sharding(pick(0, 1, 2, 3, 3), pick(1, 1, 2))
                .context(List.of(ContextMethod.RING, ContextMethod.ALL_GATHER).get(random.nextInt(2)))
                .offload(random.nextInt(8) == 0 ? Offload.PARAMETERS : Offload.NONE)
                .stack(List.of("torchtitan", "torchtitan", "torchtitan-async-tp", "megatron-core")
                        .get(random.nextInt(4)));
        if (random.nextInt(5) == 0) {
            sketch.numerics(Precision.FP8_TENSOR, Optimizer.ADAM);
        }
        return random.nextInt(3) == 0 ? sketch.interleaved(2 + random.nextInt(3)) : sketch;
    }

    private int pick(int... values) {
        return values[random.nextInt(values.length)];
    }
}
