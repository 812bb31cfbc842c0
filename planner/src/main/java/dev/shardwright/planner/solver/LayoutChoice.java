package dev.shardwright.planner.solver;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import dev.shardwright.planner.space.Block;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.schedule.PipelineSchedule;

/**
 * The planning entity: one value per choice. The mesh is one variable, so that device counts always multiply up; what
 * to recompute is none, because the best recomputation of the other choices is found exactly.
 */
@PlanningEntity
public final class LayoutChoice {
    @PlanningId
    private String id = "layout";

    @PlanningVariable(valueRangeProviderRefs = "meshes")
    private ParallelDegrees mesh;

    @PlanningVariable(valueRangeProviderRefs = "microBatches")
    private Integer microBatch;

    @PlanningVariable(valueRangeProviderRefs = "schedules")
    private PipelineSchedule schedule;

    @PlanningVariable(valueRangeProviderRefs = "shardings")
    private Sharding sharding;

    @PlanningVariable(valueRangeProviderRefs = "variants")
    private Block.Variant variant;

    /** For the solver. */
    public LayoutChoice() {}

    LayoutChoice(Block block) {
        mesh = block.degrees();
        microBatch = block.microBatch();
        schedule = block.schedule();
        sharding = block.sharding();
        variant = block.variant();
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public ParallelDegrees getMesh() {
        return mesh;
    }

    public void setMesh(ParallelDegrees mesh) {
        this.mesh = mesh;
    }

    public Integer getMicroBatch() {
        return microBatch;
    }

    public void setMicroBatch(Integer microBatch) {
        this.microBatch = microBatch;
    }

    public PipelineSchedule getSchedule() {
        return schedule;
    }

    public void setSchedule(PipelineSchedule schedule) {
        this.schedule = schedule;
    }

    public Sharding getSharding() {
        return sharding;
    }

    public void setSharding(Sharding sharding) {
        this.sharding = sharding;
    }

    public Block.Variant getVariant() {
        return variant;
    }

    public void setVariant(Block.Variant variant) {
        this.variant = variant;
    }
}
