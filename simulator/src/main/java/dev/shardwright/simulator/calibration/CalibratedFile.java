package dev.shardwright.simulator.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.validation.ErrorStatistics;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The files of a calibration: each extends what was calibrated and states only the constants that moved, on which runs
 * they were fitted and what that gained. A base that is not shipped cannot be extended; the file then repeats it.
 */
public final class CalibratedFile {
    private static final String EVIDENCE = "measured here";
    private static final String CLUSTER = Setup.CLUSTER.substring(0, Setup.CLUSTER.length() - 1);

    private final Calibration calibration;
    private final Catalog catalog;
    private final String source;

    /** @param day when the runs were fitted */
    public CalibratedFile(Calibration calibration, Catalog catalog, LocalDate day) {
        this.calibration = calibration;
        this.catalog = catalog;
        this.source = source(calibration, day);
    }

    /** The tree of the stack file. */
    public ObjectNode stack(String name) {
        String base = calibration.request().stack();
        boolean shipped = catalog.stacks().ships(base);
        String known = catalog.stacks().stack(base).name();
        ObjectNode file =
                shipped ? extending(name, known) : named(catalog.stacks().tree(base), name);
        if (shipped) {
            file.put("release", catalog.stacks().stack(base).release());
        }
        file.put("description", known + " with constants fitted to measured runs.");
        file.put("source", source);
        calibration.movements().stream()
                .filter(m -> differs(m) && !inCluster(m))
                .forEach(m -> put(file, keys(m), m));
        return file;
    }

    /** The tree of the cluster file, when links were fitted. */
    public ObjectNode cluster(String name) {
        String base = calibration.request().cluster().orElseThrow();
        ObjectNode whole = catalog.hardware().tree(base);
        ObjectNode file = catalog.hardware().ships(base)
                ? extending(name, whole.path("name").asText())
                : named(whole.deepCopy(), name);
        JsonNode tiers = whole.path("tiers").deepCopy();
        calibration.movements().stream().filter(m -> differs(m) && inCluster(m)).forEach(m -> {
            List<String> keys = keys(m);
            for (JsonNode tier : tiers) {
                if (tier.path("kind").asText().equals(keys.get(1))) {
                    figure((ObjectNode) tier, keys.get(2), m);
                }
            }
        });
        file.set("tiers", tiers);
        return file;
    }

    private static ObjectNode extending(String name, String base) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("extends", base);
    }

    private static ObjectNode named(ObjectNode file, String name) {
        file.remove("aliases");
        return file.put("name", name);
    }

    /** Whether the base states another value: with a neutral centre also where the runs say nothing. */
    private static boolean differs(Movement movement) {
        return movement.to() != movement.setting().base();
    }

    private static boolean inCluster(Movement movement) {
        return movement.setting().place().keys().get(0).equals(CLUSTER);
    }

    /** The keys inside the file. */
    private static List<String> keys(Movement movement) {
        List<String> keys = movement.setting().place().keys();
        return keys.subList(1, keys.size());
    }

    private static void put(ObjectNode file, List<String> keys, Movement movement) {
        ObjectNode section = file;
        for (String key : keys.subList(0, keys.size() - 1)) {
            JsonNode inner = section.path(key);
            section = inner instanceof ObjectNode there ? there : section.putObject(key);
        }
        section.set(keys.get(keys.size() - 1), value(movement));
    }

    private void figure(ObjectNode tier, String key, Movement movement) {
        ObjectNode figure = tier.putObject(key);
        figure.set("value", value(movement));
        figure.put("source", source).put("evidence", EVIDENCE);
    }

    private static JsonNode value(Movement movement) {
        Dial dial = movement.setting().dial();
        JsonNodeFactory json = JsonNodeFactory.instance;
        return dial.isTime() ? json.textNode(dial.text(movement.to())) : json.numberNode(movement.to());
    }

    private static String source(Calibration calibration, LocalDate day) {
        Gain gain = calibration.gain();
        String files = calibration.request().runs().stream()
                .map(Path::getFileName)
                .map(Path::toString)
                .collect(Collectors.joining(", "));
        String unseen = gain.checked() ? percent(gain.crossValidated()) + " for runs left out" : "not cross-validated";
        return "shardwright calibrate, " + day + ": "
                + calibration.runs().runs().size() + " runs of " + files
                + "; mean error of step time " + percent(gain.before()) + " before, " + percent(gain.after())
                + " after, " + unseen;
    }

    private static String percent(ErrorStatistics errors) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * errors.mean());
    }
}
