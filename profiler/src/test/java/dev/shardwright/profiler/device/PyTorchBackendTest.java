package dev.shardwright.profiler.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.Model;
import dev.shardwright.profiler.kernel.AdamStep;
import dev.shardwright.profiler.kernel.CausalAttention;
import dev.shardwright.profiler.kernel.HostCopy;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.Launch;
import dev.shardwright.profiler.kernel.MatrixProduct;
import dev.shardwright.profiler.kernel.MemoryCopy;
import dev.shardwright.profiler.kernel.OperationKind;
import dev.shardwright.profiler.kernel.Pass;
import dev.shardwright.profiler.torchscript.KernelScript;
import dev.shardwright.profiler.torchscript.ScriptModule;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.Bytes;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real engine on this machine's processor, with one thread: several wait for each other on a busy machine. */
@Tag("native")
final class PyTorchBackendTest {
    /** A thread of any processor, however busy, is faster than this, and none reaches MOST_FLOPS. */
    private static final double LEAST_FLOPS = 1e8;

    /** Threads that wait for each other make times worthless on a busy machine. */
    private static final int ONE_THREAD = 1;

    private static final double MOST_FLOPS = 1e14;

    private static final Set<OperationKind> NOT_ON_A_PROCESSOR = Set.of(
            OperationKind.FLASH_ATTENTION,
            OperationKind.MEMORY_EFFICIENT_ATTENTION,
            OperationKind.CUDNN_ATTENTION,
            OperationKind.HOST_COPY);

    private static Backend backend;

    @BeforeAll
    static void open() {
        assumeTrue(PyTorchBackend.hasNativeLibrary(), "no PyTorch library for this platform on the class path");
        backend = PyTorchBackend.open(Optional.of(DeviceDescription.Kind.CPU), ONE_THREAD);
    }

    /** What a module computes for nobody is dropped before it runs; a step that changes no weight was. */
    @Test
    void anOptimizerStepChangesTheWeights() {
        ScriptModule module = KernelScript.of(new Kernel(new AdamStep(64), NumberFormat.FP32, Pass.FORWARD), "cpu");
        try (PyTorchKernel step = PyTorchKernel.load(module, Device.cpu(), () -> {})) {
            assertThat(step.forward(1)).isNotEqualTo(step.forward(1));
        }
    }

    @ParameterizedTest
    @MethodSource
    void everyOperationRuns(Kernel kernel) {
        try (LoadedKernel loaded = backend.load(kernel)) {
            assertThat(loaded.run(1).value()).isPositive();
        }
    }

    static Stream<Kernel> everyOperationRuns() {
        return Stream.of(OperationKind.values())
                .filter(kind -> !NOT_ON_A_PROCESSOR.contains(kind))
                .map(SmallOperations::of)
                .flatMap(operation -> Stream.of(Pass.values())
                        .filter(pass -> pass == Pass.FORWARD || operation.kind().differentiable())
                        .map(pass -> new Kernel(operation, NumberFormat.FP32, pass)));
    }

    @ParameterizedTest
    @MethodSource
    void matrixProductsRunAtAPlausibleRate(Pass pass) {
        Kernel kernel = new Kernel(new MatrixProduct(256, 256, 256, 1), NumberFormat.FP32, pass);
        try (LoadedKernel loaded = backend.load(kernel)) {
            double rate = kernel.flops().value() / fastest(loaded, 20);
            assertThat(rate).isBetween(LEAST_FLOPS, MOST_FLOPS);
        }
    }

    static List<Pass> matrixProductsRunAtAPlausibleRate() {
        return List.of(Pass.values());
    }

    /** If the engine skipped steps whose results nobody reads, a hundred steps would cost no more than ten. */
    @Test
    void everyStepIsRun() {
        try (LoadedKernel loaded =
                backend.load(Kernel.training(new MatrixProduct(128, 128, 128, 1), NumberFormat.FP32))) {
            fastest(loaded, 10);
            double ten = fastest(loaded, 10) * 10;
            double hundred = fastest(loaded, 100) * 100;
            assertThat(hundred / ten).isGreaterThan(4.0);
        }
    }

    /** Causal attention of a square of scores costs sixteen times as much at four times the length. */
    @Test
    void attentionGrowsWithTheSquare() {
        double small = attention(256);
        double large = attention(2048);
        assertThat(large / small).isGreaterThan(5.0);
    }

    private static double attention(long length) {
        Kernel kernel = Kernel.forward(new CausalAttention(4, 2, length, 64, 64), NumberFormat.FP32);
        try (LoadedKernel loaded = backend.load(kernel)) {
            return fastest(loaded, 2);
        }
    }

