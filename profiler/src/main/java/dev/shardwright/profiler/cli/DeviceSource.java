package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.device.Backend;
import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.device.PyTorchBackend;
import dev.shardwright.profiler.device.PythonBackend;
import dev.shardwright.profiler.device.UnmeasurableException;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.Optional;

/** Opens the device to measure. */
interface DeviceSource {
    Backend open(Wish wish);

    /**
     * What the user asks for.
     *
     * @param kind any kind when empty
     * @param threads 0 leaves them to the tensor library
     * @param python the Python whose PyTorch runs; the library that DJL brings when empty
     */
    record Wish(Optional<DeviceDescription.Kind> kind, int threads, Optional<String> python) {}

    /** The devices of this machine. Throws UnmeasurableException, and InvalidInputException of a Python. */
    static Backend ofMachine(Wish wish) {
        return wish.python()
                .map(program -> ofPython(program, wish))
                .orElseGet(() -> PyTorchBackend.open(wish.kind(), wish.threads()));
    }

    private static Backend ofPython(String program, Wish wish) {
        try {
            return PythonBackend.open(program, wish.kind(), wish.threads());
        } catch (UnmeasurableException e) {
            throw new InvalidInputException("--python = " + program, "cannot be used: " + e.getMessage() + ".", "");
        }
    }
}
