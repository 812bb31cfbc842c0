package dev.shardwright.profiler.device;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import dev.shardwright.profiler.torchscript.ScriptModule;
import dev.shardwright.simulator.unit.Seconds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

/** A TorchScript module in the engine, its operands made. */
final class PyTorchKernel implements LoadedKernel {
    private static final double NANOSECONDS = 1e-9;
    private static final String METHOD = "module_method:";

    private final Model model;
    private final Runnable whenClosed;

    private PyTorchKernel(Model model, Runnable whenClosed) {
        this.model = model;
        this.whenClosed = whenClosed;
    }

    static PyTorchKernel load(ScriptModule module, Device device, Runnable whenClosed) {
        PyTorchKernel kernel = new PyTorchKernel(Model.newInstance("kernel", device, "PyTorch"), whenClosed);
        try {
            kernel.model.load(new ByteArrayInputStream(module.archive()), Map.of());
            kernel.call("prepare", 0);
            return kernel;
        } catch (IOException | MalformedModelException | EngineException e) {
            kernel.model.close();
            throw Refusal.of(String.valueOf(e.getMessage()), e);
        } catch (UnmeasurableException e) {
            kernel.model.close();
            throw e;
        }
    }

    @Override
    public Seconds run(int steps) {
        long start = System.nanoTime();
        call("forward", steps);
        return new Seconds((System.nanoTime() - start) * NANOSECONDS);
    }

    /** Runs so many steps and returns the element that the module hands out. */
    float forward(int steps) {
        return call("forward", steps);
    }

    /**
     * Runs a method to its end: reading the one element it returns waits for everything queued before on the device.
     * Always as in training, since what inference makes cannot take part in a backward pass; the module itself decides
     * whether gradients are recorded.
     */
    private float call(String method, long argument) {
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDArray name = manager.create(0);
            name.setName(METHOD + method);
            NDList arguments = new NDList(name, manager.create(argument));
            return model.getBlock()
                    .forward(new ParameterStore(manager, false), arguments, true)
                    .singletonOrThrow()
                    .toFloatArray()[0];
        } catch (EngineException e) {
            throw Refusal.of(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        model.close();
        whenClosed.run();
    }
}
