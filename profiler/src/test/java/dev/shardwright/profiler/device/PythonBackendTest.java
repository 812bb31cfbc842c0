package dev.shardwright.profiler.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.shardwright.profiler.kernel.HostCopy;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.MatrixProduct;
import dev.shardwright.profiler.kernel.MemoryCopy;
import dev.shardwright.profiler.kernel.RowWise;
import dev.shardwright.profiler.torchscript.KernelScript;
import dev.shardwright.profiler.torchscript.ScriptModule;
import dev.shardwright.profiler.training.SmallGpt;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.Bytes;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The PyTorch of a real Python on this machine's processor; SHARDWRIGHT_TEST_PYTHON names the program, else python3. */
@Tag("native")
final class PythonBackendTest {
    private static final String PROGRAM =
            Optional.ofNullable(System.getenv("SHARDWRIGHT_TEST_PYTHON")).orElse("python3");

    private static final String SOCKETS = "java.io.tmpdir";
    private static final double LEAST_FLOPS = 1e8;
    private static final double MOST_FLOPS = 1e14;

    private static Backend backend;

    @BeforeAll
    static void open() {
        try {
            PythonPackages.check(PROGRAM);
        } catch (UnmeasurableException e) {
            abort(e.getMessage());
        }
        backend = open(Optional.of(DeviceDescription.Kind.CPU));
    }

    private static Backend open(Optional<DeviceDescription.Kind> kind) {
        return PythonBackend.open(PROGRAM, kind, 1);
    }

    @AfterAll
    static void close() {
        if (backend != null) {
            backend.close();
        }
    }

    @Test
    void theDeviceSaysWhatRunsIt() {
        DeviceDescription device = backend.device();
        assertThat(device.kind()).isEqualTo(DeviceDescription.Kind.CPU);
        assertThat(device.threads()).isEqualTo(1);
        assertThat(device.formats()).contains(NumberFormat.FP32).doesNotContain(NumberFormat.TF32);
        assertThat(device.versions()).containsKeys("pytorch", "python", "djl", "djl-python");
        assertThat(backend.state()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.shardwright.profiler.device.PyTorchBackendTest#everyOperationRuns")
    void everyOperationRuns(Kernel kernel) {
        try (LoadedKernel loaded = backend.load(kernel)) {
            assertThat(loaded.run(1).value()).isPositive();
        }
    }

    @Test
    void matrixProductsRunAtAPlausibleRate() {
        Kernel kernel = Kernel.forward(new MatrixProduct(256, 256, 256, 1), NumberFormat.FP32);
        try (LoadedKernel loaded = backend.load(kernel)) {
            assertThat(kernel.flops().value() / fastest(loaded, 20)).isBetween(LEAST_FLOPS, MOST_FLOPS);
        }
    }

    @Test
    void operandsOutOfAllCachesRunToo() {
        Kernel kernel = Kernel.forward(new RowWise(RowWise.Form.RESIDUAL_ADD, 512, 1024), NumberFormat.FP32);
        try (LoadedKernel cold = backend.load(kernel, Caches.COLD)) {
            assertThat(cold.run(3).value()).isPositive();
        }
    }

    /** If steps whose results nobody reads were skipped, a hundred would cost no more than ten. */
    @Test
    void everyStepIsRun() {
        Kernel kernel = Kernel.training(new MatrixProduct(128, 128, 128, 1), NumberFormat.FP32);
        try (LoadedKernel loaded = backend.load(kernel)) {
            fastest(loaded, 10);
            assertThat(fastest(loaded, 100) * 100 / (fastest(loaded, 10) * 10)).isGreaterThan(4.0);
        }
    }

    /** Adam's first steps are as long as its rate, 0.001 or so: the same batch is soon better known. */
    @Test
    void trainingLearnsAndItsMemoryIsCounted() {
        SmallGpt model = new SmallGpt(2, 128, 512, new SmallGpt.Batch(2, 32));
        try (TrainedModel trained = backend.load(model)) {
            double first = trained.train(1).loss();
            assertThat(first).isBetween(5.0, 8.0);
            assertThat(trained.train(20).loss()).isLessThan(first - 0.1);
            trained.peakMemory().ifPresent(peak -> assertThat(peak).isGreaterThan(new Bytes(1 << 20)));
        }
    }

    @Test
    void whatThisDeviceCannotRunIsRefused() {
        assertThatThrownBy(() -> backend.load(Kernel.forward(new HostCopy(16), NumberFormat.FP32)))
                .isInstanceOf(UnmeasurableException.class)
                .hasMessageContaining("host");
        assertThatThrownBy(() -> backend.load(Kernel.forward(new MemoryCopy(16), NumberFormat.TF32)))
                .isInstanceOf(UnmeasurableException.class)
                .hasMessageContaining("tf32");
    }

    /** A device that is not there refuses a module and the process lives on. */
    @Test
    void aFailureInPythonIsOneSentence() {
        try (PythonEngine engine = PythonEngine.start(PythonPackages.check(PROGRAM), 1)) {
            ScriptModule module =
                    KernelScript.of(Kernel.forward(new MatrixProduct(2, 2, 2, 1), NumberFormat.FP32), "cpu");
            ScriptModule unknown = new ScriptModule(module.code().replace("torch.matmul", "torch.matmool"));
            assertThatThrownBy(() -> load(engine, unknown))
                    .isInstanceOf(UnmeasurableException.class)
                    .hasMessageContaining("the tensor library refuses it: ")
                    .hasMessageContaining("matmool")
                    .hasMessageNotContaining("\n");
            assertThatThrownBy(() -> engine.ask("run", Map.of("module", "none", "steps", "1")))
                    .hasMessageContaining("no module none");
            try (PythonModule loaded = load(engine, module)) {
                assertThat(loaded.run(3).value()).isPositive();
            }
        }
    }

    private static PythonModule load(PythonEngine engine, ScriptModule module) {
        return PythonModule.load(engine, module, "cpu", PythonModule.Products.FP32, () -> {});
    }

    /** The engine names its sockets from 0 in each Java process, and ends the process that has the name. */
    @Test
    void eachProcessHasASocketOfItsOwn() {
        String before = System.getProperty(SOCKETS);
        try (Backend second = open(Optional.empty())) {
            assertThat(System.getProperty(SOCKETS)).isNotEqualTo(before);
            assertThat(second.elapsed().value()).isPositive();
        }
        assertThat(System.getProperty(SOCKETS)).isEqualTo(before);
        try (LoadedKernel loaded = backend.load(Kernel.forward(new MemoryCopy(16), NumberFormat.FP32))) {
            assertThat(loaded.run(1).value()).isPositive();
        }
    }

    private static double fastest(LoadedKernel kernel, int steps) {
        return IntStream.range(0, 7)
                .mapToDouble(i -> kernel.run(steps).value() / steps)
                .min()
                .orElseThrow();
    }
}
