package dev.shardwright.profiler.device;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.training.SmallGpt;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Locale;
import java.util.Optional;

/** DJL's PyTorch engine on a processor or on one GPU. Kernels run in the thread that loads them. */
public final class PyTorchBackend implements Backend {
    /** Lists the version and platform of the native library; the jar of each platform brings it. */
    private static final String NATIVE_LIBRARY = "native/lib/pytorch.properties";

    private static final String WITH_PYTHON = "--python python3 measures with Python's own PyTorch";

    private final Device device;
    private final KernelModules modules;
    private final Stopwatch watch = new Stopwatch();

    private PyTorchBackend(Device device, DeviceDescription description, DeviceMemory memory) {
        this.device = device;
        this.modules = new KernelModules(description, scriptName(device), memory);
    }

    private static String scriptName(Device device) {
        return device.isGpu() ? String.format(Locale.ROOT, "cuda:%d", device.getDeviceId()) : "cpu";
    }

    /** Whether the native library for this platform came with this build. */
    public static boolean hasNativeLibrary() {
        return PyTorchBackend.class.getClassLoader().getResource(NATIVE_LIBRARY) != null;
    }

    /**
     * Starts the engine, offline. Throws UnmeasurableException when there is no native library or no such device.
     *
     * @param kind empty: a GPU if there is one, else the processor
     * @param threads threads of the tensor library on a processor; 0 leaves them to the library
     */
    public static PyTorchBackend open(Optional<DeviceDescription.Kind> kind, int threads) {
        if (!hasNativeLibrary()) {
            throw new UnmeasurableException("no PyTorch library for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch")
                    + " is here: ./shardwright profile run fetches it where there is one, once, with a network; "
                    + WITH_PYTHON);
        }
        System.setProperty("ai.djl.offline", "true");
        NativeCache.choose();
        Engine engine = start();
        if (threads > 0) {
            JniUtils.setNumThreads(threads);
        }
        JniUtils.setGraphExecutorOptimize(false);
        boolean gpu = kind.map(DeviceDescription.Kind.GPU::equals).orElseGet(() -> hasGpu(engine));
        return gpu ? onGpu(engine) : onProcessor(engine);
    }

    /** Also where only the driver sees one: who has a GPU does not want the processor measured without a word. */
    private static boolean hasGpu(Engine engine) {
        return engine.getGpuCount() > 0 || !GpuDriver.query("name").isBlank();
    }

    private static Engine start() {
        try {
            return Engine.getEngine("PyTorch");
        } catch (RuntimeException | LinkageError e) {
            throw new UnmeasurableException("the PyTorch library does not load: " + e.getMessage(), e);
        }
    }

    private static PyTorchBackend onProcessor(Engine engine) {
        return new PyTorchBackend(
                Device.cpu(),
                Descriptions.processor(engine.getVersion(), JniUtils.getNumThreads()),
                DeviceMemory.ofMachine());
    }

    private static PyTorchBackend onGpu(Engine engine) {
        if (engine.getGpuCount() == 0) {
            throw new UnmeasurableException("this build's PyTorch library sees no GPU; " + WITH_PYTHON
                    + ", --device cpu measures the processor");
        }
        Device gpu = Device.gpu(0);
        return new PyTorchBackend(
                gpu,
                Descriptions.gpu(engine.getVersion(), JniUtils.getNumThreads()),
                new DeviceMemory(new Bytes(CudaUtils.getGpuMemory(gpu).getMax()), LastLevelCache.UNKNOWN));
    }

    @Override
    public DeviceDescription device() {
        return modules.device();
    }

    @Override
    public LoadedKernel load(Kernel kernel, Caches caches) {
        return modules.load(
                kernel, caches, (loaded, module, whenClosed) -> PyTorchKernel.load(module, device, whenClosed));
    }

    @Override
    public Bytes operands(Kernel kernel, Caches caches) {
        return modules.operands(kernel, caches);
    }

    @Override
    public TrainedModel load(SmallGpt model) {
        return PyTorchTraining.load(model, device, modules.scriptDevice());
    }

    @Override
    public Optional<GpuState> state() {
        return device.isGpu() ? GpuState.parse(GpuDriver.query(GpuState.FIELDS)) : Optional.empty();
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

    /** The engine lives as long as the process; each kernel frees its own memory. */
    @Override
    public void close() {}
}
