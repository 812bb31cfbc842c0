package dev.shardwright.simulator.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.model.DenseFeedForward.Activation;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line of a Megatron-LM run: what it says, and the program's documented defaults for what it leaves out
 * (megatron/training/arguments.py). Only runs that state their argument list have one.
 */
final class MegatronArguments {
    private final Map<String, JsonNode> flags;
    private final MeasuredRun.Setup setup;
    private final List<String> assumed;
    private final boolean oldContainer;
    private final boolean toy;

    private MegatronArguments(MeasuredRun run, List<String> assumed) {
        this.flags = run.setup().software().details().megatronFlags();
        this.setup = run.setup();
        this.assumed = assumed;
        this.oldContainer = MegatronAttention.recordedBeforeFlash(run.origin().source());
        this.toy = "small".equals(run.origin().sizeClass());
    }

    static Optional<MegatronArguments> of(MeasuredRun run, List<String> assumed) {
        boolean stated = !run.setup().software().details().megatronFlags().isEmpty();
        return stated ? Optional.of(new MegatronArguments(run, assumed)) : Optional.empty();
    }

    boolean on(String flag) {
        JsonNode value = flags.get(flag);
        return value != null && value.asBoolean(false);
    }

    String text(String flag, String otherwise) {
        JsonNode value = flags.get(flag);
        return value == null ? otherwise : value.asText();
    }

    int count(String flag, int otherwise) {
        JsonNode value = flags.get(flag);
        return value == null ? otherwise : value.asInt(otherwise);
    }

    double number(String flag, double otherwise) {
        JsonNode value = flags.get(flag);
        return value == null ? otherwise : value.asDouble(otherwise);
    }

    boolean transformerEngine() {
        return text("transformer-impl", "transformer_engine").equals("transformer_engine");
    }

    MeasuredRun.Setup stated() {
        return setup;
    }

    boolean oldContainer() {
        return oldContainer;
    }

    /** A functional test of a model that no one would train. */
    boolean toy() {
        return toy;
    }

    /** The run's set-up with what only its arguments say. */
    MeasuredRun.Setup setup() {
        return new MegatronSetup(this, assumed).completed();
    }

    /** The stack as the arguments switch it. */
    SoftwareStack stack(SoftwareStack stack) {
        return new MegatronMemory(this).applied(stack);
    }

    Architecture architecture() {
        boolean rms = text("normalization", "LayerNorm").equals("RMSNorm");
        return new Architecture(
                rms ? Normalization.RMS_NORM : Normalization.LAYER_NORM,
                !on("disable-bias-linear"),
                positions(),
                on("squared-relu") ? Activation.SQUARED_RELU : Activation.GELU);
    }

    private Architecture.Positions positions() {
        return switch (text("position-embedding-type", "learned_absolute")) {
            case "learned_absolute" -> Architecture.Positions.LEARNED;
            case "rope", "yarn", "mrope" -> Architecture.Positions.ROTARY;
            default -> Architecture.Positions.NONE;
        };
    }
}
