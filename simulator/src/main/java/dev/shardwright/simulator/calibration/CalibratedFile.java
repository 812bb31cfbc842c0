package dev.shardwright.simulator.calibration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.catalog.StackCatalog;
import dev.shardwright.simulator.validation.ErrorStatistics;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The stack file of a calibration: it extends the base and states only the constants that moved. */
public final class CalibratedFile {
    private final Calibration calibration;
    private final StackCatalog stacks;

    public CalibratedFile(Calibration calibration, StackCatalog stacks) {
        this.calibration = calibration;
        this.stacks = stacks;
    }

    /** The tree of the file. */
    public ObjectNode stack(String name, LocalDate day) {
        String base = calibration.request().stack();
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.put("name", name);
        file.put("extends", stacks.ships(base) ? stacks.stack(base).name() : base);
        file.put("release", stacks.stack(base).release());
        file.put("description", "Calibrated from " + base + ".");
        file.put("source", source(day));
        for (Movement movement : calibration.movements()) {
            List<String> keys = movement.setting().place().keys();
            if (movement.moved() && Setup.STACK.startsWith(keys.get(0))) {
                put(file, keys.subList(1, keys.size()), movement);
            }
        }
        return file;
    }

    private static void put(ObjectNode file, List<String> keys, Movement movement) {
        ObjectNode section = file;
        for (String key : keys.subList(0, keys.size() - 1)) {
            section = section.withObject("/" + key);
        }
        String last = keys.get(keys.size() - 1);
        Dial dial = movement.setting().dial();
        if (dial.unit().equals("s")) {
            section.put(last, dial.text(movement.to()));
        } else {
            section.put(last, movement.to());
        }
    }

    private String source(LocalDate day) {
        Calibration.Gain gain = calibration.gain();
        String files = calibration.request().runs().stream()
                .map(Path::getFileName)
                .map(Path::toString)
                .collect(Collectors.joining(", "));
        return "shardwright calibrate on " + day + ": "
                + calibration.runs().runs().size() + " runs of " + files
                + "; mean error " + percent(gain.before()) + " before, " + percent(gain.after()) + " after, "
                + percent(gain.crossValidated()) + " on runs left out";
    }

    private static String percent(ErrorStatistics errors) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * errors.mean());
    }
}
