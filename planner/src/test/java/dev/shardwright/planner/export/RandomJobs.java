package dev.shardwright.planner.export;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.stack.StageRule;
import dev.shardwright.simulator.stack.StageSplit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Random legal jobs over many models, GPUs and choices; the same for a seed. */
public final class RandomJobs {
    private static final List<Transformer> MODELS = Stream.of(
                    "llama-3-8b",
                    "llama-3-70b",
                    "llama-3.2-1b",
                    "gpt2-xl",
                    "gpt-3-13b",
                    "qwen2.5-7b",
                    "qwen3-8b",
                    "qwen3-30b-a3b",
                    "mixtral-8x7b",
                    "mistral-7b",
                    "nemotron4-15b",
                    "smollm3-3b",
                    "gpt-oss-20b",
                    "deepseek-v2-lite",
                    "deepseek-v3",
                    "glm-4.5-air",
                    "qwen1.5-moe-a2.7b")
            .map(JobSketch.CATALOG.models()::model)
            .toList();
    private static final Cluster HOPPER = JobSketch.CATALOG.hardware().cluster("dgx-h100", 8);
    private static final List<Cluster> CLUSTERS = List.of(
            HOPPER, HOPPER, HOPPER, JobSketch.CATALOG.hardware().cluster("dgx-a100-80gb", 8), with("b200-sxm-180gb"));
    private static final List<SoftwareStack> STACKS = Stream.of(
                    "megatron-core",
                    "megatron-core",
                    "megatron-core",
                    "megatron-lm-2022",
                    "nanotron",
                    "torchtitan",
                    "nemo")
            .map(JobSketch.CATALOG.stacks()::stack)
            .toList();
    private static final List<Optimizer> OPTIMIZERS = List.of(
            Optimizer.ADAM,
            Optimizer.ADAM,
            Optimizer.ADAM,
            Optimizer.ADAM_8BIT,
            new Optimizer("adamw", 4),
            Optimizer.SGD,
            Optimizer.MUON);
    private static final List<Precision> PRECISIONS = List.of(
            Precision.BF16,
            Precision.BF16,
            Precision.BF16,
            Precision.FP16,
            Precision.FP8_TENSOR,
            Precision.FP8_BLOCK,
            Precision.MXFP8,
            Precision.NVFP4,
            Precision.FP32);

    private final Random random;

    public RandomJobs(long seed) {
        random = new Random(seed);
    }

    /** The next legal job. */
    public TrainingJob next() {
        while (true) {
            Optional<TrainingJob> job = draw();
            if (job.isPresent()) {
                return job.get();
            }
        }
    }

    private Optional<TrainingJob> draw() {
        try {
            return Optional.of(counted(sketch().job()));
        } catch (InvalidInputException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The same, now and then with layers dealt to stages as somebody counted them. */
    private TrainingJob counted(TrainingJob job) {
        int stages = job.layout().stages();
        if (stages == 1 || random.nextInt(10) > 0) {
            return job;
        }
        List<Integer> counts = new ArrayList<>(Collections.nCopies(stages, 0));
        for (int layer = 0; layer < job.model().layers().size(); layer++) {
            int stage = random.nextInt(stages);
            counts.set(stage, counts.get(stage) + 1);
        }
        StageSplit split = job.stack().execution().split().counted(counts);
        return new TrainingJob(
                job.model(),
                job.cluster(),
                job.workload(),
                job.layout(),
                job.numerics(),
                job.stack().withSplit(split));
    }

    private JobSketch sketch() {
        int gpus = pick(List.of(1, 2, 4, 8, 16, 24, 32, 48, 64, 128));
        JobSketch sketch = JobSketch.of(pick(MODELS), pick(CLUSTERS).withDevices(gpus));
        int tensor = pick(List.of(1, 1, 2, 4, 8));
        int pipeline = pick(List.of(1, 1, 2, 3, 4, 8));
        int context = pick(List.of(1, 1, 1, 2, 4));
        int expert = pick(List.of(1, 2, 4, 8));
        boolean experts = random.nextBoolean();
        if (gpus % (tensor * pipeline * context) != 0) {
            throw new IllegalArgumentException("does not divide");
        }
        sketch.experts(tensor, pipeline, context, experts ? expert : 1, pick(List.of(1, tensor)));
        int data = gpus / (tensor * pipeline * context);
        int microBatch = pick(List.of(1, 1, 2, 4));
        int microBatches = pick(List.of(1, 4, 6, 8, 24, 32));
        sketch.batch(pick(List.of(1024, 2048, 4096, 8192)), data * microBatch * microBatches, microBatch);
        memory(sketch);
        if (random.nextInt(3) == 0) {
            sketch.interleaved(2 + random.nextInt(4));
        }
        return sketch.numerics(pick(PRECISIONS), pick(OPTIMIZERS)).stack(stack());
    }

    private void memory(JobSketch sketch) {
        sketch.recompute(pick(List.of(
                "none",
                "selective",
                "full",
                "layers:" + (1 + random.nextInt(12)),
                pick(List.of("selective:core_attn+mlp", "selective:layernorm+moe_act", "selective:mla_up_proj+moe")))));
        sketch.sharding(pick(List.of(0, 1, 1, 1, 2, 3)), pick(List.of(1, 1, 1, 2)));
        sketch.offload(random.nextInt(6) == 0 ? Offload.OPTIMIZER : Offload.NONE);
        sketch.context(pick(List.of(ContextMethod.values())));
        if (random.nextInt(8) == 0) {
            sketch.sequence(SequenceParallel.OFF);
        }
    }

    /** DGX H100 nodes with other GPUs in them. */
    private static Cluster with(String accelerator) {
        return new Cluster(
                accelerator,
                JobSketch.CATALOG.hardware().accelerator(accelerator),
                HOPPER.devices(),
                HOPPER.node(),
                HOPPER.tiers(),
                0);
    }

    /** A stack, now and then with another rule for dealing layers to stages. */
    private SoftwareStack stack() {
        SoftwareStack stack = pick(STACKS);
        if (random.nextInt(3) > 0) {
            return stack;
        }
        return stack.withSplit(StageSplit.by(pick(List.of(StageRule.values()))));
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
