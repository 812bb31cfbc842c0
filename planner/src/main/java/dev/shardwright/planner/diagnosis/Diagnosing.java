package dev.shardwright.planner.diagnosis;

import dev.shardwright.planner.Planner;
import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.request.Dialect;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.request.SearchLimits;
import dev.shardwright.planner.solver.Candidate;
import dev.shardwright.planner.solver.Oracle;
import dev.shardwright.planner.solver.Search;
import dev.shardwright.planner.solver.SearchMonitor;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.job.ProposedJob;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.runlog.OutOfMemoryMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Opens one choice of a job after the other, and finds the best value of each. */
public final class Diagnosing {
    private final Asked asked;
    private final Condition condition;
    private final Question question;
    private final SearchMonitor monitor;

    /**
     * What to look for, who must be able to say it, and the message of a real run that had no memory left, where there was
     * one.
     */
    public record Question(Goal goal, SearchLimits limits, Dialect dialect, Optional<OutOfMemoryMessage> message) {
        public static final Question USUAL =
                new Question(Goal.FASTEST, SearchLimits.DEFAULT, Dialect.ANY, Optional.empty());
    }

    private Diagnosing(Asked asked, Question question, SearchMonitor monitor) {
        this.asked = asked;
        this.question = question;
        this.monitor = monitor;
        Optional<Report> now = asked.job().map(Simulator::simulate);
        Optional<MemoryFailure> failure =
                now.flatMap(report -> question.message().map(message -> new MemoryFailure(message, report)));
        condition = new Condition(now, asked.broken(), failure);
    }

    /**
     * Looks at the job, at its single changes, and at the best plan for it. The monitor may end this early. Throws
     * InvalidInputException when no layout whatever is legal for the job.
     */
    public static Diagnosis of(ProposedJob job, Question question, SearchMonitor monitor) {
        return new Diagnosing(Asked.of(job), question, monitor).diagnosis(job);
    }

    private Diagnosis diagnosis(ProposedJob job) {
        List<Change> changes = changes();
        return new Diagnosis(job, condition, changes, plan(changes));
    }

    /** Where another way to deal layers to stages is the best change, the best plan is one with that. */
    private Plan plan(List<Change> changes) {
        JobFrame frame = changes.isEmpty()
                ? asked.frame()
                : JobFrame.of(changes.get(0).after().job());
        return Planner.plan(
                PlanningRequest.of(frame)
                        .with(goal())
                        .with(question.limits())
                        .with(asked.open().with(question.dialect())),
                monitor);
    }

    private Goal goal() {
        Goal goal = question.goal();
        return condition
                .failure()
                .map(f -> goal.withMemory(f.budget(goal.memory())))
                .orElse(goal);
    }

    private List<Change> changes() {
        List<Change> changes = singles();
        if (changes.isEmpty() && !condition.runs()) {
            changes = pairs();
        }
        changes.sort(Comparator.<Change>comparingLong(this::steps)
                .thenComparingInt(change -> change.choices().get(0).ordinal()));
        return changes;
    }

    /** Step times that differ by less than what is worth a change count as equal. */
    private long steps(Change change) {
        return Math.round(Math.log(change.after().iteration().value()) / Condition.WORTH);
    }

    private List<Change> singles() {
        List<Change> changes = new ArrayList<>();
        for (Choice choice : Choice.values()) {
            add(List.of(choice), changes);
        }
        return changes;
    }

    private List<Change> pairs() {
        List<Change> changes = new ArrayList<>();
        Choice[] all = Choice.values();
        for (int i = 0; i < all.length; i++) {
            for (int j = i + 1; j < all.length; j++) {
                add(List.of(all[i], all[j]), changes);
            }
        }
        return changes;
    }

    /** Choices that come to the same job are told once. */
    private void add(List<Choice> choices, List<Change> changes) {
        best(choices)
                .filter(change -> changes.stream()
                        .noneMatch(other ->
                                other.after().job().equals(change.after().job())))
                .ifPresent(changes::add);
    }

    /** The best layout with these choices open, if it is worth the change. */
    private Optional<Change> best(List<Choice> choices) {
        Freedom freedom = asked.pins().with(question.dialect());
        JobFrame frame = asked.frame();
        for (Choice choice : choices) {
            freedom = choice.opened(freedom);
            frame = choice.frame(frame);
        }
        LayoutSpace space = new LayoutSpace(frame, freedom);
        return space.candidates() == 0 || monitor.cancelled()
                ? Optional.empty()
                : searched(space)
                        .map(report -> new Change(choices, asked.layout(), report))
                        .filter(change -> condition.improvedBy(change.after()));
    }

    private Optional<Report> searched(LayoutSpace space) {
        SearchMonitor silent = new SearchMonitor() {
            @Override
            public boolean cancelled() {
                return monitor.cancelled();
            }
        };
        return new Search(Oracle.Source::simulator)
                .run(space, goal().withAnswers(1), SearchLimits.DEFAULT, silent).archive().best().stream()
                        .findFirst()
                        .map(Candidate::job)
                        .map(Simulator::simulate);
    }
}
