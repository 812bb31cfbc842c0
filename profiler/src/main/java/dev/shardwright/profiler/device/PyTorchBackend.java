package dev.shardwright.profiler.device;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.torchscript.KernelScript;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Locale;

/** DJL's PyTorch engine on a processor or on one GPU. Kernels run in the thread that loads them. */
public final class PyTorchBackend implements Backend {
    private static final double NANOSECONDS = 1e-9;

    /** Lists the version and platform of the native library; the jar of each platform brings it. */
    private static final String NATIVE_LIBRARY = "native/lib/pytorch.properties";

    private final Device device;
    private final DeviceDescription description;
    private final long start = System.nanoTime();

    private PyTorchBackend(Device device, DeviceDescription description) {
        this.device = device;
        this.description = description;
    }

    /** Whether the native library for this platform came with this build. */
    public static boolean hasNativeLibrary() {
        return PyTorchBackend.class.getClassLoader().getResource(NATIVE_LIBRARY) != null;
    }

    /**
     * Starts the engine, offline. Throws UnmeasurableException when there is no native library or no such device.
     *
     * @param threads threads of the tensor library on a processor; 0 leaves them to the library
     */
    public static PyTorchBackend open(DeviceDescription.Kind kind, int threads) {
        if (!hasNativeLibrary()) {
            throw new UnmeasurableException("no PyTorch library for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch") + " came with this build");
        }
        System.setProperty("ai.djl.offline", "true");
        Engine engine = start();
        if (threads > 0) {
            JniUtils.setNumThreads(threads);
        }
        JniUtils.setGraphExecutorOptimize(false);
        return kind == DeviceDescription.Kind.CPU ? onProcessor(engine) : onGpu(engine);
    }

    private static Engine start() {
        try {
            return Engine.getEngine("PyTorch");
        } catch (RuntimeException | LinkageError e) {
            throw new UnmeasurableException("the PyTorch library does not load: " + e.getMessage(), e);
        }
    }

    private static PyTorchBackend onProcessor(Engine engine) {
        return new PyTorchBackend(Device.cpu(), Descriptions.processor(engine.getVersion(), JniUtils.getNumThreads()));
    }

    private static PyTorchBackend onGpu(Engine engine) {
        if (engine.getGpuCount() == 0) {
            throw new UnmeasurableException("this build's PyTorch library sees no GPU");
        }
        return new PyTorchBackend(Device.gpu(0), Descriptions.gpu(engine.getVersion(), JniUtils.getNumThreads()));
    }

    @Override
    public DeviceDescription device() {
        return description;
    }

    @Override
    public LoadedKernel load(Kernel kernel) {
        if (!description.formats().contains(kernel.format())) {
            throw new UnmeasurableException("the device has no units for " + Kernel.label(kernel.format()));
        }
        return PyTorchKernel.load(KernelScript.of(kernel, scriptDevice()), device);
    }

    private String scriptDevice() {
        return device.isGpu() ? String.format(Locale.ROOT, "cuda:%d", device.getDeviceId()) : "cpu";
    }

    @Override
    public Seconds elapsed() {
        return new Seconds((System.nanoTime() - start) * NANOSECONDS);
    }

    /** The engine lives as long as the process; each kernel frees its own memory. */
    @Override
    public void close() {}
}
