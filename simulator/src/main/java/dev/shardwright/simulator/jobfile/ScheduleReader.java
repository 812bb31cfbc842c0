package dev.shardwright.simulator.jobfile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.catalog.JsonFields;
import dev.shardwright.simulator.catalog.JsonKind;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.schedule.Schedules;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads the pipeline schedule of a job file: its name, or one of the names that frameworks have for it. */
final class ScheduleReader {
    private static final int MOST_CHUNKS = 1 << 10;
    private static final String SCHEDULE = "schedule";
    private static final String CHUNKS = "virtual_pipeline";
    private static final String INTERLEAVED = "interleaved";
    private static final String ONE_BY_ONE = "1f1b";

    private final JsonFields file;
    private final JsonFields parallel;

    ScheduleReader(JsonFields file, JsonFields parallel) {
        this.file = file;
        this.parallel = parallel;
    }

    /** 1F1B where the file's schedule cannot be used; the reasons are noted. */
    PipelineSchedule schedule() {
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
