package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.export.megatron.MegatronRelease;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The names that exports use exist in the release. The list (name, first release, last release) was read off the option
 * parsers of the releases' last patches.
 */
final class MegatronArgumentNamesTest {
    private static final int JOBS = 150;

    @ParameterizedTest
    @EnumSource
    void everyNameExistsInTheRelease(MegatronRelease release) throws IOException {
        Set<String> known = known(release);
        RandomJobs random = new RandomJobs(100 + release.minor());
        for (int i = 0; i < JOBS; i++) {
            MegatronRulesTest.export(random.next(), release)
                    .ifPresent(arguments -> assertThat(known).containsAll(arguments.names()));
        }
    }

    /** Random jobs reach nearly everything that an export can say. */
    @Test
    void randomJobsUseNearlyEveryName() throws IOException {
        Set<String> unused = new TreeSet<>(known(MegatronRelease.NEWEST));
        RandomJobs random = new RandomJobs(5);
        for (int i = 0; i < 20 * JOBS; i++) {
            Optional<MegatronArguments> arguments = MegatronRulesTest.export(random.next(), MegatronRelease.NEWEST);
            arguments.ifPresent(a -> unused.removeAll(a.names()));
        }
        assertThat(unused)
                .containsExactlyInAnyOrder(
                        "--data-path",
                        "--tokenizer-model",
                        "--save",
                        "--load",
                        "--save-interval",
                        "--decoder-first-pipeline-num-layers",
                        "--decoder-last-pipeline-num-layers",
                        "--moe-expert-capacity-factor",
                        "--moe-router-pre-softmax",
                        "--no-rope-fusion",
                        "--overlap-moe-expert-parallel-comm");
    }

    private static Set<String> known(MegatronRelease release) throws IOException {
        Set<String> names = new HashSet<>();
        try (InputStream list = MegatronArgumentNamesTest.class.getResourceAsStream("megatron-arguments.txt")) {
            for (String line : new String(list.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] words = line.split(" ");
                if (MegatronRelease.parse(words[1]).compareTo(release) <= 0
                        && MegatronRelease.parse(words[2]).compareTo(release) >= 0) {
                    names.add(words[0]);
                }
            }
        }
        return names;
    }
}
