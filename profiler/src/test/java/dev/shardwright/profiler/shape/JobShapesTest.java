package dev.shardwright.profiler.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.MatrixProduct;
import dev.shardwright.profiler.kernel.Operation;
import dev.shardwright.profiler.kernel.OperationKind;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.jobfile.JobFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JobShapesTest {
    private static ShapeList shapes(String job) {
        Catalog catalog = Catalog.at(Path.of("..", "profiles"));
        TrainingJob read = JobFile.read(Path.of("..", "examples", job + ".json"), catalog);
        return JobShapes.of(read, NumberFormat.BF16);
    }

    private static List<Operation> operations(ShapeList shapes) {
        return shapes.kernels().stream().map(Kernel::operation).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deepseek-v3-on-256-h100",
                "gpt-3-175b-on-1024-a100",
                "llama-3-8b-on-8-h100",
                "mixtral-8x7b-on-64-h100"
            })
    void aJobsKernelsAreEachThereOnceWithItsEnds(String job) {
        ShapeList shapes = shapes(job);
        assertThat(shapes.kernels()).doesNotHaveDuplicates();
        assertThat(operations(shapes))
                .extracting(Operation::kind)
                .contains(
                        OperationKind.MATRIX_PRODUCT,
                        OperationKind.EMBEDDING,
                        OperationKind.CROSS_ENTROPY,
                        OperationKind.RESIDUAL_ADD,
                        OperationKind.ADAM_STEP);
        assertThat(operations(shapes).stream().anyMatch(o -> o.kind() == OperationKind.TOKEN_ROUTING))
                .isEqualTo(!job.startsWith("gpt") && !job.startsWith("llama"));
    }

    /** GPT-3 over eight ranks: 2,048 tokens, 12,288 wide, a quarter of 49,152 inner columns and so on. */
    @Test
    void productsAreThoseOfTheJobsOwnLayout() {
        assertThat(operations(shapes("gpt-3-175b-on-1024-a100")))
                .contains(
                        new MatrixProduct(2048, 49152 / 8, 12288, 1), new MatrixProduct(2048, 3 * 12288 / 8, 12288, 1));
    }

    @Test
    void cheapKernelsComeFirst() {
        List<Operation> operations = operations(shapes("llama-3-8b-on-8-h100"));
        assertThat(operations.get(operations.size() - 1).kind())
                .isIn(OperationKind.MATRIX_PRODUCT, OperationKind.DECODER_LAYER);
    }
}
