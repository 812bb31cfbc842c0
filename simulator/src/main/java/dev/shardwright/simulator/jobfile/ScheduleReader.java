package dev.shardwright.simulator.jobfile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.catalog.JsonFields;
import dev.shardwright.simulator.catalog.JsonKind;
import dev.shardwright.simulator.catalog.UserPath;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.schedule.ExplicitOrder;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.schedule.Schedules;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the pipeline schedule of a job file: its name, one of the names that frameworks have for it, or the file that
 * holds an order of passes.
 */
final class ScheduleReader {
    private static final int MOST_CHUNKS = 1 << 10;
    private static final String SCHEDULE = "schedule";
    private static final String CHUNKS = "virtual_pipeline";
    private static final String INTERLEAVED = "interleaved";
    private static final String ONE_BY_ONE = "1f1b";

    private final JsonFields file;
    private final JsonFields parallel;
    private final Path path;

    ScheduleReader(JsonFields file, JsonFields parallel, Path path) {
        this.file = file;
        this.parallel = parallel;
        this.path = path;
    }

    /** 1F1B where the file's schedule cannot be used; the reasons are noted. */
    PipelineSchedule schedule() {
        if (file.raw(SCHEDULE).isObject()) {
            return ordered();
        }
        int chunks = parallel.get(JsonKind.wholeNumber(1, MOST_CHUNKS), CHUNKS, "vpp")
                .orElse(1);
        String name = file.get(ScheduleReader::word, SCHEDULE).orElse(chunks > 1 ? INTERLEAVED : ONE_BY_ONE);
        try {
            return Schedules.parse(name, chunks);
        } catch (IllegalArgumentException e) {
            String suggestion =
                    chunks > 1 ? "leave it out, or use " + INTERLEAVED : "set it to 2, or use " + ONE_BY_ONE;
            parallel.problem(CHUNKS, "is " + chunks + ", but " + e.getMessage() + ".", "Maybe " + suggestion + ".");
            return new OneForwardOneBackward();
        }
    }

    /** The order bears the name that the job file has for it, and has as many stages as it has. */
    private PipelineSchedule ordered() {
        Optional<Integer> chunks = parallel.get(JsonKind.wholeNumber(1, MOST_CHUNKS), CHUNKS, "vpp");
        Optional<ExplicitOrder> order =
                file.object(SCHEDULE).need(JsonKind.text(), "file").flatMap(this::order);
        int stages = order.map(ExplicitOrder::virtualStages).orElse(1);
        if (order.isPresent() && chunks.orElse(stages) != stages) {
            parallel.problem(
                    CHUNKS,
                    "the order of " + order.get().name() + " has " + stages + " stages per rank.",
                    "Leave it out.");
        }
        return order.map(PipelineSchedule.class::cast).orElseGet(OneForwardOneBackward::new);
    }

    private Optional<ExplicitOrder> order(String name) {
        try {
            Path found = UserPath.beside(path, name).orElse(Path.of(name));
            return Optional.of(new ExplicitOrder(name, PassOrderFile.read(found).passes()));
        } catch (InvalidInputException e) {
            file.add(e.problems());
        } catch (InvalidPathException e) {
            file.problem(SCHEDULE, "names a file that cannot be: " + name + ".", "");
        }
        return Optional.empty();
    }

    /** Refusals list the names only, not what else they are called. */
    private static String word(JsonNode value) {
        String word = value.asText().strip().toLowerCase(Locale.ROOT).replace('_', '-');
        if (Schedules.words().contains(word)) {
            return word;
        }
        Map<String, String> names = new LinkedHashMap<>();
        Schedules.names().forEach(name -> names.put(name, name));
        return JsonKind.oneOf(names).read(value);
    }
}
