package dev.shardwright.planner.solver;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import dev.shardwright.planner.space.Block;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import java.util.List;

/** The planning solution: one layout choice, the values it may take, and what judges it. */
@PlanningSolution
public final class LayoutChoicePlan {
    private ChoiceValues values;
    private ChoiceJudge judge;

    @PlanningEntityCollectionProperty
    private List<LayoutChoice> choices;

    @PlanningScore
    private HardSoftLongScore score;

    /** For the solver. */
    public LayoutChoicePlan() {}

    LayoutChoicePlan(ChoiceValues values, ChoiceJudge judge, LayoutChoice start) {
        this.values = values;
        this.judge = judge;
        choices = List.of(start);
    }

    @ValueRangeProvider(id = "meshes")
    public List<ParallelDegrees> meshes() {
        return values.meshes();
    }

    @ValueRangeProvider(id = "microBatches")
    public List<Integer> microBatches() {
        return values.microBatches();
    }

    @ValueRangeProvider(id = "schedules")
    public List<PipelineSchedule> schedules() {
        return values.schedules();
    }

    @ValueRangeProvider(id = "shardings")
    public List<Sharding> shardings() {
        return values.shardings();
    }

    @ValueRangeProvider(id = "variants")
    public List<Block.Variant> variants() {
        return values.variants();
    }

    ChoiceJudge judge() {
        return judge;
    }

    public List<LayoutChoice> getChoices() {
        return choices;
    }

    public void setChoices(List<LayoutChoice> choices) {
        this.choices = choices;
    }

    public HardSoftLongScore getScore() {
        return score;
    }

    public void setScore(HardSoftLongScore score) {
        this.score = score;
    }
}
