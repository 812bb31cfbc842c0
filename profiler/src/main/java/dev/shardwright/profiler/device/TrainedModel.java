package dev.shardwright.profiler.device;

import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Optional;

/** A model on the device that is trained on one fixed batch. */
public interface TrainedModel extends AutoCloseable {
    /** The loss before the last update, and the time of all steps. */
    record Outcome(double loss, Seconds time) {}

    /** Trains so many steps, waiting for the device. */
    Outcome train(int steps);

    /**
     * Peak memory of the process while it trained, above its level before the model was made: parameters, optimizer,
     * gradients and activations, with what the library's allocator holds. Empty where the system does not tell.
     */
    Optional<Bytes> peakMemory();

    @Override
    void close();
}
