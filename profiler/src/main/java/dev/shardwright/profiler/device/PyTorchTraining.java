package dev.shardwright.profiler.device;

import ai.djl.Device;
import dev.shardwright.profiler.torchscript.TrainingScript;
import dev.shardwright.profiler.training.SmallGpt;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Optional;

/** A small GPT in the engine. */
final class PyTorchTraining implements TrainedModel {
    private static final double NANOSECONDS = 1e-9;

    private final PyTorchKernel module;
    private final Optional<Bytes> before;

    private PyTorchTraining(PyTorchKernel module, Optional<Bytes> before) {
        this.module = module;
        this.before = before;
    }

    static PyTorchTraining load(SmallGpt model, Device device, String scriptDevice) {
        Optional<Bytes> before = device.isGpu() ? Optional.empty() : ResidentMemory.restart();
        return new PyTorchTraining(
                PyTorchKernel.load(TrainingScript.of(model, scriptDevice), device, () -> {}), before);
    }

    @Override
    public Outcome train(int steps) {
        long start = System.nanoTime();
        float loss = module.forward(steps);
        return new Outcome(loss, new Seconds((System.nanoTime() - start) * NANOSECONDS));
    }

    @Override
    public Optional<Bytes> peakMemory() {
        return before.flatMap(level ->
                ResidentMemory.peak().map(peak -> new Bytes(Math.max(0, peak.value() - level.value()))));
    }

    @Override
    public void close() {
        module.close();
    }
}
