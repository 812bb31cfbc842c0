package dev.shardwright.planner.form;

import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.request.SearchLimits;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.Map;

/** A whole planning request as it is typed, on a command line or in a window. */
public record RequestForm(JobForm job, LayoutForm layout, SearchForm search) {
    /** The texts of options of any kind, by option. */
    public static RequestForm of(Map<String, String> texts) {
        return new RequestForm(new JobForm(texts), new LayoutForm(texts), new SearchForm(texts));
    }

    /** Throws InvalidInputException with every problem; each names its option. */
    public PlanningRequest request(Catalog catalog) {
        OptionReader reader = new OptionReader();
        Freedom freedom = layout.freedom(reader).with(search.dialect(reader));
        Goal goal = search.goal(reader);
        SearchLimits limits = search.limits(reader);
        try {
            JobFrame frame = job.frame(catalog, reader);
            return new PlanningRequest(frame, job.deviceCounts(reader), freedom, goal, limits);
        } catch (InvalidInputException e) {
            throw OptionNames.translated(e);
        }
    }
}