    /** Modules for a GPU are compiled here as well: the library checks every call and its arguments when it loads them. */
    @ParameterizedTest
    @MethodSource
    void modulesForAGpuCompile(Kernel kernel) throws Exception {
        for (int copies : new int[] {1, 2}) {
            ScriptModule module = KernelScript.of(kernel, "cuda:0", copies);
            try (Model model = Model.newInstance("kernel", Device.cpu(), "PyTorch")) {
                model.load(new ByteArrayInputStream(module.archive()), Map.of());
                assertThat(model.getBlock()).isNotNull();
            }
        }
    }

    static Stream<Kernel> modulesForAGpuCompile() {
        Stream<Kernel> wide = Stream.of(OperationKind.values())
                .map(SmallOperations::of)
                .map(operation -> new Kernel(
                        operation,
                        NumberFormat.BF16,
                        operation.kind().differentiable() ? Pass.FORWARD_BACKWARD : Pass.FORWARD));
        return Stream.concat(wide, Stream.of(Kernel.forward(new MatrixProduct(32, 32, 32, 1), NumberFormat.FP8)));
    }

    /** The check above can fail: a call of that name does not exist. */
    @Test
    void aModuleWithAnUnknownCallDoesNotCompile() {
        String code = KernelScript.of(Kernel.forward(new MatrixProduct(2, 2, 2, 1), NumberFormat.FP32), "cuda:0")
                .code()
                .replace("torch.matmul", "torch.matmool");
        try (Model model = Model.newInstance("kernel", Device.cpu(), "PyTorch")) {
            assertThatThrownBy(() -> model.load(new ByteArrayInputStream(new ScriptModule(code).archive()), Map.of()))
                    .hasMessageContaining("matmool");
        }
    }

    @ParameterizedTest
    @MethodSource("everyOperationRuns")
    void everyOperationRunsWithColdCaches(Kernel kernel) {
        ScriptModule module = KernelScript.of(kernel, "cpu", 3);
        try (PyTorchKernel loaded = PyTorchKernel.load(module, Device.cpu(), () -> {})) {
            assertThat(loaded.run(4).value()).isPositive();
        }
    }

    /** A negation in place turns the sign of the set whose turn it is: with three sets, every sixth step is as the first. */
    @Test
    void operandsTakeTurnsAlsoFromBatchToBatch() {
        ScriptModule module = KernelScript.of(Kernel.forward(new Launch(1), NumberFormat.FP32), "cpu", 3);
        try (PyTorchKernel loaded = PyTorchKernel.load(module, Device.cpu(), () -> {})) {
            List<Float> once =
                    IntStream.range(0, 6).mapToObj(i -> loaded.forward(1)).toList();
            assertThat(List.copyOf(once.subList(0, 3))).doesNotHaveDuplicates();
            assertThat(once.subList(3, 6)).containsExactly(-once.get(0), -once.get(1), -once.get(2));
            assertThat(loaded.forward(2)).isEqualTo(once.get(1));
            assertThat(loaded.forward(1)).isEqualTo(once.get(2));
        }
    }

    /** Products of 24 KiB, of which a cache of 1 MiB holds many: enough take turns to be twice as much. */
    @Test
    void coldOperandsAreMoreThanTheCachesHold() {
        Kernel kernel = Kernel.forward(new MatrixProduct(64, 64, 64, 1), NumberFormat.FP32);
        KernelModules modules =
                new KernelModules(backend.device(), "cpu", new DeviceMemory(new Bytes(1L << 30), new Bytes(1L << 20)));
        assertThat(modules.operands(kernel, Caches.WARM)).isEqualTo(kernel.bytes());
        assertThat(modules.operands(kernel, Caches.COLD).value())
                .isBetween(2L << 20, (2L << 20) + 2 * kernel.bytes().value());
        assertThat(backend.operands(kernel, Caches.COLD)).isGreaterThan(kernel.bytes());
    }

    @Test
    void aCopyFromTheHostNeedsAnotherDevice() {
        assertThatThrownBy(() -> backend.load(Kernel.forward(new HostCopy(16), NumberFormat.FP32)))
                .isInstanceOf(UnmeasurableException.class)
                .hasMessageContaining("host");
    }

    @Test
    void aProcessorHasNoStateOfAGpu() {
        assertThat(backend.state()).isEmpty();
    }

    @Test
    void aFormatWithoutUnitsIsRefused() {
        Kernel kernel = Kernel.forward(new MemoryCopy(16), NumberFormat.FP8);
        assertThatThrownBy(() -> backend.load(kernel))
                .isInstanceOf(UnmeasurableException.class)
                .hasMessageContaining("fp8");
    }

    private static double fastest(LoadedKernel kernel, int steps) {
        DoubleStream times =
                IntStream.range(0, 7).mapToDouble(i -> kernel.run(steps).value() / steps);
        return times.min().orElseThrow();
    }
}
