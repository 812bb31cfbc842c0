package dev.shardwright.simulator.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.DenseFeedForward.Activation;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.model.Vocabulary;
import dev.shardwright.simulator.operator.Shard;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.stack.Dispatcher;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.step.BlockTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Predicted against measured times of single layers of experts: errors of parts, which a right step time cannot hide.
 * The layers are Megatron-Core's, so its stack predicts them.
 */
public final class LayerMicro {
    private static final String STACK = "megatron-core";
    private static final double MILLI = 1e-3;

    private final Catalog catalog;

    private LayerMicro(Catalog catalog) {
        this.catalog = catalog;
    }

    /** One pass of one layer. */
    public record Pass(double predictedMs, double measuredMs) {
        public double ratio() {
            return predictedMs / measuredMs;
        }
    }

    /** Both passes of one layer. */
    public record Score(String id, Pass forward, Pass backward) {}

    /** Scores every layer of a file of measured runs; other lines are passed over. */
    public static List<Score> score(Path file, Catalog catalog) {
        LayerMicro micro = new LayerMicro(catalog);
        List<Score> scores = new ArrayList<>();
        SharedParts shared = SharedParts.NONE;
        try {
            for (String text : Files.readAllLines(file)) {
                ObjectNode line = (ObjectNode) RunJson.MAPPER.readTree(text);
                if (SharedParts.isHeader(line)) {
                    shared = SharedParts.of(line);
                    continue;
                }
                ObjectNode whole = shared.complete(line);
                if (whole.path("kind").asText().equals(LayerRun.KIND)) {
                    scores.add(micro.score(run(whole)));
                }
            }
        } catch (IOException e) {
            throw new InvalidInputException(
                    file.toString(), "cannot be read as layer benchmarks: " + e.getMessage(), "Check the file.");
        }
        return scores;
    }

    private static LayerRun run(ObjectNode whole) throws JsonProcessingException {
        return new LayerRun(
                whole.path("id").asText(),
                RunJson.MAPPER.treeToValue(whole, LayerRun.Experts.class),
                RunJson.MAPPER.treeToValue(whole, LayerRun.Setup.class),
                RunJson.MAPPER.treeToValue(whole, LayerRun.Times.class));
    }

    private Score score(LayerRun run) {
        LayerRun.Setup setup = run.setup();
        Accelerator device = catalog.hardware().findAccelerator(setup.gpu()).orElseThrow();
        Cluster cluster = catalog.hardware().usualCluster(device.name(), Math.max(setup.ep(), setup.tp()));
        SoftwareStack stack = catalog.stacks().stack(STACK).withDispatcher(dispatcher(setup.dispatcher()));
        Precision precision = setup.precision().startsWith("fp8") ? Precision.FP8_BLOCK : Precision.BF16;
        Shard shard = new Shard(
                setup.tp(),
                setup.tp(),
                new Shard.ContextSplit(1, ContextMethod.RING),
                new Shard.ExpertSplit(setup.ep(), 1),
                setup.microBatch(),
                setup.seqLen());
        BlockTimes times = BlockTimes.of(model(run), cluster, shard, new Numerics(precision, Optimizer.ADAM), stack);
        return new Score(
                run.id(),
                new Pass(times.forward().value() / MILLI, run.measured().forwardMs()),
                new Pass(times.backward().value() / MILLI, run.measured().backwardMs()));
    }

    private static Dispatcher dispatcher(String name) {
        return switch (name) {
            case "deepep" -> Dispatcher.DEEP_EP;
            case "hybridep" -> Dispatcher.HYBRID_EP;
            default -> Dispatcher.ALL_TO_ALL;
        };
    }

    private static Transformer model(LayerRun run) {
        LayerRun.Experts shape = run.model();
        Optional<DenseFeedForward> shared =
                Optional.ofNullable(shape.sharedExpertFfn()).map(LayerMicro::block);
        MixtureOfExperts experts =
                new MixtureOfExperts(shape.experts(), shape.topK(), block(shape.moeFfnHidden()), shared, Set.of());
        SelfAttention attention = new SelfAttention(1, 1, 1, 0, Set.of());
        return new Transformer(
                run.id(),
                shape.hidden(),
                List.of(new Layer(attention, experts, 2)),
                new Vocabulary(1, 0, Set.of()),
                Normalization.RMS_NORM,
                0);
    }

    private static DenseFeedForward block(int inner) {
        return new DenseFeedForward(inner, Activation.SWIGLU, false);
    }
}
