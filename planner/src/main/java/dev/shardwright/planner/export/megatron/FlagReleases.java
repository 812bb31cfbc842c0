package dev.shardwright.planner.export.megatron;

import static java.util.Map.entry;

import dev.shardwright.planner.export.shell.ShellWord;
import dev.shardwright.simulator.problem.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The first release of those arguments, and of those values of arguments, that not every supported release knows. */
final class FlagReleases {
    private static final Map<String, MegatronRelease> FIRST = Map.ofEntries(
            entry("--pipeline-model-parallel-layout", MegatronRelease.CORE_0_13),
            entry("--no-rope-freq", MegatronRelease.CORE_0_13),
            entry("--fp8-recipe blockwise", MegatronRelease.CORE_0_13),
            entry("--exp-avg-dtype bf16", MegatronRelease.CORE_0_13),
            entry("--use-megatron-fsdp", MegatronRelease.CORE_0_14),
            entry("--overlap-moe-expert-parallel-comm", MegatronRelease.CORE_0_14),
            entry("--fp4-format", MegatronRelease.CORE_0_15),
            entry("--softmax-type", MegatronRelease.CORE_0_15),
            entry("--window-size", MegatronRelease.CORE_0_15),
            entry("--moe-shared-expert-gate", MegatronRelease.CORE_0_16),
            entry("--outer-dp-sharding-strategy", MegatronRelease.CORE_0_16),
            entry("--optimizer muon", MegatronRelease.CORE_0_18));

    private static final MegatronRelease LAST = Collections.max(FIRST.values());

    private FlagReleases() {}

    /** Whether the release knows every argument that there is. */
    static boolean knowsAll(MegatronRelease release) {
        return release.atLeast(LAST);
    }

    /** One problem for each argument that the release does not know yet. */
    static List<Problem> check(List<FlagGroup> groups, MegatronRelease release) {
        return groups.stream()
                .flatMap(group -> group.flags().stream())
                .flatMap(FlagReleases::spellings)
                .filter(text -> !release.atLeast(FIRST.getOrDefault(text, release)))
                .map(text -> problem(text, FIRST.get(text), release))
                .toList();
    }

    /** The name, and the name with each of its values. */
    private static Stream<String> spellings(Flag flag) {
        return Stream.concat(
                Stream.of(flag.name()),
                flag.values().stream().map(ShellWord::toString).map(value -> flag.name() + " " + value));
    }

    private static Problem problem(String text, MegatronRelease first, MegatronRelease release) {
        return new Problem(
                "--target-version " + release.label(),
                "cannot say " + text + ", which Megatron-LM knows from " + first.label() + " on.",
                "Maybe export for " + first.label() + " or newer.");
    }
}
