package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.export.megatron.MegatronRelease;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped model is said exactly or refused. */
final class MegatronModelsTest {
    private static final int SEQUENCE = 1024;

    static List<String> models() {
        return JobSketch.CATALOG.models().names();
    }

    @ParameterizedTest
    @MethodSource("models")
    void argumentsDescribeTheModel(String name) {
        Transformer model = JobSketch.CATALOG.models().model(name);
        MegatronArguments args;
        try {
            args = arguments(model);
        } catch (InvalidInputException e) {
            assertThat(e.problems())
                    .allSatisfy(problem -> assertThat(problem.where()).isNotEmpty());
            return;
        }
        assertThat(MegatronRules.check(args, MegatronRelease.NEWEST)).isEmpty();
        if (model.predictionLayers() == 0) {
            assertThat(MegatronParameters.count(args, model.vocabulary().size()))
                    .as("parameters of the model that the arguments describe")
                    .isEqualTo(model.parameters().total());
        }
    }

    @Test
    void mostModelsCanBeSaid() {
        Stream<String> said = models().stream().filter(MegatronModelsTest::isSaid);
        assertThat(said.count()).isGreaterThan(models().size() / 2);
    }

    private static boolean isSaid(String name) {
        try {
            arguments(JobSketch.CATALOG.models().model(name));
            return true;
        } catch (InvalidInputException e) {
            return false;
        }
    }

    private static MegatronArguments arguments(Transformer model) {
        return MegatronRulesTest.arguments(job(model), MegatronRelease.NEWEST);
    }

    /** A job of the model on one node, with sequences that its positions reach. */
    static TrainingJob job(Transformer model) {
        int positions = model.vocabulary().positions();
        int sequence = positions > 0 ? Math.min(SEQUENCE, positions) : SEQUENCE;
        return JobSketch.of(model, JobSketch.CATALOG.hardware().cluster("dgx-h100", 8))
                .batch(sequence, 8, 1)
                .job();
    }
}
