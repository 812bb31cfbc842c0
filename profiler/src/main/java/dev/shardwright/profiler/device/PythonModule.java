package dev.shardwright.profiler.device;

import dev.shardwright.profiler.torchscript.ScriptModule;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A TorchScript module in the Python process, its operands made: a kernel, or a model that is trained. */
final class PythonModule implements LoadedKernel, TrainedModel {
    private static final AtomicLong COUNT = new AtomicLong();

    private final PythonEngine engine;
    private final String number = Long.toString(COUNT.incrementAndGet());
    private final Runnable whenClosed;

    private PythonModule(PythonEngine engine, Runnable whenClosed) {
        this.engine = engine;
        this.whenClosed = whenClosed;
    }

    /** How products of fp32 operands are computed. */
    enum Products {
        FP32,
        TF32
    }

    /**
     * Throws UnmeasurableException.
     *
     * @param device the tensor library's name of the device, such as "cpu" or "cuda:0"
     */
    static PythonModule load(
            PythonEngine engine, ScriptModule module, String device, Products products, Runnable whenClosed) {
        PythonModule loaded = new PythonModule(engine, whenClosed);
        String tf32 = Boolean.toString(products == Products.TF32);
        engine.ask("load", Map.of("module", loaded.number, "device", device, "tf32", tf32), module.archive());
        return loaded;
    }

    @Override
    public Seconds run(int steps) {
        return seconds(answer(steps));
    }

    @Override
    public Outcome train(int steps) {
        Map<String, String> answer = answer(steps);
        return new Outcome(number(answer.get("value")), seconds(answer));
    }

    private Map<String, String> answer(int steps) {
        return engine.ask("run", Map.of("module", number, "steps", Integer.toString(steps)));
    }

    private static Seconds seconds(Map<String, String> answer) {
        return new Seconds(number(answer.get("seconds")));
    }

    /** As Python writes it. */
    private static double number(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    @Override
    public Optional<Bytes> peakMemory() {
        return Optional.ofNullable(engine.ask("peak", Map.of("module", number)).get("bytes"))
                .map(bytes -> new Bytes(Math.max(0, Long.parseLong(bytes))));
    }

    /** A process that is no more has freed its memory. */
    @Override
    public void close() {
        try {
            engine.ask("unload", Map.of("module", number));
        } catch (UnmeasurableException e) {
            // What was measured before counts all the same.
        }
        whenClosed.run();
    }
}
