package dev.shardwright.simulator.validation;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.catalog.FileFailure;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads measured runs, one JSON object per line, in the full schema or in the compact form (see {@link SharedParts}).
 * Unknown keys are ignored; a line that cannot be read becomes one {@link RunLine.Malformed} and reading goes on.
 */
public final class MeasuredRunReader {
    private static final Pattern MONTH = Pattern.compile("_(20\\d\\d)-?(0[1-9]|1[0-2])\\b");

    private final String file;
    private SharedParts shared = SharedParts.NONE;

    private MeasuredRunReader(String file) {
        this.file = file;
    }

    /** Hands every line to {@code sink}, in order, without holding the file in memory. */
    public static void read(Path path, Consumer<RunLine> sink) {
        MeasuredRunReader reader = new MeasuredRunReader(path.getFileName().toString());
        // Bytes that are not UTF-8 become replacement characters: they spoil a line, not the file.
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8))) {
            String text = lines.readLine();
            for (int number = 1; text != null; number++, text = lines.readLine()) {
                if (!text.isBlank()) {
                    reader.line(number, text, sink);
                }
            }
        } catch (IOException e) {
            throw new InvalidInputException(
                    path.toString(),
                    "cannot be read: " + FileFailure.reason(e) + ".",
                    "Check the path and its permissions.");
        }
    }

    /** All lines of a file. */
    public static List<RunLine> readAll(Path path) {
        List<RunLine> lines = new ArrayList<>();
        read(path, lines::add);
        return lines;
    }

    private void line(int number, String text, Consumer<RunLine> sink) {
        MeasuredRun.Location location = new MeasuredRun.Location(file, number);
        try {
            JsonNode node = RunJson.MAPPER.readTree(text);
            if (!(node instanceof ObjectNode object)) {
                throw new FieldException("", "must be a JSON object");
            }
            if (SharedParts.isHeader(object)) {
                shared = SharedParts.of(object);
                return;
            }
            sink.accept(parse(location, shared.complete(object)));
        } catch (JsonProcessingException e) {
            sink.accept(malformed(location, "", firstSentence(e)));
        } catch (FieldException e) {
            sink.accept(malformed(location, e.key(), e.rule()));
        }
    }

    private static RunLine.Malformed malformed(MeasuredRun.Location location, String key, String rule) {
        String where = key.isEmpty() ? location.toString() : location + ", " + key;
        return new RunLine.Malformed(
                location, new Problem(where, rule + ".", "See profiles/measured/README.md for the schema."));
    }

    private static String firstSentence(JacksonException e) {
        return "is not JSON: " + e.getOriginalMessage().lines().findFirst().orElse("unreadable");
    }

    private static RunLine parse(MeasuredRun.Location location, ObjectNode row) throws FieldException {
        String id = text(row.path("id"));
        if (id == null || id.isBlank()) {
            throw new FieldException("id", "is missing");
        }
        if (row.hasNonNull("kind")) {
            return new RunLine.OtherKind(location, id, row.get("kind").asText());
        }
        return new RunLine.Run(new MeasuredRun(
                location,
                origin(id, row),
                setup(row),
                convert("measured", row.path("measured"), MeasuredRun.Figures.class)));
    }

    private static MeasuredRun.Origin origin(String id, ObjectNode row) {
        MeasuredRun.Cautions cautions = new MeasuredRun.Cautions(
                texts(row.path("extra").path("flags")),
                texts(row.path("unverified")),
                row.path("duplicate_values").asBoolean(false));
        return new MeasuredRun.Origin(
                id, text(row.path("source")), text(row.path("task")), text(row.path("size_class")), cautions);
    }

    private static MeasuredRun.Setup setup(ObjectNode row) throws FieldException {
        return new MeasuredRun.Setup(
                model(row),
                convert("", row, MeasuredRun.Batch.class),
                convert("cluster", row.path("cluster"), MeasuredRun.ClusterShape.class),
                parallel(row),
                software(row));
    }

    private static MeasuredRun.ModelShape model(ObjectNode row) throws FieldException {
        JsonNode node = row.path("model");
        MeasuredRun.AttentionShape attention = new MeasuredRun.AttentionShape(
                text(node.path("attention")),
                convert("model", node, MeasuredRun.Heads.class),
                node.path("qk_norm").asBoolean(false),
                convert("model", node, MeasuredRun.Window.class),
                convert("model", node, MeasuredRun.Latent.class));
        FeedForwardWidth width = convert("model", node, FeedForwardWidth.class);
        return new MeasuredRun.ModelShape(
                text(node.path("name")),
                text(node.path("family")),
                trunk(row, convert("model", node, MeasuredRun.Trunk.class)),
                attention,
                new MeasuredRun.FeedForwardShape(
                        width.ffnHidden(), width.gatedFfn(), convert("model", node, MeasuredRun.Experts.class)));
    }

    /** The flat part of a feed-forward block. */
    record FeedForwardWidth(Integer ffnHidden, Boolean gatedFfn) {}

    /** The flat part of a parallel layout. */
    record ParallelFlags(
            Boolean sequenceParallel,
            Integer virtualPp,
            Integer zeroStage,
            Boolean fsdp,
            Integer hsdpReplicas,
            Boolean asyncTensorParallel) {}

    /** Older rows say it only in their remarks. */
    private static final Pattern ASYNC_TENSOR =
            Pattern.compile("\\basync (TP|tensor[- ]parallel)", Pattern.CASE_INSENSITIVE);

    private static final Pattern WITHOUT_PREDICTION =
            Pattern.compile("(multi-token-prediction layer|\\bMTP( layer)?) disabled", Pattern.CASE_INSENSITIVE);

    private static MeasuredRun.Trunk trunk(ObjectNode row, MeasuredRun.Trunk stated) {
        boolean without =
                WITHOUT_PREDICTION.matcher(row.path("notes").asText("")).find();
        return stated.predictionLayers() == null && without
                ? new MeasuredRun.Trunk(stated.layers(), stated.hidden(), stated.vocab(), stated.tiedEmbeddings(), 0)
                : stated;
    }

    private static Boolean asyncTensorParallel(ObjectNode row, Boolean stated) {
        return stated != null
                ? stated
                : Boolean.valueOf(
                        ASYNC_TENSOR.matcher(row.path("notes").asText("")).find());
    }

    /** Names under which sources state the size of the group that shares out states. */
    record ShardGroup(Integer fsdpGroup, Integer zeroShardGroup) {}

    private static MeasuredRun.Parallel parallel(ObjectNode row) throws FieldException {
        JsonNode node = row.path("parallel");
        ParallelFlags flags = convert("parallel", node, ParallelFlags.class);
        ShardGroup group = convert("", row, ShardGroup.class);
        Integer shards = group.fsdpGroup() != null ? group.fsdpGroup() : group.zeroShardGroup();
        return new MeasuredRun.Parallel(
                convert("parallel", node, MeasuredRun.Degrees.class),
                flags.sequenceParallel(),
                flags.virtualPp(),
                asyncTensorParallel(row, flags.asyncTensorParallel()),
                new MeasuredRun.SharedStates(flags.zeroStage(), flags.fsdp(), flags.hsdpReplicas(), shards));
    }

    private static MeasuredRun.Software software(ObjectNode row) throws FieldException {
        return new MeasuredRun.Software(
                new MeasuredRun.StackName(text(row.path("stack").path("name")), release(row)),
                convert("", row, MeasuredRun.KernelChoice.class),
                new MeasuredRun.Formats(text(row.path("precision")), text(row.path("optimizer"))),
                text(row.path("schedule")),
                new MeasuredRun.Saving(text(row.path("recompute")), text(row.path("offload"))),
                new MeasuredRun.Details(fields(row.path("megatron_flags")), fields(row.path("recipe"))));
    }

    /** Where no release is stated, the month that ends the source's name, as in llama3_h100_202412. */
    private static String release(ObjectNode row) {
        String stated = text(row.path("stack").path("release"));
        Matcher month = MONTH.matcher(row.path("source").asText(""));
        return stated == null && month.find() ? month.group(1) + "-" + month.group(2) : stated;
    }

    private static <T> T convert(String prefix, JsonNode node, Class<T> type) throws FieldException {
        JsonNode source = node instanceof MissingNode || node.isNull() ? RunJson.MAPPER.createObjectNode() : node;
        try {
            return RunJson.MAPPER.treeToValue(source, type);
        } catch (JsonMappingException e) {
            String key = e.getPath().isEmpty() ? "" : e.getPath().get(0).getFieldName();
            String full = prefix.isEmpty() ? key : key.isEmpty() ? prefix : prefix + "." + key;
            throw new FieldException(full + " = " + (key.isEmpty() ? source : source.path(key)), RunJson.rule(e));
        } catch (JsonProcessingException e) {
            throw new FieldException(prefix, firstSentence(e));
        }
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : node.isValueNode() ? node.asText() : node.toString();
    }

    private static List<String> texts(JsonNode node) {
        if (node.isMissingNode() || node.isNull() || node.isBoolean() && !node.asBoolean()) {
            return List.of();
        }
        List<String> list = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(n -> list.add(n.asText()));
        } else {
            list.add(node.isBoolean() ? "all" : node.asText());
        }
        return list;
    }

    private static Map<String, JsonNode> fields(JsonNode node) {
        Map<String, JsonNode> map = new LinkedHashMap<>();
        node.properties().forEach(e -> {
            if (!e.getValue().isNull()) {
                map.put(e.getKey(), e.getValue());
            }
        });
        return map;
    }

    /** A field whose value has the wrong type. */
    private static final class FieldException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String key;

        FieldException(String key, String rule) {
            super(rule);
            this.key = key;
        }

        String key() {
            return key;
        }

        String rule() {
            return getMessage();
        }
    }
}
