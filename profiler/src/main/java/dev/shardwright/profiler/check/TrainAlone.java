package dev.shardwright.profiler.check;

import dev.shardwright.profiler.device.Backend;
import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.device.PyTorchBackend;
import dev.shardwright.profiler.device.TrainedModel;
import dev.shardwright.profiler.training.SmallGpt;
import dev.shardwright.simulator.unit.Bytes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains one model in a process of its own: what an earlier model left with the allocator would hide part of its peak
 * memory.
 */
public final class TrainAlone {
    private static final int STEPS = 2;

    private TrainAlone() {}

    /** Peak memory on the processor; empty where the system does not tell or the process fails. */
    static Optional<Bytes> peakMemory(SmallGpt model, int threads) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-D"))
                .toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TrainAlone.class.getName()));
        for (int extent : new int[] {
            model.layers(),
            model.hidden(),
            model.vocabulary(),
            model.batch().sequences(),
            model.batch().length(),
            threads
        }) {
            command.add(Integer.toString(extent));
        }
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 && !text.isEmpty()
                    ? Optional.of(new Bytes(Long.parseLong(text)))
                    : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Peak memory on a device that has run nothing before. */
    static Optional<Bytes> peakMemory(Backend device, SmallGpt model) {
        try (TrainedModel trained = device.load(model)) {
            trained.train(STEPS);
            return trained.peakMemory();
        }
    }

    /** The entry of that process: layers, hidden, vocabulary, sequences, length, threads; prints bytes or nothing. */
    public static void main(String[] args) {
        int[] extents = List.of(args).stream().mapToInt(Integer::parseInt).toArray();
        SmallGpt model = new SmallGpt(extents[0], extents[1], extents[2], new SmallGpt.Batch(extents[3], extents[4]));
        try (PyTorchBackend backend = PyTorchBackend.open(Optional.of(DeviceDescription.Kind.CPU), extents[5])) {
            peakMemory(backend, model).ifPresent(bytes -> System.out.println(bytes.value()));
        }
    }
}
