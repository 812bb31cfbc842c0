package dev.shardwright.profiler.device;

import dev.shardwright.simulator.unit.Bytes;
import java.util.Map;

/** What the Python process says about itself and its devices. */
record PythonAnswer(Map<String, String> properties) {
    private static final String FIRST_GPU = "cuda:0";

    boolean hasGpu() {
        return properties.containsKey("gpu");
    }

    String pytorch() {
        return properties.get("pytorch");
    }

    KernelModules processor() {
        return new KernelModules(
                versioned(Descriptions.processor(pytorch(), threads())), "cpu", DeviceMemory.ofMachine());
    }

    /** Name and generation as PyTorch tells them, which may see another GPU first than the driver's tool does. */
    KernelModules gpu() {
        String driver = GpuDriver.query("driver_version").strip();
        String line = String.join(",", properties.get("gpu"), driver, properties.get("capability"));
        return new KernelModules(
                versioned(Descriptions.gpu(line, pytorch(), threads()))
                        .withVersion("cuda", properties.getOrDefault("cuda", ""))
                        .withTf32(),
                FIRST_GPU,
                new DeviceMemory(new Bytes(Long.parseLong(properties.get("memory"))), cache()));
    }

    /** Older versions of PyTorch do not tell. */
    private Bytes cache() {
        String told = properties.get("cache");
        return told == null ? LastLevelCache.UNKNOWN : new Bytes(Long.parseLong(told));
    }

    private int threads() {
        return Integer.parseInt(properties.get("threads"));
    }

    private DeviceDescription versioned(DeviceDescription description) {
        return description
                .withVersion("djl-python", PythonEngine.version())
                .withVersion("python", properties.get("python"));
    }
}
