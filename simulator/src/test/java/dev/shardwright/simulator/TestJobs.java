package dev.shardwright.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.schedule.Interleaved;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Jobs of shipped models and clusters for tests. */
public final class TestJobs {
    public static final Catalog CATALOG = Catalog.at(profiles());

    private TestJobs() {}

    /** The shipped profiles: tests run in their module's folder. */
    public static Path profiles() {
        return Path.of("..", "profiles");
    }

    /** Layout of dense degrees with micro-batch 1, 1F1B and ZeRO-1. */
    public static Layout layout(int tensor, int pipeline, int data) {
        return new Layout(
                ParallelDegrees.dense(tensor, pipeline, data),
                new OneForwardOneBackward(),
                1,
                tensor > 1 ? SequenceParallel.ON : SequenceParallel.OFF,
                ContextMethod.RING,
                MemorySaving.of(new Recompute.None(), 1));
    }

    public static TrainingJob llama(Layout layout) {
        return job("llama-3-8b", "dgx-h100", "megatron-core", new Workload(4096, 64), layout);
    }

    public static TrainingJob job(String model, String cluster, String stack, Workload workload, Layout layout) {
        Transformer transformer = CATALOG.models().model(model);
        Cluster machines = CATALOG.hardware().cluster(cluster, layout.degrees().devices());
        SoftwareStack software = CATALOG.stacks().stack(stack);
        return new TrainingJob(transformer, machines, workload, layout, Numerics.BF16_ADAM, software);
    }

    /** So many legal jobs, the same for a seed. */
    public static List<TrainingJob> random(long seed, int count) {
        Random random = new Random(seed);
        List<TrainingJob> jobs = new ArrayList<>();
        int refused = 0;
        while (jobs.size() < count) {
            try {
                jobs.add(random(random));
            } catch (InvalidInputException | IllegalArgumentException e) {
                refused++;
            }
        }
        assertThat(refused).as("draws that are no legal layout").isLessThan(100 * count);
        return jobs;
    }

    private static TrainingJob random(Random random) {
        String model = pick(random, "llama-3-8b", "gpt-3-175b", "mixtral-8x7b", "qwen2.5-7b", "deepseek-v3");
        String cluster = pick(random, "dgx-a100-80gb", "dgx-h100");
        String stack = pick(random, "megatron-core", "nanotron", "torchtitan", "megatron-deepspeed", "llm-foundry");
        int tensor = 1 << random.nextInt(4);
        int pipeline = 1 << random.nextInt(3);
        int context = 1 << random.nextInt(2);
        int data = 1 << random.nextInt(4);
        int expert = CATALOG.models().model(model).hasExperts() ? Math.min(8, data) : 1;
        PipelineSchedule schedule =
                pipeline > 1 && random.nextBoolean() ? new Interleaved(2) : new OneForwardOneBackward();
        Recompute recompute = Recompute.parse(pick(random, "none", "selective", "full", "layers:2"));
        Layout layout = new Layout(
                new ParallelDegrees(tensor, pipeline, context, expert, expert > 1 ? 1 : tensor, data),
                schedule,
                1 << random.nextInt(3),
                tensor > 1 && random.nextBoolean() ? SequenceParallel.ON : SequenceParallel.OFF,
                ContextMethod.values()[random.nextInt(3)],
                MemorySaving.of(recompute, random.nextInt(4)));
        return job(model, cluster, stack, new Workload(2048 << random.nextInt(2), 128), layout);
    }

    private static String pick(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }
}
