package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Random legal plans for every target with a configuration file. */
final class ConfigTargetsTest {
    private static final int PLANS = 2500;
    private static final int LEAST_SAID = 20;
    private static final long SEED = 23;
    private static final List<TrainingJob> JOBS =
            new RandomPlans(SEED).stream().limit(PLANS).toList();

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MEGATRON")
    void whatIsNotRefusedKeepsTheFrameworksRules(Framework framework) {
        Target target = framework.at("");
        List<TrainingJob> said =
                JOBS.stream().filter(job -> target.refusals(job).isEmpty()).toList();
        assertThat(said).as("seed %d", SEED).hasSizeGreaterThan(LEAST_SAID);
        for (TrainingJob job : said) {
            TargetRules.check(framework, ExportedConfig.of(framework, job));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MEGATRON")
    void everyRefusalNamesChoiceRuleAndTheNearestPlan(Framework framework) {
        Target target = framework.at("");
        for (TrainingJob job : JOBS) {
            for (Problem problem : target.refusals(job)) {
                assertThat(problem.where()).isNotEmpty();
                assertThat(problem.suggestion()).as(problem.toString()).startsWith("The nearest: ");
            }
        }
    }

    /** Two plans that train differently never become the same files. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MEGATRON")
    void differentPlansAreDifferentFiles(Framework framework) {
        Target target = framework.at("");
        Map<String, TrainingJob> seen = new HashMap<>();
        for (TrainingJob job : JOBS) {
            if (target.refusals(job).isEmpty()) {
                String text = withoutComments(target.files(job, ExportContext.BARE));
                TrainingJob other = seen.putIfAbsent(text, job);
                assertThat(other == null || samePlan(job, other))
                        .as("%s and %s as %s", job.layout(), other == null ? "" : other.layout(), text)
                        .isTrue();
            }
        }
    }

    private static boolean samePlan(TrainingJob a, TrainingJob b) {
        var d = a.layout().degrees();
        var e = b.layout().degrees();
        boolean degrees = d.tensor() == e.tensor()
                && d.pipeline() == e.pipeline()
                && d.context() == e.context()
                && d.data() == e.data()
                && d.expert() == e.expert();
        return degrees
                && a.layout().microBatch() == b.layout().microBatch()
                && a.microBatches() == b.microBatches()
                && a.layout().sequenceParallel() == b.layout().sequenceParallel()
                && a.numerics().precision() == b.numerics().precision();
    }

    private static String withoutComments(List<ExportedFile> files) {
        StringBuilder text = new StringBuilder();
        for (ExportedFile file : files) {
            file.text().lines().filter(line -> !line.strip().startsWith("#")).forEach(text::append);
        }
        return text.toString();
    }
}
