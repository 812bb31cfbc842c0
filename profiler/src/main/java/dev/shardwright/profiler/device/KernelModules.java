package dev.shardwright.profiler.device;

import dev.shardwright.profiler.kernel.HostCopy;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.torchscript.KernelScript;
import dev.shardwright.profiler.torchscript.ScriptModule;
import dev.shardwright.simulator.unit.Bytes;

/** Kernels as modules for one device, as long as it has units for their formats and memory for their operands. */
final class KernelModules {
    /** Puts a module on the device; the last argument is to be run when the module leaves it. */
    interface Loader {
        LoadedKernel load(Kernel kernel, ScriptModule module, Runnable whenClosed);
    }

    private final DeviceDescription device;
    private final String scriptDevice;
    private final DeviceMemory memory;

    /** @param scriptDevice the tensor library's name of the device, such as "cpu" or "cuda:0" */
    KernelModules(DeviceDescription device, String scriptDevice, DeviceMemory memory) {
        this.device = device;
        this.scriptDevice = scriptDevice;
        this.memory = memory;
    }

    DeviceDescription device() {
        return device;
    }

    String scriptDevice() {
        return scriptDevice;
    }

    Bytes memory() {
        return memory.device();
    }

    /** Throws UnmeasurableException when the device cannot run the kernel. */
    LoadedKernel load(Kernel kernel, Caches caches, Loader loader) {
        if (!device.formats().contains(kernel.format())) {
            throw new UnmeasurableException("the device has no units for " + Kernel.label(kernel.format()));
        }
        if (kernel.operation() instanceof HostCopy && device.kind() == DeviceDescription.Kind.CPU) {
            throw new UnmeasurableException("the device is the host itself");
        }
        ScriptModule module = script(kernel, copies(kernel, caches));
        Bytes operands = operands(kernel, caches);
        memory.take(operands);
        try {
            return loader.load(kernel, module, () -> memory.giveBack(operands));
        } catch (UnmeasurableException e) {
            memory.giveBack(operands);
            throw e;
        }
    }

    Bytes operands(Kernel kernel, Caches caches) {
        return Bytes.of((double) kernel.bytes().value() * copies(kernel, caches));
    }

    private int copies(Kernel kernel, Caches caches) {
        return switch (caches) {
            case WARM -> 1;
            case COLD -> memory.copies(kernel.bytes());
        };
    }

    private ScriptModule script(Kernel kernel, int copies) {
        try {
            return KernelScript.of(kernel, scriptDevice, copies);
        } catch (IllegalArgumentException e) {
            throw new UnmeasurableException(e.getMessage(), e);
        }
    }
}
