package dev.shardwright.planner.export.bridge;

import dev.shardwright.planner.export.config.Release;
import dev.shardwright.planner.export.config.StartScript;
import dev.shardwright.planner.export.config.StartScript.Setting;
import dev.shardwright.planner.export.job.Heading;
import dev.shardwright.planner.export.job.JobLimits;
import dev.shardwright.planner.export.megatron.LaunchScript;
import dev.shardwright.planner.export.megatron.MegatronRelease;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** launch.sh for Megatron-Bridge: one of its recipes with everything overridden that the plan decides. */
public record BridgeFiles(TrainingJob job, Release release) {
    /** From 0.6 on the runner has short options and one form of overrides. */
    public static final List<Release> RELEASES =
            List.of(new Release("Megatron-Bridge", "0.6", "067f987df of 2026-08-22"));

    /** The Megatron-LM that this release is built on; its rules hold. */
    private static final MegatronRelease CORE = MegatronRelease.CORE_0_19;

    public List<Problem> refusals() {
        List<Problem> problems = new ArrayList<>(own());
        problems.addAll(LaunchScript.refusals(job, CORE));
        return List.copyOf(problems);
    }

    private List<Problem> own() {
        JobLimits limits = new JobLimits(job, "Megatron-Bridge");
        limits.require(
                BridgeRecipe.of(job.model()).isPresent(),
                "model = " + job.model().name(),
                "has no recipe that exports to Megatron-Bridge know.",
                "The nearest: export to megatron, or plan one of "
                        + BridgeRecipe.all().stream().map(BridgeRecipe::stem).collect(Collectors.joining(", ")) + ".");
        limits.precisions(EnumSet.complementOf(EnumSet.of(Precision.FP32, Precision.FP8_ROW)));
        limits.optimizers(Set.of(Optimizer.ADAM));
        boolean half = job.stack().memory().state().gradient() == Precision.BF16.storageBytes();
        Precision precision = job.numerics().precision();
        limits.require(
                half == (precision == Precision.FP16),
                "stack = " + job.stack().name(),
                precision == Precision.FP16
                        ? "keeps gradients of fp16 in 16 bit."
                        : "reduces gradients in 32 bit: the number format decides on it.",
                "The nearest: " + (precision == Precision.FP16 ? "bf16" : "plan with the software stack megatron-core")
                        + ".");
        return limits.problems();
    }

    public String script(Optional<Report> prediction) {
        LaunchScript megatron = LaunchScript.of(job, CORE);
        Setting checkout = new Setting("BRIDGE_PATH", "the absolute path of a checkout of Megatron-Bridge v0.6.0");
        List<String> command = new ArrayList<>(StartScript.torchrun(job));
        command.add(checkout.word() + "/scripts/training/run_recipe.py");
        command.add("--recipe " + BridgeRecipe.of(job.model()).orElseThrow().function());
        command.add("--mode pretrain");
        command.add("--dataset \"${DATASET:-mock}\"");
        command.addAll(BridgeWords.of(job, megatron));
        return new StartScript(
                        new Heading(job, release.title()),
                        List.of(
                                "Trains on made-up tokens until DATASET names a data set of the runner. Options and",
                                "overrides of your own go behind the script's name; the last one counts."),
                        List.of(checkout),
                        megatron.environment(),
                        command)
                .text(prediction);
    }
}
