package dev.shardwright.simulator.validation;

import dev.shardwright.simulator.catalog.StackDefaults;
import dev.shardwright.simulator.job.Adaptation;
import dev.shardwright.simulator.job.BaseFormat;
import dev.shardwright.simulator.job.FullTraining;
import dev.shardwright.simulator.job.LowRank;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a measured run trained, from its task and precision; ranks and targets are the stack's documented ones. */
final class MeasuredAdaptation {
    /** What tasks that train every weight are called: pre-training, supervised or full fine-tuning. */
    private static final Pattern FULL = Pattern.compile("|none.*|pre-?train.*|sft.*|full.*|fine-?tun.*");

    private final String task;
    private final StackDefaults defaults;
    private final List<String> assumed;

    MeasuredAdaptation(String task, StackDefaults defaults, List<String> assumed) {
        this.task = task == null ? "" : task.toLowerCase(Locale.ROOT);
        this.defaults = defaults;
        this.assumed = assumed;
    }

    /** Whether the run tuned a model that had been trained before. */
    boolean tunes() {
        return task.contains("lora") || task.contains("tun") || task.startsWith("sft");
    }

    /** Whether the run trained adapters. */
    boolean adapts() {
        return task.contains("lora");
    }

    Adaptation adaptation(String precision) throws Unscorable {
        if (FULL.matcher(task).matches() && !adapts()) {
            return new FullTraining();
        }
        if (!adapts()) {
            throw new Unscorable("the task '" + task + "' is not modelled");
        }
        StackDefaults.FineTuning usual = defaults.fineTuning();
        assumed.add("adapters of rank " + usual.rank());
        LowRank.Ends ends = task.contains("emb") ? LowRank.Ends.TRAINED : LowRank.Ends.FROZEN;
        return new LowRank(usual.rank(), usual.targets(), usual.dropout(), ends, base(precision, usual));
    }

    /** "qlora", "Q-LoRA", "nf4 base, bf16 compute" and "int4 base + bf16" have a quantised base; fp4 is as large as nf4. */
    private BaseFormat base(String precision, StackDefaults.FineTuning usual) throws Unscorable {
        String format = precision == null ? "" : precision.toLowerCase(Locale.ROOT);
        if (format.contains("base") && format.startsWith("int4")) {
            return BaseFormat.INT4;
        }
        if (format.contains("base") && !format.matches("(nf|fp)4.*")) {
            throw new Unscorable("base weights of '" + precision + "' are not modelled");
        }
        return format.contains("base") || task.startsWith("q") ? usual.quantised() : BaseFormat.SIXTEEN_BIT;
    }
}
