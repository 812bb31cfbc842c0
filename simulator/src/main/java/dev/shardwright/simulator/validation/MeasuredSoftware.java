package dev.shardwright.simulator.validation;

import static dev.shardwright.simulator.validation.Unscorable.need;

import dev.shardwright.simulator.catalog.StackCatalog;
import dev.shardwright.simulator.catalog.StackDefaults;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.stack.AttentionKernel;
import dev.shardwright.simulator.stack.KernelStyle;
import dev.shardwright.simulator.stack.Kernels;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The software of a measured run: its stack profile with the kernels, formats and recomputation that the run states. */
final class MeasuredSoftware {
    /** Release name of the variant of a stack that cuts products and collectives into tiles. */
    private static final String ASYNC_TENSOR = "async-tp";

    private static final String FULLY_SHARDED = "torchtitan";
    private static final String ADAPTING = "hugging-face-trainer";

    /** Words for parts beside Megatron-Core's. */
    private static final Map<String, Recompute.Part> OTHER_WORDS =
            Map.of("norm", Recompute.Part.NORMS, "activation", Recompute.Part.ACTIVATION);

    private final MeasuredRun.Software run;
    private final List<String> assumed;
    private final SoftwareStack profile;
    private final StackDefaults defaults;

    MeasuredSoftware(MeasuredRun whole, StackCatalog stacks, List<String> assumed) throws Unscorable {
        this.run = whole.setup().software();
        this.assumed = assumed;
        String name = name(whole);
        boolean async = Boolean.TRUE.equals(whole.setup().parallel().asyncTensorParallel());
        String release = async && stacks.ships(name + "@" + ASYNC_TENSOR)
                ? ASYNC_TENSOR
                : run.stack().release();
        boolean known = stacks.find(name, release).isPresent();
        String like = known ? name : nearest(whole);
        if (!known) {
            assumed.add("software '" + name + "' as " + like);
        }
        profile = stacks.find(like, release).orElseThrow();
        defaults = stacks.findDefaults(like, release).orElseThrow();
    }

    /** Software without a profile is taken for its kind: adapters of PEFT, PyTorch's own sharding, or Megatron's ways. */
    private static String nearest(MeasuredRun whole) {
        MeasuredRun.Parallel parallel = whole.setup().parallel();
        String task = whole.origin().task() == null ? "" : whole.origin().task();
        Integer tensor = parallel.degrees().tp();
        if (task.toLowerCase(Locale.ROOT).contains("lora") && (tensor == null || tensor == 1)) {
            return ADAPTING;
        }
        boolean sharded = Boolean.TRUE.equals(parallel.states().fsdp()) && (tensor == null || tensor == 1);
        return sharded ? FULLY_SHARDED : StackCatalog.DEFAULT;
    }

    /** The software that the source's title names, where a collector's label says another. */
    private String name(MeasuredRun whole) throws Unscorable {
        String label = need(run.stack().name(), "stack.name");
        String source = whole.origin().source() == null ? "" : whole.origin().source();
        if (source.contains("NVIDIA-NeMo/Megatron-Bridge") && !label.equals("megatron-bridge")) {
            assumed.add("software megatron-bridge, as the source is called");
            return "megatron-bridge";
        }
        return label;
    }

    StackDefaults defaults() {
        return defaults;
    }

    SoftwareStack stack() throws Unscorable {
        Kernels kernels = profile.kernels();
        MeasuredRun.KernelChoice choice = run.kernels();
        if (choice.attentionKernel() != null) {
            kernels = kernels.withAttention(attention(choice.attentionKernel(), kernels.attention()));
        }
        if (choice.rmsnormKernel() != null) {
            kernels = kernels.withNorm(
                    choice.rmsnormKernel()
                            ? KernelStyle.FUSED
                            : kernels.fusion().norm());
        }
        SoftwareStack stack = Boolean.TRUE.equals(choice.compile())
                ? profile.withKernels(kernels.compiled())
                        .withMemory(profile.memory().compiled())
                : profile.withKernels(kernels);
        if (run.formats().precision() != null && run.formats().precision().contains("fp8 all-gather")) {
            stack = stack.withParameterBytes(Precision.FP8_TENSOR.operands().bytesPerElement());
        }
        String optimizer = run.formats().optimizer();
        if (optimizer != null && optimizer.contains("in backward")) {
            stack = stack.withStepInBackward();
        }
        return new MeasuredRecipe(run.details().recipe()).on(stack);
    }

