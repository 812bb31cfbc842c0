package dev.shardwright.planner.export.megatron;

import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Combinations that older releases refuse and newer ones accept, and arguments that a release does not know. */
final class ReleaseLimits {
    private final MegatronRun run;
    private final List<Problem> problems = new ArrayList<>();

    private ReleaseLimits(MegatronRun run) {
        this.run = run;
    }

    /** @param groups the arguments, which only a release that lacks one is asked about */
    static List<Problem> check(MegatronRun run, Supplier<List<FlagGroup>> groups) {
        ReleaseLimits release = new ReleaseLimits(run);
        release.keyValueHeads();
        release.predictions();
        release.expertsInHalfPrecision();
        if (!run.release().atLeast(MegatronRelease.CORE_0_14)) {
            release.stages(groups.get());
        }
        if (!FlagReleases.knowsAll(run.release())) {
            release.problems.addAll(FlagReleases.check(groups.get(), run.release()));
        }
        return List.copyOf(release.problems);
    }

    private void keyValueHeads() {
        int heads = run.architecture().attention().kvHeads();
        from(
                MegatronRelease.CORE_0_16,
                heads % run.degrees().tensor() == 0,
                "parallel.tensor = " + run.degrees().tensor(),
                "must divide key/value heads (" + heads + ")");
    }

    private void predictions() {
        from(
                MegatronRelease.CORE_0_14,
                run.job().model().predictionLayers() == 0 || run.degrees().context() == 1,
                "parallel.context = " + run.degrees().context(),
                "must be 1 in a model that predicts further tokens");
    }

    private void expertsInHalfPrecision() {
        from(
                MegatronRelease.CORE_0_16,
                run.degrees().expert() == 1 || run.job().numerics().precision() != Precision.FP16,
                "parallel.expert = " + run.degrees().expert(),
                "must be 1 with fp16");
    }

    private void stages(List<FlagGroup> groups) {
        boolean layout = groups.stream()
                .flatMap(group -> group.flags().stream())
                .anyMatch(flag -> flag.name().equals("--pipeline-model-parallel-layout"));
        from(
                MegatronRelease.CORE_0_14,
                !layout || run.job().model().predictionLayers() == 0,
                "parallel.pipeline = " + run.degrees().pipeline(),
                "must divide the layers (" + run.stages().words() + ") of a model that predicts further tokens");
    }

    private void from(MegatronRelease first, boolean holdsBefore, String where, String rule) {
        if (!holdsBefore && !run.release().atLeast(first)) {
            problems.add(new Problem(
                    where,
                    rule + " in Megatron-LM before " + first.label() + ", and the target is "
                            + run.release().label() + ".",
                    "Maybe export for " + first.label() + " or newer."));
        }
    }
}
