package dev.shardwright.profiler.device;

import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.torchscript.TrainingScript;
import dev.shardwright.profiler.training.SmallGpt;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Map;
import java.util.Optional;

/**
 * The PyTorch of a Python program, driven by DJL's Python engine, on a processor or on the first GPU that it sees. It runs
 * the same TorchScript modules as {@link PyTorchBackend}; times are taken in Python, by the events of CUDA on a GPU.
 */
public final class PythonBackend implements Backend {
    private final PythonEngine engine;
    private final KernelModules modules;
    private final Stopwatch watch = new Stopwatch();

    private PythonBackend(PythonEngine engine, KernelModules modules) {
        this.engine = engine;
        this.modules = modules;
    }

    /**
     * Starts Python. Throws UnmeasurableException when it lacks a package or sees no such device.
     *
     * @param program the name or path of a Python that has PyTorch and NumPy, such as "python3"
     * @param kind empty: a GPU if PyTorch sees one, else the processor
     * @param threads threads of the tensor library on a processor; 0 leaves them to the library
     */
    public static PythonBackend open(String program, Optional<DeviceDescription.Kind> kind, int threads) {
        PythonEngine engine = PythonEngine.start(PythonPackages.check(program), threads);
        try {
            PythonAnswer answer =
                    new PythonAnswer(engine.ask("describe", Map.of("threads", Integer.toString(threads))));
            boolean gpu = kind.map(DeviceDescription.Kind.GPU::equals).orElse(answer.hasGpu());
            if (gpu && !answer.hasGpu()) {
                throw new UnmeasurableException(
                        "the PyTorch of " + program + " (" + answer.pytorch() + ") sees no GPU");
            }
            return new PythonBackend(engine, gpu ? answer.gpu() : answer.processor());
        } catch (UnmeasurableException e) {
            engine.close();
            throw e;
        }
    }

    @Override
    public DeviceDescription device() {
        return modules.device();
    }

    @Override
    public LoadedKernel load(Kernel kernel, Caches caches) {
        return modules.load(kernel, caches, (loaded, module, whenClosed) -> {
            PythonModule.Products products =
                    kernel.format() == NumberFormat.TF32 ? PythonModule.Products.TF32 : PythonModule.Products.FP32;
            return PythonModule.load(engine, module, modules.scriptDevice(), products, whenClosed);
        });
    }

    @Override
    public Bytes operands(Kernel kernel, Caches caches) {
        return modules.operands(kernel, caches);
    }

    @Override
    public TrainedModel load(SmallGpt model) {
        String device = modules.scriptDevice();
        return PythonModule.load(
                engine, TrainingScript.of(model, device), device, PythonModule.Products.FP32, () -> {});
    }

    @Override
    public Optional<GpuState> state() {
        return device().kind() == DeviceDescription.Kind.GPU
                ? GpuState.parse(GpuDriver.query(GpuState.FIELDS))
                : Optional.empty();
    }

    @Override
    public Bytes memory() {
        return modules.memory();
    }

    @Override
    public Seconds elapsed() {
        return watch.elapsed();
    }

    @Override
    public void rest(Seconds time) {
        Stopwatch.rest(time);
    }

    @Override
    public void close() {
        engine.close();
    }
}
