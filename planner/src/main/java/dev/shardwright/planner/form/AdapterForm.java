package dev.shardwright.planner.form;

import dev.shardwright.simulator.catalog.StackDefaults;
import dev.shardwright.simulator.job.Adaptation;
import dev.shardwright.simulator.job.BaseFormat;
import dev.shardwright.simulator.job.FullTraining;
import dev.shardwright.simulator.job.LowRank;
import dev.shardwright.simulator.job.Target;
import dev.shardwright.simulator.jobfile.JobWords;
import java.util.Map;
import java.util.Set;

/** Adapters as they are typed: texts by option; absent ones are the stack's defaults, and without any nothing is frozen. */
record AdapterForm(Map<String, String> texts) {
    private String text(String option) {
        return texts.getOrDefault(option, "");
    }

    Adaptation adaptation(OptionReader reader, StackDefaults.FineTuning usual) {
        BaseFormat base = reader.read("--lora-base", text("--lora-base"), BaseFormat.SIXTEEN_BIT, BaseFormat::parse);
        boolean quantised = text("--qlora").equals("true");
        if (text("--lora-rank").isEmpty() && !quantised) {
            reader.require(
                    (text("--lora-base") + text("--lora-targets")).isEmpty(),
                    "--lora-rank",
                    "is missing: without adapters every weight is trained.",
                    "Maybe use --lora-rank " + usual.rank() + ".");
            return new FullTraining();
        }
        int rank = reader.read("--lora-rank", text("--lora-rank"), usual.rank(), OptionReader::positive);
        Set<Target> targets = reader.read("--lora-targets", text("--lora-targets"), usual.targets(), JobWords::targets);
        boolean asUsual = quantised && text("--lora-base").isEmpty();
        return new LowRank(rank, targets, usual.dropout(), LowRank.Ends.FROZEN, asUsual ? usual.quantised() : base);
    }
}
