package dev.shardwright.simulator.runlog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shardwright.simulator.TestJobs;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Logs of the tests, imported with nothing but what they state. */
final class Imports {
    static final Path FOLDER = Path.of("src/test/resources/dev/shardwright/simulator/runlog");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Imports() {}

    static JsonNode row(String file) {
        return row(LogText.read(FOLDER.resolve(file)));
    }

    static JsonNode row(LogText log) {
        return row(run(log, new Statements()));
    }

    static JsonNode row(ImportedRun run) {
        try {
            return MAPPER.readTree(run.line());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static ImportedRun run(LogText log, Statements given) {
        return new RunImport(Optional.empty(), given, OptionalInt.empty(), TestJobs.CATALOG).run(log, "id");
    }

    /** Lines as Megatron prints them for steps from a first number on, with these times in milliseconds. */
    static String megatronSteps(int first, double... milliseconds) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < milliseconds.length; i++) {
            text.append(" iteration ")
                    .append(first + i)
                    .append("/ 100 | consumed samples: 8 | elapsed time per iteration (ms): ")
                    .append(milliseconds[i])
                    .append(" | lm loss: 9.1E+00 |\n");
        }
        return text.toString();
    }
}
