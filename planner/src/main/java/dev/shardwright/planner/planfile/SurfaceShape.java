package dev.shardwright.planner.planfile;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.shardwright.simulator.hardware.Surface.Axis;
import java.util.List;

/** The keys of a measured curve's surface, for the JSON library. */
abstract class SurfaceShape {
    @JsonCreator
    SurfaceShape(@JsonProperty("axes") List<Axis> axes, @JsonProperty("values") double[] values) {}

    @JsonProperty("axes")
    abstract List<Axis> axes();

    @JsonProperty("values")
    abstract double[] values();

    /** The keys of one of its axes. */
    abstract static class AxisShape {
        @JsonCreator
        AxisShape(@JsonProperty("name") String name, @JsonProperty("nodes") List<Double> nodes) {}

        @JsonProperty("name")
        abstract String name();

        @JsonProperty("nodes")
        abstract List<Double> nodes();
    }
}
