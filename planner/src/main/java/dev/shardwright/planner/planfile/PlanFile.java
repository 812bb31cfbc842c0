package dev.shardwright.planner.planfile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.plan.PlannedLayout;
import dev.shardwright.planner.plan.Remark;
import dev.shardwright.planner.plan.SearchSummary;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.reportfile.ReportJson;
import dev.shardwright.simulator.unit.Seconds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A plan as a JSON file (docs/plan-file.md). It stands alone: whatever of the job is not a shipped preset is written
 * out in full. Keys are stable: later versions add some and never rename or drop one.
 */
public final class PlanFile {
    /** Raised when a reader of the older version would misread a file. */
    public static final int VERSION = 1;

    private static final String FORMAT = "shardwright-plan";

    private PlanFile() {}

    /** The text of the answer to a request, whose search took so long. */
    public static String write(Plan plan, PlanningRequest request, Catalog catalog, Seconds elapsed) {
        return JsonText.of(json(plan, request, catalog, elapsed));
    }

    /** The same as a JSON tree. */
    public static ObjectNode json(Plan plan, PlanningRequest request, Catalog catalog, Seconds elapsed) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", FORMAT);
        root.put("version", VERSION);
        root.set("job", new FrameJson(catalog).write(request.frame()));
        root.set("request", RequestJson.write(request));
        ArrayNode plans = root.putArray("plans");
        plan.layouts().forEach(layout -> plans.add(layout(layout)));
        search(root.putObject("search"), plan.search(), elapsed);
        ArrayNode remarks = root.putArray("remarks");
        for (Remark remark : plan.remarks()) {
            ObjectNode node = remarks.addObject();
            node.put("kind", remark.kind().name().toLowerCase(Locale.ROOT));
            node.put("text", remark.text());
        }
        return root;
    }

    private static ObjectNode layout(PlannedLayout planned) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("rank", planned.rank());
        node.put("gpus", planned.job().cluster().devices());
        node.set("layout", LayoutJson.write(planned.job().layout()));
        node.set("report", ReportJson.of(planned.report()));
        return node;
    }

    private static void search(ObjectNode node, SearchSummary search, Seconds elapsed) {
        node.put("candidates", search.candidates());
        node.put("feasible", search.feasible());
        node.put("evaluated", search.evaluated());
        node.put("optimal", search.proof() == SearchSummary.Proof.OPTIMAL);
        node.put("seconds", ReportJson.rounded(elapsed.value()));
    }

    /**
     * The jobs of a plan file, best first. Throws InvalidInputException with every problem, each with file and key, when
     * the file cannot be read, is of a later version, or no longer describes legal jobs.
     */
    public static List<TrainingJob> read(Path file, Catalog catalog) {
        return parse(JsonText.read(file), file.toString(), catalog);
    }

    /** For whom a file's layouts were searched, such as megatron@0.19; empty where nobody was named or it is no plan. */
    public static Optional<String> target(Path file) {
        Fields root = Fields.of(JsonText.parse(JsonText.read(file), file.toString()), file.toString());
        return Optional.of(root)
                .filter(plan -> plan.has("request"))
                .map(plan -> plan.object("request"))
                .filter(request -> request.has(RequestJson.FOR))
                .map(request -> request.text(RequestJson.FOR));
    }

    /** As {@link #read}, from a text; {@code file} stands in messages. */
    public static List<TrainingJob> parse(String text, String file, Catalog catalog) {
        Fields root = Fields.of(JsonText.parse(text, file), file);
        if (!root.text("format").equals(FORMAT)) {
            throw new InvalidInputException(
                    file, "is not a plan file.", "Write one with: shardwright plan -o plan.json");
        }
        if (root.whole("version", 1) > VERSION) {
            throw new InvalidInputException(
                    file + ", version = " + root.whole("version", 1),
                    "is newer than this program, which reads version " + VERSION + ".",
                    "Use a newer Shardwright.");
        }
        JobFrame frame = new FrameJson(catalog).read(root.object("job"));
        List<TrainingJob> jobs = new ArrayList<>();
        for (Fields plan : root.objects("plans")) {
            jobs.add(job(frame, plan));
        }
        return jobs;
    }

    private static TrainingJob job(JobFrame frame, Fields plan) {
        JobFrame own = frame.withDevices(plan.whole("gpus", 1));
        try {
            return own.with(LayoutJson.read(plan.object("layout")));
        } catch (InvalidInputException e) {
            throw plan.located(e);
        }
    }
}
