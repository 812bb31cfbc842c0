package dev.shardwright.profiler.profilefile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.shardwright.profiler.bench.ProfileRequest.Effort;
import dev.shardwright.profiler.bench.Resumption;
import dev.shardwright.profiler.bench.Sample;
import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.unit.Seconds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file beside a profile that holds every batch as soon as it has ended, one a line, so that a process that dies loses
 * none. The first line says which device was measured and how it was loaded; the file goes when the profile is written.
 */
public final class Journal {
    /** A kernel in whose midst the process has died as often as this is not tried again. */
    private static final int MOST_DEATHS = 2;

    private final Path file;

    private Journal(Path file) {
        this.file = file;
    }

    /** What all batches have in common. */
    record Header(
            ProfileJson.DeviceJson device,
            String load,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String caches) {}

    /** The steps are 0 where a kernel begins. */
    record Line(ProfileJson.KernelJson kernel, int steps, double seconds) {}

    /** The journal of a profile that will be written there. */
    public static Journal beside(Path profile) {
        return new Journal(profile.resolveSibling(profile.getFileName() + ".journal"));
    }

    public Path file() {
        return file;
    }

    /**
     * What an unfinished run left here; begins a new journal where there is none. Throws InvalidInputException when the
     * journal is another device's, or was kept under another load or with other caches.
     */
    public Resumption open(DeviceDescription device, Effort effort) {
        String header = ProfileFile.line(
                new Header(JsonOut.device(device), JsonOut.label(effort.load()), JsonOut.caches(effort.caches())));
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.isEmpty()) {
                Files.writeString(file, header + "\n");
                return Resumption.NONE;
            }
            if (!lines.get(0).equals(header)) {
                throw new InvalidInputException(
                        file.toString(),
                        "is what an unfinished run left of another device, other versions, another mode or other caches.",
                        "Delete it, or write the new profile elsewhere.");
            }
            // A line that was cut off must not swallow the next one.
            Files.writeString(file, "\n", StandardOpenOption.APPEND);
            return resumption(lines.subList(1, lines.size()));
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private static Resumption resumption(List<String> lines) {
        Map<Kernel, List<Seconds>> times = new LinkedHashMap<>();
        Map<Kernel, Integer> steps = new LinkedHashMap<>();
        Map<Kernel, Integer> open = new LinkedHashMap<>();
        for (String text : lines) {
            read(text, times, steps, open);
        }
        Map<Kernel, Sample> samples = new LinkedHashMap<>();
        times.forEach((kernel, list) -> samples.put(kernel, new Sample(kernel, steps.getOrDefault(kernel, 1), list)));
        Map<Kernel, String> given = new LinkedHashMap<>();
        open.forEach((kernel, deaths) -> {
            if (deaths >= MOST_DEATHS) {
                given.put(kernel, "the process has died " + deaths + " times while it ran");
            }
        });
        return new Resumption(samples, given);
    }

    /** A line that was cut off tells nothing. */
    private static void read(
            String text, Map<Kernel, List<Seconds>> times, Map<Kernel, Integer> steps, Map<Kernel, Integer> open) {
        try {
            Line line = ProfileFile.ofLine(text, Line.class);
            Kernel kernel = JsonIn.kernel(line.kernel());
            if (line.steps() == 0) {
                open.merge(kernel, 1, Integer::sum);
            } else {
                open.remove(kernel);
                steps.put(kernel, line.steps());
                times.computeIfAbsent(kernel, k -> new ArrayList<>()).add(new Seconds(line.seconds()));
            }
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            return;
        }
    }

    /** A kernel is loaded next. */
    public void begins(Kernel kernel) {
        append(new Line(JsonOut.kernel(kernel), 0, 0));
    }

    /** A batch has ended. */
    public void measured(Kernel kernel, int steps, Seconds time) {
        append(new Line(JsonOut.kernel(kernel), steps, time.value()));
    }

    /** The operating system has the line when this returns, whatever becomes of the process. */
    private void append(Line line) {
        try {
            Files.writeString(
                    file, ProfileFile.line(line) + "\n", StandardOpenOption.APPEND, StandardOpenOption.CREATE);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** The profile is written: nothing is left to resume. */
    public void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private InvalidInputException refused(IOException e) {
        return new InvalidInputException(
                file.toString(),
                "cannot be read or written (" + e.getClass().getSimpleName() + ").",
                "Name another place.");
    }
}
