package dev.shardwright.planner.export.megatron;

import dev.shardwright.planner.export.shell.Exports;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Bash script that starts pretrain_gpt.py on one node with torchrun; run on every node, it starts the job. */
public final class LaunchScript {
    private final MegatronRun run;
    private final List<FlagGroup> groups;

    private LaunchScript(MegatronRun run, List<FlagGroup> groups) {
        this.run = run;
        this.groups = groups;
    }

    /** Throws InvalidInputException with everything that this release cannot say about the job. */
    public static LaunchScript of(TrainingJob job, MegatronRelease release) {
        List<Problem> problems = refusals(job, release);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        MegatronRun run = MegatronRun.of(job, release);
        return new LaunchScript(run, groups(run));
    }

    /** Everything that this release cannot say about the job; first what no release can. */
    public static List<Problem> refusals(TrainingJob job, MegatronRelease release) {
        MegatronRun run = MegatronRun.of(job, release);
        List<Problem> problems = Stream.of(
                        ModelLimits.check(run),
                        LayoutLimits.check(run),
                        ContextLimits.check(run),
                        NumericsLimits.check(run))
                .flatMap(List::stream)
                .toList();
        return problems.isEmpty() ? ReleaseLimits.check(run, () -> groups(run)) : problems;
    }

    private static List<FlagGroup> groups(MegatronRun run) {
        List<FlagGroup> groups = new ArrayList<>();
        groups.add(ModelFlags.of(run));
        ExpertFlags.of(run).ifPresent(groups::add);
        groups.add(ParallelFlags.of(run));
        groups.add(MemoryFlags.of(run));
        groups.add(PrecisionFlags.of(run));
        groups.add(TrainingFlags.of(run));
        return List.copyOf(groups);
    }

    /** Every argument that the plan fixes, group by group; data and checkpoints are left to the script's variables. */
    public List<FlagGroup> arguments() {
        return groups;
    }

    /** The environment variables that the arguments rely on. */
    public Exports environment() {
        return Environment.of(run);
    }

    public String text(Optional<Report> prediction) {
        List<String> lines = new ArrayList<>();
        lines.add("#!/usr/bin/env bash");
        lines.addAll(ScriptHeading.lines(run, prediction));
        lines.addAll(List.of("set -euo pipefail", ""));
        lines.addAll(Settings.lines(run));
        lines.add("");
        lines.addAll(environment().lines());
        for (FlagGroup group : groups) {
            lines.add("");
            lines.addAll(group.lines());
        }
        lines.add("");
        lines.addAll(DataSection.lines(run));
        lines.add("");
        lines.addAll(CommandSection.lines(run, groups));
        return String.join("\n", lines) + "\n";
    }
}