    private static AttentionKernel attention(String name, AttentionKernel own) throws Unscorable {
        String first = name.split("[ (]", 2)[0];
        return switch (first) {
            case "unfused" -> AttentionKernel.UNFUSED;
            case "megatron-fused" -> AttentionKernel.FUSED_SOFTMAX;
            case "flash1" -> AttentionKernel.FLASH1;
            case "triton" -> AttentionKernel.TRITON;
            case "flash2", "sdpa" -> AttentionKernel.FLASH2;
            case "flash3", "cudnn" -> AttentionKernel.FLASH3;
            case "flash", "fused" -> own;
            default -> throw new Unscorable("the attention kernel '" + name + "' is not modelled");
        };
    }

    /** Number formats and optimizer of a run that trains what {@code adaptation} says. */
    Numerics numerics(MeasuredAdaptation adaptation) throws Unscorable {
        String text = run.formats().precision();
        if (text == null) {
            text = defaults.formats().precision();
            assumed.add("precision " + text);
        }
        return new Numerics(precision(text), optimizer(adaptation), adaptation.adaptation(text));
    }

    private Optimizer optimizer(MeasuredAdaptation adaptation) {
        String stated = run.formats().optimizer() == null
                ? ""
                : run.formats().optimizer().toLowerCase(Locale.ROOT);
        if (stated.contains("8bit") || stated.contains("8-bit")) {
            return stated.contains("paged") ? Optimizer.PAGED_ADAM_8BIT : Optimizer.ADAM_8BIT;
        }
        if (stated.contains("adafactor")) {
            return Optimizer.ADAFACTOR;
        }
        if (stated.contains("muon")) {
            return Optimizer.MUON;
        }
        if (adaptation.adapts()) {
            return Optimizer.parse(defaults.fineTuning().optimizer());
        }
        return profile.memory().state().master() == 0 ? Optimizer.ADAM_16BIT : Optimizer.ADAM;
    }

    private Precision precision(String stated) throws Unscorable {
        String text = stated.toLowerCase(Locale.ROOT);
        if (text.contains("base")) {
            return text.contains("fp16") && !text.contains("bf16") ? Precision.FP16 : Precision.BF16;
        }
        if (text.startsWith("nvfp4")) {
            return Precision.NVFP4;
        }
        if (text.startsWith("mxfp8") || text.contains("(mxfp8")) {
            return Precision.MXFP8;
        }
        if (text.startsWith("fp8")) {
            return eightBit(text);
        }
        if (text.startsWith("bf16")) {
            return Precision.BF16;
        }
        if (text.startsWith("fp16")) {
            return Precision.FP16;
        }
        throw new Unscorable("the precision '" + stated + "' is not modelled");
    }

    private Precision eightBit(String text) {
        if (text.contains("block")) {
            return Precision.FP8_BLOCK;
        }
        if (text.contains("row")) {
            return Precision.FP8_ROW;
        }
        if (text.contains("delayed")) {
            return Precision.FP8_DELAYED;
        }
        boolean said = text.contains("current") || text.contains("tensor");
        return said ? Precision.FP8_TENSOR : Precision.parse(defaults.formats().eightBit());
    }

    Recompute recompute(int layersOnRank) throws Unscorable {
        String text = run.saving().recompute();
        if (text == null) {
            assumed.add(MeasuredJob.ASSUMED_RECOMPUTE + defaults.recompute());
            text = defaults.recompute();
        }
        String first = text.split("[ :(]", 2)[0];
        if (text.startsWith("per-layer:")) {
            return Recompute.parse("layers:" + text.substring("per-layer:".length()));
        }
        return switch (first) {
            case "none" -> new Recompute.None();
            case "full" -> new Recompute.Full();
            case "selective" -> selective(text, layersOnRank);
            default -> throw new Unscorable("recomputation '" + text + "' is not modelled");
        };
    }

    private Recompute selective(String text, int layersOnRank) throws Unscorable {
        if (defaults.selective() == StackDefaults.Selective.EVERY_SECOND_LAYER) {
            boolean whole = text.startsWith("selective layer");
            return whole ? new Recompute.PerRank(Math.max(1, layersOnRank / 2)) : new Recompute.EverySecondProduct();
        }
        if (text.equals("selective")) {
            return new Recompute.Selective();
        }
        Set<Recompute.Part> parts = EnumSet.noneOf(Recompute.Part.class);
        for (String name : text.substring(text.indexOf(':') + 1).split("\\+")) {
            Recompute.Part.named(name)
                    .or(() -> Optional.ofNullable(OTHER_WORDS.get(name)))
                    .ifPresentOrElse(parts::add, () -> assumed.add("recomputing '" + name + "' takes no time"));
        }
        if (text.startsWith("selective:")) {
            return Recompute.Modules.of(parts);
        }
        throw new Unscorable("recomputation '" + text + "' is not modelled");
    }
}
